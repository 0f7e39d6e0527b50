"""What stands among running text and is neither text nor figure: formulas, listings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from figures.extraction.columns import SAME_EDGE
from figures.extraction.labels import labels_something_else, may_label_listing
from figures.extraction.layout import SAME_SIZE
from figures.extraction.ruling import find_rules

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from figures.extraction.columns import Column
    from figures.extraction.geometry import Box
    from figures.extraction.layout import Layout
    from figures.extraction.pages import Line
    from figures.extraction.rows import Row

EQUATION_NUMBER = re.compile(r"^[(\[](?:[A-Z]\.?)?\d+(?:\.\d+)*[a-z]?[)\]]$")
# Fonts that hold nothing but mathematics.
MATH_FONT = re.compile(r"CMMI|CMSY|CMEX|MSBM|MSAM|Math|MTMI|MTSY|txsy|txmi|TXMI")
# Fewer characters are a symbol in a table or a plot.
SHORTEST = 5
# A display follows the text it belongs to at less than this (font sizes).
DISPLAY_GAP = 1.4
# It is centred to within this much (font sizes).
CENTRED = 3.0
# Rows of a listing follow each other closer than this (font sizes).
LISTING_GAP = 1.2
# A listing's rules cover so much of its column.
LISTING_RULE = 0.6


def find_equation_numbers(
    rows: Iterable[Row], columns: Sequence[Column], layout: Layout
) -> list[Line]:
    """Numbers of displayed equations: "(12)" alone at the edge of a column."""
    return [
        line
        for row in rows
        for line in row.lines
        if EQUATION_NUMBER.match(line.text)
        and abs(line.style.size - layout.size) < SAME_SIZE
        and any(
            abs(line.box.right - column.right) < SAME_EDGE
            or (
                line.text.startswith("(")
                and abs(line.box.left - column.left) < SAME_EDGE
            )
            for column in columns
        )
    ]


def find_displays(
    rows: Sequence[Row], prose: Collection[Line], column: Column, layout: Layout
) -> list[Line]:
    """Formulas centred in ``column`` right above or below its text."""
    found: list[Line] = []
    text = [row for row in rows if row.lines[0] in prose]
    for row in rows:
        if row in text or not _is_formula(row, column, layout):
            continue
        if any(_is_next_to(row, other) for other in text):
            found += row.lines
    return found


def _is_formula(row: Row, column: Column, layout: Layout) -> bool:
    middle = (row.box.left + row.box.right) / 2
    return (
        abs(row.style.size - layout.size) < SAME_SIZE
        and not row.has_cells
        and len(row.text) >= SHORTEST
        and any(
            MATH_FONT.search(word.style.font)
            for line in row.lines
            for word in line.words
        )
        and abs(middle - (column.left + column.right) / 2) < CENTRED * layout.size
        and row.box.width < column.width
    )


def _is_next_to(row: Row, text: Row) -> bool:
    gap = max(row.box.top - text.box.bottom, text.box.top - row.box.bottom)
    return gap < DISPLAY_GAP * row.style.size


def find_listings(
    rows: Sequence[Row], column: Column, graphics: Iterable[Box]
) -> list[Line]:
    """Algorithms, listings and theorems: from their label to their end.

    The end is the last of their rules, where they have some, else the first wide blank.
    """
    rules = [
        rule
        for rule in find_rules(graphics)
        if min(rule.right, column.right) - max(rule.left, column.left)
        > LISTING_RULE * column.width
    ]
    return [
        line
        for row in rows
        if may_label_listing(row.text)
        for other in _listing(row, rows, rules)
        for line in other.lines
    ]


def _listing(label: Row, rows: Iterable[Row], rules: Iterable[Box]) -> Iterator[Row]:
    size = label.style.size
    below = [rule.top for rule in rules if rule.top > label.box.bottom - 2]
    if labels_something_else(label.text):
        yield label
    if not below or below[0] - label.box.bottom > LISTING_GAP * size:
        return  # no rule right below the label: only the label is certain
    end = below[1] if len(below) > 1 else None
    bottom = below[0]
    for row in sorted(rows, key=lambda row: row.box.top):
        if row.box.top < below[0] - 2 or (end is not None and row.box.top > end):
            continue
        if row.box.top - bottom > LISTING_GAP * size:
            return
        yield row
        bottom = max(bottom, row.box.bottom)
