"""How a paper is set: the style of its running text, its leading and its columns."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from figures.extraction.columns import (
    SAME_EDGE,
    Column,
    find_columns,
    settle,
    side_by_side,
    usual_columns,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from figures.extraction.pages import Line, Page

# Font sizes that differ by less are the same size (points): TeX rounds.
SAME_SIZE = 0.35
# A running line is at least this many font sizes wide: about eight words.
RUNNING_WIDTH = 15.0
# A heading stands closer than this to the text it introduces (font sizes).
HEADING_GAP = 2.5
# A manner seen so often above running text is that of headings.
HEADINGS = 2
# "2.1 Methods", "A. Survey", "IV. Results".
SECTION = re.compile(r"^(?:\d+(?:\.\d+)+\.?|[A-Z]\.|[IVX]+\.)\s+[^\W\d_a-z]\w+\s?\w*")
HEADING_LETTERS = re.compile(r"[^\W\d_]{3}")
# Of the page's width, where no running text tells.
SIDE_MARGIN = 0.08


# Font, size and whether all is in capitals.
Manner = tuple[str, float, bool]


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
    # By page number: all that text is set in, overlapping ones too.
    measures: dict[int, tuple[Column, ...]]

    def columns_of(self, page: Page) -> tuple[Column, ...]:
        """The columns of a page; the whole width of one that was turned."""
        return _whole_width(page) if page.quarter_turns else self.columns[page.number]

    def measures_of(self, page: Page) -> tuple[Column, ...]:
        """The columns of a page, and the narrower and wider ones that text is set in."""
        return _whole_width(page) if page.quarter_turns else self.measures[page.number]


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
    found = {page.number: find_columns(_body_lines(page, size)) for page in pages}
    own = {number: side_by_side(columns) for number, columns in found.items()}
    usual = usual_columns(own.values())
    settled = {
        page.number: settle(own[page.number], usual) or _whole_width(page)
        for page in pages
    }
    return Layout(
        font=font,
        size=size,
        leading=_leading(pages, size),
        headings=_headings(pages, size, font),
        columns=settled,
        measures={
            number: tuple(dict.fromkeys([*columns, *found[number], *usual]))
            for number, columns in settled.items()
        },
    )


def running_lines(lines: Iterable[Line]) -> list[Line]:
    """The upright lines wide enough to be part of a paragraph."""
    return [
        line
        for line in lines
        if not line.quarter_turns and line.box.width > RUNNING_WIDTH * line.style.size
    ]


def _body_lines(page: Page, size: float) -> list[Line]:
    """The running lines in the size of most text."""
    return [
        line
        for line in running_lines(page.lines)
        if abs(line.style.size - size) < SAME_SIZE
    ]


def _whole_width(page: Page) -> tuple[Column, ...]:
    return (Column(page.width * SIDE_MARGIN, page.width * (1 - SIDE_MARGIN)),)


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
        for above, below in pairwise(_body_lines(page, size)):
            gap = below.box.top - above.box.bottom
            if abs(above.box.left - below.box.left) < SAME_EDGE and 0 <= gap < 2 * size:
                gaps.append(gap / size)
    return median(gaps) if gaps else 0.2


def heading_manner(line: Line) -> Manner:
    """What tells a heading from running text."""
    letters = [character for character in line.text if character.isalpha()]
    return line.style.font, line.style.size, all(c.isupper() for c in letters)


def _headings(pages: Sequence[Page], size: float, font: str) -> frozenset[Manner]:
    """Manners, other than that of running text, of headings.

    Lines stand right above running text in them, or begin with a section's number.
    """
    counts: Counter[Manner] = Counter()
    for page in pages:
        for line in page.lines:
            if SECTION.match(line.text) and line.style.size > size - SAME_SIZE:
                manner = heading_manner(line)
                counts[manner] += not _is_body(manner, font, size)
        for line, below in pairwise(page.lines):
            manner = heading_manner(line)
            if (
                not _is_body(manner, font, size)
                and (manner[2] or line.style.size > size - SAME_SIZE)
                and HEADING_LETTERS.search(line.text)
                and not line.text[0].islower()
                and _is_running(below, size)
                and 0 < below.box.top - line.box.bottom < HEADING_GAP * size
                and line.box.left < below.box.right
                and not _is_running(line, size)
            ):
                counts[manner] += 1
    return frozenset(manner for manner, n in counts.items() if n >= HEADINGS)


def _is_body(manner: Manner, font: str, size: float) -> bool:
    """Whether the manner is that of running text; sizes differ by rounding."""
    return manner[0] == font and abs(manner[1] - size) < SAME_SIZE and not manner[2]


def _is_running(line: Line, size: float) -> bool:
    return (
        not line.quarter_turns
        and abs(line.style.size - size) < SAME_SIZE
        and line.box.width > RUNNING_WIDTH * size
    )
