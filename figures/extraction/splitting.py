"""Split the figure in a box that an editor drew into panels, as the import would."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from figures.extraction.captions import FoundCaption
from figures.extraction.cutting import CutOut, box_on_page, cut_figure, undrawable
from figures.extraction.delivery import deliver_panel, lines_inside
from figures.extraction.document import Document
from figures.extraction.ink import blank_out, find_ink, ink_box, turn_image
from figures.extraction.labels import read_label
from figures.extraction.pages import Page, turn_box, turn_page
from figures.extraction.partition import partition
from figures.extraction.records import Caption, Cut, FigureKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from figures.extraction.geometry import Box
    from figures.extraction.pages import Line
    from figures.extraction.records import Panel, Split

# Of the letters of a caption, so many are found again on the page where it stands,
FOUND = 0.6
# and fewer than this are found anywhere.
FEWEST_LETTERS = 8


def split_figure(pdf: bytes, split: Split) -> Iterator[tuple[Panel, CutOut]]:
    """The panels in the box of ``split``, each with its pixels; none where there are none.

    Raises ExtractionError where the PDF cannot be read, or has not what is asked for.
    """
    whole = Cut(split.page_number, split.crop_box, split.rotation, trim=False)
    with Document(pdf, max_pages=len(pdf)) as document:
        for panel in _find_panels(document, split, box_on_page(document, whole)):
            own = Cut(split.page_number, panel.crop_box, split.rotation, trim=True)
            yield panel, cut_figure(document, own)


def _find_panels(document: Document, split: Split, box: Box) -> list[Panel]:
    number, turns = split.page_number, split.rotation // 90
    paper = document.page_box(number)
    if paper is None:
        raise undrawable(number)
    image = document.rasterise(number, paper, scale=1.0, grey=True)
    if image is None:
        raise undrawable(number)
    # A page without readable text may still be divided by its gutters.
    displayed = document.read_page(number) or Page(
        number, paper.width, paper.height, lines=()
    )
    page = turn_page(displayed, turns)
    box = turn_box(box, displayed.width, displayed.height, turns)
    found = _as_found(split, page, box)
    ink = turn_image(find_ink(image), turns)
    ink = blank_out(ink, [line.box for line in found.lines])
    tight = ink_box(ink, box) or box
    lines = lines_inside(page, tight, found.lines)
    panels = partition(tight, lines, found, ink, split.count)
    return [deliver_panel(page, panel, lines) for panel in panels]


def _as_found(split: Split, page: Page, box: Box) -> FoundCaption:
    """The caption of ``split`` with the lines of ``page`` where it is printed, if it is."""
    caption = Caption(
        kind=FigureKind.FIGURE,
        number=split.number,
        label="",
        text=split.caption,
        printed=split.caption,
        page_number=page.number,
        box=box,
    )
    upright = [line for line in page.lines if not line.quarter_turns]
    rows = tuple((line,) for line in find_lines(split.caption, upright))
    return FoundCaption(caption, page, rows, texts=())


def find_lines(text: str, lines: Sequence[Line]) -> list[Line]:
    """The run of ``lines`` that says ``text``, its label included; empty if none does."""
    wanted = _letters(text)
    if len(wanted) < FEWEST_LETTERS:
        return []
    best: list[Line] = []
    most = FOUND * len(wanted)
    for start, first in enumerate(lines):
        label = read_label(first.text)
        said = _letters(first.text[label.end :] if label else first.text)
        if not (said or label) or not wanted.startswith(said):
            continue
        end = start + 1
        while end < len(lines) and (more := _letters(lines[end].text)):
            if not wanted.startswith(said + more):
                break
            said, end = said + more, end + 1
        if len(said) >= most:
            best, most = list(lines[start:end]), len(said) + 1
    return best


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
