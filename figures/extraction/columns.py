"""The columns in which a page's running text is set, read off the edges of its lines."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from figures.extraction.geometry import Box
    from figures.extraction.pages import Line

# Edges of two columns that differ by less belong to the same column (points).
SAME_EDGE = 3.0
# Fewer running lines than this do not make a column on their page.
LINES_IN_COLUMN = 4
# Where so many of its lines end at one edge, a column is justified; else ragged.
JUSTIFIED = 0.3
# Ragged lines end before their column does; so many of them do not.
FULL_LINES = 0.85
# Columns on so great a part of the pages are the paper's.
USUAL = 0.3


@dataclass(frozen=True, slots=True)
class Column:
    """A column of running text: its left and right edge in points."""

    left: float
    right: float

    @property
    def width(self) -> float:
        return self.right - self.left


def find_columns(lines: Iterable[Line]) -> tuple[Column, ...]:
    """Every column that enough running ``lines`` fill, that with most lines first.

    Columns may overlap: an abstract, a list, or lines over both columns share an edge
    with others.
    """
    remaining = list(lines)
    found: list[tuple[int, Column]] = []
    while remaining:
        edge = _commonest(line.box.left for line in remaining)
        own = [line for line in remaining if abs(line.box.left - edge) < SAME_EDGE]
        remaining = [line for line in remaining if line not in own]
        if len(own) < LINES_IN_COLUMN:
            break
        found += _columns_at(own)
    found.sort(key=lambda entry: -entry[0])
    return tuple(column for _, column in found)


def side_by_side(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Those that do not overlap one named before them, from left to right."""
    chosen: list[Column] = []
    for column in columns:
        if all(_are_apart(column, other) for other in chosen):
            chosen.append(column)
    return tuple(sorted(chosen, key=lambda column: column.left))


def usual_columns(every: Iterable[tuple[Column, ...]]) -> tuple[Column, ...]:
    """The columns that come back on most pages; empty where no page has any."""
    pages = [columns for columns in every if columns]
    counts = Counter(column for columns in pages for column in columns)
    alike = {
        column: sum(counts[other] for other in counts if _is_same(column, other))
        for column in counts
    }
    common = [c for c in counts if alike[c] >= USUAL * len(pages)]
    return side_by_side(sorted(common, key=lambda c: (-alike[c], -counts[c])))


def settle(own: tuple[Column, ...], usual: tuple[Column, ...]) -> tuple[Column, ...]:
    """A page's own columns, but the usual ones where its own only fill a part of them.

    An abstract is narrower than the text, and a last page may fill one column only;
    two columns where usually there is one are a change of the layout.
    """
    holders = [_holder(column, usual) for column in own]
    is_part = None not in holders and len(set(holders)) == len(holders)
    return usual if is_part else own


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


def share_column(first: Box, second: Box, columns: Sequence[Column]) -> bool:
    """Whether both lie in one column, or either reaches over several."""
    homes = [
        {
            number
            for number, column in enumerate(columns)
            if min(box.right, column.right) > max(box.left, column.left)
        }
        for box in (first, second)
    ]
    return not any(homes) or bool(homes[0] & homes[1])


def _columns_at(lines: Sequence[Line]) -> list[tuple[int, Column]]:
    """The columns of lines that share their left edge, each with its count of lines."""
    left = min(line.box.left for line in lines)
    found: list[tuple[int, Column]] = []
    remaining = list(lines)
    while len(remaining) >= LINES_IN_COLUMN:
        edge = _commonest(line.box.right for line in remaining)
        ending = [line for line in remaining if abs(line.box.right - edge) < SAME_EDGE]
        if len(ending) < max(LINES_IN_COLUMN - 1, JUSTIFIED * len(remaining)):
            if not found:
                found.append((len(lines), Column(left, _ragged_edge(remaining))))
            break
        column = Column(left, max(line.box.right for line in ending))
        # Last lines of paragraphs end anywhere before the edge.
        inside = [line for line in remaining if line.box.right <= column.right]
        found.append((len(inside), column))
        remaining = [line for line in remaining if line.box.right > column.right]
    return found


def _ragged_edge(lines: Sequence[Line]) -> float:
    rights = sorted(line.box.right for line in lines)
    return rights[int(len(rights) * FULL_LINES)]


def _commonest(edges: Iterable[float]) -> float:
    """The edge near which most others lie."""
    counts = Counter(round(edge) for edge in edges)
    return max(counts, key=lambda edge: sum(counts[edge + step] for step in (-1, 0, 1)))


def _holder(column: Column, usual: Sequence[Column]) -> Column | None:
    """The usual column that ``column`` is a part of, if there is one."""
    for wide in usual:
        if wide.left - SAME_EDGE < column.left and (
            column.right < wide.right + SAME_EDGE
        ):
            return wide
    return None


def _is_same(first: Column, second: Column) -> bool:
    return (
        abs(first.left - second.left) < SAME_EDGE
        and abs(first.right - second.right) < SAME_EDGE
    )


def _are_apart(first: Column, second: Column) -> bool:
    shared = min(first.right, second.right) - max(first.left, second.left)
    return shared < SAME_EDGE
