"""Who may see and do what: one rule for pages, previews, feeds, search and the editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from figures.permissions import can_view_figures, can_view_papers

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

    from blog.models import Post


def can_view(user: User | AnonymousUser, post: Post) -> bool:
    """Everybody sees what is public; editors see the rest."""
    return post.is_public or can_view_drafts(user)


def can_view_drafts(user: User | AnonymousUser) -> bool:
    """Staff who may look at posts or change them; guests come by a preview link."""
    return user.is_staff and (
        user.has_perm("blog.view_post") or user.has_perm("blog.change_post")
    )


def can_write(user: User | AnonymousUser) -> bool:
    """Staff who may begin a post or go on with one; which one, the admin says."""
    return user.is_staff and (
        user.has_perm("blog.add_post") or user.has_perm("blog.change_post")
    )


def can_view_papers_and_figures(user: User | AnonymousUser) -> bool:
    """Whoever sees them where readers do not: pages show the one with the other."""
    return can_view_papers(user) and can_view_figures(user)
