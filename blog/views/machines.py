"""What programs are told of the site: robots.txt and llms.txt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from blog.editions import kept_by_edition
from blog.models import Post
from blog.public import public_papers

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

# More than that is for the sitemap to say.
MOST_ENTRIES = 200
# What would end a link's words, or begin another.
BRACKETS = re.compile(r"[\\\[\]]")


@dataclass(frozen=True, slots=True)
class Line:
    """A link in Markdown, on one line."""

    title: str
    address: str
    about: str


@require_safe
@kept_by_edition()
def robots(request: HttpRequest) -> HttpResponse:
    sitemap = request.build_absolute_uri(reverse("blog:sitemap"))
    context = {"sitemap": sitemap}
    return render(request, "robots.txt", context, content_type="text/plain")


@require_safe
@kept_by_edition()
def llms(request: HttpRequest) -> HttpResponse:
    """An overview for language models, as https://llmstxt.org proposes it."""

    def absolute(name: str, *args: str) -> str:
        return request.build_absolute_uri(reverse(f"blog:{name}", args=args))

    posts = Post.objects.published().only("title", "slug", "summary", "deck")
    papers = public_papers().only("title", "slug", "key_contribution")
    context = {
        "posts": [
            write_line(
                post.title,
                absolute("post_markdown", post.slug),
                post.summary or post.deck,
            )
            for post in posts[:MOST_ENTRIES]
        ],
        "papers": [
            write_line(
                str(paper),
                request.build_absolute_uri(paper.get_absolute_url()),
                paper.key_contribution,
            )
            for paper in papers[:MOST_ENTRIES]
        ],
        "feed": absolute("feed_json"),
        "api": absolute("api"),
        "sitemap": absolute("sitemap"),
    }
    return render(
        request, "blog/llms.txt", context, content_type="text/plain; charset=utf-8"
    )


def write_line(title: str, address: str, about: str) -> Line:
    words = BRACKETS.sub(r"\\\g<0>", title)
    return Line(" ".join(words.split()), address, " ".join(about.split()))
