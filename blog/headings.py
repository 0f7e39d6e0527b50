"""What posts are filed under: said once, for pages, feeds, sitemaps and links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404

from blog.models import Author, Post, Series, Tag

if TYPE_CHECKING:
    from blog.models import PostQuerySet

type Heading = Author | Series | Tag

# Its part of the address; the rows, and the field of posts that names one.
HEADINGS: dict[str, tuple[type[Heading], str]] = {
    "tag": (Tag, "tags"),
    "author": (Author, "authors"),
    "series": (Series, "series"),
}


def find_heading(kind: str, slug: str) -> tuple[Heading, PostQuerySet]:
    """The heading and the public posts under it; raises Http404."""
    model, field = HEADINGS[kind]
    heading: Any = get_object_or_404(model, slug=slug)
    return heading, Post.objects.published().filter(**{field: heading})
