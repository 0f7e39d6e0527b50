"""Rows and blocks: the lines of a page put together as a reader puts them together.

A PDF breaks a printed line wherever a formula, a stretched blank or a change of font
stands in it. Rows mend that; blocks are rows that follow each other as in a paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from figures.extraction.columns import share_column
from figures.extraction.geometry import bounding_box
from figures.extraction.layout import SAME_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from figures.extraction.columns import Column
    from figures.extraction.geometry import Box
    from figures.extraction.layout import Layout
    from figures.extraction.pages import Line, Style

# Pieces whose baselines differ by less share a row (font sizes): scripts stray.
SAME_ROW = 0.45
# Pieces closer than this are words of one row (font sizes).
WORD_GAP = 1.0
# Wider gaps are still blanks where all the row's blanks are stretched to justify it.
STRETCHED = 2.2
# What stands farther on the same row has nothing to do with it (font sizes).
CELL_REACH = 5.0
# Shorter pieces are bullets, marks and numbers of equations, not cells.
CELL_LETTERS = 3
# Rows of mathematics overlap by up to this much (font sizes).
OVERLAP = 0.6
# Paragraphs are set no looser than this, unless the whole paper is (font sizes).
LEADING, LEADING_SLACK = 0.6, 0.3
# A paragraph's rows reach no farther to the right than those above (font sizes).
WIDENING = 4.0
# Rules touch the boxes of words (points).
RULE_SLACK = 1.5
# So many rows that end alike show that a paragraph became narrower.
STEADY_ROWS = 3
# From so many rows on a block shows how wide it is.
SETTLED_ROWS = 2


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """Lines printed side by side, no farther from each other than words are."""

    lines: tuple[Line, ...]
    box: Box
    # Of most of its characters.
    style: Style
    # Whether other words stand beside it in the column, as the cells of a table do.
    has_cells: bool

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


def find_rows(lines: Iterable[Line], columns: Sequence[Column]) -> list[Row]:
    """The rows of upright ``lines``, from top to bottom; columns part them."""
    rows: list[Row] = []
    for group in _on_one_baseline(lines):
        pieces = _join(sorted(group, key=lambda line: line.box.left), columns)
        boxes = [bounding_box(line.box for line in piece) for piece in pieces]
        for index, (piece, box) in enumerate(zip(pieces, boxes, strict=True)):
            main = max(piece, key=lambda line: len(line.text))
            beside = [
                other
                for place, other in enumerate(boxes)
                if place != index
                and _letters(pieces[place]) >= CELL_LETTERS
                and _are_near(box, other, main.style.size, columns)
            ]
            rows.append(Row(tuple(piece), box, main.style, bool(beside)))
    return rows


def find_blocks(
    rows: Iterable[Row], layout: Layout, rules: Sequence[Box] = ()
) -> list[list[Row]]:
    """Rows in one size that follow each other at a paragraph's leading.

    ``rules`` between them part them.
    """
    blocks: list[list[Row]] = []
    for row in sorted(rows, key=lambda row: row.box.bottom):
        for block in blocks:
            if _follows(row, block, layout) and not _are_parted(block[-1], row, rules):
                block.append(row)
                break
        else:
            blocks.append([row])
    return blocks


def split_at_new_width(block: Sequence[Row]) -> Iterator[list[Row]]:
    """A block where its rows become narrower for good: text flows around a figure."""
    start = 0
    for place in range(1, len(block) - STEADY_ROWS + 1):
        part, steady = block[start:place], block[place : place + STEADY_ROWS]
        size = block[place].style.size
        if _is_narrower(bounding_box(row.box for row in part), steady, size):
            yield list(part)
            start = place
    yield list(block[start:])


def _is_narrower(whole: Box, steady: Sequence[Row], size: float) -> bool:
    """Whether rows begin and end alike, well inside the rows above them."""
    lefts = [row.box.left for row in steady]
    rights = [row.box.right for row in steady]
    return (
        max(lefts) - min(lefts) < size
        and max(rights) - min(rights) < size
        and (
            whole.right - max(rights) > WIDENING * size
            or min(lefts) - whole.left > WIDENING * size
        )
    )


def _on_one_baseline(lines: Iterable[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.box.bottom):
        if groups:
            main = max(groups[-1], key=lambda other: len(other.text))
            size = max(main.style.size, line.style.size)
            if abs(line.box.bottom - main.box.bottom) < SAME_ROW * size:
                groups[-1].append(line)
                continue
        groups.append([line])
    return groups


def _join(lines: Sequence[Line], columns: Sequence[Column]) -> list[list[Line]]:
    """The pieces of a row that no more than a blank between words parts."""
    gaps = [
        after.box.left - before.box.right
        for line in lines
        for before, after in zip(line.words, line.words[1:], strict=False)
    ]
    stretched = STRETCHED * median(gaps) if gaps else 0.0
    pieces: list[list[Line]] = []
    right = 0.0
    for line in lines:
        limit = max(WORD_GAP * line.style.size, stretched)
        if (
            pieces
            and line.box.left - right < limit
            and share_column(pieces[-1][-1].box, line.box, columns)
        ):
            pieces[-1].append(line)
            right = max(right, line.box.right)
        else:
            pieces.append([line])
            right = line.box.right
    return pieces


def _letters(piece: Iterable[Line]) -> int:
    return sum(character.isalnum() for line in piece for character in line.text)


def _are_near(box: Box, other: Box, size: float, columns: Sequence[Column]) -> bool:
    gap = max(other.left - box.right, box.left - other.right)
    return gap < CELL_REACH * size and share_column(box, other, columns)


def _are_parted(upper: Row, lower: Row, rules: Iterable[Box]) -> bool:
    return any(
        upper.box.bottom - RULE_SLACK < rule.top < lower.box.top + RULE_SLACK
        and rule.left < lower.box.right
        and lower.box.left < rule.right
        and rule.top > (upper.box.top + upper.box.bottom) / 2
        for rule in rules
    )


def _follows(row: Row, block: Sequence[Row], layout: Layout) -> bool:
    last, size = block[-1], row.style.size
    gap = (row.box.top - last.box.bottom) / size
    right = max(other.box.right for other in block)
    return (
        abs(last.style.size - size) < SAME_SIZE
        and -OVERLAP < gap < max(LEADING, layout.leading + LEADING_SLACK)
        and row.box.left < last.box.right
        and last.box.left < row.box.right
        and (len(block) < SETTLED_ROWS or row.box.right < right + WIDENING * size)
    )
