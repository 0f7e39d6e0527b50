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
# Bytes of a page's own language, packed, that have so much in them that even a list of
# it would take seconds, and hundreds of megabytes.
LARGEST_PAGE = 500_000


def list_drawn(page: pymupdf.Page) -> list[Drawn] | None:
    """All that is drawn on ``page``, in its order; None where it is crowded."""
    streams = {*page.get_contents(), *(form[0] for form in page.get_xobjects())}
    if sum(len(page.parent.xref_stream_raw(xref)) for xref in streams) > LARGEST_PAGE:
        return None
    drawn = page.get_bboxlog()
    if len(drawn) > MOST_DRAWN_ON_PAGE:
        return None
    if not page.rotation:
        return [(kind, Box(*edges)) for kind, edges in drawn]
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
    mupdf = pymupdf.mupdf
    try:
        # PyMuPDF itself would make a PDF of it first, which takes twice as long again.
        buffer = mupdf.fz_new_buffer_from_copied_data(content)
        page = mupdf.fz_load_page(mupdf.fz_open_document_with_buffer(".svg", buffer), 0)
        pixels = mupdf.fz_new_pixmap_from_page(
            page, mupdf.FzMatrix(), mupdf.fz_device_rgb(), 0
        )
    except mupdf.FzErrorBase:
        return None
    pixmap = pymupdf.Pixmap("raw", pixels)
    return Image.frombytes("RGB", (pixmap.width, pixmap.height), pixmap.samples)
