"""Draws the copy of a figure that has no pixels, where the figure has none.

It holds all that is drawn inside the crop, also what is not seen there: a bar over letters
hides them from view, but not from those who look into the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageFilter

from figures.extraction.engraving import rasterise_svg
from figures.extraction.outlines import UnfitError
from figures.extraction.svg import is_vector_copy
from figures.extraction.tracing import trace

if TYPE_CHECKING:
    from figures.extraction.document import Document
    from figures.extraction.geometry import Box

# MuPDF's SVG, with long numbers and the word for each letter: no larger one has ever
# become small enough.
LARGEST_DRAWN = 800_000
# In points by points, of which each is a pixel when the copy is compared: posters.
LARGEST_AREA = 10_000_000
# Of 146 copies from 17 papers, Chromium's pixels differ from our own by 6 of 255 steps in
# the mean at the most: what follows is for mistakes that nobody has met yet.
# Two drawings are held against each other in cells of so many points. A cell is inked
# that is darker than this (of 255 steps), and empty that is lighter than that.
CELL, INKED, EMPTY = 4, 24, 4
# Of the inked cells so many may be empty in the other drawing,
MOST_LOST = 0.01
# and all cells may differ by so much: MuPDF draws dashed lines whole, clips none.
MOST_UNLIKE = 24.0


def draw_vector(
    document: Document, number: int, box: Box, quarter_turns: int, image: Image.Image
) -> bytes | None:
    """What is seen in ``box`` on a page, turned clockwise, as SVG in points.

    None where outlines cannot show it, would be no lighter than pixels, or look unlike
    ``image``, which shows the same; and for posters.
    """
    if box.area > LARGEST_AREA:
        return None
    drawn = document.draw_outlines(number, box, quarter_turns)
    if drawn is None or len(drawn) > LARGEST_DRAWN:
        return None
    sides = (box.width, box.height)
    width, height = sides[::-1] if quarter_turns % 2 else sides
    try:
        content = trace(drawn, width, height)
    except UnfitError:
        return None
    is_fit = is_vector_copy(content) and looks_like(content, image)
    return content if is_fit else None


def looks_like(content: bytes, image: Image.Image) -> bool:
    """Whether an SVG shows what ``image`` shows, as far as MuPDF can draw it."""
    drawn = rasterise_svg(content)
    if drawn is None:
        return False
    true = image.resize(drawn.size, Image.Resampling.BOX)
    ours, theirs = (
        ImageChops.invert(each.convert("L")).reduce(CELL) for each in (drawn, true)
    )
    inked = theirs.point(lambda value: value > INKED and 255)
    # Half a pixel further, ink is in the cell beside.
    around = ours.filter(ImageFilter.MaxFilter(3))
    lost = ImageChops.multiply(inked, around.point(lambda value: value < EMPTY and 255))
    unlike = ImageChops.difference(ours, theirs)
    return _mean(lost) <= MOST_LOST * _mean(inked) and _mean(unlike) <= MOST_UNLIKE


def _mean(image: Image.Image) -> float:
    histogram = image.histogram()
    return sum(value * count for value, count in enumerate(histogram)) / (
        image.width * image.height
    )
