"""Figures: the index of all that readers see, and the permanent page of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from blog.citing import cite_paper
from blog.editions import kept_by_edition
from blog.permissions import can_write
from blog.plates import lay_out, leave_out_panels
from blog.public import public_figures, public_papers
from blog.views.finding import (
    figures_beside,
    find_figure,
)
from blog.views.privacy import keep_private
from figures.credits import credit_line
from figures.models import Figure, Rendition
from figures.models.figure_queries import READING_ORDER
from figures.models.paper import OWN_IMAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from figures.models.figure_queries import FigureQuerySet

KINDS = {
    "": _("All"),
    "figures": _("Figures"),
    "tables": _("Tables"),
}


@method_decorator(kept_by_edition("kind", "page"), name="dispatch")
class FigureListView(ListView):
    template_name = "blog/figures.html"
    paginate_by = 24

    def get_queryset(self) -> FigureQuerySet:
        """The latest paper first, its figures as it shows them."""
        self.kind = self.request.GET.get("kind", "")
        if self.kind not in KINDS:
            raise Http404
        figures = leave_out_panels(public_figures())
        tables = Q(kind=Figure.Kind.TABLE)
        if self.kind:
            figures = figures.filter(tables if self.kind == "tables" else ~tables)
        added = Coalesce("paper__created_at", "own_image__uploaded_at")
        return figures.with_renditions().order_by(
            added.desc(nulls_last=True), "paper", *READING_ORDER
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(kind=self.kind, kinds=KINDS, **kwargs)
        return context | {"plates": lay_out(context["object_list"])}


@require_safe
@kept_by_edition()
def figure_page(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    if slug == OWN_IMAGES:
        # They have an address of their own, and no second one.
        raise Http404
    return show_page(request, f"{slug}/{name}")


@require_safe
@kept_by_edition()
def image_page(request: HttpRequest, slug: str) -> HttpResponse:
    return show_page(request, f"{OWN_IMAGES}/{slug}")


def show_page(request: HttpRequest, key: str) -> HttpResponse:
    figure, is_public = find_figure(request.user, key)
    visible = figures_beside(is_public=is_public)
    panels = visible.filter(parent=figure).with_renditions().in_reading_order()
    plate = lay_out([figure, *panels])[0]
    context = {
        "plate": plate,
        "figure": figure,
        "paper": figure.paper,
        "is_public": is_public,
        "notice": "" if is_public else explain_absence(figure),
        "formats": list_formats(figure.renditions.all()),
        "credit": credit_line(figure),
        "address": request.build_absolute_uri(plate.address),
        "may_write": can_write(request.user),
        **describe_surroundings(figure, visible, is_public=is_public),
    }
    response = render(request, "blog/figure.html", context)
    return keep_private(response, is_public=is_public)


def explain_absence(figure: Figure) -> str:
    """Why readers do not see a figure."""
    if figure.state == Figure.State.DISCARDED:
        return str(_("It was discarded."))
    if figure.state == Figure.State.NEW:
        return str(_("Nobody has confirmed it yet."))
    return str(_("No public post shows it, and its paper is not marked public."))


def describe_surroundings(
    figure: Figure, visible: FigureQuerySet, *, is_public: bool
) -> dict[str, Any]:
    """Its paper, its neighbours there, and the figure it is a panel of."""
    paper = figure.paper
    if paper is None:
        return {}
    # A figure that readers see makes its paper public.
    is_paper_public = is_public or public_papers().filter(pk=paper.pk).exists()
    siblings = visible.filter(paper=paper, parent=figure.parent_id)
    before, after = find_neighbours(figure, siblings.in_reading_order())
    whole = figure.parent
    return {
        "paper_address": paper.get_absolute_url(),
        "public_papers": {paper.pk} if is_paper_public else set(),
        "citation": cite_paper(paper, is_public=is_paper_public),
        "before": before,
        "after": after,
        "whole": whole,
        "whole_address": whole.get_absolute_url()
        if whole and visible.filter(pk=whole.pk).exists()
        else "",
    }


def find_neighbours(
    figure: Figure, siblings: FigureQuerySet
) -> tuple[Figure | None, Figure | None]:
    """The figures before and after it in the paper; of a panel, the panels."""
    row = [None, *siblings.only("key", "kind", "number", "name", "paper"), None]
    for before, each, after in zip(row, row[1:], row[2:], strict=False):
        if each == figure:
            return before, after
    return None, None


@dataclass(frozen=True, slots=True)
class FilesOfFormat:
    """The copies of one format, the smallest first."""

    name: str
    copies: list[Rendition]


def list_formats(renditions: Iterable[Rendition]) -> list[FilesOfFormat]:
    """What there is to download; the lossless cut has a place of its own."""
    copies = sorted(
        (copy for copy in renditions if copy.role == Rendition.Role.COPY),
        key=lambda copy: copy.width,
    )
    return [
        FilesOfFormat(str(form.label), found)
        for form in Rendition.Format
        if (found := [copy for copy in copies if copy.format == form])
    ]
