"""The search of the whole site, and how browsers learn of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import EmptyPage, Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from blog.editions import compressed
from blog.numbers import read_plain
from blog.search import PAGE_SIZE, Kind, search
from blog.views.privacy import hide_from_search_engines

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from blog.search import SearchResults

# Nobody reads as far: who has not found it by then asks another question.
MAX_PAGES = 50


@require_safe
@compressed
def search_page(request: HttpRequest) -> HttpResponse:
    """The form alone, or what the question in it leads to."""
    text = request.GET.get("q", "")
    kind, number = request.GET.get("kind", ""), read_plain(request.GET.get("page", "1"))
    if kind not in {"", *Kind.values} or not number:
        raise Http404
    if not text.strip():
        return keep_to_one(request, render(request, "blog/search.html"))
    results = search(text, user=request.user, kind=kind, page=number)
    try:
        page = list_pages(results, kind).page(number)
    except EmptyPage as error:
        raise Http404 from error
    context = {
        "results": results,
        "question": results.question.text,
        "kind": kind,
        "tabs": list_tabs(results),
        "page_obj": page,
    }
    response = render(request, "blog/search.html", context)
    hide_from_search_engines(response)
    return keep_to_one(request, response)


def keep_to_one(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What people ask is nobody else's; and some may see more than others."""
    if request.user.is_authenticated:
        add_never_cache_headers(response)
    else:
        patch_cache_control(response, private=True, no_cache=True)
    return response


def list_pages(results: SearchResults, kind: str) -> Paginator:
    """Of one kind; what they show was found and counted with the question."""
    count = results.counts[kind] if kind else 0
    return Paginator(range(min(count, MAX_PAGES * PAGE_SIZE)), PAGE_SIZE)


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
