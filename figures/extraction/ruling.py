"""Rules: the lines that tables draw between their rows, and what they tell."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from figures.extraction.columns import share_column
from figures.extraction.geometry import Box, bounding_box

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PIL import Image

    from figures.extraction.columns import Column
    from figures.extraction.rows import Row

# Thicker strokes are bars, shorter ones are no rules (points).
RULE_HEIGHT, SHORTEST_RULE = 3.5, 20.0
# Rules of one table begin and end alike (points).
SAME_EXTENT = 4.0
# A rule reaches a little beyond the words it stands above (points).
OVERHANG = 2.0
# The label column of a table takes so much of its width (font sizes).
LABEL_COLUMN = 2.0
# A cell has so many letters at least; less is a bullet.
CELL_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Frame:
    """Two parallel rules of equal extent, and the box between them."""

    box: Box

    def holds(self, box: Box) -> bool:
        return self.box.expanded(OVERHANG).contains(box)


def find_rules(graphics: Iterable[Box]) -> list[Box]:
    """The rules among ``graphics``, top to bottom, pieces on one height put together."""
    by_height: defaultdict[int, list[Box]] = defaultdict(list)
    for box in graphics:
        if box.height < RULE_HEIGHT:
            by_height[round(box.top / 2)].append(box)
    rules = (bounding_box(pieces) for pieces in by_height.values())
    return sorted(
        (rule for rule in rules if rule.width > SHORTEST_RULE),
        key=lambda rule: rule.top,
    )


def find_frames(graphics: Iterable[Box], page: Box) -> list[Frame]:
    """What stands between two rules that begin and end alike: tables, listings."""
    rules = find_rules(graphics)
    return [
        Frame(upper.union(lower))
        for number, upper in enumerate(rules)
        for lower in rules[number + 1 :]
        if abs(upper.left - lower.left) < SAME_EXTENT
        and abs(upper.right - lower.right) < SAME_EXTENT
        and lower.bottom - upper.top < page.height / 2
    ]


def is_table_text(
    block: Sequence[Row],
    rows: Iterable[Row],
    frames: Iterable[Frame],
    columns: Sequence[Column],
) -> bool:
    """Whether a block is a column of a ruled table: cells stand beside it there.

    What stands in another of the page's ``columns`` is no cell but its text.
    """
    box = bounding_box(row.box for row in block)
    free = LABEL_COLUMN * block[0].style.size
    inside = [
        frame.box
        for frame in frames
        if frame.holds(box)
        and (box.left > frame.box.left + free or box.right < frame.box.right - free)
    ]
    return any(
        _is_cell(row, box, frame)
        and share_column(row.box, box, columns)
        and _shares_baseline(row, block)
        for frame in inside
        for row in rows
    )


def _is_cell(row: Row, box: Box, frame: Box) -> bool:
    return (
        frame.left - OVERHANG < row.box.left
        and row.box.right < frame.right + OVERHANG
        and (row.box.right < box.left or row.box.left > box.right)
        and sum(character.isalnum() for character in row.text) >= CELL_LETTERS
    )


def _shares_baseline(row: Row, block: Iterable[Row]) -> bool:
    return any(
        abs(row.box.bottom - other.box.bottom) < row.style.size / 4 for other in block
    )


def is_ruled_off(above: Box, below: Box, ink: Image.Image) -> bool:
    """Whether a rule runs between two rows of words, over all of the lower one's width.

    ``ink`` masks the page, one pixel a point.
    """
    left, right = int(below.left - OVERHANG), int(below.right + OVERHANG) + 1
    top, bottom = int(above.bottom - 1), int(below.top + 2)
    if left < 0 or right > ink.width or bottom > ink.height or bottom <= top:
        return False
    strip = ink.crop((left, top, right, bottom))
    return any(
        strip.crop((0, y, strip.width, y + 1)).histogram()[255] == strip.width
        for y in range(strip.height)
    )
