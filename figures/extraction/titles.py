"""A paper's title: the block of large type in the upper part of its first page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from figures.extraction.accents import mend_accents
from figures.extraction.geometry import Box, bounding_box
from figures.extraction.joining import join_text
from figures.extraction.layout import SAME_SIZE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from figures.extraction.pages import Line, Page

# The title stands in the upper part of the first page.
TITLE_ZONE = 0.6
# Shorter texts in large type are logos and journal names.
TITLE_LETTERS = 12
UNSPACED_LETTERS = 5
# Titles go over a few lines; more is an abstract.
TITLE_LINES = 6
# Sizes differ by as much within a title set in two scripts.
SAME_TYPE = 0.05
# From baseline to baseline in a title, in font sizes: double spacing at most.
TITLE_PITCH = 2.6
# A new block begins where the lines are farther apart than those above.
NEW_PITCH = 1.25
# Type that is less than this part of the largest is not that of a title.
LARGE = 0.7

UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# What journals, conferences and repositories print in large type.
VENUE = re.compile(
    r"^(?:journal of|proceedings|transactions|contents lists|available online|running head"
    r"|research article|original (?:article|paper|research)|review article|short paper"
    r"|technical report|preprint|working paper|arxiv|published|accepted|submitted"
    r"|submission|under review|draft version|supplementary materials?$|www\.|https?:|doi)"
    r"|\bissn\b|\bvol\.?\s*\d",
    re.IGNORECASE,
)
ABSTRACT = re.compile(
    r"^(?:[a-z]{0,2}\W*)?(?:a\s?b\s?s\s?t\s?r\s?a\s?c\s?t|summary|zusammenfassung"
    r"|kurzfassung|resumen|r\u00e9sum\u00e9|resumo|sommario|riassunto|samenvatting"
    r"|sammanfattning|streszczenie|povzetek|key\s?words|index terms|\u0430\u043d\u043d\u043e\u0442\u0430\u0446\u0438\u044f"
    r"|\u043a\u043b\u044e\u0447\u0435\u0432\u044b\u0435|\u0432\u0432\u0435\u0434\u0435\u043d\u0438\u0435|contents$|editors?\b|article info"
    r"|(?:1|i)?\.?\s*(?:introduction|einleitung|introducci|introdu\u00e7))"
    r"|^(?:\u6458\s*\u8981|\u6982\u8981|\u8981\u65e8|\u8981\u7d04|\u3042\u3089\u307e\u3057|\u5173\u952e\u8bcd|\ucd08\ub85d)",
    re.IGNORECASE,
)
NOTE_MARKS = " \t*\u2217\u2020\u2021\u22c6\u2605\u00a7\u00b6"
SAYS_TITLE = re.compile(r"^(?:title|titel|t\u00edtulo)\s*:\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Heading:
    """Lines of one size and weight, one below the other."""

    lines: tuple[Line, ...]
    box: Box

    @property
    def size(self) -> float:
        return self.lines[0].style.size

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


def find_title(
    page: Page, has_authors_below: Callable[[Heading], bool]
) -> Heading | None:
    """The largest heading with authors below it, else the largest."""
    headings = [heading for heading in _headings(page) if _may_be_title(heading)]
    if not headings:
        return None
    largest = max(heading.size for heading in headings)
    ranked = sorted(
        (heading for heading in headings if heading.size > largest * LARGE),
        key=lambda heading: (
            -round(heading.size * 2),
            not heading.lines[0].style.bold,
            heading.box.top,
        ),
    )
    return next((each for each in ranked if has_authors_below(each)), ranked[0])


def title_text(heading: Heading, vocabulary: Collection[str]) -> str:
    """The heading as one text: hyphens mended, accents put on, marks left out."""
    rows: list[list[Line]] = []
    for line in heading.lines:
        if rows and abs(rows[-1][0].box.bottom - line.box.bottom) < line.style.size / 2:
            rows[-1].append(line)
        else:
            rows.append([line])
    text = mend_accents(join_text(rows, vocabulary))
    return SAYS_TITLE.sub("", _mend_capitals(text, vocabulary)).strip(NOTE_MARKS)


def _mend_capitals(text: str, vocabulary: Collection[str]) -> str:
    """``text`` without hyphens at line ends that stand inside a word in capitals."""

    def whole(match: re.Match[str]) -> str:
        joined = match[1] + match[2]
        return joined if joined.casefold() in vocabulary else f"{match[1]}-{match[2]}"

    return re.sub(r"(\w+)- ([^\W\d_]+)", whole, text)


def _may_be_title(heading: Heading) -> bool:
    letters = sum(character.isalpha() for character in heading.text)
    if UNSPACED.search(heading.text):
        enough = letters >= UNSPACED_LETTERS
    else:
        enough = letters >= TITLE_LETTERS and " " in heading.text.strip()
    return (
        enough
        and len(heading.lines) <= TITLE_LINES
        and VENUE.search(heading.text) is None
        and ABSTRACT.match(heading.text) is None
    )


def _headings(page: Page) -> list[Heading]:
    """The page's upper part in blocks of one size and weight."""
    lines = sorted(
        (
            line
            for line in page.lines
            if not line.quarter_turns and line.box.bottom < page.height * TITLE_ZONE
        ),
        key=lambda line: (round(line.box.bottom), line.box.left),
    )
    blocks: list[list[Line]] = []
    for line in lines:
        for block in reversed(blocks):
            if _continues(block, line, lines):
                block.append(line)
                break
        else:
            blocks.append([line])
    return [
        Heading(tuple(block), bounding_box(line.box for line in block))
        for block in blocks
    ]


def _continues(block: Sequence[Line], line: Line, lines: Sequence[Line]) -> bool:
    last = block[-1]
    size = last.style.size
    if abs(size - line.style.size) > max(SAME_SIZE, SAME_TYPE * size):
        return False
    if last.style.bold != line.style.bold and not UNSPACED.search(line.text):
        return False
    pitch = line.box.bottom - last.box.bottom
    if pitch < size / 2:
        return -size < line.box.left - last.box.right < 2 * size
    before = block[-2:][0]
    earlier = last.box.bottom - before.box.bottom or pitch
    return (
        pitch < TITLE_PITCH * size
        and (earlier < size / 2 or pitch < NEW_PITCH * earlier)
        and _overlap(last.box, line.box)
        and not any(_is_between(last, line, other) for other in lines)
    )


def _is_between(above: Line, below: Line, other: Line) -> bool:
    middle = (other.box.top + other.box.bottom) / 2
    return (
        other is not above
        and other is not below
        and above.box.bottom < middle < below.box.top
        and (_overlap(above.box, other.box) or _overlap(below.box, other.box))
    )


def _overlap(first: Box, second: Box) -> bool:
    return min(first.right, second.right) > max(first.left, second.left)
