"""Read a whole paper: its pages, what on them is not content, its layout, its captions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from figures.extraction.captions import FoundCaption, find_captions
from figures.extraction.furniture import find_furniture
from figures.extraction.labels import read_label
from figures.extraction.layout import Layout, find_layout
from figures.extraction.pages import Line, Page, turn_page, without_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from figures.extraction.document import Document


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a paper finds before its figures are looked for."""

    # As displayed, whole; those that cannot be read are missing.
    pages: Sequence[Page]
    # By page number: running heads, page numbers and the like.
    furniture: Mapping[int, Sequence[Line]]
    layout: Layout
    captions: Sequence[FoundCaption]


def read_paper(
    document: Document, on_progress: Callable[[int, int], None] | None = None
) -> Reading:
    """Read every page; ``on_progress`` is told the pages read so far and their count."""
    pages = list(_read_pages(document, on_progress))
    furniture = find_furniture(pages)
    content = [without_lines(page, set(furniture[page.number])) for page in pages]
    layout = find_layout(content)
    captions = find_captions(list(_views(content)), layout)
    return Reading(pages, furniture, layout, captions)


def _read_pages(
    document: Document, on_progress: Callable[[int, int], None] | None
) -> Iterator[Page]:
    for number in range(1, document.page_count + 1):
        page = document.read_page(number)
        if page is not None:
            yield page
        if on_progress is not None:
            on_progress(number, document.page_count)


def _views(pages: Iterable[Page]) -> Iterator[Page]:
    """Each page as displayed, and turned upright for captions that stand sideways."""
    for page in pages:
        yield page
        for turns in (1, 2, 3):
            sideways = (line for line in page.lines if line.quarter_turns == turns)
            if any(read_label(line.text) for line in sideways):
                yield turn_page(page, turns)
