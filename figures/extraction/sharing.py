"""Divide what two captions claim between them: one from above, one from below."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from figures.extraction.records import FigureKind
from figures.extraction.regions import region_of
from figures.extraction.scene import Region, Side, Surroundings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from figures.extraction.captions import FoundCaption

# A table has no graphics but rules, so a boundary that leaves it some is unlikely:
# worth this much blank (points).
GRAPHICS_IN_TABLE = 30.0


def share_out(
    way: Sequence[Region | None], around: Surroundings
) -> list[Region | None]:
    """The regions with nothing shared by a caption above it and a caption below it."""
    regions = list(way)
    for first, second in combinations(range(len(regions)), 2):
        upper, lower = regions[first], regions[second]
        if upper is None or lower is None or not upper.elements & lower.elements:
            continue
        if (upper.side, lower.side) == (Side.BELOW, Side.ABOVE):
            captions = around.captions[first], around.captions[second]
            regions[first], regions[second] = _divide(upper, lower, captions, around)
    return regions


def _divide(
    upper: Region,
    lower: Region,
    captions: tuple[FoundCaption, FoundCaption],
    around: Surroundings,
) -> tuple[Region | None, Region | None]:
    """Both regions cut at the blank that best tells one figure from the other."""
    elements = around.elements
    order = sorted(upper.elements | lower.elements, key=lambda n: elements[n].box.top)
    best: tuple[float, float] | None = None
    bottom = elements[order[0]].box.bottom
    for number in order[1:]:
        box = elements[number].box
        if box.top > bottom:
            merit = box.top - bottom - _penalty(order, bottom, captions, around)
            best = max(best or (merit, bottom), (merit, bottom))
        bottom = max(bottom, box.bottom)
    if best is None:
        return upper, lower
    cut = best[1]
    return (
        region_of(
            Side.BELOW,
            [n for n in upper.elements if elements[n].box.top < cut],
            captions[0].caption.box,
            around,
        ),
        region_of(
            Side.ABOVE,
            [n for n in lower.elements if elements[n].box.top >= cut],
            captions[1].caption.box,
            around,
        ),
    )


def _penalty(
    order: Sequence[int],
    cut: float,
    captions: tuple[FoundCaption, FoundCaption],
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
