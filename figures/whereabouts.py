"""Where readers find more of a figure: its own page, and the page it was cut from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import FloatField, OuterRef, Subquery
from django.urls import reverse

from figures.licences import LICENCES, UNKNOWN, Showing
from figures.models import Figure, PageImage

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from figures.models import Paper
    from figures.models.figure_queries import FigureQuerySet

# What the site around us calls the pages that it gives to figures.
DETAILS = "blog:figure_details"
CUT_PAGE = "blog:cut_page"


@dataclass(frozen=True, slots=True)
class CutPage:
    """A page of a paper on which what was cut out is outlined; sizes in points."""

    address: str
    number: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Whereabouts:
    # Empty where it has no page of its own, or readers have no business there yet.
    own_page: str
    # What is to be known of it beside its picture, as a fragment of HTML.
    details: str
    cut_page: CutPage | None


NOWHERE = Whereabouts("", "", None)


def with_cut_pages(figures: FigureQuerySet) -> FigureQuerySet:
    """The figures with the sizes of their pages, in the query that loads them."""
    pages = PageImage.objects.filter(
        version=OuterRef("version"), number=OuterRef("page_number")
    )
    return figures.annotate(
        cut_page_width=page_size(pages, "width"),
        cut_page_height=page_size(pages, "height"),
    )


def page_size(pages: QuerySet[PageImage], field: str) -> Subquery:
    return Subquery(pages.values(field)[:1], output_field=FloatField())


def find_whereabouts(figure: Figure) -> Whereabouts:
    """Where it is found; nowhere but in its post before an editor has confirmed it."""
    if figure.state != Figure.State.CONFIRMED:
        return NOWHERE
    if figure.paper is None:
        return Whereabouts(figure.get_absolute_url(), "", None)
    details = reverse(DETAILS, args=figure.key.split("/", 1))
    return Whereabouts(figure.get_absolute_url(), details, find_cut_page(figure))


def find_cut_page(figure: Figure) -> CutPage | None:
    width = getattr(figure, "cut_page_width", None)
    height = getattr(figure, "cut_page_height", None)
    if not (width and height and figure.crop_box and figure.page_number):
        return None
    if figure.paper is None or not may_show_pages(figure.paper):
        return None
    address = reverse(CUT_PAGE, args=figure.key.split("/", 1))
    return CutPage(address, figure.page_number, round(width), round(height))


def may_show_pages(paper: Paper) -> bool:
    """Whether an editor has confirmed a licence that lets everybody hand the paper on.

    To quote a figure is one thing, to show the page around it another.
    """
    licence = LICENCES.get(paper.licence, UNKNOWN)
    return bool(paper.details_confirmed_at) and licence.showing == Showing.FREE
