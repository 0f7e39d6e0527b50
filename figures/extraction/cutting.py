"""Cut a figure out of its page: lossless pixels, upright, cropped to the ink if wanted.

Where it was drawn without pixels, and simply, it is cut as it was drawn, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, sqrt
from typing import TYPE_CHECKING

from figures.extraction.errors import BoxError, UnreadablePDFError
from figures.extraction.geometry import Box
from figures.extraction.ink import find_ink, turn_image
from figures.extraction.renditions import LONGEST_SIDE
from figures.extraction.vectors import draw_vector

if TYPE_CHECKING:
    from PIL import Image

    from figures.extraction.document import Document
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

# A pixel counts as covered from this part of it on (MuPDF's own tolerance).
COVERED = 0.001

NO_PAGE = "This PDF has no page {number}."
NO_AREA = "This box has no area. Draw it larger."
OUTSIDE = "This box lies outside page {number}. Draw it on the page."
UNDRAWABLE = "Page {number} cannot be drawn. Export or download the PDF again."


@dataclass(frozen=True, slots=True)
class CutOut:
    """The pixels of a cut, upright, and the box on the displayed page that they show."""

    image: Image.Image
    box: Box
    # The same as SVG; None where it has pixels, or would be too large.
    vector: bytes | None


def cut_figure(document: Document, cut: Cut) -> CutOut:
    """The pixels of ``cut``, at the native resolution of an image, else 3 a point.

    Its vector copy is in points, whatever the pixels are.

    Raises BoxError where there is nothing to cut, and UnreadablePDFError where the page
    cannot be drawn.
    """
    box = box_on_page(document, cut)
    scale = min(
        _scale(document, cut),
        sqrt(MAX_PIXELS / max(box.area, 1.0)) * 0.99,
        LONGEST_SIDE / max(box.width, box.height, 1.0),
    )
    image = document.rasterise(cut.page_number, box, scale)
    if image is None:
        raise undrawable(cut.page_number)
    ink = find_ink(image).getbbox() if cut.trim else None
    if ink is not None:
        image, box = image.crop(ink), _box_of_pixels(ink, box, scale)
    turns = cut.rotation // 90
    upright = turn_image(image, turns)
    vector = draw_vector(document, cut.page_number, box, turns, upright)
    return CutOut(upright, box, vector)


def undrawable(number: int) -> UnreadablePDFError:
    return UnreadablePDFError(UNDRAWABLE.format(number=number))


def box_on_page(document: Document, cut: Cut) -> Box:
    """What ``cut`` has of its page, strokes on its edge included if they will be trimmed.

    Raises BoxError where that is nothing.
    """
    number = cut.page_number
    if not 1 <= number <= document.page_count:
        raise BoxError(NO_PAGE.format(number=number))
    page = document.page_box(number)
    if page is None:
        raise undrawable(number)
    if cut.crop_box.area == 0:
        raise BoxError(NO_AREA)
    inside = cut.crop_box.intersection(page)
    if inside.area == 0:
        raise BoxError(OUTSIDE.format(number=number))
    return inside.expanded(MARGIN).intersection(page) if cut.trim else inside


def _box_of_pixels(pixels: tuple[int, int, int, int], box: Box, scale: float) -> Box:
    """Where pixels of a rasterised ``box`` lie on its page."""
    left, top, right, bottom = pixels
    across, down = (floor(edge * scale + COVERED) for edge in (box.left, box.top))
    return Box(
        (across + left) / scale,
        (down + top) / scale,
        (across + right) / scale,
        (down + bottom) / scale,
    )


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
