"""Lists in pages, which say where the next and the previous one are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404

from blog.api.answers import read_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest

PAGE_SIZE = 20
LARGEST_PAGE = 100


def list_page(
    request: HttpRequest,
    rows: QuerySet[Any],
    write: Callable[[Any], dict[str, Any]],
    *,
    usual_size: int = PAGE_SIZE,
) -> dict[str, Any]:
    """One page of ``rows``, without counting them all; past the last there is none."""
    number = read_number(request, "page", 1) or 1
    size = read_number(request, "page_size", usual_size, LARGEST_PAGE) or usual_size
    start = (number - 1) * size
    # One more tells whether there is a next page.
    found = list(rows[start : start + size + 1])
    if not found and number > 1:
        raise Http404
    return {
        "results": [write(row) for row in found[:size]],
        "next": page_address(request, number + 1) if len(found) > size else None,
        "previous": page_address(request, number - 1) if number > 1 else None,
    }


def page_address(request: HttpRequest, number: int) -> str:
    kept = [(name, value) for name, value in request.GET.items() if name != "page"]
    query = urlencode([*kept, ("page", number)])
    return request.build_absolute_uri(f"{request.path}?{query}")
