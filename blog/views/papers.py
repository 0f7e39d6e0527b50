"""Papers: the list of those that were read, and the page of each with its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Subquery
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from blog.citing import cite_paper
from blog.editions import kept_by_edition
from blog.models import Post
from blog.permissions import can_view_papers_and_figures, can_write
from blog.plates import lay_out
from blog.public import public_figures, public_papers, with_counts
from blog.views.finding import figures_beside, find_paper
from blog.views.privacy import keep_private
from figures.licences import LICENCES, UNKNOWN
from figures.models import Figure, Paper, Rendition

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.contrib.auth.models import AnonymousUser, User
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from blog.plates import Plate


@dataclass(frozen=True, slots=True)
class TierOfPlates:
    """The figures of a paper that matter alike."""

    name: str
    heading: str
    plates: list[Plate]


@method_decorator(kept_by_edition("page"), name="dispatch")
class PaperListView(ListView):
    template_name = "blog/papers.html"
    paginate_by = 20

    def get_queryset(self) -> QuerySet[Paper]:
        """Papers read last come first, those that nobody wrote about at the end."""
        posts = Post.objects.published().filter(papers=OuterRef("pk"))
        latest = posts.order_by("-published_at").values("published_at")
        return (
            with_counts(public_papers())
            .annotate(read_at=Subquery(latest[:1]))
            .order_by(F("read_at").desc(nulls_last=True), "-created_at", "-pk")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        papers = list(context["page_obj"])
        faces = find_faces(papers)
        return context | {"rows": [(paper, faces.get(paper.pk)) for paper in papers]}


def find_faces(papers: Iterable[Paper]) -> dict[int, Figure]:
    """The figure that each paper is known by, if one is public; three queries.

    The first of those that matter most.
    """
    cut = Exists(Rendition.objects.filter(figure=OuterRef("pk")))
    figures = public_figures().whole().filter(cut, paper__in=papers)
    found = figures.in_reading_order().values_list("paper", "pk", "tier")
    faces: dict[int, int] = {}
    for tier in Figure.Tier:
        for paper, figure, tier_of_figure in found:
            if tier_of_figure == tier:
                faces.setdefault(paper, figure)
    shown = Figure.objects.with_renditions().in_bulk(faces.values())
    return {paper: shown[figure] for paper, figure in faces.items()}


@require_safe
@kept_by_edition()
def paper_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The figures of a paper by how much they matter, and the posts about it."""
    paper, is_public = find_paper(request.user, slug)
    figures = list(
        figures_beside(is_public=is_public)
        .filter(paper=paper)
        .with_renditions()
        .in_reading_order(),
    )
    plates = lay_out(figures)
    context = {
        "paper": paper,
        "is_public": is_public,
        "licence": LICENCES.get(paper.licence, UNKNOWN),
        "plates": plates,
        "tiers": list(list_tiers(plates)),
        "posts": Post.objects.published().filter(papers=paper).for_listing(),
        "citation": cite_paper(paper, is_public=is_public),
        **describe_desk(request.user, paper, figures),
    }
    response = render(request, "blog/paper.html", context)
    return keep_private(response, is_public=is_public)


def list_tiers(plates: Iterable[Plate]) -> Iterator[TierOfPlates]:
    """Tiers without a figure are left out."""
    headings = {
        Figure.Tier.ESSENTIAL: _("Key figures"),
        Figure.Tier.SUPPORTING: _("Supporting figures"),
        Figure.Tier.OTHER: _("Other figures"),
    }
    for tier, heading in headings.items():
        if found := [plate for plate in plates if plate.figure.tier == tier]:
            yield TierOfPlates(tier.value, heading, found)


def describe_desk(
    user: User | AnonymousUser, paper: Paper, figures: Sequence[Figure]
) -> dict[str, Any]:
    """What editors are told beside what readers see; nothing for others."""
    if not can_view_papers_and_figures(user):
        return {}
    shown = [figure.pk for figure in figures]
    hidden = Figure.objects.kept().filter(paper=paper).exclude(pk__in=shown)
    return {
        "may_see_hidden": True,
        "may_write": can_write(user),
        "hidden_count": hidden.count(),
    }
