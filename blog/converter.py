"""What our Markdown can do beside the standard, and how its pages are put together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _
from markdown.extensions import Extension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor

from blog.abbreviations import AbbreviationExtension
from blog.callouts import CalloutExtension
from blog.captions import CaptionExtension
from blog.contents import ContentsExtension
from blog.highlighting import FencedCodeExtension
from blog.runaway import RunawayExtension
from blog.side_notes import SideNoteExtension

if TYPE_CHECKING:
    from markdown import Markdown


def site_extensions() -> list[Extension]:
    """New for each text: some of them remember the text they worked on."""
    return [
        RunawayExtension(),
        FencedCodeExtension(),
        TableExtension(use_align_attribute=True),
        CaptionExtension(),
        CalloutExtension(),
        SideNoteExtension(),
        DefListExtension(),
        ContentsExtension(),
        AbbreviationExtension(),
        SaneListExtension(),
        PageExtension(),
    ]


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
            name_region(frame, child)
            frame.append(child)
            frame.tail, child.tail = child.tail, None
            parent[place] = frame


def name_region(frame: Element, table: Element) -> None:
    caption = table.find("caption")
    if caption is None:
        frame.set("aria-label", _("Table"))
    else:
        frame.set("aria-labelledby", caption.get("id", ""))
