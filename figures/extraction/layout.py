"""How a paper is set: the style of its running text, its leading and its columns."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from figures.extraction.geometry import Box
    from figures.extraction.pages import Line, Page

# Font sizes that differ by less are the same size (points): TeX rounds.
SAME_SIZE = 0.35
# A running line is at least this many font sizes wide: about eight words.
RUNNING_WIDTH = 15.0
# Edges of two columns that differ by less belong to the same column (points).
SAME_EDGE = 3.0
# Fewer running lines than this do not make a column on their page.
LINES_IN_COLUMN = 4
# A heading stands closer than this to the text it introduces (font sizes).
HEADING_GAP = 2.5
# A manner seen so often above running text is that of headings.
HEADINGS = 2
HEADING_LETTERS = re.compile(r"[^\W\d_]{3}")
# Ragged lines and lines beside a figure end before their column does; so many do not.
FULL_LINES = 0.85
# Of the page's width, where no running text tells.
SIDE_MARGIN = 0.08


# Font, size and whether all is in capitals.
Manner = tuple[str, float, bool]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of running text: its left and right edge in points."""

    left: float
    right: float

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Layout:
    """What holds for the whole paper."""

    # Font and size of most of the running text.
    font: str
    size: float
    # Blank between two lines of a paragraph, in font sizes.
    leading: float
    # How headings are set, as ``heading_manner`` tells it.
    headings: frozenset[Manner]
    # By page number, from left to right; never empty.
    columns: dict[int, tuple[Column, ...]]

    def columns_of(self, page: Page) -> tuple[Column, ...]:
        """The columns of a page; the whole width of one that was turned."""
        if page.quarter_turns:
            return (Column(page.width * SIDE_MARGIN, page.width * (1 - SIDE_MARGIN)),)
        return self.columns[page.number]


def find_layout(pages: Sequence[Page]) -> Layout:
    """Read off how the paper is set; ``pages`` are without furniture."""
    sizes: Counter[float] = Counter()
    fonts: Counter[str] = Counter()
    for page in pages:
        for line in running_lines(page.lines):
            sizes[line.style.size] += len(line.text)
            fonts[line.style.font] += len(line.text)
    size = _most_common_size(sizes)
    font = fonts.most_common(1)[0][0] if fonts else ""
    every = {page.number: _columns(page, size) for page in pages}
    usual = _usual_columns(every.values())
    return Layout(
        font=font,
        size=size,
        leading=_leading(pages, size),
        headings=_headings(pages, size, font),
        columns={
            page.number: _settle(every[page.number], usual)
            or (Column(page.width * SIDE_MARGIN, page.width * (1 - SIDE_MARGIN)),)
            for page in pages
        },
    )


def running_lines(lines: Iterable[Line]) -> list[Line]:
    """The upright lines wide enough to be part of a paragraph."""
    return [
        line
        for line in lines
        if not line.quarter_turns and line.box.width > RUNNING_WIDTH * line.style.size
    ]


def column_span(box: Box, columns: Sequence[Column]) -> Column:
    """The column ``box`` stands in, or from the first to the last that it reaches into."""
    reached = [
        column
        for column in columns
        if min(box.right, column.right) - max(box.left, column.left) > SAME_EDGE
    ]
    left = min((column.left for column in reached), default=box.left)
    right = max((column.right for column in reached), default=box.right)
    return Column(min(left, box.left), max(right, box.right))


def _most_common_size(sizes: Counter[float]) -> float:
    """The size with most text, counting sizes that differ by rounding as one."""
    if not sizes:
        return 10.0
    return max(
        sizes,
        key=lambda size: (
            sum(n for other, n in sizes.items() if abs(other - size) < SAME_SIZE),
            sizes[size],
        ),
    )


def _leading(pages: Sequence[Page], size: float) -> float:
    gaps: list[float] = []
    for page in pages:
        lines = [
            line
            for line in running_lines(page.lines)
            if abs(line.style.size - size) < SAME_SIZE
        ]
        for above, below in pairwise(lines):
            gap = below.box.top - above.box.bottom
            if abs(above.box.left - below.box.left) < SAME_EDGE and 0 <= gap < 2 * size:
                gaps.append(gap / size)
    return median(gaps) if gaps else 0.2


def heading_manner(line: Line) -> Manner:
    """What tells a heading from running text."""
    letters = [character for character in line.text if character.isalpha()]
    return line.style.font, line.style.size, all(c.isupper() for c in letters)


def _headings(pages: Sequence[Page], size: float, font: str) -> frozenset[Manner]:
    """Manners, other than that of running text, in which lines stand right above it."""
    counts: Counter[Manner] = Counter()
    for page in pages:
        for line, below in pairwise(page.lines):
            manner = heading_manner(line)
            if (
                manner != (font, size, False)
                and (manner[2] or line.style.size > size - SAME_SIZE)
                and HEADING_LETTERS.search(line.text)
                and _is_running(below, size)
                and 0 < below.box.top - line.box.bottom < HEADING_GAP * size
                and line.box.left < below.box.right
                and not _is_running(line, size)
            ):
                counts[manner] += 1
    return frozenset(manner for manner, n in counts.items() if n >= HEADINGS)


def _is_running(line: Line, size: float) -> bool:
    return (
        not line.quarter_turns
        and abs(line.style.size - size) < SAME_SIZE
        and line.box.width > RUNNING_WIDTH * size
    )


def _columns(page: Page, size: float) -> tuple[Column, ...]:
    """Columns by the left edges at which many running lines begin."""
    lines = [
        line
        for line in running_lines(page.lines)
        if abs(line.style.size - size) < SAME_SIZE
    ]
    remaining = sorted(lines, key=lambda line: line.box.left)
    columns: list[Column] = []
    while remaining:
        edge = Counter(round(line.box.left) for line in remaining).most_common(1)[0][0]
        own = [line for line in remaining if abs(line.box.left - edge) < SAME_EDGE]
        remaining = [line for line in remaining if line not in own]
        if len(own) < LINES_IN_COLUMN:
            break
        left = min(line.box.left for line in own)
        rights = sorted(line.box.right for line in own)
        column = Column(left, rights[int(len(rights) * FULL_LINES)])
        if all(_are_apart(column, other) for other in columns):
            columns.append(column)
    return tuple(sorted(columns, key=lambda column: column.left))


def _settle(own: tuple[Column, ...], usual: tuple[Column, ...]) -> tuple[Column, ...]:
    """A page's own columns, but the usual ones where it does not reach beyond them.

    An abstract is narrower than the text, and a last page may fill one column only.
    """
    within = all(
        any(
            wide.left - SAME_EDGE < column.left
            and column.right < wide.right + SAME_EDGE
            for wide in usual
        )
        for column in own
    )
    return usual if within else own


def _are_apart(first: Column, second: Column) -> bool:
    shared = min(first.right, second.right) - max(first.left, second.left)
    return shared < SAME_EDGE


def _usual_columns(
    every: Iterable[tuple[Column, ...]],
) -> tuple[Column, ...]:
    counts = Counter(
        tuple((round(c.left), round(c.right)) for c in columns)
        for columns in every
        if columns
    )
    if not counts:
        return ()
    edges = counts.most_common(1)[0][0]
    return tuple(Column(float(left), float(right)) for left, right in edges)
