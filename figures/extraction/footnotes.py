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
