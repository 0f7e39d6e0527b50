"""Pour rows of text into columns, without widows, orphans or lonely headings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from figures.sample.canvas import INK, SANS_BOLD, SERIF, Lettering, measure
from figures.sample.typesetting import Line, Piece, TextStyle, set_text
from figures.sample.words import Equation, Heading, Paragraph, Reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from figures.sample.words import Block

# Body text stands on a grid of this pitch, so that lines meet across the columns.
GRID = 11.7
BODY = TextStyle("serif", 9.4, GRID, INK)
INDENT = 11.0
REFERENCE = TextStyle("serif", 8.0, 9.6, INK, align="left", hang=13.0)
# A heading stands a little above the grid, off its own text.
HEADING_RISE = 2.6
# An equation has two rows of the grid and stands in the middle of them.
EQUATION_RISE = 2.4
HEADING = Lettering(SANS_BOLD, 8.8, INK)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of text on its way into a column."""

    line: Line
    # Space above, dropped at the top of a column.
    before: float
    # Whether the next row has to stand in the same column.
    keep: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of a column that is free for text."""

    page_number: int
    left: float
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class PlacedRow:
    row: Row
    frame: Frame
    top: float


def set_blocks(blocks: Iterable[Block], width: float) -> list[Row]:
    """All the rows of a text, in a column of ``width``."""
    return [row for block in blocks for row in _set_block(block, width)]


def pour(rows: Sequence[Row], frames: Iterable[Frame]) -> tuple[list[PlacedRow], int]:
    """Fill ``frames`` in order; give back what stands where and how many rows fitted."""
    placed: list[PlacedRow] = []
    start = 0
    for frame in frames:
        filled = _fill(rows[start:], frame)
        placed += filled
        start += len(filled)
    return placed, start


def _fill(rows: Sequence[Row], frame: Frame) -> list[PlacedRow]:
    filled: list[PlacedRow] = []
    used = 0.0
    for row in rows:
        before = row.before if filled else 0.0
        # A hundredth of a point forgives the sums of fractions.
        if used + before + row.line.leading > frame.height + 0.01:
            while filled and filled[-1].row.keep:
                filled.pop()
            break
        filled.append(PlacedRow(row, frame, frame.top + used + before))
        used += before + row.line.leading
    return filled


def _set_block(block: Block, width: float) -> list[Row]:
    match block:
        case Heading(text):
            piece = Piece(text, HEADING, HEADING_RISE)
            return [Row(Line(((0.0, piece),), GRID), GRID, True)]
        case Paragraph(text, is_flush):
            style = BODY if is_flush else replace(BODY, indent=INDENT)
            return _keep_ends(set_text(text, style, width))
        case Equation(text):
            return [Row(_set_equation(text, width), 0.0, True)]
        case Reference(text):
            return _keep_ends(set_text(text, REFERENCE, width))


def _keep_ends(lines: list[Line]) -> list[Row]:
    """Neither the first nor the last line of a paragraph stands alone in a column."""
    alone = {0, len(lines) - 2}
    last = len(lines) - 1
    return [
        Row(line, 0.0, index in alone and index != last)
        for index, line in enumerate(lines)
    ]


def _set_equation(text: str, width: float) -> Line:
    style = replace(BODY, align="centre", hyphenate=False)
    (line,) = set_text(text, style, width)
    lettering = Lettering(SERIF, BODY.size, INK)
    label = Piece("(1)", lettering, 0.0)
    pieces = (*line.pieces, (width - measure(label.text, lettering), label))
    raised = tuple(
        (x, replace(piece, rise=piece.rise + EQUATION_RISE)) for x, piece in pieces
    )
    return Line(raised, 2 * GRID)
