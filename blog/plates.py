"""Figures as the pages of papers and figures lay them out: with panels and posts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q

from blog.models import Post
from figures.embeds import show_figure
from figures.models import Rendition
from figures.pictures import find_rendition

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from figures.embeds import ShownFigure
    from figures.models import Figure
    from figures.models.figure_queries import FigureQuerySet

# A picture so much wider than high stands above its words, not beside them.
WIDE = 2.1


@dataclass(frozen=True, slots=True)
class Plate:
    figure: Figure
    shown: ShownFigure
    address: str
    # Names it within its paper's page.
    anchor: str
    # "3", "T2", "3b": as a list of numbers has it.
    short: str
    # Of a panel: "b".
    letter: str
    # The lossless cut; None as long as nothing is cut.
    master: Rendition | None
    # As lines and letters instead of pixels; None where it is not.
    vector: Rendition | None
    panels: tuple[Plate, ...]
    # The public posts that show it, its whole or its panels, the latest first.
    posts: tuple[Post, ...]

    @property
    def is_wide(self) -> bool:
        picture = self.shown.picture
        return picture is not None and picture.width > WIDE * picture.height


def leave_out_panels(figures: FigureQuerySet) -> FigureQuerySet:
    """Those of ``figures`` that are not seen within another of them."""
    wholes = figures.order_by().filter(pk=OuterRef("parent"))
    return figures.filter(Q(parent=None) | ~Exists(wholes))


def lay_out(figures: Sequence[Figure]) -> list[Plate]:
    """A plate for each, panels on that of their figure; one query, however many.

    ``figures`` come with what showing them takes.
    """
    ids = {figure.pk for figure in figures}
    panels: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.parent_id in ids:
            panels[figure.parent_id].append(figure)
    posts = find_posts(figures)
    return [
        make_plate(figure, panels[figure.pk], posts)
        for figure in figures
        if figure.parent_id not in ids
    ]


def make_plate(
    figure: Figure, panels: Iterable[Figure], posts: dict[int, list[Post]]
) -> Plate:
    plates = tuple(make_plate(panel, (), posts) for panel in panels)
    name = figure.key.rpartition("/")[2]
    whole = figure.parent.number if figure.parent else ""
    return Plate(
        figure=figure,
        shown=show_figure(figure),
        address=figure.get_absolute_url(),
        anchor=f"at-{name}",
        short=f"{'T' if figure.kind == figure.Kind.TABLE else ''}{figure.number}",
        letter=figure.number.removeprefix(whole) if whole else "",
        master=find_rendition(figure, Rendition.Role.MASTER),
        vector=find_rendition(figure, Rendition.Role.VECTOR),
        panels=plates,
        posts=merge_posts(figure, plates, posts),
    )


def merge_posts(
    figure: Figure, panels: Iterable[Plate], posts: dict[int, list[Post]]
) -> tuple[Post, ...]:
    """Who shows a panel shows a part of its figure, and who shows that shows the panel."""
    family = [figure.pk, figure.parent_id, *(panel.figure.pk for panel in panels)]
    found = {
        post.pk: post for pk in family if pk is not None for post in posts.get(pk, ())
    }
    return tuple(sorted(found.values(), key=newest_first))


def newest_first(post: Post) -> tuple[float, int]:
    at = post.published_at.timestamp() if post.published_at else 0
    return -at, -post.pk


def find_posts(figures: Iterable[Figure]) -> dict[int, list[Post]]:
    """The public posts that show, name or lead with each figure, by its id; one query."""
    wanted: set[int] = {
        pk for figure in figures for pk in (figure.pk, figure.parent_id) if pk
    }
    uses = Q(figure_uses__figure__in=wanted) | Q(lead_figure__in=wanted)
    found: dict[int, dict[int, Post]] = defaultdict(dict)
    for post in (
        Post.objects.published()
        .filter(uses)
        .only("slug", "title", "language", "published_at", "lead_figure")
        .annotate(used_figure=F("figure_uses__figure"))
    ):
        for pk in {vars(post)["used_figure"], post.lead_figure_id} & wanted:
            found[pk][post.pk] = post
    return {pk: list(posts.values()) for pk, posts in found.items()}
