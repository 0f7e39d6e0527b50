"""The editor's tray: the figures of a post's papers, and images of one's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from blog.admin.preview import (
    find_post,
    read_ids,
    refuse,
    refuse_blind,
    refuse_strangers,
)
from blog.permissions import can_view
from figures.alt_texts import caption_of
from figures.models import Figure, Paper
from figures.permissions import can_view_papers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.auth.models import AnonymousUser, User
    from django.http import HttpRequest, HttpResponse

    from blog.models import Post

# Images of one's own that the text does not show: the latest, for the next to write about.
LATEST_IMAGES = 12
# More papers than a post can speak of, and more images than it can show.
MOST_PAPERS = 30
MOST_IMAGES = 200


@dataclass(frozen=True, slots=True)
class Card:
    """A figure as the tray shows it; panels are cards within their figure's."""

    figure: Figure
    caption: str
    panels: tuple[Card, ...] = ()

    @property
    def letter(self) -> str:
        """What a panel is called beside its figure: "(b)"."""
        parent = self.figure.parent
        whole = parent.number if parent else ""
        return f"({self.figure.number.removeprefix(whole) or self.figure.number})"

    @property
    def number(self) -> str:
        """What to type to find it: "3b", "t2" for a table."""
        prefix = "t" if self.figure.kind == Figure.Kind.TABLE else ""
        return f"{prefix}{self.figure.number}".lower()

    @property
    def words(self) -> str:
        """What it is found by, beside its number."""
        figure = self.figure
        return " ".join((figure.label, figure.name, self.caption, figure.alt_text))


@dataclass(frozen=True, slots=True)
class PaperTray:
    paper: Paper
    cards: tuple[Card, ...]

    @property
    def essential_count(self) -> int:
        return sum(card.figure.tier == Figure.Tier.ESSENTIAL for card in self.cards)


@never_cache
@require_safe
def tray(request: HttpRequest) -> HttpResponse:
    """The cards, as a piece of HTML; what cannot be shown is a plain sentence."""
    refusal = refuse_strangers(request.user) or refuse_blind(request.user)
    if refusal:
        return refusal
    post = find_post(request.GET.get("post", ""))
    if post is None:
        return refuse(404, _("This post is there no more."))
    if post.pk and not can_view(request.user, post):
        return refuse(403, _("You may not see this post."))
    asked = read_ids(request.GET.getlist("paper"))[:MOST_PAPERS]
    papers = keep_visible(asked, post, request.user)
    images = request.GET.getlist("image")[:MOST_IMAGES]
    context = {
        "trays": show_papers(papers),
        "are_some_hidden": len(papers) < len(asked),
        "images": show_own_images(request.user, images),
        "may_change": request.user.has_perm("figures.change_figure"),
    }
    return render(request, "admin/blog/post/_cards.html", context)


def keep_visible(
    ids: Sequence[int], post: Post, user: User | AnonymousUser
) -> Sequence[int]:
    """Those who may not look at papers see those of the stored post, and no others."""
    if can_view_papers(user):
        return ids
    own = {paper.pk for paper in post.papers.all()} if post.pk else set()
    return [pk for pk in ids if pk in own]


def show_papers(ids: Sequence[int]) -> list[PaperTray]:
    """Each paper with its figures as it prints them: three queries, however many."""
    papers = Paper.objects.in_bulk(ids)
    figures = (
        Figure.objects.kept()
        .exclude(parent__state=Figure.State.DISCARDED)
        .filter(paper__in=papers)
        .with_renditions()
        .in_reading_order()
    )
    cards: dict[int | None, list[Card]] = {pk: [] for pk in papers}
    panels: dict[int, list[Card]] = {}
    whole = []
    for figure in figures:
        if figure.parent_id:
            card = Card(figure, caption_of(figure))
            panels.setdefault(figure.parent_id, []).append(card)
        else:
            whole.append(figure)
    for figure in whole:
        parts = tuple(panels.get(figure.pk, ()))
        cards[figure.paper_id].append(Card(figure, figure.caption, parts))
    return [PaperTray(papers[pk], tuple(cards[pk])) for pk in ids if pk in papers]


def show_own_images(user: User | AnonymousUser, keys: Sequence[str]) -> list[Card]:
    """Those in the text, and the latest that ``user`` has added: two queries."""
    own = Figure.objects.kept().filter(paper=None)
    newest = own.filter(own_image__uploaded_by=user.pk).order_by(
        "-own_image__uploaded_at"
    )
    latest = newest.values("pk")[:LATEST_IMAGES]
    wanted = own.filter(Q(key__in=clean(keys)) | Q(pk__in=latest))
    figures = wanted.with_renditions().order_by("-own_image__uploaded_at", "-pk")
    return [Card(figure, figure.caption) for figure in figures]


def clean(keys: Sequence[str]) -> list[str]:
    """Without what some databases choke on."""
    return [key for key in keys if "\x00" not in key]
