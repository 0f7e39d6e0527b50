"""The little SVG that vector copies are written in: outlines, letters, clips, no more.

The child writes one element a line. Its parent, to whom that is a stranger's file,
knows these lines and takes no other: nothing in them acts, links or loads, and no XML
has to be parsed to be sure of it.
"""

from __future__ import annotations

import re
from math import hypot
from typing import TYPE_CHECKING

from figures.extraction.effort import (
    Effort,
    effort_to_clip,
    effort_to_draw,
    effort_to_fill,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

# A larger one is no better than its pixels: most of those have fewer bytes.
LARGEST_SVG = 150_000
# Clips within clips; papers measured have three.
DEEPEST = 16

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" '
    'width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
)

_NUMBER = r"-?\d{1,6}(?:\.\d{1,4})?"
_NUMBERS = rf"{_NUMBER}(?: {_NUMBER})*"
_OUTLINE = r"M[MLHVCZ\d. -]*"
_COLOUR = r"none|#[\da-f]{3}|#[\da-f]{6}"
_SIZE = r"\d{1,5}(?:\.\d{1,4})?"
# By name, in their order, what may be said of how something is drawn.
STYLE = {
    "fill": _COLOUR,
    "fill-rule": "evenodd",
    "fill-opacity": _NUMBER,
    "stroke": _COLOUR,
    "stroke-opacity": _NUMBER,
    "stroke-width": _NUMBER,
    "stroke-linecap": "butt|round|square",
    "stroke-linejoin": "miter|round|bevel",
    "stroke-miterlimit": _NUMBER,
    "stroke-dasharray": _NUMBERS,
    "stroke-dashoffset": _NUMBER,
}


def _attributes(*names: str) -> str:
    return "".join(f'(?: {name}="(?:{STYLE[name]})")?' for name in names)


_HEAD = re.compile(
    r'<svg xmlns="http://www\.w3\.org/2000/svg" '
    r'xmlns:xlink="http://www\.w3\.org/1999/xlink" '
    rf'width="({_SIZE})" height="({_SIZE})" viewBox="0 0 \1 \2">',
    re.ASCII,
)
_GLYPH = re.compile(rf'<path id="(g\d{{1,5}})" d="({_OUTLINE})"/>', re.ASCII)
_CLIP = re.compile(
    rf'<clipPath id="(c\d{{1,5}})"><path(?: clip-rule="evenodd")? '
    rf'd="({_OUTLINE})"/></clipPath>',
    re.ASCII,
)
_GROUP = re.compile(r'<g clip-path="url\(#(c\d{1,5})\)">', re.ASCII)
_PATH = re.compile(rf'<path{_attributes(*STYLE)} d="{_OUTLINE}"/>', re.ASCII)
_USE = re.compile(
    rf'<use{_attributes("fill", "fill-opacity")} xlink:href="#(g\d{{1,5}})" '
    rf'x="{_NUMBER}" y="{_NUMBER}"/>',
    re.ASCII,
)
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')


def is_vector_copy(content: bytes) -> bool:
    """Whether ``content`` is such an SVG, and no more than a browser draws at once."""
    if len(content) > LARGEST_SVG or not content.isascii():
        return False
    lines = iter(content.decode("ascii").split("\n"))
    try:
        _read(lines)
    except ValueError:
        return False
    return next(lines, None) == "" and next(lines, None) is None


def read_size(content: bytes) -> tuple[int, int]:
    """Width and height of such an SVG, in whole points."""
    head = _HEAD.fullmatch(content.decode("ascii").partition("\n")[0])
    width, height = (float(side) for side in head.groups()) if head else (1, 1)
    return max(1, round(width)), max(1, round(height))


def _read(lines: Iterator[str]) -> None:
    """Read up to the end of the picture; raises ValueError for what is none of ours."""
    head = _HEAD.fullmatch(next(lines, ""))
    if not head:
        raise ValueError("head")
    diagonal = hypot(float(head[1]), float(head[2]))
    known = _read_definitions(lines, diagonal)
    effort = Effort()
    depth = 0
    while (line := next(lines, "")) != "</svg>":
        depth += _go_deeper(line)
        if not 0 <= depth <= DEEPEST:
            raise ValueError(depth)
        effort += _read_drawn(line, known, diagonal)
    if depth or not effort.is_small:
        raise ValueError(depth, effort)


def _go_deeper(line: str) -> int:
    """By how much, where a group begins or ends."""
    return line.startswith("<g ") - (line == "</g>")


def _read_drawn(line: str, known: dict[str, Effort], diagonal: float) -> Effort:
    """What it takes to draw one line."""
    if line == "</g>":
        return Effort()
    if _PATH.fullmatch(line):
        style = dict(_ATTRIBUTE.findall(line))
        return effort_to_draw(style.pop("d"), style, diagonal)
    named = _USE.fullmatch(line) or _GROUP.fullmatch(line)
    if not named or named[1] not in known:
        raise ValueError(line[:80])
    return known[named[1]]


def _read_definitions(lines: Iterator[str], diagonal: float) -> dict[str, Effort]:
    """The letters and the clips by their names, and what it takes to draw each."""
    if next(lines, "") != "<defs>":
        raise ValueError("defs")
    known: dict[str, Effort] = {}
    while (line := next(lines, "")) != "</defs>":
        if glyph := _GLYPH.fullmatch(line):
            name, effort = glyph[1], effort_to_fill(glyph[2], diagonal)
        elif clip := _CLIP.fullmatch(line):
            name, effort = clip[1], effort_to_clip(clip[2], diagonal)
        else:
            raise ValueError(line[:80])
        if name in known:
            # Browsers take the first of two.
            raise ValueError(name)
        known[name] = effort
    return known
