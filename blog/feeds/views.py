"""The addresses of feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.syndication.views import Feed
from django.http import Http404
from django.utils.html import escape
from django.views.decorators.http import require_safe

from blog.editions import kept_by_edition
from blog.feeds.channels import find_channel
from blog.feeds.entries import list_entries
from blog.languages import in_one_language
from blog.moving import lead_on_from_heading

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase
    from django.utils.feedgenerator import SyndicationFeed

    from blog.feeds.channels import Channel
    from blog.feeds.entries import Entry


class PostFeed(Feed):
    """The latest posts of one channel, in full."""

    def __init__(self, kind: str, feed_type: type[SyndicationFeed]) -> None:
        self.kind = kind
        self.feed_type = feed_type

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().__call__(request, *args, **kwargs)
        except Http404:
            if not self.kind:
                raise
            return lead_on_from_heading(request, self.kind, kwargs["slug"])

    def get_object(self, request: HttpRequest, slug: str = "") -> Channel:
        return find_channel(request, self.kind, slug)

    def title(self, channel: Channel) -> str:
        return channel.title

    def subtitle(self, channel: Channel) -> str | None:
        return channel.subtitle or None

    def link(self, channel: Channel) -> str:
        return channel.address

    def author_name(self, channel: Channel) -> str:
        """Who stands for what has no author of its own."""
        return channel.site_name

    def items(self, channel: Channel) -> list[Entry]:
        return list_entries(channel)

    def item_title(self, entry: Entry) -> str:
        return entry.title

    def item_description(self, entry: Entry) -> str:
        """Atom takes it for HTML."""
        return escape(entry.summary)

    def item_link(self, entry: Entry) -> str:
        return entry.address

    def item_guid(self, entry: Entry) -> str:
        return entry.guid

    def item_pubdate(self, entry: Entry) -> datetime:
        return entry.published

    def item_updateddate(self, entry: Entry) -> datetime:
        return entry.updated

    def item_categories(self, entry: Entry) -> tuple[str, ...]:
        return entry.tags

    def item_extra_kwargs(self, entry: Entry) -> dict[str, Any]:
        return {"entry": entry}


def serve(
    feed_type: type[SyndicationFeed], kind: str = ""
) -> Callable[..., HttpResponseBase]:
    """Its own words are the site's, whoever asks; each entry speaks its post's language."""
    return require_safe(in_one_language(kept_by_edition()(PostFeed(kind, feed_type))))
