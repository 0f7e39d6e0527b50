"""Divide a figure when an editor asks for it, whether or not letters tell its panels."""

from __future__ import annotations

from math import sqrt
from statistics import median
from string import ascii_lowercase
from typing import TYPE_CHECKING

from figures.extraction.candidates import CONTINUED
from figures.extraction.geometry import Box
from figures.extraction.gutters import divide
from figures.extraction.panel_letters import printed_marks
from figures.extraction.panel_words import explain_panels, named_letters
from figures.extraction.panels import FoundPanel, find_panels, panels_by_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL import Image

    from figures.extraction.captions import FoundCaption
    from figures.extraction.pages import Line

# Without letters to say so, a figure has at most so many panels,
MOST_PARTS = 9
# none smaller than this (points), and none so much longer than wide:
SMALLEST, SLIMMEST = 36.0, 4.0
# lines of text are smaller, and flow charts have boxes of all shapes. Panels are alike:
# their sides are this near to the usual one's.
ALIKE = 0.2
# Halves alike may be chance: between two parts alone the gutter is wider (points).
TWO_APART = 4.0


def partition(
    box: Box,
    lines: Sequence[Line],
    found: FoundCaption,
    ink: Image.Image,
    count: int | None,
) -> list[FoundPanel]:
    """The panels of the figure in ``box``: ``count`` of them, or as many as it seems.

    With a count there are always that many; without one there may be none.
    """
    panels = find_panels(box, lines, found, ink)
    if count is None:
        return panels or _lettered(clear_parts(box, ink), found)
    if len(panels) == count:
        return panels
    continued = CONTINUED.match(found.caption.text) is not None
    explained = explain_panels(found)
    marks = printed_marks(lines, explained, named_letters(found), continued=continued)
    if len(marks) == count:
        panels = panels_by_marks(box, lines, explained, marks, ink)
        if len(panels) == count:
            return panels
    return _lettered(divide_into(box, ink, count), found)


def _lettered(parts: Sequence[Box], found: FoundCaption) -> list[FoundPanel]:
    """The parts with letters, and the caption's words if it has some for each."""
    explained = explain_panels(found)
    if len(explained) != len(parts):
        explained = {}
    return [
        FoundPanel(letter, part, explained.get(letter, ""))
        for letter, part in zip(ascii_lowercase, parts, strict=False)
    ]


def divide_into(box: Box, ink: Image.Image, count: int) -> list[Box]:
    """Exactly ``count`` parts: along gutters, else through ink, else a plain grid."""
    for through_ink in (False, True):
        parts = divide(box, ink, count, through_ink=through_ink)
        if len(parts) == count:
            return parts
    return _grid(box, count)


def _grid(box: Box, count: int) -> list[Box]:
    """Parts of one size, about as high as wide."""
    ideal = sqrt(count * box.width / box.height)
    columns = min(max(round(ideal), 1), count)
    rows = -(-count // columns)
    width, height = box.width / columns, box.height / rows
    corners = (divmod(place, columns) for place in range(count))
    return [
        Box(
            box.left + column * width,
            box.top + row * height,
            box.left + (column + 1) * width,
            box.top + (row + 1) * height,
        )
        for row, column in corners
    ]


def clear_parts(box: Box, ink: Image.Image) -> list[Box]:
    """The most parts, alike in size, that gutters tell apart; none where they do not."""
    for count in range(MOST_PARTS, 1, -1):
        parts = divide(box, ink, count)
        if parts and _are_alike(parts):
            return parts if parts[2:] or _gap(*parts) >= TWO_APART else []
    return []


def _gap(one: Box, other: Box) -> float:
    """The blank between two parts side by side, or one above the other."""
    across = max(one.left, other.left) - min(one.right, other.right)
    return max(across, max(one.top, other.top) - min(one.bottom, other.bottom))


def _are_alike(parts: Sequence[Box]) -> bool:
    width = median(part.width for part in parts)
    height = median(part.height for part in parts)
    if min(width, height) < SMALLEST or max(width, height) > SLIMMEST * min(
        width, height
    ):
        return False
    return all(
        abs(part.width / width - 1) < ALIKE and abs(part.height / height - 1) < ALIKE
        for part in parts
    )
