"""Find what is printed on page after page and is not content.

Running heads and feet, page numbers, margin line numbers and stamps give themselves
away by coming back at the same place, so the whole paper is looked at together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from figures.extraction.labels import read_label
from figures.extraction.pages import without_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from figures.extraction.pages import Line, Page

# Heads and feet stand in the outermost part of the page's height.
EDGE_ZONE = 0.16
# Heads stand higher than this part of the page, over so much blank (font sizes), on
# so many of the pages.
HEAD_ZONE, HEAD_BLANK, HEAD_SHARE = 0.12, 1.2, 0.4
# The same words at the same height on so many pages are no coincidence.
REPEATS = 3
# Plots of one series have the same legend too, but not on so great a part of the pages.
SHARE = 0.25
# Places on two pages that differ by less are the same (points).
SAME_PLACE = 3.0
# A page with fewer numbers in a column may be showing an axis or a table.
NUMBERS_IN_MARGIN = 10
# They run down most of the page; the ticks of an axis do not.
MARGIN_HEIGHT = 0.4
DIGITS = re.compile(r"\d+")
# "12", "12/28", "- 12 -", "12 of 28", once the numbers are blotted out.
PAGE_NUMBER = re.compile(
    r"^[-\u2013\u2014|(\[\s]*#(?:\s*(?:of|von|de|/)\s*#)?[-\u2013\u2014|)\]\s]*$"
)
ROMAN_PAGE = re.compile(r"^[ivxl]+$")
# Fewer letters in a row are no words.
TELLING = re.compile(r"[^\W\d_]{3}|[\u3040-\u9fff]{2}")
STAMP = re.compile(r"^arXiv:", re.IGNORECASE)


def find_furniture(pages: Sequence[Page]) -> dict[int, tuple[Line, ...]]:
    """The lines that are not content, by page number."""
    margins = _number_margins(pages)
    numbers = {page.number: tuple(_margin_numbers(page, margins)) for page in pages}
    # Margin numbers share rows with all that stands beside them.
    pages = [without_lines(page, set(numbers[page.number])) for page in pages]
    repeated = _repeated_lines(pages)
    places = _head_places(pages)
    return {
        page.number: (
            *_heads_and_feet(page, repeated, places),
            *numbers[page.number],
            *_stamps(page, repeated),
        )
        for page in pages
    }


def _wording(line: Line) -> str:
    """The line's words with its numbers blotted out, as they change from page to page."""
    plain = "".join(c for c in normalize("NFKD", line.text) if not combining(c))
    text = DIGITS.sub("#", plain.casefold())
    return "#" if ROMAN_PAGE.match(text) or PAGE_NUMBER.match(text) else text


def _repeated_lines(pages: Sequence[Page]) -> set[tuple[str, int]]:
    """Wordings with the places (rounded) at which they come back."""
    places: defaultdict[str, list[tuple[float, int, str]]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            if line.quarter_turns or _is_at_edge(line, page):
                wording = _wording(line)
                if _can_be_furniture(line, wording):
                    places[wording].append((_place(line), page.number, line.text))
    needed = max(min(REPEATS, max(2, len(pages) - 1)), round(len(pages) * SHARE))
    return {
        (wording, round(place))
        for wording, found in places.items()
        for place, _, _ in found
        if _times(wording, found, place) >= needed
    }


def _can_be_furniture(line: Line, wording: str) -> bool:
    """Panel letters, ticks of axes and labels come back too, at the same place."""
    if read_label(line.text) is not None:
        return False
    return wording == "#" or TELLING.search(wording) is not None


def _times(wording: str, found: Sequence[tuple[float, int, str]], place: float) -> int:
    """How many pages say it at ``place``; page numbers have to differ, too."""
    near = [
        (number, text) for at, number, text in found if abs(at - place) < SAME_PLACE
    ]
    pages = len({number for number, _ in near})
    return min(pages, len({text for _, text in near})) if wording == "#" else pages


def _place(line: Line) -> float:
    return line.box.left if line.quarter_turns % 2 else line.box.bottom


def _is_at_edge(line: Line, page: Page) -> bool:
    return line.box.bottom < page.height * EDGE_ZONE or line.box.top > page.height * (
        1 - EDGE_ZONE
    )


def _head_places(pages: Sequence[Page]) -> set[int]:
    """Baselines (rounded) at which pages begin with a row that stands by itself.

    In short papers, and with other heads on left and right pages, no wording repeats.
    """
    counts: defaultdict[int, int] = defaultdict(int)
    for page in pages:
        upright = [line for line in page.lines if not line.quarter_turns]
        rows = list(_rows(sorted(upright, key=lambda line: line.box.bottom)))
        if not rows or rows[0] is rows[-1]:
            continue
        first, second, *_ = rows
        blank = min(line.box.top for line in second) - first[0].box.bottom
        if (
            first[0].box.bottom < page.height * HEAD_ZONE
            and blank > HEAD_BLANK * first[0].style.size
        ):
            counts[round(first[0].box.bottom)] += 1
    needed = max(2, round(len(pages) * HEAD_SHARE))
    return {place for place, count in counts.items() if count >= needed}


def _heads_and_feet(
    page: Page, repeated: set[tuple[str, int]], places: set[int]
) -> Iterator[Line]:
    """Whole rows, from the outside in, as long as something in them is repeated."""
    upright = [line for line in page.lines if not line.quarter_turns]
    above = (line for line in upright if line.box.bottom < page.height * EDGE_ZONE)
    below = (line for line in upright if line.box.top > page.height * (1 - EDGE_ZONE))
    for edge in (
        sorted(above, key=lambda line: line.box.bottom),
        sorted(below, key=lambda line: -line.box.bottom),
    ):
        rows = list(_rows(edge))
        first = rows[0] if rows else None
        for row in rows:
            is_repeated = any(
                (_wording(line), round(_place(line))) in repeated for line in row
            ) or (
                row[0].box.bottom < page.height * HEAD_ZONE
                and round(row[0].box.bottom) in places
                and row is first
            )
            if not is_repeated or any(read_label(line.text) for line in row):
                break
            yield from row


def _rows(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Lines sorted by their baseline, those that share one together."""
    row: list[Line] = []
    for line in lines:
        if row and abs(line.box.bottom - row[0].box.bottom) > SAME_PLACE:
            yield row
            row = []
        row.append(line)
    if row:
        yield row


def _number_margins(pages: Sequence[Page]) -> list[float]:
    """Left and right edges at which half of the pages have numbers running down."""
    counts: defaultdict[int, int] = defaultdict(int)
    for page in pages:
        for edge in _number_edges(page):
            counts[edge] += 1
    needed = max(1, len(pages) // 2)
    return [float(edge) for edge, count in counts.items() if count >= needed]


def _number_edges(page: Page) -> Iterator[int]:
    columns: defaultdict[int, list[Line]] = defaultdict(list)
    for line in page.lines:
        if line.text.isdecimal() and not line.quarter_turns:
            for edge in {round(line.box.left), round(line.box.right)}:
                columns[edge].append(line)
    for edge, lines in columns.items():
        lines.sort(key=lambda line: line.box.top)
        values = [int(line.text) for line in lines]
        rising = sum(before < after for before, after in pairwise(values))
        height = lines[-1].box.bottom - lines[0].box.top
        if (
            len(lines) >= NUMBERS_IN_MARGIN
            and rising >= len(lines) * 0.9 - 1
            and height > MARGIN_HEIGHT * page.height
        ):
            yield edge


def _margin_numbers(page: Page, margins: list[float]) -> Iterator[Line]:
    for line in page.lines:
        if line.text.isdecimal() and any(
            abs(line.box.left - edge) < SAME_PLACE
            or abs(line.box.right - edge) < SAME_PLACE
            for edge in margins
        ):
            yield line


def _stamps(page: Page, repeated: set[tuple[str, int]]) -> Iterator[Line]:
    """Text running up the side: an archive's stamp, a publisher's note."""
    for line in page.lines:
        is_known = STAMP.match(line.text) or (
            (_wording(line), round(_place(line))) in repeated
        )
        if line.quarter_turns % 2 and is_known and _is_outside_text(line, page):
            yield line


def _is_outside_text(line: Line, page: Page) -> bool:
    """Whether a sideways line stands left or right of all upright words of its page."""
    upright = [
        other.box
        for other in page.lines
        if not other.quarter_turns and not other.text.isdecimal()
    ]
    return all(line.box.right < box.left for box in upright) or all(
        line.box.left > box.right for box in upright
    )
