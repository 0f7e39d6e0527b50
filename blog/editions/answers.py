"""Keeps the answers of public views, and gives them again while nothing has changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import caches
from django.http import Http404, HttpResponse, HttpResponseNotModified, QueryDict
from django.http.request import split_domain_port
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import get_language

from blog.editions.dates import CACHE, date_edition
from blog.editions.edition import find_edition
from blog.editions.encoding import SMALLEST, encode, find_encoding, is_text
from blog.editions.release import release
from blog.numbers import read_plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    type View = Callable[..., HttpResponseBase]

KEPT_SECONDS = 24 * 3600
# The few that are longer are made anew each time, or they would push out all others.
LARGEST = 512 * 1024
# Whoever sends one of these may see what others do not.
PERSONAL_COOKIES = (settings.SESSION_COOKIE_NAME, "messages")
# Kept by browsers and proxies, but never shown without asking us first: asking is
# cheap, and a correction is on every screen at once.
FOR_EVERYBODY = {"public": True, "max_age": 0, "must_revalidate": True}
FOR_ONE = {"private": True, "no_cache": True}


@dataclass(frozen=True, slots=True)
class Name:
    """What an answer is kept under."""

    digest: str
    encoding: str
    # Of the edition, as Last-Modified; empty for a new one.
    date: str

    @property
    def etag(self) -> str:
        """Weak, as it is the same for all encodings."""
        return f'W/"{self.digest}"'

    @property
    def key(self) -> str:
        return f"{self.digest}:{self.encoding}"


def kept_by_edition(
    *parameters: str, numbers: tuple[str, ...] = ("page", "p")
) -> Callable[[View], View]:
    """Let the answers of a public view be kept until readers see something else.

    ``parameters`` are those of the query that the view reads; it is not shown any
    other. Of them, ``numbers`` are plain numbers: written in another way there is no
    such page. Whatever else a view takes, it gives a 200 to few values of it, or says
    itself that the answer is not kept. Editors, and whoever else has a session, get fresh answers. So does
    everybody where the view says that its answer is private, sets a cookie, or gives
    anything but a plain 200. Decorators that change the answer belong above this one.
    What is kept has an ETag, and the date of its edition for those who send none
    (``dates``). No other date is told: Django's feeds and sitemaps know that of a post.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            hide_other_parameters(request, parameters)
            refuse_other_spellings(request, numbers)
            name = None if is_personal(request) else name_answer(request)
            if name is None:
                return mark_fresh(request, view(request, *args, **kwargs))
            # First of all: what is made later is at least as new as its name.
            if has_it_by_etag(request, name):
                return put_date(mark(HttpResponseNotModified(), name), name)
            kept: tuple[bytes, dict[str, str]] | None = caches[CACHE].get(name.key)
            # All answers of an edition have one date: this one has to be there, too.
            if kept and has_it_by_date(request, name):
                return put_date(mark(HttpResponseNotModified(), name), name)
            if kept:
                again = HttpResponse(kept[0], headers=kept[1])
                return finish(request, put_date(again, name))
            response = view(request, *args, **kwargs)
            if hasattr(response, "add_post_render_callback"):
                response.add_post_render_callback(
                    lambda made: keep(request, made, name)
                )
            else:
                keep(request, response, name)
            return response

        return answer

    return decorate


def compressed(view: View) -> View:
    """Let strangers get the answers of a public view that nobody keeps in fewer bytes."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if (
            isinstance(response, HttpResponse)
            and not is_personal(request)
            and not is_own(request, response)
        ):
            compress(response, find_encoding(request))
        return response

    return answer


def edition_of(request: HttpRequest) -> str | None:
    """What a view may keep parts of its answer under; None where it should not."""
    edition: str | None = getattr(request, "edition", None)
    return edition


def hide_other_parameters(request: HttpRequest, parameters: tuple[str, ...]) -> None:
    """Nothing that an answer is not named by can get into it."""
    if request.META.get("QUERY_STRING"):
        known = QueryDict(mutable=True)
        for name in sorted(parameters):
            if name in request.GET:
                known[name] = request.GET[name]
        request.META["QUERY_STRING"] = known.urlencode()
        request.GET = known  # type: ignore[assignment]


def refuse_other_spellings(request: HttpRequest, numbers: tuple[str, ...]) -> None:
    for name in numbers:
        if name in request.GET and not read_plain(request.GET[name]):
            raise Http404


def is_personal(request: HttpRequest) -> bool:
    """Whether the answer may be for this reader alone, or set them a cookie."""
    return bool(
        any(cookie in request.COOKIES for cookie in PERSONAL_COOKIES)
        # Theirs is no token of ours, so Django sends them another.
        or request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
    )


def name_answer(request: HttpRequest) -> Name | None:
    """None where the answer cannot be kept; one query."""
    if settings.DEBUG or request.method not in {"GET", "HEAD"}:
        return None
    edition = find_edition()
    if edition is None:
        return None
    request.edition = edition  # type: ignore[attr-defined]
    if not has_plain_host(request):
        return None
    parts = (
        edition,
        release(),
        get_language() or "",
        f"{request.scheme}://{request.get_host()}{request.get_full_path()}",
    )
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
    return Name(digest, find_encoding(request), date_edition(edition))


def has_it_by_etag(request: HttpRequest, name: Name) -> bool:
    return name.etag in parse_etags(request.headers.get("If-None-Match", ""))


def has_it_by_date(request: HttpRequest, name: Name) -> bool:
    """A date counts where no ETag is sent.

    It has to be the same: later is no better, as clocks differ.
    """
    headers = request.headers
    return (
        "If-None-Match" not in headers
        and bool(name.date)
        and headers.get("If-Modified-Since") == name.date
    )


def has_plain_host(request: HttpRequest) -> bool:
    """Whether the site is called by its name; any port would do, and any case.

    Behind a mapping of ports we cannot know which one readers use, unless we are told.
    """
    host = request.get_host()
    domain, _port = split_domain_port(host)
    if host in {domain, f"{domain}:{request.get_port()}"}:
        return True
    return f"{request.scheme}://{host}" in settings.CSRF_TRUSTED_ORIGINS


def keep(request: HttpRequest, response: HttpResponseBase, name: Name) -> None:
    """Keep an answer that was just made, and say that others may."""
    if not isinstance(response, HttpResponse) or is_own(request, response):
        mark_fresh(request, response)
        return
    may_be_kept = is_plain(response)
    compress(response, name.encoding)
    if not may_be_kept:
        mark_fresh(request, response)
        return
    mark(response, name)
    if request.method == "GET" and len(response.content) <= LARGEST:
        kept = response.content, dict(response.headers)
        caches[CACHE].set(name.key, kept, KEPT_SECONDS)
    finish(request, put_date(response, name))


def put_date(response: HttpResponse, name: Name) -> HttpResponse:
    """Not kept with the answer: a new edition has none yet."""
    if name.date:
        response.headers["Last-Modified"] = name.date
    return response


def finish(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """To a HEAD, tell the length alone: servers complain of bytes to be thrown away."""
    if request.method == "HEAD":
        response.headers["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


def is_own(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether an answer may hold what is meant for one reader alone."""
    return bool(
        response.cookies
        or "Set-Cookie" in response.headers
        or request.session.modified
        or request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
    )


def is_plain(response: HttpResponse) -> bool:
    """Whether an answer is whole, and its view leaves to us what becomes of it."""
    decided = ("Cache-Control", "Content-Encoding", "ETag")
    return (
        response.status_code == 200  # noqa: PLR2004
        and not any(header in response.headers for header in decided)
    )


def compress(response: HttpResponse, encoding: str) -> None:
    if any(header in response.headers for header in ("Content-Encoding", "ETag")):
        return
    if len(response.content) < SMALLEST or not is_text(response["Content-Type"]):
        return
    patch_vary_headers(response, ["Accept-Encoding"])
    if encoding:
        response.content = encode(response.content, encoding)
        response.headers["Content-Encoding"] = encoding


def mark(response: HttpResponse, name: Name) -> HttpResponse:
    response.headers["ETag"] = name.etag
    response.headers.pop("Last-Modified", None)
    patch_cache_control(response, **FOR_EVERYBODY)
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    return response


def mark_fresh(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Let nobody keep the answer for others, unless the view has decided."""
    response.headers.pop("Last-Modified", None)
    if "Cache-Control" not in response.headers:
        patch_cache_control(
            response, **(FOR_ONE if is_personal(request) else {"no_cache": True})
        )
    patch_vary_headers(response, ["Cookie"])
    return response
