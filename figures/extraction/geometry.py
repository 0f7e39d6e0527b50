"""Boxes: PDF points (1/72 inch), origin top left of the page as displayed.

Page numbers start at 1. Both are said here once and hold everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, its edges in PDF points."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom, the order in which ``Box`` takes them."""
        return self.left, self.top, self.right, self.bottom

    @property
    def area(self) -> float:
        return max(self.width, 0.0) * max(self.height, 0.0)

    def union(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def intersection(self, other: Box) -> Box:
        """What both share; its area is 0 where they share nothing."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def touches(self, other: Box) -> bool:
        """Whether both share a point; a line, which has no area, may, too."""
        return (
            self.left <= other.right
            and self.right >= other.left
            and self.top <= other.bottom
            and self.bottom >= other.top
        )

    def expanded(self, margin: float) -> Box:
        """The box grown by ``margin`` points on every side."""
        return Box(
            self.left - margin,
            self.top - margin,
            self.right + margin,
            self.bottom + margin,
        )

    def contains(self, other: Box) -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )


def bounding_box(boxes: Iterable[Box]) -> Box:
    """The smallest box around all ``boxes``, of which there is at least one."""
    first, *others = boxes
    for other in others:
        first = first.union(other)
    return first
