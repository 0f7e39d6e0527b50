"""How the API answers: JSON for whoever asks, mistakes too."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt

from blog.editions import kept_by_edition
from blog.languages import in_one_language
from blog.numbers import read_plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    type Find = Callable[..., dict[str, Any]]
    type View = Callable[..., HttpResponseBase]

# A hundred lengths of each page would push out everything else; programs in a hurry ask
# for the largest, and all others for none.
KEPT_SIZE = "100"
METHODS = "GET, HEAD, OPTIONS"
# Or browsers would ask twice each time, which costs more than a 304 saves.
PREFLIGHT_SECONDS = "86400"


class BadRequestError(Exception):
    """Says in a sentence what is wrong with what was asked."""


def json_view(*parameters: str) -> Callable[[Find], View]:
    """Make a view of a function: it answers with what that finds, to all other sites."""

    def decorate(find: Find) -> View:
        @wraps(find)
        def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = answer(find, request, *args, **kwargs)
            if request.GET.get("page_size", KEPT_SIZE) != KEPT_SIZE:
                patch_cache_control(response, no_cache=True)
            return response

        # Numbers in other spellings are refused here, with a sentence.
        kept = kept_by_edition(*parameters, numbers=())(view)
        # Nothing is changed by asking: who may not post is told so, not of cookies.
        return csrf_exempt(open_to_all_sites(in_one_language(kept)))

    return decorate


def open_to_all_sites(view: View) -> View:
    """Let pages of other sites read what a view answers, a 304 too, and ask for that."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag"
        return response

    return answer


def answer(find: Find, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(
            status=204,
            headers={
                "Allow": METHODS,
                "Access-Control-Allow-Methods": METHODS,
                "Access-Control-Allow-Headers": "If-None-Match",
                "Access-Control-Max-Age": PREFLIGHT_SECONDS,
            },
        )
    if request.method not in {"GET", "HEAD"}:
        response = refuse("This can only be read: use GET.", 405)
        response.headers["Allow"] = METHODS
        return response
    try:
        return JsonResponse(find(request, *args, **kwargs))
    except BadRequestError as error:
        return refuse(str(error), 400)
    except Http404:
        return refuse("There is nothing public at this address.", 404)


def refuse(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)


def read_number(
    request: HttpRequest, name: str, default: int | None = None, most: int | None = None
) -> int | None:
    """A whole number out of the query, from 1 to ``most``."""
    typed = request.GET.get(name, "")
    if not typed:
        return default
    number = read_plain(typed)
    if number is None:
        raise BadRequestError(f"{name} must be a whole number, like 12.")
    if number < 1 or (most and number > most):
        limit = f"from 1 to {most}" if most else "1 or more"
        raise BadRequestError(f"{name} must be {limit}.")
    return number
