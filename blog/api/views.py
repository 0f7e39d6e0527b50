"""What can be asked: posts, papers and figures, each as a list and one by one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from blog.api.answers import json_view
from blog.api.lists import LARGEST_PAGE, list_page
from blog.api.shapes import (
    figure_shape,
    paper_shape,
    post_shape,
    whole_paper,
    whole_post,
)
from blog.identity import find_identity
from blog.models import Post
from blog.public import public_figures, public_papers

if TYPE_CHECKING:
    from django.http import HttpRequest

    from blog.models import PostQuerySet
    from figures.models.figure_queries import FigureQuerySet


@json_view()
def root(request: HttpRequest) -> dict[str, Any]:
    """What the site is, and where its lists are."""
    site, absolute = find_identity(), request.build_absolute_uri
    links = ("api_posts", "api_papers", "api_figures", "feed_json", "sitemap", "oembed")
    return {
        "name": site.name,
        "tagline": site.tagline,
        "url": absolute(reverse("blog:home")),
        "links": {
            name.removeprefix("api_"): absolute(reverse(f"blog:{name}"))
            for name in links
        },
    }


@json_view("page", "page_size")
def posts(request: HttpRequest) -> dict[str, Any]:
    """Public posts, the latest first."""
    rows = for_programs(Post.objects.published()).defer("body")
    return list_page(
        request, rows, partial(post_shape, absolute=request.build_absolute_uri)
    )


@json_view()
def post(request: HttpRequest, slug: str) -> dict[str, Any]:
    found = get_object_or_404(for_programs(Post.objects.published()), slug=slug)
    papers = public_papers().filter(posts=found).order_by("pk")
    figures = shown_figures().filter(uses__post=found).order_by("uses__position", "pk")
    return whole_post(found, papers, figures, request.build_absolute_uri)


@json_view("page", "page_size")
def papers(request: HttpRequest) -> dict[str, Any]:
    """Public papers, the latest added first."""
    write = partial(paper_shape, absolute=request.build_absolute_uri)
    return list_page(request, public_papers(), write)


@json_view("page", "page_size")
def paper(request: HttpRequest, slug: str) -> dict[str, Any]:
    """A paper with its figures in reading order: all at once, unless it is a book."""
    found = get_object_or_404(public_papers(), slug=slug)
    absolute = request.build_absolute_uri
    rows = shown_figures().filter(paper=found).in_reading_order()
    write = partial(figure_shape, absolute=absolute)
    figures = list_page(request, rows, write, usual_size=LARGEST_PAGE)
    posts = Post.objects.published().filter(papers=found).only("slug", "title")
    return whole_paper(found, figures, posts, absolute)


@json_view("page", "page_size")
def figures(request: HttpRequest) -> dict[str, Any]:
    """Public figures, the latest found first."""
    rows = shown_figures().order_by("-pk")
    write = partial(figure_shape, absolute=request.build_absolute_uri)
    return list_page(request, rows, write)


@json_view()
def figure(request: HttpRequest, key: str) -> dict[str, Any]:
    found = get_object_or_404(shown_figures(), key=key)
    return figure_shape(found, request.build_absolute_uri)


@json_view()
def nothing(request: HttpRequest) -> dict[str, Any]:
    """All other addresses below the API's."""
    raise Http404


def shown_figures() -> FigureQuerySet:
    """Public figures with all that is told of them; of no figure that is not public."""
    whole = Prefetch("parent", public_figures().only("key"))
    figures = public_figures().select_related("paper", "own_image")
    return figures.prefetch_related("renditions", whole)


def for_programs(posts: PostQuerySet) -> PostQuerySet:
    rows = posts.with_byline().with_last_change()
    rows = rows.select_related("series", "lead_figure")
    return rows.prefetch_related("lead_figure__renditions")
