"""Where things stand in a post's Markdown: the renderer knows what, this knows where.

Code is blanked first, in its length, so that every place stays where it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING, cast

from blog.highlighting import FENCED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

INDENT = 4
ESCAPE = re.compile(r"\\[\\`*_{}\[\]()>#+.!-]")
BACKTICKS = re.compile(r"`+")
BRACKETS = re.compile(r"[\[\]]|\n[ \t]*\n")
# What lines that are indented below it belong to: lists, footnotes, definitions.
HOLDER = re.compile(r"\s{0,3}(?:[-*+]\s|\d+\.\s|\[\^[^\]]+\]:|:\s)")
HEADING = re.compile(r"^(?:>[ ]?)*(#{1,6})(?!#)[ \t]*(\S[^\n]*)", re.MULTILINE)
UNDERLINE = re.compile(r"(=+|-+)[ ]*")
DESTINATION = re.compile(r"[ ]*(?:<([^<>\n]*)>|((?:[^\s()]|\([^\s()]*\))*))")
DEFINITION = re.compile(r"^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*<?([^\s>]+)", re.MULTILINE)
AUTOMATIC = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>", re.IGNORECASE)
SCHEME = re.compile(r"\s*figure:", re.IGNORECASE)


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
    def links_by_key(self) -> dict[str, list[SourceLink]]:
        return group(self.links, lambda link: link.key)

    @cached_property
    def links_by_destination(self) -> dict[str, list[SourceLink]]:
        return group(self.links, lambda link: link.destination)

    @cached_property
    def headings(self) -> list[SourceHeading]:
        found = [
            (match.start(1), len(match[1]), match[2].rstrip("# \t"))
            for match in HEADING.finditer(self.prose)
        ]
        found += find_underlined(self.prose)
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

    def line_spot(self, line: int) -> Spot | None:
        """The whole of a line that is there."""
        if not 0 < line <= len(self.line_starts):
            return None
        start = self.line_starts[line - 1]
        return self.spot(start, self.line_end(start))

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
        links = self.links_by_key.get(key, [])
        if embeds:
            links = [link for link in links if link.is_image]
        if not links:
            # Named by a reference at the end of the text, or in a way of its own.
            return self.find_figure(key) if embeds else self.find_words(key)
        link = links[min(occurrence, len(links) - 1)]
        return self.spot(link.start, link.end)

    def find_link(self, destination: str, occurrence: int = 0) -> Spot | None:
        links = self.links_by_destination.get(destination, [])
        if not links:
            return self.find_words(destination)
        link = links[min(occurrence, len(links) - 1)]
        return self.spot(link.start, link.end)

    def find_words(self, words: str) -> Spot | None:
        place = self.prose.find(words) if words else -1
        return self.spot(place, place + len(words)) if place >= 0 else None

    def find_any(self, quotations: Iterable[str]) -> Spot | None:
        """Where the first of some quotations stands that is found, code included."""
        for words in filter(None, quotations):
            if (place := self.text.find(words)) >= 0:
                return self.spot(place, place + len(words))
        return None


def group(
    links: Iterable[SourceLink], name: Callable[[SourceLink], str]
) -> dict[str, list[SourceLink]]:
    groups: dict[str, list[SourceLink]] = {}
    for link in links:
        groups.setdefault(name(link), []).append(link)
    return groups


def normalise_lines(text: str) -> str:
    """As a browser's text field has them, whatever the form made of them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def units(text: str) -> int:
    """How long browsers say that ``text`` is."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def blank_code(text: str) -> str:
    """``text`` without fenced code, indented code, code in lines and escapes."""
    text = FENCED.sub(lambda fence: blank(fence[0]), text)
    text = blank_indented(text)
    text = ESCAPE.sub("  ", text)
    return replace_paragraphs(text, blank_spans)


def find_paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where lines with words begin and end that no empty line divides."""
    start, place = -1, 0
    for line in text.split("\n"):
        if line.strip():
            start = place if start < 0 else start
        elif start >= 0:
            yield start, place - 1
            start = -1
        place += len(line) + 1
    if start >= 0:
        yield start, place - 1


def replace_paragraphs(text: str, replace: Callable[[str], str]) -> str:
    pieces, done = [], 0
    for start, end in find_paragraphs(text):
        pieces += [text[done:start], replace(text[start:end])]
        done = end
    return "".join([*pieces, text[done:]])


def blank_indented(text: str) -> str:
    """Without indented code; what is indented below a list's entry belongs to it."""
    is_held = False

    def replace(words: str) -> str:
        nonlocal is_held
        indent = len(words) - len(words.lstrip(" \t"))
        deep = words.startswith("\t") or indent >= INDENT
        if not deep:
            is_held = HOLDER.match(words) is not None
        is_deeper = indent >= 2 * INDENT and not HOLDER.match(words.lstrip())
        return blank(words) if deep and (is_deeper or not is_held) else words

    return replace_paragraphs(text, replace)


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


def find_underlined(prose: str) -> Iterator[tuple[int, int, str]]:
    """Headings by the line below them, which is the second of its paragraph."""
    for start, end in find_paragraphs(prose):
        words, _break, rest = prose[start:end].partition("\n")
        underline = UNDERLINE.fullmatch(rest.partition("\n")[0])
        if underline and not HEADING.match(words):
            yield start, 1 if underline[1][0] == "=" else 2, words.strip()


def find_links(prose: str) -> Iterator[SourceLink]:
    for start, closing in find_brackets(prose):
        if prose[closing + 1 : closing + 2] != "(":
            continue
        destination = cast("re.Match[str]", DESTINATION.match(prose, closing + 2))
        is_image = prose[max(start - 1, 0) : start] == "!"
        address = unescape(destination[1] or destination[2] or "").strip()
        end = destination.end()
        # With its closing bracket, where nothing else comes before that.
        end += prose[end : end + 1] == ")"
        yield SourceLink(address, is_image, start - is_image, end)
    for pattern in (DEFINITION, AUTOMATIC):
        for match in pattern.finditer(prose):
            yield SourceLink(unescape(match[1]), False, match.start(), match.end())


def find_brackets(prose: str) -> Iterator[tuple[int, int]]:
    """Where each pair of brackets begins and ends; none reaches over a paragraph."""
    opened: list[int] = []
    for match in BRACKETS.finditer(prose):
        if match[0] == "[":
            opened.append(match.start())
        elif match[0] != "]":
            opened.clear()
        elif opened:
            yield opened.pop(), match.start()
