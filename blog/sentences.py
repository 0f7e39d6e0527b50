"""Which sentences of a text speak of its figures, read off the HTML that readers get."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, override

if TYPE_CHECKING:
    from collections.abc import Sequence

    type Attributes = Sequence[tuple[str, str | None]]

BLOCKS = {
    *("blockquote", "caption", "dd", "div", "dl", "dt", "h2", "h3", "h4", "h5", "h6"),
    *("hr", "li", "ol", "p", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}
# No sentences of the text: figures with their captions, code, the list of contents.
LEFT_OUT = {"figure", "nav", "pre"}
# Marks in a line that are no words of it.
MARKS = {"footnote-ref", "note-number", "way-back", "citation"}
VOID = {"br", "hr", "img", "source"}
# A sentence ends here if what follows begins one.
END = re.compile(
    r"[.!?…]+[\"')\]»\u2019\u201d]*\s+(?=[^a-z\s])"
    r"|[\u3002\uff01\uff1f]+[\u300d\u300f\uff09]*"
)
SHORTENED = re.compile(
    r"(?:^|[\s(])(?:[A-Z]|(?i:al|approx|cf|ch|dr|e\.g|eq|eqs|etc|fig|figs|i\.e|no|p|pp"
    r"|prof|ref|refs|resp|sec|st|tab|vol|vs|abb|bzw|ca|vgl|z\.\s?b))\.$"
)


class SentenceReader(HTMLParser):
    """Gathers blocks of plain words, and where in them a figure is spoken of."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self.words = ""
        self.places: list[tuple[int, str]] = []
        # Elements that are open within one that is left out.
        self.skipped = 0

    @override
    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag in BLOCKS:
            self.end_block()
        if tag in VOID:
            self.words += " " if tag == "br" else ""
            return
        values = dict(attrs)
        classes = {*(values.get("class") or "").split()}
        if self.skipped or tag in LEFT_OUT or classes & MARKS:
            self.skipped += 1
        elif "reference" in classes:
            self.places.append((len(self.words), (values.get("href") or "")[1:]))

    @override
    def handle_endtag(self, tag: str) -> None:
        if self.skipped and tag not in VOID:
            self.skipped -= 1
        elif tag in BLOCKS:
            self.end_block()

    @override
    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.words += data

    def end_block(self) -> None:
        for place, anchor in self.places:
            sentence = sentence_at(self.words, place)
            found = self.found.setdefault(anchor, [])
            if sentence not in found:
                found.append(sentence)
        self.words, self.places = "", []


def find_sentences(html: str) -> dict[str, list[str]]:
    """The plain sentences that refer to each figure, by the figure's anchor."""
    reader = SentenceReader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return reader.found


def sentence_at(words: str, place: int) -> str:
    """The sentence around ``place``, on one line."""
    start = 0
    for end in END.finditer(words):
        if SHORTENED.search(words[start : end.end()].rstrip()):
            continue
        if end.end() > place:
            return one_line(words[start : end.end()])
        start = end.end()
    return one_line(words[start:])


def one_line(words: str) -> str:
    return re.sub(r"\s+([.,;:!?])(?=\s|$)", r"\1", " ".join(words.split()))
