"""What the editor's preview asks for: an empty page of the site, and text as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods

from blog.markdown import preview_markdown
from blog.runaway import RunawayTextError, check_length

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User
    from django.http import HttpRequest

FRAMED_BY_US = settings.SECURE_CSP | {"frame-ancestors": [CSP.SELF]}


@never_cache
@xframe_options_sameorigin
@csp_override(FRAMED_BY_US)
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest) -> HttpResponse:
    """GET answers the page around the text, POST the text itself as readers get it.

    What cannot be shown is a plain sentence with its status: the editor's script puts
    nothing else in the preview, least of all a login page.
    """
    if not (request.user.is_active and request.user.is_staff):
        return refuse(
            401,
            _("You are logged out. Log in again in another tab; your text stays here."),
        )
    if not may_write(request.user):
        return refuse(403, _("You may not write posts."))
    if request.method != "POST":
        return render(request, "admin/blog/post/preview.html")
    text = request.POST.get("content", "")
    try:
        check_length(text)
    except RunawayTextError as error:
        return refuse(413, str(error))
    return HttpResponse(preview_markdown(text))


def may_write(user: User | AnonymousUser) -> bool:
    return user.has_perm("blog.add_post") or user.has_perm("blog.change_post")


def refuse(status: int, sentence: str) -> HttpResponse:
    return HttpResponse(sentence, status=status, content_type="text/plain")
