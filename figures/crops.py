"""Boxes that editors draw: checked against the page, snapped to its ink.

PDF points, as everywhere. Looks at images of pages that the worker has drawn, never
at a PDF.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from PIL import Image

from figures.extraction.geometry import Box, bounding_box
from figures.extraction.ink import blank_out, find_clusters, find_ink, ink_box

if TYPE_CHECKING:
    from figures.models import PageImage

# Nothing that anyone wants to see is smaller (points).
LEAST_SIDE = 4.0
# Ink this far outside a drawn edge was meant, too (points): axis labels, mostly.
REACH = 12.0
# A graphic with so much of it inside was meant.
MOSTLY = 0.5
# What comes in from outside by so much of the box's side was meant as well.
FAR_IN = 0.25
# White around a box that is snapped (points), so that no stroke touches the edge.
MARGIN = 1.0
# Between a figure and a caption that is cut off it (points).
CAPTION_GAP = 1.0


class BoxError(Exception):
    """The box cannot be cut; the message says why and what to do."""


def check_box(box: Box, page: Box, number: int) -> Box:
    """``box`` as it lies on its page: what sticks out of the paper is cut off.

    Raises BoxError for a box of no area, or one that misses the page.
    """
    if not all(isfinite(edge) for edge in box.edges):
        raise BoxError(_("The box needs four numbers."))
    if box.width < LEAST_SIDE or box.height < LEAST_SIDE:
        raise BoxError(
            _(
                "This box is too small to show anything: right has to be larger than "
                "left, and bottom larger than top, by 4 points at least."
            )
        )
    inside = box.intersection(page)
    if inside.width < LEAST_SIDE or inside.height < LEAST_SIDE:
        raise BoxError(
            _(
                "This box lies outside page %(number)d, which is %(width)d points wide "
                "and %(height)d high."
            )
            % {
                "number": number,
                "width": round(page.width),
                "height": round(page.height),
            }
        )
    return rounded(inside)


def rounded(box: Box) -> Box:
    """To a hundredth of a point: finer differences are noise, and make no new crop."""
    return Box(*(round(edge, 2) for edge in box.edges))


def snap_to_ink(page: PageImage, box: Box, caption: Box | None) -> Box:
    """``box`` moved to the edges of the graphics that lie mostly inside it.

    Shrinks as far as there is white, and grows by a little where it cuts through
    something; unchanged where there is nothing but paper. The caption's own ink counts
    only where the box holds it.
    """
    ink, scale = find_page_ink(page)
    if caption and not holds(box, caption):
        ink = blank_out(ink, [caption], scale)
    clusters = [scaled(cluster, 1 / scale) for cluster in find_clusters(ink)]
    meant = [part for cluster in clusters if (part := meant_part(cluster, box))]
    found = bounding_box(meant) if meant else ink_box(ink, box, scale)
    if found is None:
        return box
    grown = found.intersection(box.expanded(REACH))
    return rounded(grown.intersection(page.box))


def meant_part(cluster: Box, box: Box) -> Box | None:
    """What of a graphic the box is meant to hold; None where it was only brushed.

    What lies mostly inside is meant whole, with a little white. Of what reaches far in
    from outside, as a table does that running text touches, the part inside is.
    """
    inside = cluster.intersection(box)
    if inside.area >= MOSTLY * cluster.area:
        return cluster.expanded(MARGIN)
    reached = [
        depth / side
        for is_crossed, depth, side in (
            (cluster.left < box.left, inside.right - box.left, box.width),
            (cluster.top < box.top, inside.bottom - box.top, box.height),
            (cluster.right > box.right, box.right - inside.left, box.width),
            (cluster.bottom > box.bottom, box.bottom - inside.top, box.height),
        )
        if is_crossed
    ]
    return inside if inside.area and min(reached, default=0.0) > FAR_IN else None


def find_page_ink(page: PageImage) -> tuple[Image.Image, float]:
    """A mask of the ink on a page, and its pixels a point: one, or fewer.

    Never finer than the image as the worker drew it, which has its limit: a page may be
    as large as a PDF likes.
    """
    with page.image.open("rb") as file, Image.open(file) as image:
        grey = image.convert("L")
    scale = min(1.0, grey.width / page.width, grey.height / page.height)
    size = (max(1, round(page.width * scale)), max(1, round(page.height * scale)))
    return find_ink(grey.resize(size, Image.Resampling.BOX)), scale


def scaled(box: Box, factor: float) -> Box:
    return Box(*(edge * factor for edge in box.edges))


def holds(box: Box, caption: Box) -> bool:
    """Whether the caption is inside the crop."""
    return box.intersection(caption).area > MOSTLY * caption.area


def with_caption(box: Box, caption: Box) -> Box:
    return rounded(box.union(caption.expanded(MARGIN)))


def without_caption(box: Box, caption: Box) -> Box:
    """The larger part of ``box`` that is left beside the caption: mostly that above it.

    Unchanged where nothing is left that could be cut.
    """
    parts = [
        part.intersection(box)
        for part in (
            Box(box.left, box.top, box.right, caption.top - CAPTION_GAP),
            Box(box.left, caption.bottom + CAPTION_GAP, box.right, box.bottom),
            Box(box.left, box.top, caption.left - CAPTION_GAP, box.bottom),
            Box(caption.right + CAPTION_GAP, box.top, box.right, box.bottom),
        )
    ]
    large = [part for part in parts if min(part.width, part.height) >= LEAST_SIDE]
    return rounded(max(large, key=lambda part: part.area, default=box))
