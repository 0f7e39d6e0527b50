"""Ink: the pixels of a page that differ from its background, and how they cluster.

Looking at pixels sees what a reader sees: white shapes, clipped drawings and margins
inside images do not count, and outlines, scans and a million dots are all the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageDraw

from figures.extraction.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Lighter traces than this (of 255 steps) are compression noise.
FAINT = 10
# Ink closer than about this (points) belongs to one graphic.
CELL = 4
# The edges of letters reach a little out of their boxes (points).
BLEED = 1.0
INKED = re.compile(rb"[^\x00]+")
CLOCKWISE = {
    1: Image.Transpose.ROTATE_270,
    2: Image.Transpose.ROTATE_180,
    3: Image.Transpose.ROTATE_90,
}


def turn_image(image: Image.Image, quarter_turns: int) -> Image.Image:
    """``image`` turned clockwise."""
    transposition = CLOCKWISE.get(quarter_turns % 4)
    return image.transpose(transposition) if transposition is not None else image


def find_ink(image: Image.Image) -> Image.Image:
    """A mask of the pixels that differ from the background: 255 is ink, 0 is none.

    The background is the commonest colour; channels are compared one by one, since
    pale yellow on white is hardly darker.
    """
    differences = [
        ImageChops.difference(band, Image.new("L", band.size, _commonest(band)))
        for band in image.split()
    ]
    strongest = differences[0]
    for difference in differences[1:]:
        strongest = ImageChops.lighter(strongest, difference)
    return strongest.point([0] * FAINT + [255] * (256 - FAINT))


def _commonest(band: Image.Image) -> int:
    histogram = band.histogram()
    return histogram.index(max(histogram))


def blank_out(
    ink: Image.Image, boxes: Iterable[Box], scale: float = 1.0
) -> Image.Image:
    """A copy of the mask without the ink in ``boxes`` (points)."""
    copy = ink.copy()
    draw = ImageDraw.Draw(copy)
    for box in boxes:
        grown = box.expanded(BLEED)
        edges = (grown.left, grown.top, grown.right, grown.bottom)
        draw.rectangle([edge * scale for edge in edges], fill=0)
    return copy


def ink_box(ink: Image.Image, box: Box, scale: float = 1.0) -> Box | None:
    """The smallest box (points) around the ink within ``box``; None where there is none."""
    left = max(int(box.left * scale), 0)
    top = max(int(box.top * scale), 0)
    right = min(int(box.right * scale) + 1, ink.width)
    bottom = min(int(box.bottom * scale) + 1, ink.height)
    if right <= left or bottom <= top:
        return None
    found = ink.crop((left, top, right, bottom)).getbbox()
    if found is None:
        return None
    return Box(
        (left + found[0]) / scale,
        (top + found[1]) / scale,
        (left + found[2]) / scale,
        (top + found[3]) / scale,
    )


def find_clusters(ink: Image.Image) -> list[Box]:
    """Boxes around ink that hangs together; ``ink`` has one pixel a point."""
    cells = ink.reduce(CELL)
    components = _components(cells.tobytes(), cells.width)
    boxes = (ink_box(ink, component) for component in components)
    return [box for box in boxes if box is not None]


def _components(cells: bytes, width: int) -> Iterator[Box]:
    """Boxes (points) around touching cells, corners included."""
    parents: list[int] = []
    boxes: list[Box] = []

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    above: list[tuple[int, int, int]] = []
    for row in range(len(cells) // width):
        runs: list[tuple[int, int, int]] = []
        for run in INKED.finditer(cells[row * width : (row + 1) * width]):
            start, end = run.span()
            index = len(parents)
            parents.append(index)
            boxes.append(Box(start * CELL, row * CELL, end * CELL, (row + 1) * CELL))
            for other_start, other_end, other in above:
                if other_start <= end and start <= other_end:
                    parents[root(other)] = root(index)
            runs.append((start, end, index))
        above = runs
    merged: dict[int, Box] = {}
    for index, box in enumerate(boxes):
        top = root(index)
        merged[top] = merged[top].union(box) if top in merged else box
    yield from merged.values()
