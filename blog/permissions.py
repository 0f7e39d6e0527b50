"""Who may see a post: one rule for pages, previews, feeds and search alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
