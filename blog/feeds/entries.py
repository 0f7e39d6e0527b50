"""A post as feeds have it, whatever their format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.urls import reverse

from blog.full_text import full_text
from blog.markdown import find_ingredients
from blog.metadata.pictures import share_picture

if TYPE_CHECKING:
    from datetime import datetime

    from blog.feeds.channels import Channel
    from blog.markdown import Known
    from blog.metadata.pictures import Absolute, SharedPicture
    from blog.models import Post

MOST_ENTRIES = 20


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Entry:
    """All that is known of a post, with whole addresses."""

    guid: str
    title: str
    address: str
    summary: str
    html: str
    people: tuple[Person, ...]
    tags: tuple[str, ...]
    published: datetime
    updated: datetime
    language: str
    picture: SharedPicture | None


def list_entries(channel: Channel) -> list[Entry]:
    """The latest posts of ``channel``; at most eight queries where their texts are known."""
    posts = channel.posts.with_byline().with_last_change()
    posts = posts.select_related("lead_figure")
    posts = posts.prefetch_related("lead_figure__renditions")
    latest = posts.order_by("-published_at", "-pk")[:MOST_ENTRIES]
    known = find_ingredients(post.body for post in latest)
    return [write_entry(post, channel.absolute, known) for post in latest]


def write_entry(post: Post, absolute: Absolute, known: Known) -> Entry:
    address = absolute(post.get_absolute_url())
    published = post.published_at or post.created_at
    return Entry(
        guid=name_for_ever(post, address),
        title=post.title,
        address=address,
        summary=post.summary or post.deck,
        html=full_text(post, address, known),
        people=tuple(
            Person(author.name, absolute(reverse("blog:author", args=[author.slug])))
            for author in post.byline
        ),
        tags=tuple(tag.name for tag in post.tags.all()),
        published=published,
        updated=post.changed_at or published,
        language=post.language,
        picture=share_picture(post.shown_lead_figure, absolute),
    )


def name_for_ever(post: Post, address: str) -> str:
    """A tag URI: posts may move to another address without being new to anybody."""
    host = urlsplit(address).hostname
    return f"tag:{host},{post.created_at:%Y-%m-%d}:post/{post.pk}"
