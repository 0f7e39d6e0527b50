"""What only the site's identity makes: its colour, and the page about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from blog.colours import lighten_for_night
from blog.editions import kept_by_edition
from blog.identity import find_identity
from blog.markdown import render_text

if TYPE_CHECKING:
    from django.http import HttpRequest

# Pages name the colour in the address, so another colour is another address.
KEPT_SECONDS = 24 * 3600
# Print stays black.
ACCENT = """\
@media screen {{
  :root {{
    --blue: {day};
    --wash: color-mix(in srgb, var(--blue) 9%, var(--paper));
  }}
}}

@media screen and (prefers-color-scheme: dark) {{
  :root {{
    --blue: {night};
    --wash: color-mix(in srgb, var(--blue) 18%, var(--paper));
  }}
}}
"""


@require_safe
def accent(request: HttpRequest) -> HttpResponse:
    """The site's own colour, for both schemes."""
    day = find_identity().accent
    if not day:
        raise Http404
    content = ACCENT.format(day=day, night=lighten_for_night(day))
    response = HttpResponse(content, content_type="text/css; charset=utf-8")
    # Whoever asks for another colour gets this one, but not for long.
    is_named = request.META.get("QUERY_STRING") == day.removeprefix("#")
    patch_cache_control(response, public=True, max_age=KEPT_SECONDS if is_named else 0)
    return response


@require_safe
@kept_by_edition()
def about(request: HttpRequest) -> HttpResponse:
    site = find_identity()
    if not site.about.strip():
        raise Http404
    context = {"site": site, "text": render_text(site.about)}
    return render(request, "blog/about.html", context)
