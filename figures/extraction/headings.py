"""Find headings: lines set as the paper sets its headings, or right above its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from figures.extraction.layout import (
    HEADING_GAP,
    HEADING_LETTERS,
    heading_manner,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from figures.extraction.columns import Column
    from figures.extraction.layout import Layout
    from figures.extraction.pages import Line
    from figures.extraction.rows import Row

SECTION_NUMBER = re.compile(r"(?:\d+|[A-Z]|[IVX]+)(?:\.\d+)*\.?(?=\s|$)")
# A heading's rows follow each other closer than this (font sizes).
ROW_GAP = 1.0


def find_headings(
    rows: Sequence[Row], prose: Iterable[Line], column: Column, layout: Layout
) -> list[Line]:
    """Rows set as the paper's headings, and others right above running text."""
    settled = set(prose)
    headings: list[Row] = []
    found: list[Line] = []
    # From below: the upper rows of a heading show by the last.
    for row in sorted(rows, key=lambda row: -row.box.top):
        if row.lines[0] in settled or not _is_alone(row, rows):
            continue
        if _heads_cells(row, rows, settled):
            continue
        if _is_heading(row, column, layout, settled) or any(
            _is_row_above(row, heading) for heading in headings
        ):
            headings.append(row)
            found += [*row.lines, *_numbers_beside(row, rows)]
    return found


def _is_heading(
    row: Row, column: Column, layout: Layout, prose: Collection[Line]
) -> bool:
    line = max(row.lines, key=lambda line: len(line.text))
    if not _begins_row(row, column):
        return False
    return heading_manner(line) in layout.headings or (
        _could_head(row) and _stands_above(row, prose)
    )


def _is_alone(row: Row, rows: Iterable[Row]) -> bool:
    """Whether the row has words, and nothing but a number stands beside it."""
    return HEADING_LETTERS.search(row.text) is not None and all(
        other is row
        or not _share_baseline(row, other)
        or SECTION_NUMBER.fullmatch(other.text)
        for other in rows
    )


def _heads_cells(row: Row, rows: Iterable[Row], prose: Collection[Line]) -> bool:
    """Whether the row below is one of a table: a line across it is no heading."""
    below = [
        other
        for other in rows
        if other.box.top > row.box.top + row.style.size / 2
        and other.box.top - row.box.bottom < HEADING_GAP * row.style.size
    ]
    following = min(below, key=lambda other: other.box.top, default=None)
    return (
        following is not None
        and following.has_cells
        and following.lines[0] not in prose
    )


def _is_row_above(row: Row, heading: Row) -> bool:
    """Whether a row set like the heading stands right above it."""
    return (
        heading_manner(row.lines[0]) == heading_manner(heading.lines[0])
        and 0 <= heading.box.top - row.box.bottom + 2 < ROW_GAP * row.style.size
        and abs(heading.box.left - row.box.left) < 2 * row.style.size
    )


def _numbers_beside(row: Row, rows: Iterable[Row]) -> list[Line]:
    return [
        line
        for other in rows
        if other is not row
        and _share_baseline(row, other)
        and SECTION_NUMBER.fullmatch(other.text)
        for line in other.lines
    ]


def _share_baseline(first: Row, second: Row) -> bool:
    return abs(first.box.bottom - second.box.bottom) < first.style.size / 2


def _stands_above(row: Row, prose: Iterable[Line]) -> bool:
    return any(
        0 <= other.box.top - row.box.bottom + 2 < HEADING_GAP * row.style.size
        and other.box.left < row.box.right
        and row.box.left < other.box.right
        for other in prose
    )


def _begins_row(row: Row, column: Column) -> bool:
    """Whether the row stands at the column's left, behind a number, or centred."""
    centred = abs((row.box.left - column.left) - (column.right - row.box.right))
    return (
        row.box.left < column.left + 4 * row.style.size or centred < 2 * row.style.size
    )


def _could_head(row: Row) -> bool:
    return not row.text[0].islower() and (
        row.style.bold
        or row.style.italic
        or row.text.isupper()
        or SECTION_NUMBER.match(row.text) is not None
    )
