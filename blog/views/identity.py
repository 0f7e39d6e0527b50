"""What only the site's identity makes: its colour, and the page about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from blog.editions import compressed, kept_by_edition
from blog.identity import find_identity
from blog.markdown import render_text
from blog.style_sheet import name_style_sheet, write_style_sheet

if TYPE_CHECKING:
    from django.http import HttpRequest

# Pages name it by its bytes.
FOR_EVER = {"public": True, "max_age": 365 * 24 * 3600, "immutable": True}


@require_safe
@compressed
def style_sheet(request: HttpRequest) -> HttpResponse:
    """The style sheet in the site's own colour; a site without one has no other."""
    accent = find_identity().accent
    if not accent:
        raise Http404
    response = HttpResponse(
        write_style_sheet(accent), content_type="text/css; charset=utf-8"
    )
    # Whoever asks for another one gets this, but may not keep it as that.
    is_named = request.META.get("QUERY_STRING") == name_style_sheet(accent)
    patch_cache_control(response, **(FOR_EVER if is_named else {"no_cache": True}))
    return response


@require_safe
@kept_by_edition()
def about(request: HttpRequest) -> HttpResponse:
    site = find_identity()
    if not site.about.strip():
        raise Http404
    context = {"site": site, "text": render_text(site.about)}
    return render(request, "blog/about.html", context)
