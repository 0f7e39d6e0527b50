"""What is said of pages that not everybody may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.cache import add_never_cache_headers

if TYPE_CHECKING:
    from django.http import HttpResponse


def keep_private(response: HttpResponse, *, is_public: bool) -> HttpResponse:
    """What only editors see is kept by nobody, and listed nowhere."""
    if not is_public:
        hide_from_search_engines(response)
        add_never_cache_headers(response)
    return response


def hide_from_search_engines(response: HttpResponse) -> None:
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
