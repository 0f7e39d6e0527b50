"""Which graphics and words a caption refers to: the figure's box.

For each caption the page offers a region above it, below it and on either side, each
reaching to the next running text or caption. ``arrangement`` then chooses one for each
caption so that together they make sense of the page.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from figures.extraction.geometry import Box, bounding_box
from figures.extraction.reach import TOUCH, find_narrow_reach, find_reach, share_rows
from figures.extraction.scene import Element, Region, Side, Surroundings, is_solid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from figures.extraction.captions import FoundCaption

# Figures reach no farther over their caption's edge (points): letters bleed.
OVERLAP = 4.0
# What is farther from the rest of a figure than this is something else (points).
MAX_GAP = 90.0
# Words set as running text, so far off the drawing, are text and not its labels (points).
LABEL_GAP = 12.0
# A rule that sets a drawing apart is at least as wide as this part of it.
SPANNING = 0.8


def find_regions(around: Surroundings, caption: FoundCaption) -> list[Region]:
    """The regions that the page offers ``caption``, those without content left out."""
    box = caption.caption.box
    others = [c.caption.box for c in around.captions if c is not caption]
    regions: list[Region] = []
    for side in Side:
        reaches = [
            find_reach(side, box, others, around),
            find_narrow_reach(side, box, others, around),
        ]
        for reach in reaches:
            region = _region(side, reach, box, around) if reach else None
            if region is not None and region not in regions:
                regions.append(region)
    return regions


def _region(
    side: Side, reach: Box, caption: Box, around: Surroundings
) -> Region | None:
    inside = [
        number
        for number, element in enumerate(around.elements)
        if _is_inside(element.box, reach) and _is_clear(side, element.box, caption)
    ]
    near = _contiguous(side, inside, caption, around.elements)
    return region_of(
        side, _without_text_beyond(side, near, around.elements), caption, around
    )


def region_of(
    side: Side, inside: Sequence[int], caption: Box, around: Surroundings
) -> Region | None:
    """The region of the elements ``inside``; None where there is nothing to see."""
    solid = [n for n in inside if is_solid(around.elements[n].box)]
    if not solid:
        return None
    box = bounding_box(around.elements[n].box for n in inside)
    distance = _distance(side, box, caption)
    if side in (Side.LEFT, Side.RIGHT) and not share_rows(box, caption):
        return None
    return Region(
        side=side,
        elements=frozenset(inside),
        box=box,
        distance=distance,
        has_graphics=any(not around.elements[n].is_text for n in solid),
    )


def _is_clear(side: Side, box: Box, caption: Box) -> bool:
    """Whether a box keeps off the caption, or is the ground it stands on."""
    return _distance(side, box, caption) > -OVERLAP or box.contains(caption)


def without_outer_rules(region: Region, around: Surroundings) -> Region:
    """A drawing without the rules that only set it apart from the text.

    Tables keep theirs: what has no drawing is taken for a table.
    """
    elements = around.elements
    drawings = [elements[n].box for n in region.elements if elements[n].is_drawing]
    if not drawings:
        return region
    drawn = bounding_box(drawings)
    kept = frozenset(
        n
        for n in region.elements
        if elements[n].is_text
        or is_solid(elements[n].box)
        or (
            elements[n].box.bottom > drawn.top - TOUCH
            and elements[n].box.top < drawn.bottom + TOUCH
        )
        or elements[n].box.width < drawn.width * SPANNING
    )
    return replace(
        region, elements=kept, box=bounding_box(elements[n].box for n in kept)
    )


def nothing_found(caption: Box) -> Region:
    """What is delivered for a caption without a figure: its own place, to start from."""
    return Region(
        side=Side.ABOVE,
        elements=frozenset(),
        box=caption,
        distance=0.0,
        has_graphics=False,
    )


def _is_inside(box: Box, reach: Box) -> bool:
    middle = (box.left + box.right) / 2
    centre = (box.top + box.bottom) / 2
    return (
        reach.left - TOUCH <= middle <= reach.right + TOUCH
        and reach.top - TOUCH <= centre <= reach.bottom + TOUCH
    )


def _without_text_beyond(
    side: Side, inside: list[int], elements: Sequence[Element]
) -> list[int]:
    """A drawing without the body's text that stands off it, away from the caption."""
    drawings = [elements[n].box for n in inside if elements[n].is_drawing]
    if not drawings or side not in (Side.ABOVE, Side.BELOW):
        return inside
    edge = _outer(side, bounding_box(drawings))
    kept = [n for n in inside if _outer(side, elements[n].box) <= edge]
    beyond = [n for n in inside if _outer(side, elements[n].box) > edge]
    for number in sorted(beyond, key=lambda n: _inner(side, elements[n].box)):
        element = elements[number]
        if element.is_body and _inner(side, element.box) > edge + LABEL_GAP:
            break
        edge = max(edge, _outer(side, element.box))
        kept.append(number)
    return kept


def _outer(side: Side, box: Box) -> float:
    """How far out the box reaches, seen from the caption; only differences count."""
    return -box.top if side is Side.ABOVE else box.bottom


def _inner(side: Side, box: Box) -> float:
    return -box.bottom if side is Side.ABOVE else box.top


def _distance(side: Side, box: Box, caption: Box) -> float:
    match side:
        case Side.ABOVE:
            return caption.top - box.bottom
        case Side.BELOW:
            return box.top - caption.bottom
        case Side.LEFT:
            return caption.left - box.right
        case Side.RIGHT:
            return box.left - caption.right


def _contiguous(
    side: Side, inside: list[int], caption: Box, elements: Sequence[Element]
) -> list[int]:
    """Elements from the caption outwards, up to a blank too wide for one figure."""
    reached = 0.0
    kept: list[int] = []
    for number in sorted(
        inside, key=lambda n: _distance(side, elements[n].box, caption)
    ):
        box = elements[number].box
        near = _distance(side, box, caption)
        if near > reached + MAX_GAP:
            break
        far = near + (box.height if side in (Side.ABOVE, Side.BELOW) else box.width)
        reached = max(reached, far)
        kept.append(number)
    return kept
