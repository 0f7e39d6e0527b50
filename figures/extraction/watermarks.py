"""Watermarks: faint ink that is the same on page after page, figures or not."""

from __future__ import annotations

from collections import Counter
from functools import reduce
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageFilter

from figures.extraction.ink import find_ink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from figures.extraction.pages import Page

# So many pages, spread over the paper, are compared.
SAMPLE = 8
# A watermark shows on so many of them: figures may hide it on the others.
SHOWN = 4
# It is faint, or nobody could read the text over it; axes and frames are dark.
DARKEST = 100
# Greys that differ by less are the same.
SAME_GREY = 6
# Its strokes fill squares of so many points to this part (of 255).
STROKE, SOLID = 4, 160


def find_watermark(drawn: Sequence[Image.Image]) -> Image.Image | None:
    """A mask of the ink that pages share, one pixel a point; None where there is none.

    ``drawn`` are the grey pixels of some pages as displayed.
    """
    if len(drawn) < SHOWN or len({image.size for image in drawn}) > 1:
        return None
    # On any SHOWN of the pages means: on one of the first of them.
    masks = [_shared(image, drawn) for image in drawn[: len(drawn) - SHOWN + 1]]
    strokes = _without_specks(reduce(ImageChops.lighter, masks))
    return strokes if strokes.getbbox() is not None else None


def _shared(image: Image.Image, drawn: Sequence[Image.Image]) -> Image.Image:
    """The faint ink of ``image`` that enough of the others show in the same grey."""
    votes = Image.new("L", image.size, 0)
    for other in drawn:
        difference = ImageChops.difference(image, other)
        votes = ImageChops.add(
            votes, difference.point([1] * SAME_GREY + [0] * (256 - SAME_GREY))
        )
    agreed = votes.point([0] * SHOWN + [255] * (256 - SHOWN))
    faint = image.point([0] * DARKEST + [255] * (256 - DARKEST))
    return ImageChops.darker(ImageChops.darker(agreed, faint), find_ink(image))


def _without_specks(mask: Image.Image) -> Image.Image:
    """The mask where it is solid: lines of text meet by chance in specks."""
    cells = mask.reduce(STROKE).point([0] * SOLID + [255] * (256 - SOLID))
    near = cells.filter(ImageFilter.MaxFilter(3)).resize(
        mask.size, Image.Resampling.NEAREST
    )
    return ImageChops.darker(mask, near)


def without_watermark(ink: Image.Image, watermark: Image.Image | None) -> Image.Image:
    """The mask without the ink of the watermark, where it is of the page's size."""
    if watermark is None or watermark.size != ink.size:
        return ink
    return ImageChops.subtract(ink, watermark)


def spread(pages: Sequence[Page]) -> Sequence[Page]:
    """Some pages of the commonest size, from the second on: the first is often bare."""
    sizes = Counter((round(page.width), round(page.height)) for page in pages)
    if not sizes:
        return ()
    usual = sizes.most_common(1)[0][0]
    alike = [p for p in pages[1:] if (round(p.width), round(p.height)) == usual]
    step = max(len(alike) / SAMPLE, 1.0)
    return [alike[int(place * step)] for place in range(min(SAMPLE, len(alike)))]
