"""The headings of a text: their ids, the list beside it, and ``[TOC]`` within it."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _
from markdown.extensions.toc import TocExtension, TocTreeprocessor, slugify_unicode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown import Markdown

MARKER = "[TOC]"
# Keeps a heading "Fig 2" from taking the id of a figure, or of anything on the page.
HEADING_PREFIX = "h-"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as the table of contents lists it."""

    anchor: str
    level: int
    words: str


class ContentsTreeprocessor(TocTreeprocessor):
    def replace_marker(self, root: Element, elem: Element) -> None:
        """Put the list where it is first asked for; once is enough for any text."""
        for parent in root.iter():
            for place, child in enumerate(parent):
                if is_marker(child):
                    if elem.find("ul/li") is not None:
                        elem.tail = child.tail
                        parent[place] = elem
                    else:
                        parent.remove(child)
                    return

    def build_toc_div(self, toc_list: list[Any]) -> Element:
        contents: Element = super().build_toc_div(toc_list)
        contents.tag = "nav"
        contents.set("aria-label", _("In this post"))
        title = Element("h2")
        title.text = _("In this post")
        contents.insert(0, title)
        return contents


def is_marker(block: Element) -> bool:
    return block.tag == "p" and not len(block) and (block.text or "").strip() == MARKER


class ContentsExtension(TocExtension):
    TreeProcessorClass = ContentsTreeprocessor

    def __init__(self) -> None:
        super().__init__(
            marker=MARKER, slugify=heading_id, toc_depth="2-3", toc_class="toc"
        )


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
