"""Give drawings that no caption refers to back to the figure whose row they stand in.

A figure over both columns may consist of parts that keep to theirs, under a caption
that is short enough for one column.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from figures.extraction.geometry import Box, bounding_box
from figures.extraction.reach import TOUCH
from figures.extraction.scene import Region, Side, Surroundings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

# Parts of one figure stand no farther apart (points).
PART_GAP = 40.0
# A part stands in the figure's row: they share so much of the height of either.
SAME_ROW = 0.7


def adopt_left_over(
    around: Surroundings, chosen: Sequence[Region | None]
) -> list[Region | None]:
    """The regions, those of figures grown over the unclaimed drawings beside them."""
    regions = list(chosen)
    for place, region in enumerate(regions):
        if region is None or not region.has_graphics or not _is_upright(region):
            continue
        claimed = {n for other in regions if other for n in other.elements}
        grown = _grown(region, claimed, around)
        walls = [other.box for other in regions if other and other is not region]
        walls += [caption.caption.box for caption in around.captions]
        if grown is not None and not _meets(grown.box, [*walls, *around.barriers]):
            regions[place] = grown
    return regions


def _is_upright(region: Region) -> bool:
    return region.side in (Side.ABOVE, Side.BELOW)


def _grown(
    region: Region, claimed: Collection[int], around: Surroundings
) -> Region | None:
    """The region with all that stands beside it, if that is a part of the same row."""
    beside = list(_beside(region.box, claimed, around))
    drawings = [n for n in beside if around.elements[n].is_drawing]
    if not drawings:
        return None
    part = bounding_box(around.elements[n].box for n in beside)
    shared = min(part.bottom, region.box.bottom) - max(part.top, region.box.top)
    if shared < SAME_ROW * max(part.height, region.box.height):
        return None
    return replace(
        region,
        elements=region.elements.union(beside),
        box=region.box.union(part),
    )


def _beside(box: Box, claimed: Collection[int], around: Surroundings) -> Iterator[int]:
    """Unclaimed elements in the figure's row, from it outwards to the first wide gap."""
    in_row = [
        number
        for number, element in enumerate(around.elements)
        if number not in claimed
        and box.top - TOUCH <= (element.box.top + element.box.bottom) / 2
        and (element.box.top + element.box.bottom) / 2 <= box.bottom + TOUCH
    ]
    left, right = box.left, box.right
    for number in sorted(in_row, key=lambda n: around.elements[n].box.left):
        other = around.elements[number].box
        if other.left > box.left and other.left < right + PART_GAP:
            right = max(right, other.right)
            yield number
    for number in sorted(in_row, key=lambda n: -around.elements[n].box.right):
        other = around.elements[number].box
        if other.left <= box.left and other.right > left - PART_GAP:
            left = min(left, other.left)
            yield number


def _meets(box: Box, walls: Sequence[Box]) -> bool:
    inner = box.expanded(-TOUCH)
    return any(
        inner.left < wall.right
        and wall.left < inner.right
        and inner.top < wall.bottom
        and wall.top < inner.bottom
        for wall in walls
    )
