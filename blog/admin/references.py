"""Puts BibTeX that is pasted into the editor where the text keeps its references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from blog.admin.preview import refuse, refuse_strangers
from blog.citations import add_entries
from blog.citations.bibtex import MAX_BIBTEX
from blog.runaway import RunawayTextError, check_length

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
@require_POST
def references(request: HttpRequest) -> HttpResponse:
    """The text with its new references, and the keys to cite; nothing is stored."""
    if refusal := refuse_strangers(request.user):
        return refusal
    body = request.POST.get("body", "")
    pasted = request.POST.get("pasted", "")
    try:
        check_length(body)
    except RunawayTextError as error:
        return refuse(413, str(error))
    if len(pasted) > MAX_BIBTEX:
        return refuse(413, _("Paste fewer references at a time."))
    merged = add_entries(body, pasted)
    return JsonResponse(
        {
            "body": merged.body,
            "keys": list(merged.keys),
            "problems": list(merged.problems),
        }
    )
