"""Split a figure into its lettered panels.

Panels show themselves by letters printed in or under them, running from a without a
hole; where none are printed, by the caption's letters and as many equal parts between
white gutters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise, takewhile, zip_longest
from string import ascii_lowercase
from typing import TYPE_CHECKING

from figures.extraction.geometry import Box
from figures.extraction.gutters import GUTTER, white_gaps, widest_cut
from figures.extraction.ink import ink_box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from PIL import Image

    from figures.extraction.pages import Line

# "(a)", "(a) Loss", "a)", "A" or "a" alone, "a. Loss".
BRACKETED = re.compile(r"^\((?P<letter>[a-zA-Z])\)")
HALF_BRACKETED = re.compile(r"^(?P<letter>[a-zA-Z])[):](?=$|\s)")
BARE = re.compile(r"^(?P<letter>[a-zA-Z])\.?(?=$|\s)")
IN_CAPTION = re.compile(r"(?<!\w)\(?(?P<letter>[a-zA-Z])\)")
# Marks whose baselines differ by less stand in one row (points).
SAME_ROW = 8.0
# Brackets reach this far below their line (points).
BLEED = 1.5
# Without printed letters, a part this much smaller than the average is no panel.
SMALLEST = 0.25


@dataclass(frozen=True, slots=True)
class Mark:
    """A printed panel letter."""

    letter: str
    box: Box
    # What stands behind the letter on its line, and continues it below.
    text: str


@dataclass(frozen=True, slots=True)
class FoundPanel:
    """A lettered part of a figure, in the frame of its view."""

    letter: str
    box: Box
    # The sub-caption printed with the letter; empty where there is none.
    text: str


def find_panels(
    box: Box, lines: Sequence[Line], caption: str, ink: Image.Image
) -> list[FoundPanel]:
    """The panels of the figure in ``box``, by letter; empty where it is undivided.

    ``lines`` are the words inside the figure, ``ink`` has one pixel a point.
    """
    marks = _marks(lines, caption)
    if marks:
        return _split_by_marks(box, marks, ink)
    letters = caption_letters(caption)
    if len(letters) > 1:
        return _split_by_gutters(box, letters, ink)
    return []


def caption_letters(caption: str) -> list[str]:
    """The letters a caption explains, from a without a hole."""
    letters = {match["letter"].lower() for match in IN_CAPTION.finditer(caption)}
    return _run(letters)


def caption_part(caption: str, letter: str) -> str:
    """The caption's words about one panel: what follows "(a)" up to the next letter."""
    marks = list(re.finditer(r"(?<!\w)\(([a-zA-Z])\)[:.]?\s*", caption))
    for mark, following in zip_longest(marks, marks[1:]):
        if mark[1].lower() == letter:
            end = following.start() if following else len(caption)
            return re.sub(r"[,;]?\s*(?:and)?\s*$", "", caption[mark.end() : end])
    return ""


def _run(letters: Iterable[str], first: str = "a") -> list[str]:
    """The letters from ``first`` on, up to the first that is missing."""
    found = set(letters)
    following = ascii_lowercase[ascii_lowercase.index(first) :]
    return list(takewhile(lambda letter: letter in found, following))


def _marks(lines: Sequence[Line], caption: str) -> list[Mark]:
    """The longest run of letters printed in one manner."""
    manners: defaultdict[tuple[str, object], dict[str, Mark]] = defaultdict(dict)
    for line in sorted(lines, key=lambda line: (line.box.top, line.box.left)):
        for manner, mark in _readings(line):
            manners[manner].setdefault(mark.letter, mark)
    runs = []
    for (pattern, _), marks in manners.items():
        # A figure continued from another page goes on with the letters.
        first = min(marks) if pattern == BRACKETED.pattern else "a"
        run = [marks[letter] for letter in _run(marks, first)]
        trusted = pattern != BARE.pattern or _are_explained(run, caption)
        if len(run) > 1 and trusted:
            runs.append(run)
    return max(runs, key=len, default=[])


def _readings(line: Line) -> Iterator[tuple[tuple[str, object], Mark]]:
    """The ways in which a line may begin with a panel letter."""
    for pattern in (BRACKETED, HALF_BRACKETED, BARE):
        match = pattern.match(line.text)
        if match is None or line.quarter_turns:
            continue
        case = match["letter"].isupper()
        style = line.words[0].style
        manner: tuple[str, object] = (pattern.pattern, case)
        if pattern is BARE:
            if not (style.bold or len(line.text) == 1):
                continue
            manner = (pattern.pattern, (case, style))
        text = line.text[match.end() :].strip()
        yield manner, Mark(match["letter"].lower(), line.box, text)


def _are_explained(run: Sequence[Mark], caption: str) -> bool:
    """Whether the caption speaks of the letters too; letters alone may be anything."""
    named = re.findall(r"(?<![\w'])\(?([a-zA-Z])(?=[).,:;\u2013-]|\s)", caption)
    letters = {letter.lower() for letter in named}
    return sum(mark.letter in letters for mark in run) * 2 >= len(run)


def _split_by_marks(
    box: Box, marks: Sequence[Mark], ink: Image.Image
) -> list[FoundPanel]:
    """Rows of marks divide the figure's height, gutters between marks its width."""
    rows = _rows(marks)
    first = min(mark.box.top for mark in rows[0])
    last = max(mark.box.bottom for mark in rows[-1])
    below = box.bottom - last < first - box.top
    panels: list[FoundPanel] = []
    for row, band in zip(rows, _bands(box, rows, below=below), strict=True):
        cells = _cells(band, row, ink, below=below)
        for mark, cell in zip(row, cells, strict=True):
            tight = ink_box(ink, cell) or cell
            panels.append(FoundPanel(mark.letter, tight, mark.text))
    return sorted(panels, key=lambda panel: panel.letter)


def _rows(marks: Sequence[Mark]) -> list[list[Mark]]:
    rows: list[list[Mark]] = []
    for mark in sorted(marks, key=lambda mark: mark.box.bottom):
        if rows and mark.box.bottom - rows[-1][-1].box.bottom < SAME_ROW:
            rows[-1].append(mark)
        else:
            rows.append([mark])
    for row in rows:
        row.sort(key=lambda mark: mark.box.left)
    return rows


def _bands(box: Box, rows: Sequence[Sequence[Mark]], *, below: bool) -> Iterator[Box]:
    """The part of the figure's height that each row of marks speaks of."""
    if below:
        edges = [
            box.top,
            *(max(m.box.bottom for m in row) + BLEED for row in rows[:-1]),
        ]
        edges.append(box.bottom)
    else:
        edges = [box.top, *(min(m.box.top for m in row) - 1 for row in rows[1:])]
        edges.append(box.bottom)
    for top, bottom in pairwise(edges):
        yield Box(box.left, top, box.right, max(top, bottom))


def _cells(
    band: Box, row: Sequence[Mark], ink: Image.Image, *, below: bool
) -> Iterator[Box]:
    edges = [band.left]
    for mark, following in pairwise(row):
        edges.append(_gutter(band, mark, following, ink, below=below))
    edges.append(band.right)
    for left, right in pairwise(edges):
        yield Box(left, band.top, max(left, right), band.bottom)


def _gutter(
    band: Box, mark: Mark, following: Mark, ink: Image.Image, *, below: bool
) -> float:
    """Where one panel ends and the next begins, between two marks of a row."""
    if below:
        left = (mark.box.left + mark.box.right) / 2
        right = (following.box.left + following.box.right) / 2
    else:
        left, right = mark.box.right, following.box.left + GUTTER
    gaps = [
        (start, end)
        for start, end in white_gaps(band, ink)
        if end > left and start < right
    ]
    if not gaps:
        return (left + right) / 2 if below else following.box.left - 1
    middle = (left + right) / 2 if below else right
    start, end = max(gaps, key=lambda gap: _gutter_merit(gap, middle))
    return (start + end) / 2


def _gutter_merit(gap: tuple[float, float], expected: float) -> float:
    """Wide gaps near where the boundary is expected."""
    start, end = gap
    return (end - start) - abs((start + end) / 2 - expected) / 4


def _split_by_gutters(
    box: Box, letters: Sequence[str], ink: Image.Image
) -> list[FoundPanel]:
    """As many parts between the widest gutters as the caption has letters, else none."""
    cells = [box]
    while len(cells) < len(letters):
        cuts = [
            (cut, index)
            for index, cell in enumerate(cells)
            if (cut := widest_cut(cell, ink))
        ]
        if not cuts:
            return []
        (_, parts), index = max(cuts, key=lambda found: found[0][0])
        cells[index : index + 1] = parts
    if min(cell.area for cell in cells) < SMALLEST * box.area / len(letters):
        return []
    return [
        FoundPanel(letter, ink_box(ink, cell) or cell, "")
        for letter, cell in zip(letters, cells, strict=True)
    ]
