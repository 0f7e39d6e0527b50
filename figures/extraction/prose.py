"""Tell running text from the words that belong to figures and tables.

Running text fills its column line after line; what is in a figure does not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from figures.extraction.labels import labels_something_else
from figures.extraction.layout import (
    HEADING_GAP,
    HEADING_LETTERS,
    RUNNING_WIDTH,
    SAME_EDGE,
    SAME_SIZE,
    Column,
    Layout,
    heading_manner,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from figures.extraction.geometry import Box
    from figures.extraction.pages import Line, Page

# A full line may be indented by this much, and end ragged by this much (font sizes).
INDENT, RAGGED = 3.0, 4.0
# So many full lines in a row are text even in another size: references, an abstract.
LONG_PARAGRAPH = 6
# Paragraphs framed by a graphic larger than this part of the page are not in a figure.
PAGE_FRAME = 0.7
SECTION_NUMBER = re.compile(r"(?:\d+|[A-Z]|[IVX]+)(?:\.\d+)*\.?(?=\s|$)")
# So many lines, most of them full, are text that flows around a figure.
LINES_AROUND, FULL_AROUND = 5, 0.8
# Lines of mathematics overlap by up to this much (font sizes).
OVERLAP = 0.6
# A smaller graphic frames no text (square points).
SMALLEST_FRAME = 400.0
# A rule above footnotes is shorter than this part of the column.
FOOTNOTE_RULE = 0.6
# Shorter strokes are no rules; thicker ones are bars (points).
SHORTEST_RULE = 20.0
RULE_HEIGHT = 3.0
# Footnotes follow each other closer than this; what is farther is no footnote (sizes).
FOOTNOTE_GAP = 1.0


def find_prose(
    page: Page, layout: Layout, captions: Collection[Line], graphics: Sequence[Box]
) -> list[Line]:
    """The lines of the page that are running text, headings or footnotes."""
    columns = layout.columns_of(page)
    frames = [
        box
        for box in graphics
        if SMALLEST_FRAME < box.area < PAGE_FRAME * page.box.area
    ]
    prose: list[Line] = []
    for column in columns:
        lines = sorted(
            (
                line
                for line in page.lines
                if not line.quarter_turns
                and line not in captions
                and _stands_in(line, column)
                and not _is_framed(line, frames)
            ),
            key=lambda line: line.box.bottom,
        )
        prose += _paragraph_lines(lines, column, layout)
        prose += _footnotes(lines, column, graphics, layout)
        prose += _headings(lines, prose, column, layout)
    return prose


def _stands_in(line: Line, column: Column) -> bool:
    slack = line.style.size
    return line.box.left > column.left - slack and line.box.right < column.right + slack


def _is_framed(line: Line, frames: Iterable[Box]) -> bool:
    middle = line.box
    return any(frame.expanded(1.0).contains(middle) for frame in frames)


def _is_full(line: Line, column: Column) -> bool:
    size = line.style.size
    return (
        line.box.left < column.left + INDENT * size
        and line.box.right > column.right - RAGGED * size
    )


def _paragraph_lines(
    lines: Sequence[Line], column: Column, layout: Layout
) -> list[Line]:
    """Full lines in the body's size, long runs in any, and the lines that end them."""
    found: list[Line] = []
    for run in _runs(lines, layout):
        full = [line for line in run if _is_full(line, column)]
        body = [line for line in full if abs(line.style.size - layout.size) < SAME_SIZE]
        if (
            len(full) >= LONG_PARAGRAPH
            or (body and len(full) * 2 >= len(run) - 1)
            or _flows_around(run, column, layout)
        ):
            found += run
    return found


def _flows_around(run: Sequence[Line], column: Column, layout: Layout) -> bool:
    """Whether lines shorter than the column are text beside a figure set into it."""
    left = min(line.box.left for line in run)
    right = max(line.box.right for line in run)
    own = Column(left, right)
    at_edge = left - column.left < SAME_EDGE or column.right - right < SAME_EDGE
    return (
        at_edge
        and len(run) >= LINES_AROUND
        and own.width > RUNNING_WIDTH * layout.size
        and all(abs(line.style.size - layout.size) < SAME_SIZE for line in run)
        and sum(_is_full(line, own) for line in run) >= FULL_AROUND * len(run)
    )


def _runs(lines: Sequence[Line], layout: Layout) -> list[list[Line]]:
    """Lines in one size that follow each other at a paragraph's leading."""
    runs: list[list[Line]] = []
    for line in lines:
        for run in runs:
            last, size = run[-1], line.style.size
            gap = (line.box.top - last.box.bottom) / size
            if (
                abs(last.style.size - size) < SAME_SIZE
                and -OVERLAP < gap < max(0.6, layout.leading + 0.3)
                and line.box.left < last.box.right
                and last.box.left < line.box.right
            ):
                run.append(line)
                break
        else:
            runs.append([line])
    return runs


def parts_footnotes(
    graphic: Box, prose: Iterable[Line], columns: Iterable[Column]
) -> bool:
    """Whether a graphic is the short rule between the text and its footnotes."""
    return any(_is_short_rule(graphic, column) for column in columns) and any(
        0 < line.box.bottom - graphic.bottom < 2.5 * line.style.size
        and line.box.left < graphic.right
        and line.box.right > graphic.left
        for line in prose
    )


def _is_short_rule(graphic: Box, column: Column) -> bool:
    return (
        graphic.height < RULE_HEIGHT
        and SHORTEST_RULE < graphic.width < FOOTNOTE_RULE * column.width
        and abs(graphic.left - column.left) < 2 * RULE_HEIGHT
    )


def _footnotes(
    lines: Sequence[Line], column: Column, graphics: Iterable[Box], layout: Layout
) -> list[Line]:
    """Smaller lines under a short rule at the column's left edge."""
    found: list[Line] = []
    for rule in graphics:
        if not _is_short_rule(rule, column):
            continue
        below = [line for line in lines if line.box.top > rule.top - RULE_HEIGHT]
        first = min(below, key=lambda line: line.box.top, default=None)
        if (
            first is not None
            and first.style.size < layout.size - SAME_SIZE
            and first.box.top - rule.bottom < 2 * layout.size
            and first.box.left < column.left + 3 * layout.size
        ):
            found += _unbroken(first, below)
    return found


def _unbroken(first: Line, lines: Iterable[Line]) -> list[Line]:
    """``first`` and what follows it without a gap: a figure may stand below footnotes."""
    found = [first]
    for line in lines:
        if line.box.top - found[-1].box.bottom < FOOTNOTE_GAP * line.style.size:
            found.append(line)
    return found


def _headings(
    lines: Sequence[Line], prose: Sequence[Line], column: Column, layout: Layout
) -> list[Line]:
    """Lines set as the paper's headings, and others right above running text."""
    found: list[Line] = []
    for line in lines:
        if line in prose or not _is_alone(line, lines):
            continue
        is_usual = heading_manner(line) in layout.headings and _begins_row(line, column)
        if is_usual or labels_something_else(line.text):
            found += [line, *_numbers_beside(line, lines)]
        elif _could_head(line, column) and _stands_above(line, prose):
            found.append(line)
    return found


def _is_alone(line: Line, lines: Iterable[Line]) -> bool:
    """Whether the line has words, and nothing but a number stands on its row."""
    return HEADING_LETTERS.search(line.text) is not None and all(
        other is line
        or not _share_row(line, other)
        or SECTION_NUMBER.fullmatch(other.text)
        for other in lines
    )


def _numbers_beside(line: Line, lines: Iterable[Line]) -> list[Line]:
    return [
        other
        for other in lines
        if other is not line
        and _share_row(line, other)
        and SECTION_NUMBER.fullmatch(other.text)
    ]


def _share_row(first: Line, second: Line) -> bool:
    return abs(first.box.bottom - second.box.bottom) < first.style.size / 2


def _stands_above(line: Line, prose: Iterable[Line]) -> bool:
    return any(
        0 <= other.box.top - line.box.bottom + 2 < HEADING_GAP * line.style.size
        and other.box.left < line.box.right + line.box.width
        for other in prose
    )


def _begins_row(line: Line, column: Column) -> bool:
    """Whether the line stands at the column's left, behind a number, or centred."""
    centred = abs((line.box.left - column.left) - (column.right - line.box.right))
    return (
        line.box.left < column.left + 4 * line.style.size
        or centred < 2 * line.style.size
    )


def _could_head(line: Line, column: Column) -> bool:
    stands_out = (
        line.style.bold
        or line.style.italic
        or line.text.isupper()
        or SECTION_NUMBER.match(line.text) is not None
    )
    return stands_out and _begins_row(line, column)
