"""Which graphics and words a caption refers to: the figure's box.

For each caption the page offers a region above it, below it and on either side, each
reaching to the next running text or caption. ``arrangement`` then chooses one for each
caption so that together they make sense of the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from figures.extraction.geometry import Box, bounding_box
from figures.extraction.layout import Column, column_span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from figures.extraction.captions import FoundCaption

# Boxes that touch by less than this do not overlap (points): letters bleed.
TOUCH = 2.0
# A graphic reaching so far out of a column is wider than the column (points).
OVERHANG = 8.0
# What is farther from the rest of a figure than this is something else (points).
MAX_GAP = 90.0
# Ink smaller than this is a stroke of a letter left over (square points).
SPECK = 12.0
# A graphic no thicker than this is a rule (points).
RULE = 3.5


class Side(StrEnum):
    """Where a figure lies, seen from its caption."""

    ABOVE = "above"
    BELOW = "below"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Element:
    """A graphic, or a line of words, that may belong to a figure."""

    box: Box
    is_text: bool

    @property
    def is_drawing(self) -> bool:
        """Whether it is a graphic, and more than a rule or a speck."""
        return not self.is_text and is_solid(self.box)


@dataclass(frozen=True, slots=True)
class Region:
    """What a figure would consist of if it lay on ``side`` of its caption."""

    side: Side
    elements: frozenset[int]
    box: Box
    # Blank between the caption and the nearest element (points).
    distance: float
    has_graphics: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """All that a page offers to its captions, boxes in points."""

    captions: tuple[FoundCaption, ...]
    # Running text, headings, furniture: what no figure reaches over.
    barriers: tuple[Box, ...]
    elements: tuple[Element, ...]
    columns: tuple[Column, ...]
    page: Box


def find_regions(around: Surroundings, caption: FoundCaption) -> list[Region]:
    """The regions that the page offers ``caption``, those without content left out."""
    box = caption.caption.box
    others = [c.caption.box for c in around.captions if c is not caption]
    walls = [*around.barriers, *others]
    regions = [
        _region(side, _reach(side, box, walls, around, others), box, around)
        for side in Side
    ]
    return [region for region in regions if region is not None]


def _reach(
    side: Side,
    box: Box,
    walls: Sequence[Box],
    around: Surroundings,
    others: Sequence[Box],
) -> Box:
    if side in (Side.LEFT, Side.RIGHT):
        return _sideways(side, box, walls, around)
    span = _span(box, walls, around, others)
    reach = _upright(side, box, span, walls, around)
    wide = [
        element.box
        for element in around.elements
        if not element.is_text
        and _overlap(element.box, reach) > 0.3 * element.box.area
        and (
            element.box.left < span.left - OVERHANG
            or element.box.right > span.right + OVERHANG
        )
    ]
    if not wide:
        return reach
    whole = bounding_box([*wide, reach])
    wider = Column(
        _stop_left(whole.left, box, others), _stop_right(whole.right, box, others)
    )
    return _upright(side, box, wider, walls, around)


def _overlap(first: Box, second: Box) -> float:
    shared = first.intersection(second)
    return (
        max(shared.width, 0.1) * max(shared.height, 0.1)
        if (shared.width > -0.1 and shared.height > -0.1)
        else 0.0
    )


def _span(
    box: Box, walls: Iterable[Box], around: Surroundings, others: Sequence[Box]
) -> Column:
    """How wide the figure of the caption may be, by columns and what stands beside it."""
    span = column_span(box, around.columns)
    left, right = span.left, span.right
    for wall in walls:
        if wall.top < box.bottom - TOUCH and wall.bottom > box.top + TOUCH:
            if wall.right < box.left + TOUCH:
                left = max(left, wall.right)
            if wall.left > box.right - TOUCH:
                right = min(right, wall.left)
    return Column(_stop_left(left, box, others), _stop_right(right, box, others))


def _stop_left(left: float, box: Box, others: Sequence[Box]) -> float:
    """``left``, but at most half-way to a caption that shares the row."""
    for other in others:
        if _share_rows(box, other) and other.right < box.left + TOUCH:
            left = max(left, (other.right + box.left) / 2)
    return left


def _stop_right(right: float, box: Box, others: Sequence[Box]) -> float:
    for other in others:
        if _share_rows(box, other) and other.left > box.right - TOUCH:
            right = min(right, (other.left + box.right) / 2)
    return right


def _share_rows(first: Box, second: Box) -> bool:
    return first.top < second.bottom and second.top < first.bottom


def _upright(
    side: Side, box: Box, span: Column, walls: Iterable[Box], around: Surroundings
) -> Box:
    """From the caption up or down to the first wall across ``span``."""
    across = [
        wall
        for wall in walls
        if min(wall.right, span.right) - max(wall.left, span.left) > TOUCH
    ]
    if side is Side.ABOVE:
        tops = [w.bottom for w in across if w.bottom < box.top + 2 * TOUCH]
        top = max(tops, default=around.page.top)
        return Box(span.left, min(top, box.top), span.right, box.top)
    bottoms = [w.top for w in across if w.top > box.bottom - 2 * TOUCH]
    bottom = min(bottoms, default=around.page.bottom)
    return Box(span.left, box.bottom, span.right, max(bottom, box.bottom))


def _sideways(side: Side, box: Box, walls: Iterable[Box], around: Surroundings) -> Box:
    """From the caption to the left or right, as high as no wall stands in the way."""
    beside = [w for w in walls if _share_rows(box, w)]
    text_left = min(column.left for column in around.columns)
    text_right = max(column.right for column in around.columns)
    if side is Side.LEFT:
        edges = [w.right for w in beside if w.right < box.left + TOUCH]
        left, right = max(edges, default=text_left), box.left
    else:
        edges = [w.left for w in beside if w.left > box.right - TOUCH]
        left, right = box.right, min(edges, default=text_right)
    across = [w for w in walls if min(w.right, right) - max(w.left, left) > TOUCH]
    tops = [w.bottom for w in across if w.bottom <= box.top + TOUCH]
    bottoms = [w.top for w in across if w.top >= box.bottom - TOUCH]
    return Box(
        left,
        max(tops, default=around.page.top),
        max(left, right),
        min(bottoms, default=around.page.bottom),
    )


def _region(
    side: Side, reach: Box, caption: Box, around: Surroundings
) -> Region | None:
    inside = [
        number
        for number, element in enumerate(around.elements)
        if _is_inside(element.box, reach)
    ]
    return region_of(
        side, _contiguous(side, inside, caption, around.elements), caption, around
    )


def region_of(
    side: Side, inside: Sequence[int], caption: Box, around: Surroundings
) -> Region | None:
    """The region of the elements ``inside``; None where there is nothing to see."""
    solid = [n for n in inside if is_solid(around.elements[n].box)]
    if not solid:
        return None
    inside = _without_outer_rules(inside, around.elements)
    box = bounding_box(around.elements[n].box for n in inside)
    if side in (Side.LEFT, Side.RIGHT) and not _share_rows(box, caption):
        return None
    return Region(
        side=side,
        elements=frozenset(inside),
        box=box,
        distance=_distance(side, box, caption),
        has_graphics=any(not around.elements[n].is_text for n in solid),
    )


def _without_outer_rules(
    inside: Sequence[int], elements: Sequence[Element]
) -> Sequence[int]:
    """A drawing without the rules that only set it apart from the text.

    Tables keep theirs: what has no drawing is taken for a table.
    """
    drawings = [elements[n].box for n in inside if elements[n].is_drawing]
    if not drawings:
        return inside
    drawn = bounding_box(drawings)
    return [
        n
        for n in inside
        if elements[n].is_text
        or is_solid(elements[n].box)
        or (
            elements[n].box.bottom > drawn.top - TOUCH
            and elements[n].box.top < drawn.bottom + TOUCH
        )
        or elements[n].box.width < drawn.width * 0.8
    ]


def nothing_found(caption: Box) -> Region:
    """What is delivered for a caption without a figure: its own place, to start from."""
    return Region(
        side=Side.ABOVE,
        elements=frozenset(),
        box=caption,
        distance=0.0,
        has_graphics=False,
    )


def is_solid(box: Box) -> bool:
    """Whether there is more to it than a rule or a speck."""
    return box.area > SPECK and min(box.width, box.height) > RULE


def _is_inside(box: Box, reach: Box) -> bool:
    middle = (box.left + box.right) / 2
    centre = (box.top + box.bottom) / 2
    return (
        reach.left - TOUCH <= middle <= reach.right + TOUCH
        and reach.top - TOUCH <= centre <= reach.bottom + TOUCH
    )


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
