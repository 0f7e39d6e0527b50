"""Tell running text from the words that belong to figures and tables.

Running text fills its column line after line; what is in a figure does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from figures.extraction.layout import SAME_SIZE, Column, Layout

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from figures.extraction.geometry import Box
    from figures.extraction.pages import Line, Page

# A full line may be indented by this much, and end ragged by this much (font sizes).
INDENT, RAGGED = 3.0, 4.0
# So many full lines in a row are text even in another size: references, an abstract.
LONG_PARAGRAPH = 6
# Paragraphs framed by a graphic larger than this part of the page are not in a figure.
PAGE_FRAME = 0.7
# A heading stands closer than this to the text it introduces (font sizes).
HEADING_GAP = 2.5
# A rule above footnotes is shorter than this part of the column.
FOOTNOTE_RULE = 0.6
RULE_HEIGHT = 3.0
# Footnotes follow each other closer than this; what is farther is no footnote (sizes).
FOOTNOTE_GAP = 1.0


def find_prose(
    page: Page, layout: Layout, captions: Collection[Line], graphics: Sequence[Box]
) -> list[Line]:
    """The lines of the page that are running text, headings or footnotes."""
    columns = layout.columns_of(page)
    frames = [box for box in graphics if 400 < box.area < PAGE_FRAME * page.box.area]
    prose: list[Line] = []
    for column in columns:
        lines = sorted(
            (
                line
                for line in page.lines
                if not line.quarter_turns
                and line not in captions
                and _stands_in(line, column)
                and not _is_framed(line, frames)
            ),
            key=lambda line: line.box.bottom,
        )
        prose += _paragraph_lines(lines, column, layout)
        prose += _footnotes(lines, column, graphics, layout)
        prose += _headings(lines, prose, column)
    return prose


def _stands_in(line: Line, column: Column) -> bool:
    slack = line.style.size
    return line.box.left > column.left - slack and line.box.right < column.right + slack


def _is_framed(line: Line, frames: Iterable[Box]) -> bool:
    middle = line.box
    return any(frame.expanded(1.0).contains(middle) for frame in frames)


def _is_full(line: Line, column: Column) -> bool:
    size = line.style.size
    return (
        line.box.left < column.left + INDENT * size
        and line.box.right > column.right - RAGGED * size
    )


def _paragraph_lines(
    lines: Sequence[Line], column: Column, layout: Layout
) -> list[Line]:
    """Full lines in the body's size, long runs in any, and the lines that end them."""
    found: list[Line] = []
    for run in _runs(lines, layout):
        full = [line for line in run if _is_full(line, column)]
        body = [l for l in full if abs(l.style.size - layout.size) < SAME_SIZE]
        if len(full) >= LONG_PARAGRAPH or (body and len(full) * 2 >= len(run) - 1):
            found += run
    return found


def _runs(lines: Sequence[Line], layout: Layout) -> list[list[Line]]:
    """Lines in one size that follow each other at a paragraph's leading."""
    runs: list[list[Line]] = []
    for line in lines:
        for run in runs:
            last, size = run[-1], line.style.size
            gap = (line.box.top - last.box.bottom) / size
            if (
                abs(last.style.size - size) < SAME_SIZE
                and -0.6 < gap < max(0.6, layout.leading + 0.3)
                and line.box.left < last.box.right
                and last.box.left < line.box.right
            ):
                run.append(line)
                break
        else:
            runs.append([line])
    return runs


def _footnotes(
    lines: Sequence[Line], column: Column, graphics: Iterable[Box], layout: Layout
) -> list[Line]:
    """Smaller lines under a short rule at the column's left edge."""
    rules = [
        box
        for box in graphics
        if box.height < RULE_HEIGHT
        and 20 < box.width < FOOTNOTE_RULE * column.width
        and abs(box.left - column.left) < 6
    ]
    found: list[Line] = []
    for rule in rules:
        below = [l for l in lines if l.box.top > rule.top - 2]
        first = min(below, key=lambda l: l.box.top, default=None)
        if (
            first is not None
            and first.style.size < layout.size - SAME_SIZE
            and (
                first.box.top - rule.bottom < 2 * layout.size
                and first.box.left < column.left + 3 * layout.size
            )
        ):
            found += _unbroken(first, below)
    return found


def _unbroken(first: Line, lines: Iterable[Line]) -> list[Line]:
    """``first`` and what follows it without a gap: a figure may stand below footnotes."""
    found = [first]
    for line in lines:
        if line.box.top - found[-1].box.bottom < FOOTNOTE_GAP * line.style.size:
            found.append(line)
    return found


def _headings(
    lines: Sequence[Line], prose: Collection[Line], column: Column
) -> list[Line]:
    """Lines in a style of their own, alone on their row, right above running text."""
    found: list[Line] = []
    settled = set(prose)
    for line in sorted(lines, key=lambda line: -line.box.bottom):
        if line in settled or not _could_head(line, column):
            continue
        below = [
            other
            for other in settled
            if 0 <= other.box.top - line.box.bottom + 2 < HEADING_GAP * line.style.size
            and other.box.left < line.box.right + line.box.width
        ]
        alone = not any(
            other is not line
            and other not in settled
            and abs(other.box.bottom - line.box.bottom) < line.style.size / 2
            and other.box.left > line.box.right + 3 * line.style.size
            for other in lines
        )
        if below and alone:
            settled.add(line)
            found.append(line)
    return found


def _could_head(line: Line, column: Column) -> bool:
    style = line.style
    centred = (
        abs((line.box.left - column.left) - (column.right - line.box.right))
        < 2 * style.size
    )
    at_left = line.box.left < column.left + 3 * style.size
    stands_out = (
        style.bold or style.italic or line.text.isupper() or (line.text[:1].isdigit())
    )
    return (at_left or centred) and stands_out
