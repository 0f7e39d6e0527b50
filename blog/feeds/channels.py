"""What a feed is of: all posts, or those under one heading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from blog.identity import find_identity
from blog.models import Author, Post, Series, Tag

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest

    from blog.metadata.pictures import Absolute
    from blog.models import PostQuerySet

# The model of a heading, and the field of posts that names it.
HEADINGS: dict[str, tuple[type[Model], str]] = {
    "tag": (Tag, "tags"),
    "author": (Author, "authors"),
    "series": (Series, "series"),
}


@dataclass(frozen=True, slots=True)
class Channel:
    title: str
    subtitle: str
    # The page that shows the same.
    address: str
    site_name: str
    posts: PostQuerySet
    absolute: Absolute


def find_channel(request: HttpRequest, kind: str, slug: str) -> Channel:
    """The channel of one heading, or the whole site's where ``kind`` is empty.

    A heading without public posts is not known, as its page is not.
    """
    site = find_identity()
    posts, title = Post.objects.published(), site.name
    page = reverse("blog:home")
    if kind:
        model, field = HEADINGS[kind]
        heading = get_object_or_404(model, slug=slug)
        posts = posts.filter(**{field: heading})
        if not posts.exists():
            raise Http404
        title = f"{heading} · {site.name}"
        page = reverse(f"blog:{kind}", args=[slug])
    return Channel(
        title=title,
        subtitle=site.tagline,
        address=request.build_absolute_uri(page),
        site_name=site.name,
        posts=posts,
        absolute=request.build_absolute_uri,
    )
