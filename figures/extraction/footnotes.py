"""Find footnotes, and the rule that parts them from the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from figures.extraction.layout import SAME_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from figures.extraction.columns import Column
    from figures.extraction.geometry import Box
    from figures.extraction.layout import Layout
    from figures.extraction.pages import Line
    from figures.extraction.rows import Row

# A rule above footnotes is shorter than this part of the column.
FOOTNOTE_RULE = 0.6
# Shorter strokes are no rules; thicker ones are bars (points).
SHORTEST_RULE = 20.0
RULE_HEIGHT = 3.0
# Footnotes follow each other closer than this; what is farther is no footnote (sizes).
FOOTNOTE_GAP = 1.0


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


def find_footnotes(
    rows: Sequence[Row], column: Column, graphics: Sequence[Box], layout: Layout
) -> list[Line]:
    """Smaller rows under a short rule that stands alone at the column's left edge."""
    found: list[Line] = []
    for rule in graphics:
        if not _is_short_rule(rule, column) or _is_broken(rule, column, graphics):
            continue
        below = [row for row in rows if row.box.top > rule.top - RULE_HEIGHT]
        first = min(below, key=lambda row: row.box.top, default=None)
        if (
            first is not None
            and not first.has_cells
            and first.style.size < layout.size - SAME_SIZE
            and first.box.top - rule.bottom < 2 * layout.size
            and first.box.left < column.left + 3 * layout.size
        ):
            found += [line for row in _unbroken(first, below) for line in row.lines]
    return found


def _is_broken(rule: Box, column: Column, graphics: Iterable[Box]) -> bool:
    """Whether the rule goes on at the same height: words hide parts of a table's."""
    return any(
        other is not rule
        and other.height < RULE_HEIGHT
        and abs(other.top - rule.top) < RULE_HEIGHT
        and column.left - RULE_HEIGHT < other.left < column.right
        for other in graphics
    )


def _unbroken(first: Row, rows: Iterable[Row]) -> list[Row]:
    """``first`` and what follows it without a gap: a figure may stand below footnotes."""
    found = [first]
    for row in sorted(rows, key=lambda row: row.box.top):
        if row is first:
            continue
        if row.box.top - found[-1].box.bottom < FOOTNOTE_GAP * row.style.size:
            found.append(row)
    return found
