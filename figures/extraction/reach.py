"""How far a figure may reach from its caption: to the next running text or caption."""

from __future__ import annotations

from typing import TYPE_CHECKING

from figures.extraction.columns import Column, column_span
from figures.extraction.geometry import Box, bounding_box
from figures.extraction.scene import Side, Surroundings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Boxes that touch by less than this do not overlap (points): letters bleed.
TOUCH = 2.0
# A graphic reaching so far out of a column is wider than the column (points).
OVERHANG = 8.0
# So much of a graphic lies within the reach for it to count as the figure's (part).
WITHIN = 0.3
# Lines beside a figure end unevenly, by this part of their width.
RAGGED = 0.08
HAIR = 0.1


def find_reach(
    side: Side,
    box: Box,
    others: Sequence[Box],
    around: Surroundings,
) -> Box:
    """The largest box on ``side`` of a caption's ``box`` free of what is no figure.

    ``others`` are the boxes of the page's other captions.
    """
    walls = [*around.barriers, *others]
    if side in (Side.LEFT, Side.RIGHT):
        return _sideways(side, box, walls, around)
    span = _span(box, walls, around, others)
    reach = _upright(side, box, span, walls, around)
    wide = [
        element.box
        for element in around.elements
        if not element.is_text
        and _overlap(element.box, reach) > WITHIN * element.box.area
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
    widened = _upright(side, box, wider, walls, around)
    beyond = [other for other in wide if _overlap(other, widened) <= 0]
    if not beyond:
        return widened
    # What stands across the columns, and cannot be reached, ends the figure's column.
    if len(beyond) == len(wide):
        return _upright(side, box, span, [*walls, *beyond], around)
    return widened


def find_narrow_reach(
    side: Side, box: Box, others: Sequence[Box], around: Surroundings
) -> Box | None:
    """As high as what stands above or below the caption's own width allows.

    Text beside a figure takes of its width, not of its height, where the figure is set
    into the text. None for the sides, and where nothing stands beside.
    """
    if side in (Side.LEFT, Side.RIGHT):
        return None
    walls = [*around.barriers, *others]
    span = _span(box, walls, around, others)
    ahead = [wall for wall in walls if _way(side, box, wall) >= -2 * TOUCH]
    narrow, end = span, None
    for wall in sorted(ahead, key=lambda wall: _way(side, box, wall)):
        if not _stands_across(wall, narrow):
            continue
        if _is_beside(wall, box):
            narrow = _cut_off(narrow, wall, box)
        else:
            end = wall
            break
    if narrow == span:
        return None
    if side is Side.ABOVE:
        top = end.bottom if end else around.page.top
        return Box(narrow.left, min(top, box.top), narrow.right, box.top)
    bottom = end.top if end else around.page.bottom
    return Box(narrow.left, box.bottom, narrow.right, max(bottom, box.bottom))


def _is_beside(wall: Box, box: Box) -> bool:
    """Whether a wall stands left or right of all of the caption."""
    return wall.left > box.right - TOUCH or wall.right < box.left + TOUCH


def _cut_off(span: Column, wall: Box, box: Box) -> Column:
    """What a wall beside the caption leaves of the width."""
    if wall.left > box.right - TOUCH:
        return Column(span.left, min(span.right, wall.left))
    return Column(max(span.left, wall.right), span.right)


def _way(side: Side, box: Box, wall: Box) -> float:
    """How far a wall is from the caption; negative for one on the other side."""
    return box.top - wall.bottom if side is Side.ABOVE else wall.top - box.bottom


def _overlap(first: Box, second: Box) -> float:
    """The area both share, a rule without height counted as a hair."""
    shared = first.intersection(second)
    if shared.width < 0 or shared.height < 0:
        return 0.0
    return max(shared.width, HAIR) * max(shared.height, HAIR)


def _span(
    box: Box, walls: Iterable[Box], around: Surroundings, others: Sequence[Box]
) -> Column:
    """How wide the figure of the caption may be, by columns and what stands beside it."""
    span = column_span(box, around.columns)
    left, right = span.left, span.right
    if _is_centred(box, around):
        left = min(left, around.page.right - right)
        right = max(right, around.page.right - left)
    for wall in walls:
        if wall.top < box.bottom - TOUCH and wall.bottom > box.top + TOUCH:
            if wall.right < box.left + TOUCH:
                left = max(left, wall.right)
            if wall.left > box.right - TOUCH:
                right = min(right, wall.left)
    return Column(_stop_left(left, box, others), _stop_right(right, box, others))


def _is_centred(box: Box, around: Surroundings) -> bool:
    """Whether a caption is centred on the page, and not because a column is."""
    middle = (box.left + box.right) / 2
    return abs(middle - around.page.right / 2) < OVERHANG and not any(
        column.left - TOUCH <= box.left and box.right <= column.right + TOUCH
        for column in around.columns
    )


def _stop_left(left: float, box: Box, others: Sequence[Box]) -> float:
    """``left``, but at most half-way to a caption that shares the row."""
    for other in others:
        if share_rows(box, other) and other.right < box.left + TOUCH:
            left = max(left, (other.right + box.left) / 2)
    return left


def _stop_right(right: float, box: Box, others: Sequence[Box]) -> float:
    for other in others:
        if share_rows(box, other) and other.left > box.right - TOUCH:
            right = min(right, (other.left + box.right) / 2)
    return right


def share_rows(first: Box, second: Box) -> bool:
    return first.top < second.bottom and second.top < first.bottom


def _upright(
    side: Side, box: Box, span: Column, walls: Iterable[Box], around: Surroundings
) -> Box:
    """From the caption up or down to the first wall across ``span``."""
    across = [wall for wall in walls if _stands_across(wall, span)]
    if side is Side.ABOVE:
        tops = [w.bottom for w in across if w.bottom < box.top + 2 * TOUCH]
        top = max(tops, default=around.page.top)
        return Box(span.left, min(top, box.top), span.right, box.top)
    bottoms = [w.top for w in across if w.top > box.bottom - 2 * TOUCH]
    bottom = min(bottoms, default=around.page.bottom)
    return Box(span.left, box.bottom, span.right, max(bottom, box.bottom))


def _stands_across(wall: Box, span: Column) -> bool:
    """Whether a wall reaches into ``span`` by more than the ragged end of a line."""
    shared = min(wall.right, span.right) - max(wall.left, span.left)
    return shared > max(TOUCH, RAGGED * min(wall.width, span.width))


def _sideways(side: Side, box: Box, walls: Iterable[Box], around: Surroundings) -> Box:
    """From the caption to the left or right, as high as no wall stands in the way."""
    beside = [w for w in walls if share_rows(box, w)]
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
