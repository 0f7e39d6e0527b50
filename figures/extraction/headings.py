"""Find headings: lines set as the paper sets its headings, or right above its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from figures.extraction.labels import labels_something_else
from figures.extraction.layout import (
    HEADING_GAP,
    HEADING_LETTERS,
    heading_manner,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from figures.extraction.columns import Column
    from figures.extraction.layout import Layout
    from figures.extraction.pages import Line

SECTION_NUMBER = re.compile(r"(?:\d+|[A-Z]|[IVX]+)(?:\.\d+)*\.?(?=\s|$)")


def find_headings(
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
