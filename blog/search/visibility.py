"""Whose results they are: asked anew with each question, since it hangs on the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blog.models import Post, SearchEntry
from blog.permissions import can_view_papers_and_figures
from blog.public import public_figures, public_papers
from figures.models import Figure, Paper

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User
    from django.db.models import QuerySet

Kind = SearchEntry.Kind


def visible_to(user: User | AnonymousUser) -> dict[str, QuerySet]:
    """All that ``user`` may open, of each kind."""
    sees_papers = can_view_papers_and_figures(user)
    return {
        Kind.FIGURES: Figure.objects.kept() if sees_papers else public_figures(),
        Kind.POSTS: Post.objects.visible_to(user),
        Kind.PAPERS: Paper.objects.all() if sees_papers else public_papers(),
    }
