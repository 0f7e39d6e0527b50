"""Split a figure into its lettered panels.

Two witnesses: letters printed in or under the figure, and letters its caption explains.
White gutters give the boxes. A figure without either witness stays whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from figures.extraction.candidates import CONTINUED
from figures.extraction.gutters import divide, divide_by_marks, in_reading_order
from figures.extraction.panel_letters import (
    HAS_WORDS,
    Mark,
    printed_marks,
    sub_caption,
)
from figures.extraction.panel_words import explain_panels, named_letters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PIL import Image

    from figures.extraction.captions import FoundCaption
    from figures.extraction.geometry import Box
    from figures.extraction.pages import Line

# In a figure with so many lines of text a panel's letter would be text as well.
LIVE_TEXT = 4
# A letter reaches this far out of the ink of its part (points).
MARGIN = 2.0


@dataclass(frozen=True, slots=True)
class FoundPanel:
    """A lettered part of a figure, in the frame of its view."""

    letter: str
    box: Box
    # The words printed with the letter, else the caption's about it; may be empty.
    text: str


def find_panels(
    box: Box, lines: Sequence[Line], found: FoundCaption, ink: Image.Image
) -> list[FoundPanel]:
    """The panels of the figure in ``box``, by letter; empty where it is undivided.

    ``lines`` are the words inside the figure, ``ink`` has one pixel a point.
    """
    explained = explain_panels(found)
    continued = CONTINUED.match(found.caption.text) is not None
    named = named_letters(found)
    marks = printed_marks(lines, explained, named, continued=continued)
    letters = {mark.letter for mark in marks}
    # A figure that goes on with the letters has the others on another page.
    whole = not marks or marks[0].letter == "a"
    if whole and not letters.issuperset(explained):
        panels = _by_gutters(box, lines, explained, marks, ink)
        if panels:
            return panels
    return panels_by_marks(box, lines, explained, marks, ink)


def panels_by_marks(
    box: Box,
    lines: Sequence[Line],
    explained: Mapping[str, str],
    marks: Sequence[Mark],
    ink: Image.Image,
) -> list[FoundPanel]:
    """The part of the figure that each printed letter stands in or under."""
    if not marks[1:]:
        return []
    parts = divide_by_marks(box, ink, [mark.box for mark in marks])
    return [
        FoundPanel(
            mark.letter,
            parts[mark.box],
            sub_caption(mark, lines, parts[mark.box]) or explained.get(mark.letter, ""),
        )
        for mark in marks
        if mark.box in parts
    ]


def _by_gutters(
    box: Box,
    lines: Sequence[Line],
    explained: Mapping[str, str],
    marks: Sequence[Mark],
    ink: Image.Image,
) -> list[FoundPanel]:
    """As many parts as the caption has letters, in an order the printed letters bear out.

    Letters drawn as pixels or outlines leave the caption as the only witness: it says
    that the panels exist, so a figure without gutters is cut into equal parts.
    """
    parts = divide(box, ink, len(explained))
    live = sum(HAS_WORDS.search(line.text) is not None for line in lines) >= LIVE_TEXT
    if not parts and (marks or not live):
        parts = divide(box, ink, len(explained), through_ink=True)
    for by_rows in (True, False):
        ordered = in_reading_order(parts, by_rows=by_rows)
        own = dict(zip(explained, ordered, strict=False))
        if own and all(_holds(own.get(mark.letter, box), mark.box) for mark in marks):
            return [
                FoundPanel(letter, part, explained[letter])
                for letter, part in own.items()
            ]
    return []


def _holds(part: Box, mark: Box) -> bool:
    return part.expanded(MARGIN).contains(mark)
