"""What a page offers to its captions: graphics and loose words among running text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from figures.extraction.captions import FoundCaption
    from figures.extraction.columns import Column
    from figures.extraction.geometry import Box

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
    # Whether it is set as running text is: labels in figures seldom are.
    is_body: bool = False

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


def is_solid(box: Box) -> bool:
    """Whether there is more to it than a rule or a speck."""
    return box.area > SPECK and min(box.width, box.height) > RULE
