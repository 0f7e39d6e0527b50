"""How the API answers: JSON for whoever asks, mistakes too."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from blog.editions import kept_by_edition

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    type View = Callable[..., HttpResponseBase]

METHODS = "GET, HEAD, OPTIONS"


class BadRequestError(Exception):
    """Says in a sentence what is wrong with what was asked."""


def json_view(find: Callable[..., dict[str, Any]]) -> View:
    """A view that answers with what ``find`` returns, to pages of all other sites too."""

    @wraps(find)
    def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = answer(find, request, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    # Nothing is changed by asking: who may not post is told so, and not of cookies.
    return csrf_exempt(kept_by_edition("page", "page_size")(view))


def answer(
    find: Callable[..., dict[str, Any]], request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(
            status=204,
            headers={"Allow": METHODS, "Access-Control-Allow-Methods": METHODS},
        )
    if request.method not in {"GET", "HEAD"}:
        response = refuse(_("This can only be read: use GET."), 405)
        response.headers["Allow"] = METHODS
        return response
    try:
        return JsonResponse(find(request, *args, **kwargs))
    except BadRequestError as error:
        return refuse(str(error), 400)
    except Http404:
        return refuse(_("There is nothing public at this address."), 404)


def refuse(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)


def read_number(
    request: HttpRequest, name: str, default: int | None = None, most: int | None = None
) -> int | None:
    """A whole number out of the query, from 1 to ``most``."""
    typed = request.GET.get(name, "")
    if not typed:
        return default
    if not (typed.isascii() and typed.isdigit() and 0 < len(typed) < 8):  # noqa: PLR2004  # more is no number of ours
        raise BadRequestError(_("%s must be a whole number, written in digits.") % name)
    number = int(typed)
    if number < 1 or (most and number > most):
        limit = _("from 1 to %d") % most if most else _("1 or more")
        raise BadRequestError(
            _("%(name)s must be %(limit)s.") % {"name": name, "limit": limit}
        )
    return number
