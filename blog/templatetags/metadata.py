"""What a page says of itself, for the templates that write its head."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from blog.headings import HEADINGS
from blog.metadata import pages

if TYPE_CHECKING:
    from django.template import RequestContext

    from blog.metadata.pages import PageMeta
    from blog.models import Post
    from figures.models import Figure, Paper

register = template.Library()
HEADING_PAGES = {f"blog:{kind}" for kind in HEADINGS}
FORMATS = (("atom", "application/atom+xml"), ("json", "application/feed+json"))


@dataclass(frozen=True, slots=True)
class FeedLink:
    address: str
    media_type: str
    title: str


def surroundings(context: RequestContext) -> tuple[Any, Any]:
    return context["site"], context["request"].build_absolute_uri


@register.simple_tag(takes_context=True)
def describe_post(context: RequestContext, post: Post) -> PageMeta:
    public_papers = context.get("public_papers") or ()
    return pages.describe_post(post, *surroundings(context), public_papers)


@register.simple_tag(takes_context=True)
def describe_paper(
    context: RequestContext, paper: Paper, lead: Figure | None = None
) -> PageMeta:
    return pages.describe_paper(paper, lead or None, *surroundings(context))


@register.simple_tag(takes_context=True)
def describe_figure(context: RequestContext, figure: Figure) -> PageMeta:
    return pages.describe_figure(figure, *surroundings(context))


@register.simple_tag(takes_context=True)
def describe_list(context: RequestContext, title: object = "") -> PageMeta:
    """The page itself, or one of the further pages of a list.

    ``title`` may be what the list is of, which may say more of itself.
    """
    request = context["request"]
    # The first page has no number. All else that a list does not read is gone by now.
    asked = [(name, value) for name, value in request.GET.items() if value]
    query = urlencode([each for each in asked if each != ("page", "1")])
    path = f"{request.path}?{query}" if query else request.path
    about = getattr(title, "about", "")
    return pages.describe_list(str(title), about, path, *surroundings(context))


@register.simple_tag(takes_context=True)
def list_feeds(context: RequestContext) -> list[FeedLink]:
    """The feeds of the heading whose page this is, then those of the site."""
    site, topic = context["site"], context.get("topic")
    request = context.get("request")
    place = request.resolver_match if request else None
    feeds = [
        FeedLink(reverse(f"blog:feed_{form}"), media_type, site.name)
        for form, media_type in FORMATS
    ]
    # None on a page that says there is no such heading.
    if topic is None or place is None or place.view_name not in HEADING_PAGES:
        return feeds
    title, slug = f"{topic} · {site.name}", place.kwargs["slug"]
    own = [
        FeedLink(
            reverse(f"blog:{place.url_name}_feed_{form}", args=[slug]),
            media_type,
            title,
        )
        for form, media_type in FORMATS
    ]
    return own + feeds
