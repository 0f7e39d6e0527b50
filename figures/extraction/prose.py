"""Tell running text from the words that belong to figures and tables.

Running text fills its column row after row; what is in a figure does not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from figures.extraction.columns import SAME_EDGE, Column
from figures.extraction.displays import (
    find_displays,
    find_equation_numbers,
    find_listings,
)
from figures.extraction.footnotes import find_footnotes
from figures.extraction.geometry import bounding_box
from figures.extraction.headings import find_headings
from figures.extraction.layout import RUNNING_WIDTH, SAME_SIZE
from figures.extraction.rows import (
    STEADY_ROWS,
    Row,
    find_blocks,
    find_rows,
    split_at_new_width,
)
from figures.extraction.ruling import find_frames, find_rules, is_table_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from figures.extraction.geometry import Box
    from figures.extraction.layout import Layout
    from figures.extraction.pages import Line, Page

# A full row may be indented by this much, the first of a paragraph by more, and end
# ragged by this much (font sizes).
INDENT, FIRST_INDENT, RAGGED = 3.0, 6.0, 4.0
# Words that cannot be hyphenated hang out by up to this much (font sizes).
OVERFULL = 4.0
# A row at the column's edge that ends a sentence may be as short (font sizes).
LAST_ROW = 6.0
# So many full rows are text even in another size: references, an abstract.
LONG_PARAGRAPH = 6
# Of a block's rows, so many may have something beside them that is no cell.
FEW_CELLS = 0.34
# Paragraphs framed by a graphic larger than this part of the page are not in a figure.
PAGE_FRAME = 0.7
# A smaller graphic frames no text (square points).
SMALLEST_FRAME = 400.0
# So many rows, most of them full, are text that flows around a figure.
ROWS_AROUND, FULL_AROUND = 5, 0.8
# Notes follow the last rule of their table at less than this (font sizes).
NOTE_GAP = 1.2
RULE_HEIGHT = 3.5
SENTENCE_END = re.compile(r"[.:;?!\u3002\uff0e\uff1a][\"'\u201d\u2019)\d]*$")
LIST_ITEM = re.compile(
    r"^(?:[\u2022\u2013\u25aa\u25cf\u25a0\u25e6\u27a4\u2219*-]|\(?(?:\d{1,2}|[ivx]{1,4})[.)])\s"
)


def find_prose(
    page: Page, layout: Layout, captions: Collection[Line], graphics: Sequence[Box]
) -> list[Line]:
    """The lines of the page that are running text, headings or footnotes."""
    frames = [
        box
        for box in graphics
        if SMALLEST_FRAME < box.area < PAGE_FRAME * page.box.area
    ]
    columns = layout.columns_of(page)
    table_frames = find_frames(graphics, page.box)
    free = [
        line
        for line in page.lines
        if not line.quarter_turns
        and line not in captions
        and not _is_framed(line, frames)
    ]
    rows = find_rows(free, columns)
    prose = dict.fromkeys(find_equation_numbers(rows, columns, layout))
    for measure in layout.measures_of(page):
        own = [row for row in rows if _fits(row, measure, layout)]
        for block in find_blocks(own, layout, find_rules(graphics)):
            found = _prose_of(block, measure, layout, graphics)
            if found and not is_table_text(block, rows, table_frames, columns):
                prose |= dict.fromkeys(line for row in found for line in row.lines)
    for column in columns:
        own = [row for row in rows if _stands_in(row.box, column, row.style.size)]
        prose |= dict.fromkeys(find_listings(own, column, graphics))
        prose |= dict.fromkeys(find_displays(own, prose, column, layout))
        prose |= dict.fromkeys(find_footnotes(own, column, graphics, layout))
        prose |= dict.fromkeys(find_headings(own, list(prose), column, layout))
    return list(prose)


def _prose_of(
    block: Sequence[Row], measure: Column, layout: Layout, graphics: Sequence[Box]
) -> list[Row]:
    """The rows of a block that are running text: all, none, or what flows on narrower."""
    if _is_prose(block, measure, layout, graphics):
        return list(block)
    found: list[Row] = []
    for part in split_at_new_width(block):
        flows_on = bool(found) and len(part) >= STEADY_ROWS
        if flows_on or _is_prose(part, measure, layout, graphics):
            found += part
    return found


def _fits(row: Row, measure: Column, layout: Layout) -> bool:
    """Whether a row stands in a measure; one that begins there may be overfull."""
    is_overfull = (
        row.style.font == layout.font
        and abs(row.box.left - measure.left) < SAME_EDGE
        and row.box.right < measure.right + OVERFULL * row.style.size
        and row.box.right > measure.right
    )
    return is_overfull or _stands_in(row.box, measure, row.style.size)


def _stands_in(box: Box, column: Column, slack: float) -> bool:
    return box.left > column.left - slack and box.right < column.right + slack


def _is_framed(line: Line, frames: Iterable[Box]) -> bool:
    return any(frame.expanded(1.0).contains(line.box) for frame in frames)


def _is_prose(
    block: Sequence[Row], measure: Column, layout: Layout, graphics: Iterable[Box]
) -> bool:
    """Whether rows are a paragraph: full in the body's size, or many in any."""
    if sum(row.has_cells for row in block) > FEW_CELLS * len(block):
        return False
    full = [row for place, row in enumerate(block) if _is_full(row, measure, place)]
    body = [row for row in full if abs(row.style.size - layout.size) < SAME_SIZE]
    if body and len(full) * 2 >= len(block) - 1:
        return True
    if len(full) >= LONG_PARAGRAPH:
        return not _are_notes(block, layout, graphics)
    return _flows_around(block, measure, layout) or _is_sentence(
        block, measure, layout, graphics
    )


def _is_full(row: Row, measure: Column, place: int) -> bool:
    size = row.style.size
    indent = INDENT if place else FIRST_INDENT
    return (
        row.box.left < measure.left + indent * size
        and row.box.right > measure.right - RAGGED * size
    )


def _flows_around(block: Sequence[Row], measure: Column, layout: Layout) -> bool:
    """Whether rows shorter than the column are text beside a figure set into it."""
    box = bounding_box(row.box for row in block)
    own = Column(box.left, box.right)
    at_edge = (
        own.left - measure.left < SAME_EDGE or measure.right - own.right < SAME_EDGE
    )
    full = sum(_is_full(row, own, place) for place, row in enumerate(block))
    return (
        at_edge
        and len(block) >= ROWS_AROUND
        and own.width > RUNNING_WIDTH * layout.size
        and all(abs(row.style.size - layout.size) < SAME_SIZE for row in block)
        and full >= FULL_AROUND * len(block)
    )


def _is_sentence(
    block: Sequence[Row], measure: Column, layout: Layout, graphics: Iterable[Box]
) -> bool:
    """Whether a few rows in the body's own style begin at its edge and end a sentence.

    A paragraph of one short row, an item of a list.
    """
    first, last = block[0], block[-1]
    body = all(
        row.style.font == layout.font and abs(row.style.size - layout.size) < SAME_SIZE
        for row in block
    )
    if not body or any(row.has_cells for row in block):
        return False
    is_item = LIST_ITEM.match(first.text) is not None
    is_flush = abs(first.box.left - measure.left) < SAME_EDGE
    wide = (LAST_ROW if is_flush else RUNNING_WIDTH) * layout.size
    is_wide = max(row.box.width for row in block) > wide
    return (
        first.box.left < measure.left + FIRST_INDENT * layout.size
        and (is_item or (is_wide and SENTENCE_END.search(last.text) is not None))
        and not _are_notes(block, layout, graphics, smaller=False)
    )


def _are_notes(
    block: Sequence[Row],
    layout: Layout,
    graphics: Iterable[Box],
    *,
    smaller: bool = True,
) -> bool:
    """Whether the block stands right under a rule as wide as itself: a table's last."""
    box = bounding_box(row.box for row in block)
    size = block[0].style.size
    if smaller and size > layout.size - SAME_SIZE:
        return False
    return any(
        rule.height < RULE_HEIGHT
        and -1.0 < box.top - rule.bottom < NOTE_GAP * size
        and min(rule.right, box.right) - max(rule.left, box.left) > 0.8 * box.width
        for rule in graphics
    )
