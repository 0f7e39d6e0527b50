"""The language that a page speaks: the reader's, but not in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.middleware.locale import LocaleMiddleware
from django.urls import NoReverseMatch, reverse
from django.utils import translation

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


class ReadersLanguageMiddleware(LocaleMiddleware):
    """Readers are spoken to in the first of their browser's languages that we speak.

    Our catalogs have the words of the public pages alone, while Django brings those of
    its admin in a hundred languages: an editor's browser would get both mixed. So all
    that is below the admin's address speaks the site's own language, with the preview
    of a post, whose problems and labels editors read beside the editor's own words, and
    with whatever a deed there writes down.
    """

    def process_request(self, request: HttpRequest) -> None:
        if is_in_admin(request.path):
            translation.activate(settings.LANGUAGE_CODE)
            request.LANGUAGE_CODE = settings.LANGUAGE_CODE
        else:
            super().process_request(request)

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """One copy will do for all readers where the view has chosen the language.

        So it will of pictures, which speak none.
        """
        if response.streaming or "Content-Language" in response.headers:
            return response
        return super().process_response(request, response)


def is_in_admin(path: str) -> bool:
    try:
        return path.startswith(reverse("admin:index"))
    except NoReverseMatch:
        # These addresses have no admin.
        return False
