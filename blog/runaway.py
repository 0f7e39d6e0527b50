"""Refuses texts that would cost seconds to convert, before they cost anything.

Python-Markdown reads some constructs again and again: an open bracket to the end of
its paragraph, a fence to the end of the text. What that adds up to is counted here.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown import Markdown

# About 30,000 words: a book's chapter, many times a long post.
MAX_CHARACTERS = 200_000
# Without fenced code, of which a line costs less.
MAX_LINES = 10_000
# For each mark the paragraph around it is copied, for each fence the whole text;
# a thousand million characters take a quarter of a second.
MAX_COPYING = 1_000_000_000
MARKS = ("*", "_", "`", "[", "<", "&", "\\", "  \n")
# Characters read behind open fences; five millions take a tenth of a second.
MAX_FENCE_READING = 5_000_000
# The same behind brackets, which are followed character by character in Python.
MAX_BRACKET_READING = 500_000
# Brackets that may be open at once: no prose comes near, and counting stays cheap.
MAX_OPEN_BRACKETS = 200
# Quotes in lists in quotes; each level costs a few levels of Python's stack.
MAX_DEPTH = 24
# Marks of emphasis in one paragraph, each of which may stand inside the one before.
MAX_EMPHASIS = 2_000
# Markers of quotes and lists, all lines together.
MAX_MARKERS = 10_000
INDENT = 4
# Of a faulty line, as much as finds it.
QUOTED = 30
# Cells of all tables together, those that rows leave out included.
MAX_CELLS = 30_000
MAX_FOOTNOTE_MARKS = 1_000
# References to one and the same footnote.
MAX_SAME_FOOTNOTE = 100
MAX_ABBREVIATIONS = 100
# Each id is compared with all others.
MAX_HEADINGS = 500
# A long post about theory has some two hundred; each takes about a millisecond, once.
MAX_FORMULAS = 1_000

FENCE = re.compile(r"^(`{3,}|~{3,})(.*)$", re.MULTILINE)
BRACKET = re.compile(r"[\[\]()]")
MARKERS = re.compile(r"^(?:\s*(?:>|[-*+](?=\s)|\d+\.(?=\s)))+")
MARKER = re.compile(r"[>*+-]|\d+\.")
FOOTNOTE_MARK = re.compile(r"\[\^([^\]]*)\]")
ABBREVIATION = re.compile(r"^\s*\*\[", re.MULTILINE)
HEADING = re.compile(r"^(?:[ >*+\d.-]*#|[ >]*(?:=+|-+) *$)", re.MULTILINE)


class RunawayTextError(ValueError):
    """The text is not converted; the message says what to change."""


class RunawayExtension(Extension):
    """Looks at the fences of a text first, and at the rest once code is out of it."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        # Whitespace is normalised at 30, fenced code is put aside at 25.
        md.preprocessors.register(FencePreprocessor(md), "runaway_fences", 27)
        md.preprocessors.register(TextPreprocessor(md), "runaway_text", 22)


class FencePreprocessor(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        check_fences("\n".join(lines))
        return lines


class TextPreprocessor(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        check_lines(lines)
        check_counts(text)
        paragraphs = text.split("\n\n")
        check_marks(paragraphs)
        check_brackets(paragraphs)
        check_tables(paragraphs)
        return lines


def check_length(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise RunawayTextError(
            _("The text has %(length)d characters; %(limit)d is the most.")
            % {"length": len(text), "limit": MAX_CHARACTERS}
        )


def check_fences(text: str) -> None:
    """Refuse fences that nothing closes: each is read to the end of the text."""
    fences = list(FENCE.finditer(text))
    closing = {match[1]: match.start() for match in fences if not match[2].strip()}
    reading = sum(
        len(text) - match.start()
        for match in fences
        if closing.get(match[1], -1) <= match.start()
    )
    if reading > MAX_FENCE_READING or len(fences) * len(text) > MAX_COPYING:
        raise RunawayTextError(
            _("The text has too many fences of code, or never closes them.")
        )


def check_lines(lines: list[str]) -> None:
    if len(lines) > MAX_LINES:
        raise RunawayTextError(_("The text has more than %d lines.") % MAX_LINES)
    total = 0
    for line in lines:
        markers = MARKERS.match(line)
        depth = len(MARKER.findall(markers[0])) if markers else 0
        indent = len(line) - len(line.lstrip())
        total += depth
        if depth > MAX_DEPTH or indent > MAX_DEPTH * INDENT:
            raise RunawayTextError(
                _("A line is nested deeper than %(limit)d levels: “%(line)s…”")
                % {"line": line.strip()[:QUOTED], "limit": MAX_DEPTH}
            )
    if total > MAX_MARKERS:
        raise RunawayTextError(_("Too many quotes and lists stand in one another."))


def check_counts(text: str) -> None:
    """Refuse masses of notes, abbreviations and headings, which are compared with each other."""
    marks = Counter(FOOTNOTE_MARK.findall(text))
    if marks.total() > MAX_FOOTNOTE_MARKS:
        raise RunawayTextError(
            _("The text has more than %d marks of footnotes.") % MAX_FOOTNOTE_MARKS
        )
    if marks and max(marks.values()) > MAX_SAME_FOOTNOTE:
        raise RunawayTextError(
            _("One footnote is referred to more than %d times.") % MAX_SAME_FOOTNOTE
        )
    if len(ABBREVIATION.findall(text)) > MAX_ABBREVIATIONS:
        raise RunawayTextError(
            _("The text defines more than %d abbreviations.") % MAX_ABBREVIATIONS
        )
    if len(HEADING.findall(text)) > MAX_HEADINGS:
        raise RunawayTextError(_("The text has more than %d headings.") % MAX_HEADINGS)


def check_formulas(count: int) -> None:
    if count > MAX_FORMULAS:
        raise RunawayTextError(_("The text has more than %d formulas.") % MAX_FORMULAS)


def check_marks(paragraphs: list[str]) -> None:
    """Refuse paragraphs of nothing but marks of emphasis, code, links and escapes."""
    copying = sum(
        len(paragraph) * sum(map(paragraph.count, MARKS)) for paragraph in paragraphs
    )
    if copying > MAX_COPYING:
        raise RunawayTextError(
            _("A paragraph is too long for all its marks. Divide it by blank lines.")
        )
    if any(p.count("*") + p.count("_") > MAX_EMPHASIS for p in paragraphs):
        raise RunawayTextError(
            _("A paragraph has more than %d marks of emphasis.") % MAX_EMPHASIS
        )


def check_brackets(paragraphs: list[str]) -> None:
    """Refuse brackets that stay open: each is followed to the end of its paragraph."""
    if sum(map(bracket_reading, paragraphs)) > MAX_BRACKET_READING:
        raise RunawayTextError(_("Many brackets are opened and never closed."))


def bracket_reading(paragraph: str) -> int:
    """How many characters are read in search of closing brackets."""
    return sum(bracket_spans(paragraph))


def bracket_spans(paragraph: str) -> Iterator[int]:
    """The length of each pair of brackets; an open one reaches to the end."""
    opened: dict[str, list[int]] = {"[": [], "(": []}
    for match in BRACKET.finditer(paragraph):
        if match[0] in opened:
            opened[match[0]].append(match.start())
            if len(opened[match[0]]) > MAX_OPEN_BRACKETS:
                raise RunawayTextError(
                    _("More than %d brackets are open at once.") % MAX_OPEN_BRACKETS
                )
        elif stack := opened["[" if match[0] == "]" else "("]:
            yield match.start() - stack.pop()
    for start in opened["["] + opened["("]:
        yield len(paragraph) - start


def check_tables(paragraphs: list[str]) -> None:
    """Refuse tables whose few words stand for masses of empty cells."""
    cells = 0
    for paragraph in paragraphs:
        if "|" in paragraph:
            rows = paragraph.split("\n")
            cells += len(rows) * max(row.count("|") for row in rows)
    if cells > MAX_CELLS:
        raise RunawayTextError(_("Tables have more than %d cells.") % MAX_CELLS)
