"""Where things stand in a post's Markdown: the renderer knows what, this knows where.

Code is blanked first, in its length, so that every place stays where it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING

from blog.highlighting import FENCED

if TYPE_CHECKING:
    from collections.abc import Iterator

INDENT = 4
ESCAPE = re.compile(r"\\[\\`*_{}\[\]()>#+.!-]")
BACKTICKS = re.compile(r"`+")
PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
# What lines that are indented below it belong to: lists, footnotes, definitions.
HOLDER = re.compile(r"\s{0,3}(?:[-*+]\s|\d+\.\s|\[\^[^\]]+\]:|:\s)")
HEADING = re.compile(r"^(?:>[ ]?)*(#{1,6})(?!#)[ \t]*(\S[^\n]*)", re.MULTILINE)
UNDERLINED = re.compile(
    r"(?:\A|\n[ \t]*\n)([^\n]*\S[^\n]*)\n(=+|-+)[ ]*(?=\n|\Z)",
)
DESTINATION = re.compile(r"[ ]*(?:<([^>\n]*)>|((?:[^\s()]|\([^\s()]*\))*))")
DEFINITION = re.compile(r"^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*<?([^\s>]+)", re.MULTILINE)
AUTOMATIC = re.compile(r"<((?:https?://|mailto:)[^>\s]+)>", re.IGNORECASE)
SCHEME = re.compile(r"\s*figure:", re.IGNORECASE)
# Farther back than this, nobody looks for the bracket that a link begins with.
LONGEST_WORDS = 4000


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a text as editors' browsers count: from 1, in UTF-16 units."""

    line: int
    column: int
    length: int


@dataclass(frozen=True, slots=True)
class SourceHeading:
    level: int
    words: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A link or an image, with where it points to."""

    destination: str
    is_image: bool
    start: int
    end: int

    @property
    def key(self) -> str:
        """The key of the figure that it shows or names; empty for all other links."""
        scheme = SCHEME.match(self.destination)
        return self.destination[scheme.end() :].strip().strip("/") if scheme else ""


class Source:
    """A post's Markdown, with lines that end in a line feed alone."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def prose(self) -> str:
        """The text with its code blanked; as long as the text itself."""
        return blank_code(self.text)

    @cached_property
    def line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    @cached_property
    def links(self) -> list[SourceLink]:
        """All links and images in the order of the text."""
        return sorted(find_links(self.prose), key=lambda link: link.start)

    @cached_property
    def headings(self) -> list[SourceHeading]:
        found = [
            (match.start(1), len(match[1]), match[2].rstrip("# \t"))
            for match in HEADING.finditer(self.prose)
        ]
        found += [
            (match.start(1), 1 if match[2][0] == "=" else 2, match[1].strip())
            for match in UNDERLINED.finditer(self.prose)
            if not HEADING.match(match[1])
        ]
        return [
            # The page's own title is the only one of the first level.
            SourceHeading(max(level, 2), words, self.spot(start, self.line_end(start)))
            for start, level, words in sorted(found)
        ]

    def line_end(self, place: int) -> int:
        end = self.text.find("\n", place)
        return len(self.text) if end < 0 else end

    def spot(self, start: int, end: int) -> Spot:
        line = self.line_of(start)
        before = self.text[self.line_starts[line - 1] : start]
        return Spot(line, units(before) + 1, units(self.text[start:end]))

    def line_of(self, place: int) -> int:
        """Counted from 1; by halves, because there may be thousands of lines."""
        low, high = 0, len(self.line_starts)
        while high - low > 1:
            middle = (low + high) // 2
            if self.line_starts[middle] <= place:
                low = middle
            else:
                high = middle
        return low + 1

    def find_figure(
        self, key: str, occurrence: int = 0, *, embeds: bool = False
    ) -> Spot | None:
        """Where ``key`` is shown or named; with ``embeds``, only where it is shown."""
        links = [
            link
            for link in self.links
            if link.key == key and (link.is_image or not embeds)
        ]
        if not links:
            # Named by a reference at the end of the text, or in a way of its own.
            return self.find_figure(key) if embeds else self.find_words(key)
        link = links[min(occurrence, len(links) - 1)]
        return self.spot(link.start, link.end)

    def find_link(self, destination: str, occurrence: int = 0) -> Spot | None:
        links = [link for link in self.links if link.destination == destination]
        if not links:
            return self.find_words(destination)
        link = links[min(occurrence, len(links) - 1)]
        return self.spot(link.start, link.end)

    def find_words(self, words: str) -> Spot | None:
        place = self.prose.find(words) if words else -1
        return self.spot(place, place + len(words)) if place >= 0 else None


def normalise_lines(text: str) -> str:
    """As a browser's text field has them, whatever the form made of them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def units(text: str) -> int:
    """How long browsers say that ``text`` is."""
    return len(text) + sum(character > "\uffff" for character in text)


def blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def blank_code(text: str) -> str:
    """``text`` without fenced code, indented code, code in lines and escapes."""
    text = FENCED.sub(lambda fence: blank(fence[0]), text)
    text = blank_indented(text)
    text = ESCAPE.sub("  ", text)
    return PARAGRAPH.sub(lambda paragraph: blank_spans(paragraph[0]), text)


def blank_indented(text: str) -> str:
    """Without indented code; what is indented below a list's entry belongs to it."""
    pieces, end, is_held = [], 0, False
    for paragraph in PARAGRAPH.finditer(text):
        words = paragraph[0]
        indent = len(words) - len(words.lstrip(" \t"))
        deep = words.startswith("\t") or indent >= INDENT
        if not deep:
            is_held = HOLDER.match(words) is not None
        is_deeper = indent >= 2 * INDENT and not HOLDER.match(words.lstrip())
        if deep and (is_deeper or not is_held):
            pieces += [text[end : paragraph.start()], blank(words)]
            end = paragraph.end()
    return "".join([*pieces, text[end:]])


def blank_spans(paragraph: str) -> str:
    """Without what stands between backticks, as many before as after."""
    runs = list(BACKTICKS.finditer(paragraph))
    if len(runs) < 2:  # noqa: PLR2004 (one to open, one to close)
        return paragraph
    later: dict[int, list[int]] = {}
    for place, run in enumerate(runs):
        later.setdefault(len(run[0]), []).append(place)
    pieces, end, place = [], 0, 0
    while place < len(runs):
        same = later[len(runs[place][0])]
        while same and same[0] <= place:
            same.pop(0)
        if not same:
            place += 1
            continue
        start, stop = runs[place].start(), runs[same[0]].end()
        pieces += [paragraph[end:start], blank(paragraph[start:stop])]
        end, place = stop, same[0] + 1
    return "".join([*pieces, paragraph[end:]])


def find_links(prose: str) -> Iterator[SourceLink]:
    for match in re.finditer(r"\]\(", prose):
        start = opening_bracket(prose, match.start())
        destination = DESTINATION.match(prose, match.end())
        if start is None or destination is None:
            continue
        is_image = prose[start - 1 : start] == "!"
        address = unescape(destination[1] or destination[2] or "").strip()
        end = destination.end()
        # With its closing bracket, where nothing else comes before that.
        end += prose[end : end + 1] == ")"
        yield SourceLink(address, is_image, start - is_image, end)
    for pattern in (DEFINITION, AUTOMATIC):
        for match in pattern.finditer(prose):
            yield SourceLink(unescape(match[1]), False, match.start(), match.end())


def opening_bracket(prose: str, closing: int) -> int | None:
    """Where the pair of brackets begins that ends at ``closing``."""
    depth = 0
    for place in range(closing, max(closing - LONGEST_WORDS, -1), -1):
        if prose[place] == "]":
            depth += 1
        elif prose[place] == "[":
            depth -= 1
            if not depth:
                return place
        elif prose[place - 1 : place + 1] == "\n\n":
            return None
    return None
