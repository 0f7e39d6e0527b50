"""Divide what two captions claim between them: one from above, one from below."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from figures.extraction.records import FigureKind
from figures.extraction.regions import region_of
from figures.extraction.scene import Region, Side, Surroundings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from figures.extraction.captions import FoundCaption
    from figures.extraction.geometry import Box

    Pair = tuple[Region, Region]
    Shares = tuple[Region | None, Region | None]
    Captions = tuple[FoundCaption, FoundCaption]

# A table has no graphics but rules, so a boundary that leaves it some is unlikely:
# worth this much blank (points).
GRAPHICS_IN_TABLE = 30.0


def share_out(
    way: Sequence[Region | None], around: Surroundings
) -> list[Region | None]:
    """The regions with nothing shared by a caption above it and a caption below it.

    Of two captions on the same side the nearer has what both could reach.
    """
    regions = list(way)
    for first, second in combinations(range(len(regions)), 2):
        upper, lower = regions[first], regions[second]
        if upper is None or lower is None or not upper.elements & lower.elements:
            continue
        captions = around.captions[first], around.captions[second]
        if (upper.side, lower.side) == (Side.BELOW, Side.ABOVE):
            regions[first], regions[second] = _divide((upper, lower), captions, around)
        elif upper.side is lower.side is Side.ABOVE:
            regions[second] = _without(lower, upper, captions[1], around)
        elif upper.side is lower.side is Side.BELOW:
            regions[first] = _without(upper, lower, captions[0], around)
    return regions


def _without(
    farther: Region, nearer: Region, caption: FoundCaption, around: Surroundings
) -> Region:
    """The farther region without what the nearer holds, where something is left of it."""
    own = sorted(farther.elements - nearer.elements)
    rest = region_of(farther.side, own, caption.caption.box, around)
    return rest if rest is not None and rest.has_graphics else farther


def _divide(regions: Pair, captions: Captions, around: Surroundings) -> Shares:
    """Both regions cut at the blank that best tells one figure from the other.

    Across the page; or up and down it, between a figure and a table that stand side by
    side with one caption above and one below.
    """
    boxes = captions[0].caption.box, captions[1].caption.box
    across = _cut_across(regions, captions, around)
    upright = _cut_upright(regions, boxes, around)
    if upright and (across is None or upright[0] > across[0]):
        cut = upright[1]
        is_left = (boxes[0].left < cut, boxes[1].left < cut)
        return _keep(
            regions, boxes, around, lambda box, n: (box.left < cut) is is_left[n]
        )
    if across:
        top = across[1]
        return _keep(regions, boxes, around, lambda box, n: (box.top < top) is (n == 0))
    return regions


def _keep(
    regions: Pair,
    captions: tuple[Box, Box],
    around: Surroundings,
    is_own: Callable[[Box, int], bool],
) -> Shares:
    """What each of the two regions keeps of its elements."""
    first, second = (
        region_of(
            region.side,
            [n for n in region.elements if is_own(around.elements[n].box, number)],
            captions[number],
            around,
        )
        for number, region in enumerate(regions)
    )
    return first, second


def _cut_across(
    regions: Pair, captions: Captions, around: Surroundings
) -> tuple[float, float] | None:
    """How good the best cut across the page is, and where."""
    elements = around.elements
    shared = regions[0].elements | regions[1].elements
    order = sorted(shared, key=lambda n: elements[n].box.top)
    best: tuple[float, float] | None = None
    bottom = elements[order[0]].box.bottom
    for number in order[1:]:
        box = elements[number].box
        if box.top > bottom:
            merit = box.top - bottom - _penalty(order, bottom, captions, around)
            best = max(best or (merit, bottom), (merit, bottom))
        bottom = max(bottom, box.bottom)
    return best


def _cut_upright(
    regions: Pair, captions: tuple[Box, Box], around: Surroundings
) -> tuple[float, float] | None:
    """The widest blank between the middles of two captions side by side, and where."""
    first, second = sorted(captions, key=lambda box: box.left)
    if first.right > second.left:
        return None
    start, end = (first.left + first.right) / 2, (second.left + second.right) / 2
    boxes = [around.elements[n].box for n in regions[0].elements | regions[1].elements]
    best: tuple[float, float] | None = None
    reached = min(box.left for box in boxes)
    for box in sorted(boxes, key=lambda box: box.left):
        if box.left > reached and start < box.left and reached < end:
            best = max(best or (0.0, 0.0), (box.left - reached, box.left))
        reached = max(reached, box.right)
    return best


def _penalty(
    order: Sequence[int],
    cut: float,
    captions: Captions,
    around: Surroundings,
) -> float:
    """What speaks against a boundary at ``cut``: graphics that would fall to a table."""
    wrong = 0
    for number in order:
        element = around.elements[number]
        owner = captions[0] if element.box.top < cut else captions[1]
        if owner.caption.kind is FigureKind.TABLE and element.is_drawing:
            wrong += 1
    return GRAPHICS_IN_TABLE * wrong
