"""White gutters through a figure: where it can be cut into parts."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PIL import Image

from figures.extraction.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# White narrower than this is not a gutter between panels (points).
GUTTER = 3.0


def widest_cut(cell: Box, ink: Image.Image) -> tuple[float, list[Box]] | None:
    """The widest white gap through the cell, and the two parts beside it."""
    ways = [
        (
            end - start,
            [
                Box(cell.left, cell.top, start, cell.bottom),
                Box(end, cell.top, cell.right, cell.bottom),
            ],
        )
        for start, end in white_gaps(cell, ink)
        if cell.left + GUTTER < start and end < cell.right - GUTTER
    ] + [
        (
            end - start,
            [
                Box(cell.left, cell.top, cell.right, start),
                Box(cell.left, end, cell.right, cell.bottom),
            ],
        )
        for start, end in white_gaps(cell, ink, across=True)
        if cell.top + GUTTER < start and end < cell.bottom - GUTTER
    ]
    return max(ways, key=lambda way: way[0], default=None)


def white_gaps(
    box: Box, ink: Image.Image, *, across: bool = False
) -> list[tuple[float, float]]:
    """Stretches without ink over the whole height of ``box``, or ``across`` its width.

    Given as (left, right), or as (top, bottom), in points.
    """
    left, top = int(box.left), int(box.top)
    right, bottom = int(box.right) + 1, int(box.bottom) + 1
    if right - left < 1 or bottom - top < 1:
        return []
    strip = ink.crop((left, top, right, bottom))
    if across:
        strip, left = strip.transpose(Image.Transpose.TRANSPOSE), top
    columns = [
        strip.crop((x, 0, x + 1, strip.height)).getbbox() is None
        for x in range(strip.width)
    ]
    return [
        (left + float(start), left + float(end))
        for start, end in _stretches(columns)
        if end - start >= GUTTER
    ]


def _stretches(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where ``flags`` are true, from (included) and to (excluded)."""
    position = 0
    for flag, run in groupby(flags):
        length = len(list(run))
        if flag:
            yield position, position + length
        position += length
