"""oEmbed (https://oembed.com): how other sites show a post or a figure of ours."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from xml.sax.xmlreader import AttributesImpl

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from blog.api.answers import (
    BadRequestError,
    open_to_all_sites,
    read_number,
    refuse,
)
from blog.feeds.atom import ForgivingXMLGenerator
from blog.identity import find_identity
from blog.languages import in_one_language
from blog.metadata.pictures import WIDEST, share_picture
from blog.models import Post
from blog.public import public_figures
from figures.credits import name_authors
from figures.models.paper import OWN_IMAGES

if TYPE_CHECKING:
    from django.http import HttpRequest

    from blog.metadata.pictures import SharedPicture
    from figures.models import Figure

    Embed = dict[str, Any]

# For how long others may keep what we said; pictures have new addresses when cut anew.
CACHE_SECONDS = 3600


@require_safe
# Made anew each time: there is no end of addresses and sizes to ask for.
@cache_control(no_cache=True)
@open_to_all_sites
@in_one_language
def oembed(request: HttpRequest) -> HttpResponse:
    try:
        return answer(request)
    except BadRequestError as error:
        return refuse(str(error), 400)
    except Http404:
        return refuse("There is no public post or figure at this url.", 404)


def answer(request: HttpRequest) -> HttpResponse:
    """Raises Http404 for an address that is none of ours, or not public."""
    form = request.GET.get("format", "json")
    if form not in {"json", "xml"}:
        return refuse("format must be json or xml.", 501)
    url = request.GET.get("url", "")
    if not url:
        raise BadRequestError("url is missing: the address of a post or a figure.")
    max_width = read_number(request, "maxwidth", WIDEST) or WIDEST
    max_height = read_number(request, "maxheight")
    found = find_embed(request, url, max_width, max_height)
    embed = {name: value for name, value in found.items() if value}
    return JsonResponse(embed) if form == "json" else write_xml(embed)


def find_embed(
    request: HttpRequest, url: str, max_width: int, max_height: int | None
) -> Embed:
    name, key = find_page(request, url)
    absolute = request.build_absolute_uri
    if name == "post":
        posts = Post.objects.published().with_byline().select_related("lead_figure")
        post = get_object_or_404(posts, slug=key)
        picture = share_picture(post.shown_lead_figure, absolute, max_width, max_height)
        return describe(request) | link_to(post, request) | thumbnail(picture)
    figures = public_figures().with_renditions()
    figure = get_object_or_404(figures, key=key)
    picture = share_picture(figure, absolute, max_width, max_height)
    return describe(request) | photo_of(figure, picture)


def find_page(request: HttpRequest, url: str) -> tuple[str, str]:
    """Which page of ours it is, and the slug or key of what it shows."""
    try:
        parts = urlsplit(url)
        match = resolve(parts.path)
    except (ValueError, Resolver404) as error:
        raise Http404 from error
    is_ours = parts.scheme in {"http", "https"} and (
        parts.netloc.lower() == request.get_host().lower()
    )
    slugs = [str(value) for value in match.kwargs.values()]
    if is_ours and match.view_name == "blog:post":
        return "post", slugs[0]
    if is_ours and match.view_name == "blog:figure":
        return "figure", "/".join(slugs)
    if is_ours and match.view_name == "blog:image":
        return "figure", f"{OWN_IMAGES}/{slugs[0]}"
    raise Http404


def describe(request: HttpRequest) -> Embed:
    return {
        "version": "1.0",
        "provider_name": find_identity().name,
        "provider_url": request.build_absolute_uri(reverse("blog:home")),
        "cache_age": CACHE_SECONDS,
    }


def link_to(post: Post, request: HttpRequest) -> Embed:
    embed = {"type": "link", "title": post.title}
    if post.byline:
        page = reverse("blog:author", args=[post.byline[0].slug])
        embed["author_name"] = ", ".join(author.name for author in post.byline)
        embed["author_url"] = request.build_absolute_uri(page)
    return embed


def photo_of(figure: Figure, picture: SharedPicture | None) -> Embed:
    """A figure that has no copy as small as was asked for is only a link."""
    embed: Embed = {"title": str(figure)}
    if paper := figure.paper:
        embed["author_name"] = name_authors(paper.author_list)
        embed["author_url"] = paper.address
    if picture is None:
        return embed | {"type": "link"}
    return embed | {
        "type": "photo",
        "url": picture.address,
        "width": picture.width,
        "height": picture.height,
    }


def thumbnail(picture: SharedPicture | None) -> Embed:
    if picture is None:
        return {}
    return {
        "thumbnail_url": picture.address,
        "thumbnail_width": picture.width,
        "thumbnail_height": picture.height,
    }


def write_xml(embed: Embed) -> HttpResponse:
    stream = io.StringIO()
    handler = ForgivingXMLGenerator(stream, "utf-8")
    handler.startDocument()
    handler.startElement("oembed", AttributesImpl({}))
    for name, value in embed.items():
        handler.addQuickElement(name, str(value))
    handler.endElement("oembed")
    return HttpResponse(stream.getvalue(), content_type="text/xml; charset=utf-8")
