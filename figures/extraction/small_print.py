"""What stands on a page beside its text: running heads and feet, and small type."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from figures.extraction.layout import SAME_SIZE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from figures.extraction.pages import Line, Page

# Running heads and feet stand within these parts of the page's height.
HEAD, FOOT = 0.12, 0.85
# Lines of one paragraph are no farther apart than this (font sizes): small print in
# the margin is leaded generously.
LEADING = 0.75
# A paragraph is gone on with after so many others at the most.
INTERLEAVED = 12


def in_margin(line: Line, page: Page) -> bool:
    return line.box.bottom < page.height * HEAD or page.height * FOOT < line.box.top


def body_size(lines: Sequence[Line]) -> float:
    """The size most letters are set in; 0 where there are none."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.style.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def read_paragraphs(page: Page) -> list[list[Line]]:
    """The upright lines in blocks of one size, each read from its top to its end."""
    blocks: list[list[Line]] = []
    for line in page.lines:
        if line.quarter_turns:
            continue
        # Lines of another column may come between.
        for block in reversed(blocks[-INTERLEAVED:]):
            if _continues(block[-1], line):
                block.append(line)
                break
        else:
            blocks.append([line])
    return blocks


def read_small_print(page: Page) -> list[list[Line]]:
    """The paragraphs in the margins, or in smaller type than the text."""
    body = body_size([line for line in page.lines if not line.quarter_turns])
    return [
        block
        for block in read_paragraphs(page)
        if in_margin(block[0], page) or block[0].style.size < body - SAME_SIZE
    ]


def text_of(block: Sequence[Line]) -> str:
    return " ".join(line.text for line in block)


def _continues(above: Line, line: Line) -> bool:
    """Whether ``line`` stands beside or just below the one read before it."""
    size = above.style.size
    gap = line.box.top - above.box.bottom
    overlap = min(above.box.right, line.box.right) - max(above.box.left, line.box.left)
    beside = -1.5 * size < gap < -size / 2 and line.box.left >= above.box.right - size
    below = -size / 2 <= gap < LEADING * size and overlap > 0
    return abs(line.style.size - size) <= SAME_SIZE and (beside or below)
