"""Cut a figure out of its page: lossless pixels, upright, cropped to the ink."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from figures.extraction.errors import UnreadablePDFError
from figures.extraction.ink import find_ink, turn_image

if TYPE_CHECKING:
    from PIL import Image

    from figures.extraction.document import Document
    from figures.extraction.geometry import Box
    from figures.extraction.records import Cut

# Drawings have no resolution of their own: 3 pixels a point (216 dpi) stay sharp on
# dense screens at a figure's usual width.
DRAWING_SCALE = 3.0
# More pixels than this are of no use on a screen, and would be a danger to the memory.
MAX_PIXELS = 24_000_000
# An image that covers so much of the box is all there is to see.
COVERS = 0.95
# Strokes on the edge of the box reach a little out of it (points).
MARGIN = 0.5

UNDRAWABLE = "Page {number} cannot be drawn. Export or download the PDF again."


def cut_figure(document: Document, cut: Cut) -> Image.Image:
    """The pixels of ``cut``, at the native resolution of an image, else 3 a point.

    Raises UnreadablePDFError where the page cannot be drawn.
    """
    box = cut.crop_box.expanded(MARGIN)
    scale = min(_scale(document, cut), sqrt(MAX_PIXELS / max(box.area, 1.0)) * 0.99)
    image = document.rasterise(cut.page_number, box, scale)
    if image is None:
        raise UnreadablePDFError(UNDRAWABLE.format(number=cut.page_number))
    ink = find_ink(image).getbbox()
    return turn_image(image.crop(ink) if ink else image, cut.rotation // 90)


def _scale(document: Document, cut: Cut) -> float:
    """Pixels a point that the source deserves."""
    shown = [
        image
        for image in document.embedded_images(cut.page_number)
        if image.box.intersection(cut.crop_box).area > 0
    ]
    if len(shown) != 1 or _has_words(document, cut.page_number, cut.crop_box):
        return DRAWING_SCALE
    (image,) = shown
    if image.box.intersection(cut.crop_box).area < COVERS * cut.crop_box.area:
        return DRAWING_SCALE
    return max(image.width, image.height) / max(image.box.width, image.box.height, 1.0)


def _has_words(document: Document, number: int, box: Box) -> bool:
    page = document.read_page(number)
    return page is not None and any(
        line.box.intersection(box).area > 0.5 * line.box.area for line in page.lines
    )
