"""What pages fetch of a figure when readers ask: its details, the page it was cut from."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from blog.editions import kept_by_edition
from blog.views.finding import figures_beside, find_figure
from blog.views.privacy import keep_private
from figures.credits import name_authors
from figures.embeds import show_figure
from figures.licences import LICENCES, UNKNOWN
from figures.models import PageImage, Rendition
from figures.pictures import find_rendition
from figures.whereabouts import find_whereabouts, may_show_pages

if TYPE_CHECKING:
    from django.http import HttpRequest

    from figures.models import Figure, Paper

# An image that is opened by itself shows its pixels, and does nothing.
STILL: dict[str, list[str] | str] = {
    "default-src": [CSP.NONE],
    "img-src": ["data:"],
    "sandbox": "",
}
# What is public today may not be tomorrow.
FOR_AN_HOUR = "private, max-age=3600"


@dataclass(frozen=True, slots=True)
class Panel:
    """One lettered part of a figure, as the film below the figure shows it."""

    figure: Figure
    letter: str
    origin: str
    alt_text: str
    address: str


@require_safe
@kept_by_edition()
def figure_details(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """A fragment: where the figure is from, its master, its panels."""
    figure, is_public = find_figure_of_paper(request, f"{slug}/{name}")
    panels = figures_beside(is_public=is_public).filter(parent=figure)
    # Only figures of papers are found.
    paper = cast("Paper", figure.paper)
    context = {
        "figure": figure,
        "paper": paper,
        "address": paper.address or paper.get_absolute_url(),
        "names": name_authors(paper.author_list),
        "licence": LICENCES.get(paper.licence, UNKNOWN),
        "master": find_rendition(figure, Rendition.Role.MASTER),
        "vector": find_rendition(figure, Rendition.Role.VECTOR),
        "own_page": find_whereabouts(figure).own_page,
        "panels": [show_panel(panel, figure) for panel in panels.with_renditions()],
    }
    response = render(request, "figures/details.html", context)
    return keep_private(response, is_public=is_public)


def show_panel(panel: Figure, whole: Figure) -> Panel:
    shown = show_figure(panel)
    return Panel(
        panel,
        letter=panel.number.removeprefix(whole.number),
        origin=shown.origin,
        alt_text=shown.alt_text,
        address=shown.whereabouts.own_page,
    )


@require_safe
@csp_override(STILL)
def cut_page(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """The page of its paper, the figure outlined; only where its licence allows that."""
    figure, is_public = find_figure_of_paper(request, f"{slug}/{name}")
    outline = figure.crop_box
    if outline is None or not (figure.paper and may_show_pages(figure.paper)):
        raise Http404
    page = get_object_or_404(
        PageImage, version=figure.version_id, number=figure.page_number
    )
    image = render_to_string(
        "figures/cut_page.svg",
        {"page": page, "outline": outline, "pixels": read_pixels(page)},
    )
    response = HttpResponse(
        image, content_type="image/svg+xml", headers={"Cache-Control": FOR_AN_HOUR}
    )
    return keep_private(response, is_public=is_public)


def read_pixels(page: PageImage) -> str:
    try:
        with page.image.open("rb") as image:
            return b64encode(image.read()).decode()
    except FileNotFoundError as error:
        raise Http404 from error


def find_figure_of_paper(request: HttpRequest, key: str) -> tuple[Figure, bool]:
    """As :func:`find_figure`; images of one's own have no such parts."""
    figure, is_public = find_figure(request.user, key)
    if figure.paper is None:
        raise Http404
    return figure, is_public
