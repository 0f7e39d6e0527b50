"""What a page says, as the stages read it: words, lines and fonts in boxes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from figures.extraction.geometry import Box, bounding_box

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


@dataclass(frozen=True, slots=True)
class Style:
    """How a word is set."""

    font: str
    # Points, rounded to a tenth.
    size: float
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without a blank between them."""

    text: str
    box: Box
    style: Style


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """Words set side by side on one baseline, with no wide gap between them."""

    words: tuple[Word, ...]
    box: Box
    text: str
    # The style of most of its characters.
    style: Style
    # Quarter turns clockwise that make it upright: 0, or 1 for text that climbs.
    quarter_turns: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page; ``number`` starts at 1."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    # Clockwise, from how the page is displayed to how it lies here.
    quarter_turns: int = 0

    @property
    def box(self) -> Box:
        return Box(0.0, 0.0, self.width, self.height)


def line_of(words: Sequence[Word], quarter_turns: int = 0) -> Line:
    """Put ``words``, of which there is at least one, together in the order given."""
    lengths: dict[Style, int] = {}
    for word in words:
        lengths[word.style] = lengths.get(word.style, 0) + len(word.text)
    return Line(
        words=tuple(words),
        box=bounding_box(word.box for word in words),
        text=" ".join(word.text for word in words),
        style=max(lengths, key=lambda style: lengths[style]),
        quarter_turns=quarter_turns,
    )


def turn_box(box: Box, width: float, height: float, quarter_turns: int) -> Box:
    """Where ``box`` lies once its page of ``width`` x ``height`` is turned clockwise."""
    match quarter_turns % 4:
        case 1:
            return Box(height - box.bottom, box.left, height - box.top, box.right)
        case 2:
            return Box(
                width - box.right,
                height - box.bottom,
                width - box.left,
                height - box.top,
            )
        case 3:
            return Box(box.top, width - box.right, box.bottom, width - box.left)
        case _:
            return box


def turn_page(page: Page, quarter_turns: int) -> Page:
    """The page turned clockwise, so that text reading that way becomes upright."""
    if quarter_turns % 4 == 0:
        return page

    def turned(box: Box) -> Box:
        return turn_box(box, page.width, page.height, quarter_turns)

    lines = tuple(
        replace(
            line,
            words=tuple(replace(word, box=turned(word.box)) for word in line.words),
            box=turned(line.box),
            quarter_turns=(line.quarter_turns - quarter_turns) % 4,
        )
        for line in page.lines
    )
    sideways = quarter_turns % 2 == 1
    return Page(
        number=page.number,
        width=page.height if sideways else page.width,
        height=page.width if sideways else page.height,
        lines=lines,
        quarter_turns=(page.quarter_turns + quarter_turns) % 4,
    )


def without_lines(page: Page, unwanted: Collection[Line]) -> Page:
    """The page without some of its lines."""
    kept = tuple(line for line in page.lines if line not in unwanted)
    return replace(page, lines=kept)
