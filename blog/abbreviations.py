"""Abbreviations, explained once and marked wherever they stand in a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown.extensions.abbr import AbbrExtension, AbbrTreeprocessor
from markdown.util import ETX, STX

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown

# What the converter put aside leaves a mark in its place: ``STX`` word ``:`` number ``ETX``.
# An abbreviation that reads as a part of one would take what was put aside off the page.
LONGEST_MARK = 40
NOT_IN_A_MARK = f"(?![^{STX}{ETX}]{{0,{LONGEST_MARK}}}{ETX})"


class AbbreviationExtension(AbbrExtension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        super().extendMarkdown(md)
        known: dict[str, str] = vars(self)["abbrs"]
        md.treeprocessors.register(AbbreviationTreeprocessor(md, known), "abbr", 7)


class AbbreviationTreeprocessor(AbbrTreeprocessor):
    """The library's own, but for the marks, which it takes for words."""

    def run(self, root: Element) -> None:
        if not self.abbrs:
            return
        longest_first = sorted(self.abbrs, key=len, reverse=True)
        words = "|".join(map(re.escape, longest_first))
        self.RE = re.compile(rf"\b(?:{words})\b{NOT_IN_A_MARK}")
        self.iter_element(root)
