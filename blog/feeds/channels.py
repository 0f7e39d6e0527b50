"""What a feed is of: all posts, or those under one heading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse

from blog.headings import find_heading
from blog.identity import find_identity
from blog.models import Post

if TYPE_CHECKING:
    from django.http import HttpRequest

    from blog.metadata.pictures import Absolute
    from blog.models import PostQuerySet


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
        heading, posts = find_heading(kind, slug)
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
