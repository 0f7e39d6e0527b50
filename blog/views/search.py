"""The search of the whole site, and how browsers learn of it."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from blog.search import PAGE_SIZE, Kind, search
from blog.views.reading import hide_from_search_engines

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from blog.search import SearchResults

# Nobody reads as far; more digits are no number of a page.
MAX_DIGITS = 6


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """The form alone, or what the question in it leads to."""
    text = request.GET.get("q", "")
    kind, number = request.GET.get("kind", ""), read_number(request)
    if kind not in {"", *Kind.values}:
        raise Http404
    if not text.strip():
        return render(request, "blog/search.html")
    results = search(text, user=request.user, kind=kind, page=number)
    pages = max(1, ceil(results.counts[kind] / PAGE_SIZE)) if kind else 1
    if number > pages:
        raise Http404
    context = {
        "results": results,
        "question": results.question.text,
        "kind": kind,
        "tabs": list_tabs(results),
        "number": number,
        "pages": pages,
    }
    response = render(request, "blog/search.html", context)
    hide_from_search_engines(response)
    if request.user.is_authenticated:
        # They may see more than others.
        add_never_cache_headers(response)
    return response


def read_number(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    is_number = text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS
    if not is_number or int(text) < 1:
        raise Http404
    return int(text)


def list_tabs(results: SearchResults) -> list[tuple[str, str, int]]:
    """Of all results and of each kind: its part of the address, its name, its count."""
    counts = results.counts
    return [
        ("", _("All"), results.total),
        (Kind.FIGURES, _("Figures"), counts[Kind.FIGURES]),
        (Kind.POSTS, _("Posts"), counts[Kind.POSTS]),
        (Kind.PAPERS, _("Papers"), counts[Kind.PAPERS]),
    ]


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """For browsers that let people search a site from their own address field."""
    context = {"origin": f"{request.scheme}://{request.get_host()}"}
    media_type = "application/opensearchdescription+xml"
    return render(request, "blog/opensearch.xml", context, content_type=media_type)
