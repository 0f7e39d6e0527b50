"""Follow a paragraph from its first line to its last, and join its text."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from figures.extraction.geometry import Box, bounding_box
from figures.extraction.labels import read_label

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from figures.extraction.pages import Line

# A quad or a tab at most between a label and its text (font sizes).
LABEL_GAP = 4.0
# Words of a row that are farther apart are cells of a table (font sizes).
CELL_GAP = 1.6
# A wider line is running text beside the caption, and no cell (font sizes).
WIDEST_CELL = 15.0
# So many lines near a piece that begin at its edge make a column (font sizes).
IN_COLUMN, COLUMN_REACH = 3, 6.0
# So far from a row the next cell may be (font sizes); captions side by side are nearer.
CELL_REACH = 5.0
# Single leading leaves about 0.2 of the font size blank; looser text says so itself.
MAX_LEADING = 0.6
# A title stands so far below a label that has a row of its own (font sizes).
TITLE_GAP = 1.8
# Lines of a paragraph keep their distance to within this much (font sizes).
LEADING_SLACK = 0.3
# Lines that follow at the same leading do so to within this much (font sizes).
SAME_LEADING = 0.12
# The next line's baseline is at least this far below (font sizes); scripts are nearer.
NEXT_BASELINE = 0.7
# Baselines closer than this share a row (font sizes); scripts stray farther.
SAME_BASELINE, SAME_ROW = 0.26, 0.4
# Fractions reach so far out of their row (font sizes).
FRACTION_REACH = 0.4
# Edges of a paragraph's rows differ by less (points).
SAME_EDGE = 2.0
# The blanks of a justified row differ by less than this part.
EVEN = 0.35
# Mathematics may be set smaller or larger than the text around it.
INLINE_SIZES = 1.2
# A line this much shorter than its paragraph could have held another short word.
SHORT_LINE = 1.0


Row = list["Line"]


def follow_paragraph(
    first: Line,
    lines: Sequence[Line],
    leading: float,
    stops: Collection[Line],
    *,
    broken: bool,
) -> list[Row]:
    """The rows of the paragraph that begins with ``first``, top to bottom.

    ``lines`` are the upright lines of the page, ``leading`` is the blank between lines
    of the paper's running text in font sizes, ``stops`` begin another paragraph. Lines
    of a ``broken`` paragraph may end early; else one that does is taken for the last.
    """
    rows = [_row_of(first, lines, stops)]
    limit = max(MAX_LEADING, leading + LEADING_SLACK)
    if is_label_only(rows[0]):
        limit = max(limit, TITLE_GAP)
    while row := _next_row(rows, lines, stops, limit):
        row = _justified(rows, row, lines)
        if not _goes_on(rows, row, lines, leading, broken=broken):
            break
        limit = max(_gap(rows, row), 0.0) + LEADING_SLACK
        rows.append(row)
    return rows


def row_box(row: Row) -> Box:
    return bounding_box(line.box for line in row)


def _row_of(first: Line, lines: Sequence[Line], stops: Collection[Line]) -> Row:
    """``first`` and what stands on its baseline, as far as no gap is too wide."""
    size = first.style.size
    others = sorted(
        (
            line
            for line in lines
            if line is not first
            and line not in stops
            and (_share_row(first, line) or _is_fraction(line, first))
            and line.box.left > first.box.left
        ),
        key=lambda line: line.box.left,
    )
    row, right = [first], first.box.right
    for line in others:
        limit = LABEL_GAP if is_label_only(row) else CELL_GAP
        if line.box.left - right >= limit * size or _is_in_column(line, first, lines):
            break
        row.append(line)
        right = max(right, line.box.right)
    return row


def _is_in_column(line: Line, first: Line, lines: Sequence[Line]) -> bool:
    """Whether a piece begins where lines above and below it do: text beside a figure."""
    size = line.style.size
    beside = [
        other.box.top
        for other in lines
        if other is not line
        and abs(other.box.left - line.box.left) < SAME_EDGE / 2
        and abs(other.style.size - size) < 1
        and abs(other.box.top - line.box.top) < COLUMN_REACH * size
    ]
    return len(beside) >= IN_COLUMN and min(beside) < first.box.top - size / 2


def is_label_only(row: Row) -> bool:
    """Whether the row holds a label and nothing else: its text stands apart."""
    text = " ".join(line.text for line in row)
    label = read_label(text) or read_label(f"{text} 1")
    return label is not None and label.end >= len(text)


def _is_fraction(line: Line, row: Line) -> bool:
    """Whether a line is set smaller within the height of a row, as fractions are."""
    middle = (line.box.top + line.box.bottom) / 2
    reach = row.style.size * FRACTION_REACH
    return (
        line.style.size < row.style.size / INLINE_SIZES
        and row.box.top - reach < middle < row.box.bottom + reach
    )


def _justified(rows: Sequence[Row], row: Row, lines: Sequence[Line]) -> Row:
    """The row with all that is spread evenly over the paragraph's whole width.

    Narrow paragraphs have wide blanks, but all those of a row are alike, and the row
    begins and ends where the paragraph does; cells do neither.
    """
    whole = bounding_box(row_box(other) for other in rows)
    spread = sorted(
        (
            line
            for line in lines
            if _share_row(row[0], line)
            and whole.left - SAME_EDGE < line.box.left
            and line.box.right < whole.right + SAME_EDGE
        ),
        key=lambda line: line.box.left,
    )
    words = [word.box for line in spread for word in line.words]
    gaps = [after.left - before.right for before, after in pairwise(words)]
    if not gaps:
        return row
    is_even = (
        max(gaps) - min(gaps) < EVEN * max(gaps)
        and max(gaps) < LABEL_GAP * row[0].style.size
    )
    edges = abs(words[0].left - whole.left) + abs(words[-1].right - whole.right)
    return spread if is_even and edges < SAME_EDGE else row


def _share_row(first: Line, second: Line) -> bool:
    """Whether two lines share a baseline, sub- and superscripts included."""
    sizes = sorted((first.style.size, second.style.size))
    is_script = sizes[0] * INLINE_SIZES < sizes[1]
    off = abs(first.box.bottom - second.box.bottom)
    return off < (SAME_ROW if is_script else SAME_BASELINE) * sizes[1]


def _main(row: Row) -> Line:
    """The piece that holds most of the row's text: scripts and symbols stray."""
    return max(row, key=lambda line: len(line.text))


def _gap(rows: Sequence[Row], row: Row) -> float:
    """The blank above ``row``, in font sizes."""
    line = _main(row)
    return (line.box.top - _main(rows[-1]).box.bottom) / line.style.size


def _next_row(
    rows: Sequence[Row], lines: Sequence[Line], stops: Collection[Line], limit: float
) -> Row | None:
    """The row right below, or None where the blank is too wide or a new text begins."""
    above = _main(rows[-1])
    whole = bounding_box(row_box(row) for row in rows)
    size = above.style.size
    below = [
        line
        for line in lines
        if line.box.bottom > above.box.bottom + size * NEXT_BASELINE
        and line.box.top - above.box.bottom < limit * size
        and min(line.box.right, whole.right) > max(line.box.left, whole.left)
    ]
    if not below:
        return None
    nearest = min(
        below, key=lambda line: (line.style.size < 0.8 * size, line.box.bottom)
    )
    beside = [line for line in below if _share_row(nearest, line)]
    start = min(beside, key=lambda line: line.box.left)
    if any(line in stops for line in beside):
        return None
    return _row_of(start, lines, stops)


def _goes_on(
    rows: Sequence[Row],
    row: Row,
    lines: Sequence[Line],
    leading: float,
    *,
    broken: bool,
) -> bool:
    """Whether ``row`` continues the paragraph, by its style, its cells and its place."""
    aligned = any(abs(r[0].box.left - row[0].box.left) < 1.0 for r in rows)
    reach = CELL_REACH if broken else 2 * CELL_REACH
    if _has_cells(row, lines, 0.0 if aligned else reach, reach):
        return False
    if len(rows) == 1 and is_label_only(rows[0]):
        return True
    size, previous = _main(row).style.size, _main(rows[-1]).style.size
    if not previous / INLINE_SIZES < size < previous * INLINE_SIZES:
        return False
    if _is_set_apart(rows, row) and not _is_in_step(rows, row):
        return False
    return (
        _hangs(rows, row)
        or _is_full(rows[-1], row, rows)
        or _keeps_step(rows, row, leading, broken=broken)
    )


def _hangs(rows: Sequence[Row], row: Row) -> bool:
    """Whether the row begins under the text behind the label, not under the label."""
    label, *text = rows[0]
    return (
        bool(text)
        and is_label_only([label])
        and abs(row[0].box.left - text[0].box.left) < SAME_EDGE
    )


def _keeps_step(rows: Sequence[Row], row: Row, leading: float, *, broken: bool) -> bool:
    """Whether ``row`` follows at the paragraph's own leading, and at its left edge."""
    own = _gap(rows[:-1], rows[-1]) if len(rows) > 1 else min(leading, MAX_LEADING)
    aligned = any(abs(r[0].box.left - row[0].box.left) < 1.0 for r in rows)
    return _gap(rows, row) < own + SAME_LEADING and (broken or aligned)


def _is_in_step(rows: Sequence[Row], row: Row) -> bool:
    """Whether the row follows exactly as those above it do; headings stand off."""
    if len(rows) == 1:
        return False
    return abs(_gap(rows, row) - _gap(rows[:-1], rows[-1])) < SAME_LEADING


def _is_set_apart(rows: Sequence[Row], row: Row) -> bool:
    """Whether the row changes to a weight or size that the paragraph does not use."""
    styles = {word.style for r in rows for line in r for word in line.words}
    own = _main(row).style
    if own in styles:
        return False
    return own.bold and not any(style.bold for style in styles)


def _has_cells(row: Row, lines: Sequence[Line], left: float, right: float) -> bool:
    """Whether something stands so near on the row (font sizes), as cells do."""
    box, size = row_box(row), _main(row).style.size
    return any(
        0 < line.box.left - box.right < right * size
        or 0 < box.left - line.box.right < left * size
        for line in lines
        if line not in row
        and _share_row(row[-1], line)
        and line.box.width < WIDEST_CELL * size
    )


def _is_full(last: Row, row: Row, rows: Sequence[Row]) -> bool:
    """Whether the first word of ``row`` would not have fitted on the line before."""
    right = max(row_box(r).right for r in [*rows, row])
    left = min(row_box(r).left for r in [*rows, row])
    first_word = row[0].words[0]
    blank = right - row_box(last).right
    if abs((row_box(last).left - left) - blank) < SHORT_LINE * _main(last).style.size:
        blank *= 2  # centred: what is free on both sides counts
    return blank < first_word.box.width + (0.25 + SHORT_LINE) * _main(last).style.size
