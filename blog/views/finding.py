"""Papers and figures by their addresses, for whoever may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from blog.permissions import can_view_papers_and_figures
from blog.public import public_figures, public_papers
from figures.models import Figure, Paper
from figures.whereabouts import with_cut_pages

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

    from figures.models.figure_queries import FigureQuerySet


def find_paper(user: User | AnonymousUser, slug: str) -> tuple[Paper, bool]:
    """The paper, and whether readers see it; not there for whoever may not."""
    paper = get_object_or_404(Paper, slug=slug)
    is_public = public_papers().filter(pk=paper.pk).exists()
    if not is_public and not can_view_papers_and_figures(user):
        raise Http404
    return paper, is_public


def find_figure(user: User | AnonymousUser, key: str) -> tuple[Figure, bool]:
    """The figure, and whether readers see it; not there for whoever may not."""
    public = with_cut_pages(public_figures()).with_renditions()
    if figure := public.filter(key=key).first():
        return figure, True
    if not can_view_papers_and_figures(user):
        raise Http404
    all_figures = with_cut_pages(Figure.objects.with_renditions())
    return get_object_or_404(all_figures, key=key), False


def figures_beside(*, is_public: bool) -> FigureQuerySet:
    """The figures that a page shows with what was found.

    To editors it shows what readers would see if the paper were made public.
    """
    if is_public:
        return public_figures()
    return Figure.objects.filter(state=Figure.State.CONFIRMED)
