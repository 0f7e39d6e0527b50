"""How sure a figure's box is right: what speaks against it, in words and in numbers.

The weights were set on papers with ground truth, so that of the figures given 0.9 or
more at least 97 of 100 are right; ``tests/benchmarks`` measures it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from figures.extraction.records import FigureKind
from figures.extraction.scene import Side

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from figures.extraction.arrangement import Habits
    from figures.extraction.geometry import Box
    from figures.extraction.scene import Region, Surroundings

# How sure a box without a doubt is, and one without a figure.
CONFIDENT, HOPELESS = 0.98, 0.1
# A figure usually stands closer to its caption (points).
USUAL_DISTANCE = 40.0
# So many figures elsewhere show on which side of their captions they lie; rarer sides
# than this part of them are unusual.
SEEN, UNUSUAL = 2, 0.34
# A smaller part of the page hardly holds a figure.
SMALL = 0.012
# So many lines set like the text are more than labels.
LINES_OF_TEXT = 2
# What overlaps by less has touching edges (points).
TOUCH = 2.0

NOTHING = "No figure was found for this caption: the cut shows its words alone."
NO_GRAPHICS = "Only text was found here: check that the box is right."
NO_RULES = (
    "No lines show where this table begins and ends: check that the box is right."
)
OTHER_SIDE = "This paper's other figures lie on another side of their captions: check that the right one was cut."
OVERLAP = "This cut overlaps another one: check where each of them ends."
FAR = "The figure stands far from its caption: check that the box is right."
TINY = "The cut is very small: check that nothing is missing."
TEXT_INSIDE = (
    "The cut holds lines set like the paper's text: check that they belong to it."
)
BESIDE = "The figure stands beside its caption: check that the box is right."


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that speaks against a figure's box."""

    sentence: str
    # What it takes away from the confidence.
    weight: float


def find_doubts(
    region: Region,
    kind: FigureKind,
    habits: Habits,
    around: Surroundings,
    neighbours: Sequence[Region],
) -> list[Doubt]:
    """What is doubtful about a region, the strongest doubt first.

    ``neighbours`` are the regions of the page's other captions.
    """
    if not region.elements:
        return [Doubt(NOTHING, CONFIDENT - HOPELESS)]
    doubts = [
        *_doubts_of_place(region, kind, habits, around),
        *_doubts_of_content(region, kind, around),
    ]
    if any(_overlap(region.box, other.box) for other in neighbours if other.elements):
        doubts.append(Doubt(OVERLAP, 0.5))
    return sorted(doubts, key=lambda doubt: -doubt.weight)


def confidence_of(doubts: Sequence[Doubt]) -> float:
    """From 0 to 1: how sure the box is right."""
    return round(max(CONFIDENT - sum(d.weight for d in doubts), HOPELESS), 2)


def _doubts_of_place(
    region: Region, kind: FigureKind, habits: Habits, around: Surroundings
) -> Iterator[Doubt]:
    seen = sum(habits[kind, side] for side in Side)
    if seen >= SEEN and habits[kind, region.side] < UNUSUAL * seen:
        yield Doubt(OTHER_SIDE, 0.4)
    elif region.side in (Side.LEFT, Side.RIGHT):
        yield Doubt(BESIDE, 0.1)
    if region.distance > USUAL_DISTANCE:
        yield Doubt(FAR, 0.2)
    if region.box.area < SMALL * around.page.area:
        yield Doubt(TINY, 0.3)


def _doubts_of_content(
    region: Region, kind: FigureKind, around: Surroundings
) -> Iterator[Doubt]:
    elements = [around.elements[n] for n in region.elements]
    if kind is FigureKind.TABLE:
        if all(element.is_text for element in elements):
            yield Doubt(NO_RULES, 0.3)
        return
    if not region.has_graphics:
        yield Doubt(NO_GRAPHICS, 0.3)
    elif sum(element.is_body for element in elements) >= LINES_OF_TEXT:
        yield Doubt(TEXT_INSIDE, 0.15)


def _overlap(first: Box, second: Box) -> bool:
    shared = first.intersection(second)
    return shared.width > TOUCH and shared.height > TOUCH
