"""Divide a figure into parts along its white gutters.

Cut in two again and again, so that gutters are wide and parts are alike in size; where
printed letters tell the parts, each part keeps its own letter, at its edge.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise, product
from math import log2
from typing import TYPE_CHECKING

from PIL import Image

from figures.extraction.ink import ink_box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from figures.extraction.geometry import Box

# White narrower than this is not a gutter, unless there are letters on both sides (points).
GUTTER = 3.0
# What a cut through ink costs beside one along the narrowest gutter, and all in ink.
THROUGH_INK, ALL_INK = 2.0, 4.0
# What a letter at the far end of its part costs beside one at the edge, and a part that
# holds little more than its letter: that is not this many times as large.
FAR_LETTER, LETTER_ALONE, LARGER = 4.0, 8.0, 3.0
# What a letter costs that stands a whole width beside where all others stand.
BESIDE = 2.0
# Where letters tell the parts, their sizes say less.
SIZE_BESIDE_LETTER = 0.5
# Steps of ink between which a cut makes no difference.
INK_STEP = 32
# Parts so much smaller than the average are no panels.
SMALLEST = 0.25
# Cuts tried for each part, as long as so many parts have been looked at.
WAYS, PATIENCE = 6, 1200


@dataclass(frozen=True, slots=True)
class Part:
    """What a part of a figure holds: so many panels, these letters if they are printed."""

    box: Box
    count: int
    marks: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Cut:
    """A way to divide a part in two; the cost is lower for wider gutters."""

    first: Part
    second: Part
    cost: float

    @property
    def inequality(self) -> float:
        """How far the panels on one side would be larger than those on the other."""
        sizes = (max(p.box.area, 1.0) / p.count for p in (self.first, self.second))
        return abs(log2(next(sizes) / next(sizes)))


@dataclass(frozen=True, slots=True)
class Division:
    """Parts of one panel each; the cost is lower for likelier ones."""

    cost: float
    parts: tuple[Part, ...]


@dataclass(slots=True)
class Divider:
    """Finds the best division of a figure into parts of about one size."""

    ink: Image.Image
    width: float
    height: float
    through_ink: bool
    # Where the letters stand in their parts: at the bottom or top, centred or left.
    below: bool = False
    centred: bool = False
    seen: dict[Part, Division | None] = field(default_factory=dict)

    def best(self, part: Part) -> Division | None:
        tight = ink_box(self.ink, part.box)
        if tight is not None:
            part = replace(part, box=tight)
        elif not part.marks:
            return None
        if part not in self.seen:
            self.seen[part] = self._leaf(part) if part.count == 1 else self._cut(part)
        return self.seen[part]

    def _leaf(self, part: Part) -> Division | None:
        box = part.box
        if not part.marks:
            if box.area < SMALLEST * self.width * self.height:
                return None
            wide = abs(log2(max(box.width, 1.0) / self.width))
            high = abs(log2(max(box.height, 1.0) / self.height))
            return Division(wide + high, (part,))
        (mark,) = part.marks
        size = abs(log2(max(box.area, 1.0) / (self.width * self.height)))
        far = box.bottom - mark.bottom if self.below else mark.top - box.top
        beside = mark.left - box.left
        if self.centred:
            beside = _middle(mark, across=False) - _middle(box, across=False)
        cost = SIZE_BESIDE_LETTER * size
        cost += FAR_LETTER * max(far, 0.0) / max(box.height, 1.0)
        cost += BESIDE * abs(beside) / max(box.width, 1.0)
        if min(box.width, box.height) < LARGER * mark.height:
            cost += LETTER_ALONE
        return Division(cost, (part,))

    def _cut(self, part: Part) -> Division | None:
        cuts = sorted(self._cuts(part), key=lambda cut: cut.cost + cut.inequality)
        best: Division | None = None
        for cut in cuts[:WAYS]:
            if best is not None and len(self.seen) > PATIENCE:
                break
            first, second = self.best(cut.first), self.best(cut.second)
            if first is None or second is None:
                continue
            cost = cut.cost + first.cost + second.cost
            if best is None or cost < best.cost:
                best = Division(cost, first.parts + second.parts)
        return best

    def _cuts(self, part: Part) -> Iterator[Cut]:
        for across in (False, True):
            profile = _profile(part.box, self.ink, across=across)
            narrowest = 1.0 if self.through_ink else GUTTER
            for start, end in _gaps(profile):
                if end - start >= narrowest:
                    cost = -log2((end - start) / GUTTER) / 2
                    yield from _shares(part, start, end, cost, across=across)
            if self.through_ink:
                for place in _thinnest(part, profile, across=across):
                    cost = THROUGH_INK + ALL_INK * profile[place] / 255
                    cost += max(
                        0.0, log2(_length(part.box, across=not across) / len(profile))
                    )
                    yield from _shares(part, place, place, cost, across=across)


def divide(
    box: Box, ink: Image.Image, count: int, *, through_ink: bool = False
) -> list[Box]:
    """``count`` parts of ``box`` in reading order; none where gutters do not give them.

    ``through_ink`` also cuts where no gutter is, into parts of one size.
    """
    found: list[Division] = []
    for rows, columns in _grids(count):
        width, height = box.width / columns, box.height / rows
        divider = Divider(ink, width, height, through_ink)
        if division := divider.best(Part(box, count)):
            found.append(division)
    best = min(found, key=lambda division: division.cost, default=Division(0.0, ()))
    return in_reading_order([part.box for part in best.parts])


def divide_by_marks(box: Box, ink: Image.Image, marks: Sequence[Box]) -> dict[Box, Box]:
    """The part that belongs to each mark."""
    whole = Part(box, len(marks), tuple(marks))
    found: list[Division] = []
    for below, centred in product((False, True), repeat=2):
        divider = Divider(ink, box.width / len(marks), box.height, True, below, centred)
        if division := divider.best(whole):
            found.append(division)
    best = min(found, key=lambda division: division.cost, default=Division(0.0, ()))
    return {part.marks[0]: part.box for part in best.parts}


def _grids(count: int) -> set[tuple[int, int]]:
    """Rows and columns in which so many panels may stand, the last row not always full."""
    return {(-(-count // columns), columns) for columns in range(1, count + 1)}


def in_reading_order(boxes: Sequence[Box], *, by_rows: bool = True) -> list[Box]:
    """Row by row where rows can be told apart, else column by column; or the reverse."""
    for across in (by_rows, not by_rows):
        groups = _groups(boxes, across=across)
        if len(groups) > 1:
            return [
                box
                for group in groups
                for box in in_reading_order(group, by_rows=by_rows)
            ]
    return list(boxes)


def _groups(boxes: Sequence[Box], *, across: bool) -> list[list[Box]]:
    """The boxes in rows (``across``) or columns that do not reach into one another."""
    groups: list[list[Box]] = []
    reached = 0.0
    for box in sorted(boxes, key=lambda box: box.top if across else box.left):
        start, end = (box.top, box.bottom) if across else (box.left, box.right)
        if groups and start < reached:
            groups[-1].append(box)
        else:
            groups.append([box])
        reached = max(reached, end)
    return groups


def _profile(box: Box, ink: Image.Image, *, across: bool) -> bytes:
    """How much ink is in each column of ``box``, or in each row (``across``): 0 to 255."""
    strip = ink.crop((int(box.left), int(box.top), int(box.right), int(box.bottom)))
    columns, rows = strip.getprojection()
    shape = (1, strip.height) if across else (strip.width, 1)
    shares = strip.resize(shape, Image.Resampling.BOX).tobytes()
    inked = rows if across else columns
    return bytes(max(share, flag) for share, flag in zip(shares, inked, strict=True))


def _gaps(profile: bytes) -> Iterator[tuple[int, int]]:
    """White stretches, from (included) and to (excluded)."""
    position = 0
    for inked, run in groupby(profile, key=bool):
        length = len(list(run))
        if not inked:
            yield position, position + length
        position += length


def _thinnest(part: Part, profile: bytes, *, across: bool) -> Iterator[int]:
    """The least ink between two letters, or around where equal parts would meet."""
    length = len(profile)
    if part.marks:
        windows = _between_marks(part, across=across)
        step = 1
    else:
        size = length / part.count
        windows = [((k - 0.5) * size, (k + 0.5) * size) for k in range(1, part.count)]
        step = INK_STEP
    for start, end in windows:
        places = range(max(int(start) + 1, 1), min(int(end), length - 1))
        middle = (start + end) / 2
        if places:
            yield min(
                places, key=lambda place: (profile[place] // step, abs(place - middle))
            )


def _between_marks(part: Part, *, across: bool) -> list[tuple[float, float]]:
    """From letter to letter, and close behind and before each letter."""
    origin = part.box.top if across else part.box.left
    windows: list[tuple[float, float]] = []
    for mark, following in pairwise(
        sorted(part.marks, key=lambda mark: _middle(mark, across=across))
    ):
        start, end = (
            _middle(mark, across=across) - origin,
            _middle(following, across=across) - origin,
        )
        near = mark.height
        windows += [(start, end), (start, min(start + near, end))]
        windows.append((max(end - near, start), end))
    return windows


def _shares(
    part: Part, start: float, end: float, cost: float, *, across: bool
) -> Iterator[Cut]:
    """The ways to share the panels between both sides of a cut."""
    box = part.box
    if across:
        first = replace(box, bottom=box.top + start)
        second = replace(box, top=box.top + end)
    else:
        first = replace(box, right=box.left + start)
        second = replace(box, left=box.left + end)
    if not part.marks:
        for count in range(1, part.count):
            yield Cut(Part(first, count), Part(second, part.count - count), cost)
        return
    edge = first.bottom if across else first.right
    before = tuple(mark for mark in part.marks if _middle(mark, across=across) <= edge)
    behind = tuple(mark for mark in part.marks if _middle(mark, across=across) > edge)
    if before and behind:
        yield Cut(
            Part(first, len(before), before), Part(second, len(behind), behind), cost
        )


def _middle(box: Box, *, across: bool) -> float:
    return (box.top + box.bottom) / 2 if across else (box.left + box.right) / 2


def _length(box: Box, *, across: bool) -> float:
    return max(box.height if across else box.width, 1.0)
