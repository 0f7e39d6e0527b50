"""The stages in order: from the bytes of a PDF to its figures, and to their pixels."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from figures.extraction.adoption import adopt_left_over
from figures.extraction.arrangement import arrange, learn_habits
from figures.extraction.cutting import CutOut, cut_figure
from figures.extraction.delivery import deliver_figure
from figures.extraction.document import Document
from figures.extraction.doubts import find_doubts
from figures.extraction.ink import find_ink
from figures.extraction.metadata import read_details
from figures.extraction.naming import tell_apart
from figures.extraction.pages import Page, turn_page
from figures.extraction.reading import Reading, read_paper
from figures.extraction.records import ExtractedPaper
from figures.extraction.regions import (
    find_regions,
    nothing_found,
    without_outer_rules,
)
from figures.extraction.surroundings import View, look_around
from figures.extraction.watermarks import find_watermark, spread, without_watermark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from PIL import Image

    from figures.extraction.records import Cut, ExtractedFigure

# Books are not papers: more pages than this are refused.
MAX_PAGES = 500
UNDRAWN = (
    "Page {number} is too large or too damaged to be drawn: its figures are missing."
)
NO_TEXT = "No text was found: the pages are pictures, so no caption could be read."
NO_CAPTIONS = "No caption such as “Figure 1” was found, so no figure was cut."


def extract_figures(
    pdf: bytes,
    on_progress: Callable[[int, int], None] | None = None,
    *,
    max_pages: int = MAX_PAGES,
) -> ExtractedPaper:
    """Everything ``pdf`` says about itself and its figures, in reading order.

    ``on_progress`` is told the pages read so far and the page count. Raises
    ExtractionError with a sentence for the editor where the PDF cannot be read.
    """
    with Document(pdf, max_pages) as document:
        reading = read_paper(document, on_progress)
        pages = reading.pages
        views = list(_look(document, reading))
        figures = tell_apart(list(_figures(views)))
        details = read_details(pages, document.metadata)
        return ExtractedPaper(
            title=details.title,
            authors=details.authors,
            arxiv_id=details.arxiv_id,
            doi=details.doi,
            year=details.year,
            venue=details.venue,
            licence=details.licence,
            page_count=document.page_count,
            figures=figures,
            warnings=(*document.warnings, *_doubts(pages, figures)),
        )


def cut_figures(pdf: bytes, cuts: Iterable[Cut]) -> Iterator[CutOut]:
    """The pixels of each cut, upright, in the order given.

    Raises ExtractionError where the PDF cannot be read, or has not what is asked for.
    """
    with Document(pdf, max_pages=len(pdf)) as document:
        for cut in cuts:
            yield cut_figure(document, cut)


def _look(document: Document, reading: Reading) -> Iterator[View]:
    """The pages that have captions, and what is on them; those without are not drawn."""
    displayed = {page.number: page for page in reading.pages}
    captions = reading.captions

    def draw(page: Page) -> Image.Image | None:
        return document.rasterise(page.number, page.box, scale=1.0, grey=True)

    # Drawn for the comparison, and kept for their own turn: drawing is what takes time.
    drawn = (
        {page.number: draw(page) for page in spread(reading.pages)} if captions else {}
    )
    watermark = find_watermark([image for image in drawn.values() if image])
    for page, found in groupby(captions, key=lambda caption: caption.page):
        image = drawn.get(page.number) or draw(displayed[page.number])
        if image is None:
            document.warnings.append(UNDRAWN.format(number=page.number))
        else:
            aside = turn_page(
                replace(
                    displayed[page.number], lines=tuple(reading.furniture[page.number])
                ),
                page.quarter_turns,
            ).lines
            ink = without_watermark(find_ink(image), watermark)
            yield look_around(page, list(found), aside, reading.layout, ink)


def _figures(views: Sequence[View]) -> Iterator[ExtractedFigure]:
    offers = [
        [find_regions(view.around, caption) for caption in view.around.captions]
        for view in views
    ]
    habits = learn_habits(
        (view.around, regions) for view, regions in zip(views, offers, strict=True)
    )
    for view, regions in zip(views, offers, strict=True):
        chosen = adopt_left_over(view.around, arrange(view.around, regions, habits))
        found = [
            without_outer_rules(
                region or nothing_found(caption.caption.box), view.around
            )
            for caption, region in zip(view.around.captions, chosen, strict=True)
        ]
        for caption, region in zip(view.around.captions, found, strict=True):
            others = [other for other in found if other is not region]
            kind = caption.caption.kind
            doubts = find_doubts(region, kind, habits, view.around, others)
            yield deliver_figure(view, caption, region, doubts)


def _doubts(pages: Sequence[Page], figures: Sequence[ExtractedFigure]) -> Iterator[str]:
    if not any(page.lines for page in pages):
        yield NO_TEXT
    elif not figures:
        yield NO_CAPTIONS
    repeats: defaultdict[str, int] = defaultdict(int)
    for figure in figures:
        repeats[figure.caption.label] += 1
    for label, count in repeats.items():
        if count > 1:
            yield f"{label} appears {count} times."
