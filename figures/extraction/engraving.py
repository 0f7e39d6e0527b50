"""Draws what has outlines as SVG, and such SVG as pixels, with PyMuPDF.

Beside ``document`` the only module that imports it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PIL import Image

from figures.extraction.geometry import Box

# Messages go where errors go: standard output belongs to the caller.
os.environ.setdefault("PYMUPDF_MESSAGE", "fd:2")

import pymupdf

if TYPE_CHECKING:
    from collections.abc import Sequence

    # What kind of thing is drawn, and where on the page as displayed.
    type Drawn = tuple[str, Box]

# Of pixels, and of colours that run into one another, there are no outlines.
WITHOUT_OUTLINE = {"fill-image", "fill-imgmask", "fill-shade"}
# Things drawn in a box, and on its page, beyond which an SVG of them gets too large.
MOST_DRAWN, MOST_DRAWN_ON_PAGE = 2_000, 20_000


def list_drawn(page: pymupdf.Page) -> list[Drawn] | None:
    """All that is drawn on ``page``, in its order; None where it is crowded."""
    drawn = page.get_bboxlog()
    if len(drawn) > MOST_DRAWN_ON_PAGE:
        return None
    turn = page.rotation_matrix
    return [(kind, Box(*(pymupdf.Rect(edges) * turn))) for kind, edges in drawn]


def has_outlines(drawn: Sequence[Drawn] | None, box: Box) -> bool:
    """Whether all in ``box`` has outlines, and is not too much."""
    inside = [kind for kind, place in drawn or () if place.touches(box)]
    return (
        drawn is not None
        and len(inside) <= MOST_DRAWN
        and WITHOUT_OUTLINE.isdisjoint(inside)
    )


def engrave(page: pymupdf.Page, box: Box, quarter_turns: int) -> str:
    """MuPDF's SVG of what reaches into ``box``, letters as outlines, turned clockwise."""
    mupdf = pymupdf.mupdf
    matrix = pymupdf.Matrix(90 * quarter_turns)
    area = pymupdf.Rect(*box.edges) * matrix
    matrix *= pymupdf.Matrix(1, 0, 0, 1, -area.x0, -area.y0)
    buffer = mupdf.fz_new_buffer(1024)
    output = mupdf.FzOutput(buffer)
    device = mupdf.fz_new_svg_device(
        output, area.width, area.height, mupdf.FZ_SVG_TEXT_AS_PATH, 1
    )
    # A list leaves out what does not reach into the area, and so takes no longer for
    # the rest of the page.
    mupdf.fz_run_display_list(
        page.get_displaylist().this,
        device,
        mupdf.FzMatrix(*matrix),
        mupdf.FzRect(0, 0, area.width, area.height),
        mupdf.FzCookie(),
    )
    mupdf.fz_close_device(device)
    output.fz_close_output()
    return bytes(mupdf.fz_buffer_extract_copy(buffer)).decode(errors="replace")


def rasterise_svg(content: bytes) -> Image.Image | None:
    """The pixels of an SVG of ours, one a point, on white.

    MuPDF draws dashed lines whole, and knows of no clips. None where it draws nothing.
    """
    try:
        with pymupdf.open(stream=content, filetype="svg") as svg:
            pixmap = svg[0].get_pixmap(colorspace=pymupdf.csRGB, alpha=False)
    except (IndexError, RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase):
        return None
    return Image.frombytes("RGB", (pixmap.width, pixmap.height), pixmap.samples)
