"""Choose a region for every caption of a page, all of them together.

What a paper does elsewhere tells where its figures lie: the choice is made in the light
of those captions that have only one possibility.
"""

from __future__ import annotations

from collections import Counter
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from figures.extraction.records import FigureKind
from figures.extraction.scene import Region, Side, Surroundings
from figures.extraction.sharing import share_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Before anything is known: captions stand below figures and above tables.
EXPECTED = {
    (FigureKind.FIGURE, Side.ABOVE): 2.0,
    (FigureKind.FIGURE, Side.BELOW): 0.5,
    (FigureKind.TABLE, Side.BELOW): 2.0,
    (FigureKind.TABLE, Side.ABOVE): 0.7,
}
# What a caption without any figure costs, and two captions with the same figure.
NOTHING, TWICE = 4.0, 3.0
# What it is worth that there are drawings: tables have rules and words.
DRAWN = {FigureKind.FIGURE: 1.5, FigureKind.TABLE: -0.5}
# What it costs to leave everything to no caption that some caption could have had.
UNCLAIMED = 2.0
# What a figure without drawings costs where its caption could have had some.
BARE = 1.5
# What a large graphic costs that no caption refers to.
LEFT_OVER = 1.0
LARGE = 2500.0
# Farther from its caption a figure becomes unlikely (points).
USUAL_DISTANCE = 40.0
# More ways than this to arrange a page are not all tried.
MAX_WAYS = 600

Habits = Counter[tuple[FigureKind, Side]]


def learn_habits(
    pages: Iterable[tuple[Surroundings, Sequence[Sequence[Region]]]],
) -> Habits:
    """Count on which side the figures lie whose captions leave no choice."""
    habits: Habits = Counter()
    for around, offers in pages:
        for caption, regions in zip(around.captions, offers, strict=True):
            upright = [r for r in regions if r.side in (Side.ABOVE, Side.BELOW)]
            if len(upright) == 1 and _is_convincing(upright[0], caption.caption.kind):
                habits[caption.caption.kind, upright[0].side] += 1
    return habits


def _is_convincing(region: Region, kind: FigureKind) -> bool:
    return region.distance < USUAL_DISTANCE and (
        region.has_graphics or kind is FigureKind.TABLE
    )


def arrange(
    around: Surroundings, offers: Sequence[Sequence[Region]], habits: Habits
) -> list[Region | None]:
    """One region, or None, for each caption, in the order of the captions."""
    choices: list[list[Region | None]] = [[*regions] or [None] for regions in offers]
    if prod(len(choice) for choice in choices) > MAX_WAYS:
        choices = [
            [_best(choice, kind, habits)]
            for choice, kind in zip(choices, _kinds(around), strict=True)
        ]
    ways = [share_out(way, around) for way in product(*choices)]
    return max(
        ways,
        key=lambda way: _merit(way, around, habits) - _waste(way, around, offers),
    )


def _kinds(around: Surroundings) -> list[FigureKind]:
    return [caption.caption.kind for caption in around.captions]


def _best(
    choice: Sequence[Region | None], kind: FigureKind, habits: Habits
) -> Region | None:
    return max(choice, key=lambda region: _fit(region, kind, habits))


def _waste(
    way: Sequence[Region | None],
    around: Surroundings,
    offers: Sequence[Sequence[Region]],
) -> float:
    """What a way leaves to no caption, and the figures it leaves without drawings."""
    offered = {n for regions in offers for region in regions for n in region.elements}
    claimed = {n for region in way if region for n in region.elements}
    bare = sum(
        kind is FigureKind.FIGURE
        and not (region and region.has_graphics)
        and any(offer.has_graphics for offer in regions)
        for region, kind, regions in zip(way, _kinds(around), offers, strict=True)
    )
    waste = BARE * bare
    if offered:
        waste += UNCLAIMED * len(offered - claimed) / len(offered)
    return waste + LEFT_OVER * sum(
        element.box.area > LARGE and not element.is_text and number not in claimed
        for number, element in enumerate(around.elements)
    )


def _merit(way: Sequence[Region | None], around: Surroundings, habits: Habits) -> float:
    """How well the regions suit their captions, and how little they share."""
    claims: Counter[int] = Counter()
    merit = 0.0
    for region, kind in zip(way, _kinds(around), strict=True):
        merit += _fit(region, kind, habits)
        if region is not None:
            claims.update(region.elements)
    shared = {n for n, count in claims.items() if count > 1}
    for region in way:
        if region is not None and region.elements & shared:
            merit -= TWICE * len(region.elements & shared) / len(region.elements)
    return merit


def _fit(region: Region | None, kind: FigureKind, habits: Habits) -> float:
    """How well a region suits a caption of this kind in this paper."""
    if region is None:
        return -NOTHING
    fit = _expectation(kind, region.side, habits)
    if region.has_graphics:
        fit += DRAWN[kind]
    away = min(max(region.distance, 0.0), 3 * USUAL_DISTANCE)
    return fit - away / USUAL_DISTANCE / 2


def _expectation(kind: FigureKind, side: Side, habits: Habits) -> float:
    seen = sum(habits[kind, other] for other in Side)
    expected = EXPECTED.get((kind, side), 0.0)
    return (expected + 2.5 * habits[kind, side]) / (1 + seen)
