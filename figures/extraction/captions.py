"""Find the captions of a paper and read each to its end."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from figures.extraction.candidates import (
    Candidate,
    choose_captions,
    find_candidates,
    label_row,
)
from figures.extraction.columns import SAME_EDGE, Column, column_span
from figures.extraction.geometry import bounding_box
from figures.extraction.joining import join_text, read_vocabulary
from figures.extraction.labels import read_label
from figures.extraction.paragraphs import (
    follow_paragraph,
)
from figures.extraction.records import Caption, FigureKind
from figures.extraction.ruling import is_ruled_off

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from PIL import Image

    from figures.extraction.labels import Label
    from figures.extraction.layout import Layout
    from figures.extraction.pages import Line, Page


@dataclass(frozen=True, slots=True)
class FoundCaption:
    """A caption on a page, upright there, and the lines it consists of."""

    caption: Caption
    page: Page
    rows: tuple[tuple[Line, ...], ...]
    # Its text up to each of its rows.
    texts: tuple[str, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for row in self.rows for line in row)


def find_captions(pages: Sequence[Page], layout: Layout) -> list[FoundCaption]:
    """All captions, by page and from top to bottom.

    ``pages`` are without furniture; turned copies among them give sideways captions.
    """
    candidates = [c for page in pages for c in find_candidates(page, layout)]
    chosen = choose_captions(candidates)
    by_page: defaultdict[tuple[int, int], list[Candidate]] = defaultdict(list)
    for candidate in chosen:
        by_page[_key(candidate.page)].append(candidate)
    vocabulary = read_vocabulary(pages) if chosen else frozenset()
    return [
        _read_caption(candidate, by_page[_key(page)], layout, vocabulary)
        for page in pages
        for candidate in sorted(by_page[_key(page)], key=_reading_order)
    ]


def _key(page: Page) -> tuple[int, int]:
    return page.number, page.quarter_turns


def _reading_order(candidate: Candidate) -> tuple[float, float]:
    return candidate.line.box.top, candidate.line.box.left


def _reach(first: Line, page: Page, layout: Layout) -> Column:
    """How wide the caption may be: its column, or as far as its second row goes.

    A title alone on the first row may be shorter than the column; a row that begins
    right under the label or under the title, and crosses into the next column, shows
    that the caption does.
    """
    columns = layout.columns_of(page)
    row = label_row(first, page, columns)
    reach = column_span(row, columns)
    size = first.style.size
    starts = [
        line.box.left
        for line in page.lines
        if abs(line.box.bottom - first.box.bottom) < size / 2
        and row.left <= line.box.left < row.right
    ]
    for line in page.lines:
        gap = line.box.top - row.bottom
        if (
            not line.quarter_turns
            and -size / 2 < gap < size / 2
            and line.box.top > row.top + size / 2
            and any(abs(line.box.left - start) < SAME_EDGE for start in starts)
            and line.box.right > reach.right + size
        ):
            return Column(reach.left, line.box.right)
    return reach


def _is_within(line: Line, reach: Column) -> bool:
    slack = line.style.size / 2
    return (
        not line.quarter_turns
        and line.box.left > reach.left - slack
        and line.box.right < reach.right + slack
    )


def _read_caption(
    candidate: Candidate,
    beside: Sequence[Candidate],
    layout: Layout,
    vocabulary: AbstractSet[str],
) -> FoundCaption:
    page = candidate.page
    reach = _reach(candidate.line, page, layout)
    upright = [line for line in page.lines if _is_within(line, reach)]
    stops = {other.line for other in beside if other is not candidate}
    rows = follow_paragraph(
        candidate.line,
        upright,
        layout.leading,
        stops,
        broken=candidate.label.kind is FigureKind.FIGURE,
    )
    texts = [join_text(rows[: count + 1], vocabulary) for count in range(len(rows))]
    return _found(candidate.label, page, [tuple(row) for row in rows], texts)


def _found(
    label: Label, page: Page, rows: Sequence[tuple[Line, ...]], texts: Sequence[str]
) -> FoundCaption:
    printed = texts[-1]
    label = read_label(printed) or label
    caption = Caption(
        kind=label.kind,
        number=label.number,
        label=label.printed,
        text=printed[label.end :],
        printed=printed,
        page_number=page.number,
        box=bounding_box(line.box for row in rows for line in row),
    )
    return FoundCaption(caption, page, tuple(rows), tuple(texts))


def end_at_rule(found: FoundCaption, ink: Image.Image) -> FoundCaption:
    """The caption up to the first rule between its rows: a table begins there.

    ``ink`` masks the caption's page, one pixel a point.
    """
    boxes = [bounding_box(line.box for line in row) for row in found.rows]
    for count, (above, below) in enumerate(pairwise(boxes), start=1):
        if is_ruled_off(above, below, ink):
            label = read_label(found.caption.printed)
            if label is None or label.end >= len(found.texts[count - 1]):
                return found
            return _found(label, found.page, found.rows[:count], found.texts[:count])
    return found
