"""What it takes a browser to draw an outline: the longer its lines, the longer it takes.

Small files can hold a browser up for minutes: they say once what is drawn a thousand
times, or cut a line into a million dashes. Measured with Chromium, the length of all
lines says best what a picture costs, whatever they are made of and however often.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from math import hypot, isfinite
from typing import TYPE_CHECKING

from figures.extraction.outlines import UnfitError, read_outline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from figures.extraction.outlines import Point, Subpath

# Beyond this many, browsers take their time.
MOST_PATHS = 2_000
# A letter is written once and drawn often: so many bytes of outlines at the most. Of 131
# copies from 20 papers the largest has 650,000,
MOST_DRAWN = 1_000_000
# lines that cross the picture 230 times,
MOST_CROSSED = 1_500.0
# and 700 dashes.
MOST_DASHES = 10_000.0

# Of sharp corners: what a browser takes for granted.
MITER_LIMIT = 4.0
# Browsers cut along these without a mask, in no time.
_NUMBER = r"-?[\d.]+"
RECTANGLE = re.compile(
    rf"M({_NUMBER}) ({_NUMBER})"
    rf"(?:H{_NUMBER}V{_NUMBER}H\1(?:V\2)?|V{_NUMBER}H{_NUMBER}V\2(?:H\1)?)Z?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Effort:
    """How much there is to draw."""

    paths: int = 0
    # In bytes of outlines, each time they are drawn.
    drawn: int = 0
    # How often all lines together would cross the picture from corner to corner.
    crossed: float = 0.0
    dashes: float = 0.0

    def __add__(self, other: Effort) -> Effort:
        return Effort(
            self.paths + other.paths,
            self.drawn + other.drawn,
            self.crossed + other.crossed,
            self.dashes + other.dashes,
        )

    @property
    def is_small(self) -> bool:
        """Whether a browser draws so much at once."""
        return (
            self.paths <= MOST_PATHS
            and self.drawn <= MOST_DRAWN
            and self.crossed <= MOST_CROSSED
            and self.dashes <= MOST_DASHES
        )


@dataclass(frozen=True, slots=True)
class Extent:
    """How long the lines of an outline are."""

    # In points, and as often as they could cross the picture.
    length: float
    crossed: float
    # Lines and curves, and how many times they are taken up anew.
    steps: int
    subpaths: int


def effort_to_fill(outline: str, diagonal: float) -> Effort:
    """Raises ValueError for an outline that no browser knows what to make of."""
    return Effort(drawn=len(outline), crossed=_measure(outline, diagonal).crossed)


def effort_to_clip(outline: str, diagonal: float) -> Effort:
    if RECTANGLE.fullmatch(outline):
        return Effort(drawn=len(outline))
    return effort_to_fill(outline, diagonal)


def effort_to_draw(outline: str, style: Mapping[str, str], diagonal: float) -> Effort:
    """Of a path, which is filled, drawn along, or both."""
    extent = _measure(outline, diagonal)
    crossed = dashes = 0.0
    if "stroke-dasharray" in style:
        dashes = _count_dashes(extent, style["stroke-dasharray"])
    if style.get("fill") != "none":
        crossed += extent.crossed
    if style.get("stroke", "none") != "none":
        # Along both sides of the line, and around each of its corners and ends.
        corners = extent.steps + extent.subpaths + 2 * dashes
        reach = min(_reach(style) / diagonal, 1.0)
        crossed += 2 * (extent.crossed + corners * reach)
    return Effort(paths=1, drawn=len(outline), crossed=crossed, dashes=dashes)


def _reach(style: Mapping[str, str]) -> float:
    """How far the corners of a line reach out at the most, in points."""
    width = float(style.get("stroke-width", 1))
    if width < 0:
        # Browsers take it for the usual one.
        raise ValueError(width)
    return width * max(MITER_LIMIT, float(style.get("stroke-miterlimit", 0)))


def _count_dashes(extent: Extent, pattern: str) -> float:
    """Raises ValueError for a pattern that does not get on."""
    lengths = [float(number) for number in pattern.split()]
    period = sum(lengths)
    if min(lengths) < 0 or period <= 0:
        raise ValueError(pattern)
    # Each line starts the pattern anew; every other of its lengths is a gap.
    return (extent.length / period + extent.subpaths) * len(lengths) / 2


def _measure(outline: str, diagonal: float) -> Extent:
    try:
        subpaths = read_outline(outline)
    except UnfitError as error:
        raise ValueError(outline[:80]) from error
    lengths = [list(_lengths(subpath)) for subpath in subpaths]
    length = sum(map(sum, lengths))
    if not (isfinite(length) and diagonal > 0):
        raise ValueError(outline[:80])
    # A line that comes from far away is seen once.
    seen = sum(min(step, diagonal) for steps in lengths for step in steps)
    return Extent(length, seen / diagonal, sum(map(len, lengths)), len(subpaths))


def _lengths(subpath: Subpath) -> Iterator[float]:
    """Of its lines; curves are no longer than the lines along their points."""
    points = subpath.points
    closing: list[Point] = points[:1] if subpath.is_closed else []
    for (left, top), (right, bottom) in pairwise([*points, *closing]):
        yield hypot(right - left, bottom - top)
