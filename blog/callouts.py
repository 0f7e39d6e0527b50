"""Callouts: quotes that begin with ``[!NOTE]``, as GitHub writes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from django.utils.translation import gettext_lazy as _
from markdown.blockprocessors import BlockQuoteProcessor
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from markdown import Markdown

TITLES = {
    "note": _("Note"),
    "tip": _("Tip"),
    "important": _("Important"),
    "warning": _("Warning"),
    "caution": _("Caution"),
}
MARKER = re.compile(rf"\[!({'|'.join(TITLES)})\][ \t]*([^\n]*)(?:\n|$)", re.IGNORECASE)


class CalloutExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        md.parser.blockprocessors.register(QuoteProcessor(md.parser), "quote", 20)
        # Before the inline parser (20), which then reads titles like all other words.
        md.treeprocessors.register(CalloutTreeprocessor(md), "callouts", 40)


class QuoteProcessor(BlockQuoteProcessor):
    """Ends a quote at a blank line, as CommonMark does, so that a callout can end."""

    def run(self, parent: Element, blocks: list[str]) -> None:
        before = self.lastChild(parent)
        if before is None or before.tag != "blockquote":
            super().run(parent, blocks)
            return
        # Python-Markdown would go on with a quote that it finds here.
        before.tag = "div"
        super().run(parent, blocks)
        before.tag = "blockquote"


class CalloutTreeprocessor(Treeprocessor):
    def run(self, root: Element) -> None:
        for quote in root.iter("blockquote"):
            first = quote[0] if len(quote) else None
            if first is not None and first.tag == "p":
                marker = MARKER.match(first.text or "")
                if marker:
                    make_callout(quote, first, marker)


def make_callout(quote: Element, first: Element, marker: re.Match[str]) -> None:
    kind = marker[1].lower()
    quote.tag = "div"
    quote.attrib = {"class": f"callout callout-{kind}", "role": "note"}
    first.text = (first.text or "")[marker.end() :]
    if not first.text.strip():
        quote.remove(first)
    title = Element("p", {"class": "callout-title"})
    # Bold, so that it stands out in feed readers too.
    SubElement(title, "strong").text = marker[2].strip() or str(TITLES[kind])
    quote.insert(0, title)
