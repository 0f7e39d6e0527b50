"""What readers see when something is not there, not allowed, or broken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from blog.editions import mark_fresh
from blog.models import Post

if TYPE_CHECKING:
    from django.http import HttpRequest

# A list to go on from, no more.
LATEST_POSTS = 5
# What an address is made of beside words that may be searched for.
NO_WORDS = frozenset(
    [
        "archive",
        "author",
        "blog",
        "feed",
        "figures",
        "html",
        "htm",
        "image",
        "images",
        "index",
        "page",
        "papers",
        "php",
        "post",
        "posts",
        "series",
        "tag",
        "www",
    ]
)
MOST_WORDS = 8
MOST_CHARACTERS = 200


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Offers a search for the words of the address, and the latest posts.

    Asked for again each time: a post whose time comes is there from then on.
    """
    response = show_not_found(request)
    mark_fresh(request, response)
    return response


def show_not_found(request: HttpRequest) -> HttpResponse:
    # It is not there, so it is in no section either.
    request.resolver_match = None
    try:
        context = {
            "words": find_words(request.path),
            "latest": list(
                Post.objects.published().only("title", "slug", "language")[
                    :LATEST_POSTS
                ]
            ),
        }
        return render(request, "404.html", context, status=404)
    except DatabaseError:
        # Not there remains not there while the database is away.
        return show_bare("404_bare.html", 404)


def find_words(path: str) -> str:
    """What whoever came by this address may have looked for."""
    words = re.findall(r"[^\W_]{2,}", unquote(path)[:MOST_CHARACTERS])
    wanted = [word for word in words if word.lower() not in NO_WORDS]
    return " ".join(wanted[:MOST_WORDS])


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return show_bare("400.html", 400)


def server_error(request: HttpRequest) -> HttpResponse:
    return show_bare("500.html", 500)


def show_bare(template: str, status: int) -> HttpResponse:
    """A page that needs neither the request nor the database."""
    context = {"name": settings.SITE_NAME}
    return HttpResponse(render_to_string(template, context), status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was too old, or a browser that keeps no cookies."""
    context = {"has_cookie": settings.CSRF_COOKIE_NAME in request.COOKIES}
    return render(request, "403_csrf.html", context, status=403)
