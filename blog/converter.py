"""What our Markdown can do beside the standard, and how its pages are put together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension, slugify_unicode
from markdown.treeprocessors import Treeprocessor

from blog.highlighting import FencedCodeExtension
from blog.runaway import RunawayExtension

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown import Markdown

# Keeps a heading "Fig 2" from taking the id of a figure, or of anything on the page.
HEADING_PREFIX = "h-"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as the table of contents lists it."""

    anchor: str
    level: int
    words: str


def site_extensions() -> list[Extension]:
    """New for each text: some of them remember the text they worked on."""
    return [
        RunawayExtension(),
        FencedCodeExtension(),
        TableExtension(use_align_attribute=True),
        FootnoteExtension(
            SEPARATOR="-",
            BACKLINK_TITLE=_("Back to where note {} stands in the text"),
        ),
        DefListExtension(),
        TocExtension(marker="", slugify=heading_id, toc_depth="2-3"),
        AbbrExtension(),
        SaneListExtension(),
        PageExtension(),
    ]


def heading_id(words: str, separator: str) -> str:
    return HEADING_PREFIX + slugify_unicode(words, separator)


def find_headings(md: Markdown) -> tuple[Heading, ...]:
    """The headings of the text that ``md`` has just converted, in reading order."""
    tokens: list[dict[str, Any]] = getattr(md, "toc_tokens", [])
    return tuple(
        Heading(token["id"], token["level"], unescape(token["name"]))
        for token in flatten(tokens)
    )


def flatten(tokens: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for token in tokens:
        yield token
        yield from flatten(token["children"])


class PageExtension(Extension):
    """Fits a text into a page that has a title, a narrow column and a strict policy."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        # After the inline parser (20), before the table of contents (5).
        md.treeprocessors.register(PageTreeprocessor(md), "page", 9)


class PageTreeprocessor(Treeprocessor):
    def run(self, root: Element) -> None:
        for heading in root.iter("h1"):
            # The page's own title is the only one of its level.
            heading.tag = "h2"
        for cell in [*root.iter("th"), *root.iter("td")]:
            align_by_class(cell)
        for image in root.iter("img"):
            link_foreign_image(image)
        for parent in list(root.iter()):
            wrap_tables(parent)


def link_foreign_image(image: Element) -> None:
    """Link to a picture from elsewhere: our policy would leave a hole in its place."""
    address = image.get("src", "")
    if re.match(r"(?:https?:)?//", address, re.IGNORECASE):
        image.tag = "a"
        image.text = image.get("alt") or address
        image.attrib.clear()
        image.set("href", address)


def align_by_class(cell: Element) -> None:
    if alignment := cell.attrib.pop("align", ""):
        cell.set("class", f"align-{alignment}")


def wrap_tables(parent: Element) -> None:
    """Let wide tables scroll by themselves, by keyboard too, so that pages need not."""
    for place, child in enumerate(parent):
        if child.tag == "table":
            frame = Element("div", {"class": "table", "tabindex": "0"})
            frame.set("role", "region")
            frame.set("aria-label", _("Table"))
            frame.append(child)
            frame.tail, child.tail = child.tail, None
            parent[place] = frame
