"""Draw whole pages for editors to look at, with the text that is on them."""

from __future__ import annotations

from math import ceil, sqrt
from typing import TYPE_CHECKING

from figures.extraction.captions import FoundCaption, end_at_rule
from figures.extraction.document import Document
from figures.extraction.ink import find_ink, turn_image
from figures.extraction.joining import read_vocabulary
from figures.extraction.passages import find_passages
from figures.extraction.reading import read_paper
from figures.extraction.renditions import LONGEST_SIDE, encode_page
from figures.extraction.wire import PageDrawn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PIL import Image

    from figures.extraction.pages import Page

# Pixels a point: text stays crisp on dense screens.
SCALE = 2.0
# Posters get no more pixels than this.
MAX_PIXELS = 6_000_000


def draw_pages(
    pdf: bytes,
    numbers: Sequence[int],
    on_progress: Callable[[int, int], None] | None,
    *,
    max_pages: int,
) -> Iterator[PageDrawn]:
    """The pages wanted, in that order; those that cannot be read or drawn are left out.

    The whole paper is read first, so that captions end where the import ends them;
    ``on_progress`` is told the pages read so far and their count. Raises ExtractionError
    where the PDF cannot be read.
    """
    with Document(pdf, max_pages) as document:
        reading = read_paper(document, on_progress)
        vocabulary = read_vocabulary(reading.pages)
        pages = {page.number: page for page in reading.pages}
        for number in numbers:
            page = pages.get(number)
            image = _draw(document, page) if page is not None else None
            if page is None or image is None:
                continue
            own = [found for found in reading.captions if found.page.number == number]
            passages = find_passages(
                page,
                _end_captions(own, page, image) if own else (),
                reading.furniture[number],
                vocabulary,
                reading.layout.leading,
            )
            yield PageDrawn(
                number, page.width, page.height, passages, encode_page(image)
            )


def _draw(document: Document, page: Page) -> Image.Image | None:
    scale = min(
        SCALE,
        sqrt(MAX_PIXELS / max(page.box.area, 1.0)),
        LONGEST_SIDE / max(page.width, page.height, 1.0),
    )
    return document.rasterise(page.number, page.box, scale)


def _end_captions(
    captions: Sequence[FoundCaption], page: Page, image: Image.Image
) -> list[FoundCaption]:
    """The captions up to the rule of a table that would else go on as their text."""
    size = ceil(page.width), ceil(page.height)
    ink = find_ink(image.convert("L").resize(size))
    return [
        end_at_rule(caption, turn_image(ink, caption.page.quarter_turns))
        for caption in captions
    ]
