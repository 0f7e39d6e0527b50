"""The ways through the site: only those that there are, and where the reader is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.template import Context
    from django.utils.functional import _StrPromise as StrPromise

register = template.Library()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the site: its first page, and the pages that are inside."""

    page: str
    name: StrPromise
    inside: frozenset[str]


SECTIONS = (
    Section(
        "posts",
        _("Posts"),
        frozenset(
            {"post", "post_figures", "preview", "tag", "author", "series", "year"}
        ),
    ),
    Section("papers", _("Papers"), frozenset({"paper"})),
    Section("figures", _("Figures"), frozenset({"figure", "image"})),
    Section("about", _("About"), frozenset()),
)


@dataclass(frozen=True, slots=True)
class Way:
    address: str
    name: StrPromise
    # As aria-current has it: "page", "true" for what is inside; empty elsewhere.
    current: str


@register.simple_tag(takes_context=True)
def list_sections(context: Context) -> list[Way]:
    """The sections for the head and the foot of each page."""
    here, site = find_page(context.get("request")), context.get("site")
    return [
        Way(address, section.name, find_current(section, here))
        for section in SECTIONS
        if (address := find_address(section.page))
        and (section.page != "about" or (site and site.about.strip()))
    ]


@register.simple_tag(takes_context=True)
def is_here(context: Context, page: str) -> bool:
    return find_page(context.get("request")) == page


def find_page(request: HttpRequest | None) -> str:
    """The name of the public page that is shown; empty for none, and for a fault."""
    match = request.resolver_match if request else None
    if match is None or match.namespace != "blog":
        return ""
    return match.url_name or ""


def find_address(page: str) -> str:
    try:
        return reverse(f"blog:{page}")
    except NoReverseMatch:
        return ""


def find_current(section: Section, here: str) -> str:
    if here == section.page:
        return "page"
    return "true" if here in section.inside else ""
