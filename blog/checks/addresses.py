"""Whether readers find anything at an address of this site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from blog.headings import HEADINGS
from blog.models import FormerSlug, Post

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime


# "www.example.org/page", "example.org": an address that lacks its beginning.
LIKE_A_HOST = re.compile(
    r"(?:www\.\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,})(?:/\S*)?", re.IGNORECASE
)


class Fate(Enum):
    NOWHERE = "nowhere"
    HIDDEN = "hidden"
    LATER = "later"
    MOVED = "moved"
    NO_ANCHOR = "no anchor"


@dataclass(frozen=True, slots=True)
class Destination:
    """What readers meet at an address, where it is not simply what was meant."""

    fate: Fate
    hint: str = ""
    since: datetime | None = None


def is_on_this_site(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme not in {"", "http", "https"}:
        return False
    return not parts.netloc or parts.hostname in settings.ALLOWED_HOSTS


def find_fates(
    addresses: Iterable[str], own: str, anchors: Collection[str]
) -> dict[str, Destination]:
    """For each address that does not lead where readers can go; five queries at most.

    ``own`` is the address of the post that links to them, ``anchors`` its own ids.
    """
    fates: dict[str, Destination] = {}
    wanted: dict[str, dict[str, list[str]]] = {}
    for address in filter(is_on_this_site, addresses):
        path, anchor = split(address, own)
        if path == own:
            if anchor not in anchors:
                fates[address] = Destination(Fate.NO_ANCHOR)
        elif name_and_slug := resolve_page(path):
            name, slug = name_and_slug
            wanted.setdefault(name, {}).setdefault(slug, []).append(address)
        elif not is_file(path):
            fates[address] = Destination(Fate.NOWHERE, hint_at(address))
    for name, slugs in wanted.items():
        for slug, found in find_slugs(name, set(slugs)).items():
            fates |= dict.fromkeys(slugs[slug], found)
    return fates


def split(address: str, own: str) -> tuple[str, str]:
    """Path and anchor, the path as seen from the post itself."""
    if address.startswith("#"):
        return own, unquote(address[1:])
    parts = urlsplit(urljoin(own or "/", address))
    return unquote(parts.path), unquote(parts.fragment)


def is_file(path: str) -> bool:
    return path.startswith((settings.STATIC_URL, settings.MEDIA_URL))


def resolve_page(path: str) -> tuple[str, str] | None:
    """The name of the page at ``path`` with its slug; None where there is no page."""
    for candidate in (path, f"{path}/"):
        try:
            match = resolve(candidate)
        except Resolver404:
            continue
        # The admin catches what it does not know.
        return match.view_name, str(match.kwargs.get("slug", ""))
    return None


def find_slugs(name: str, slugs: set[str]) -> dict[str, Destination]:
    """Of the pages called ``name``, those that do not lead where they should."""
    if name == "blog:post":
        return dict(find_posts(slugs))
    if (kind := name.removeprefix("blog:")) in HEADINGS:
        return dict(find_headings(kind, slugs))
    if name.startswith("admin:"):
        hint = _("Only editors can open pages of the admin.")
        return dict.fromkeys(slugs, Destination(Fate.HIDDEN, hint))
    if name == "blog:preview":
        hint = _("Links for guests expire.")
        return dict.fromkeys(slugs, Destination(Fate.HIDDEN, hint))
    return {}


def find_posts(slugs: set[str]) -> Iterable[tuple[str, Destination]]:
    posts = {
        post.slug: post
        for post in Post.objects.filter(slug__in=slugs).only(
            "slug", "title", "status", "published_at"
        )
    }
    former = {
        entry.slug: entry.post
        for entry in FormerSlug.objects.filter(slug__in=slugs).select_related("post")
    }
    for slug in slugs:
        post = posts.get(slug)
        if post is None and slug in former:
            yield slug, describe_move(former[slug])
        elif post is None:
            yield slug, Destination(Fate.NOWHERE)
        elif post.is_scheduled:
            yield slug, Destination(Fate.LATER, since=post.published_at)
        elif not post.is_public:
            yield slug, Destination(Fate.HIDDEN, _("The post is still a draft."))


def describe_move(post: Post) -> Destination:
    if not post.is_public:
        return Destination(Fate.HIDDEN, _("The post is not public any more."))
    return moved_to(post.get_absolute_url())


def find_headings(kind: str, slugs: set[str]) -> Iterable[tuple[str, Destination]]:
    read: QuerySet[Any] = QuerySet(HEADINGS[kind][0]).filter(
        posts__in=Post.objects.published()
    )
    there = set(read.filter(slug__in=slugs).values_list("slug", flat=True))
    former = read.filter(former_slugs__slug__in=slugs)
    moved = dict(former.values_list("former_slugs__slug", "slug"))
    for slug in slugs - there:
        if slug in moved:
            yield slug, moved_to(reverse(f"blog:{kind}", args=[moved[slug]]))
        else:
            hint = _("There are no posts to be read there.")
            yield slug, Destination(Fate.NOWHERE, hint)


def moved_to(address: str) -> Destination:
    return Destination(Fate.MOVED, _("Readers are led on to “%s”.") % address)


def hint_at(address: str) -> str:
    if LIKE_A_HOST.fullmatch(address):
        return _("For another site, write “https://%s”.") % address
    return ""
