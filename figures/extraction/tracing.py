"""Turns what MuPDF draws as SVG into a vector copy: only what the crop shows stays in it.

MuPDF draws in one go what the page has in one go: a line of text that ends in the crop
comes whole, each letter with the word for it. What lies outside the crop could still be
read by whoever looks into the file, so it goes. What lies inside stays, even where
something else is drawn over it: to cover words is not to strike them out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from figures.extraction.geometry import Box
from figures.extraction.outlines import (
    Matrix,
    Outline,
    UnfitError,
    edges_of,
    keep_inside,
    move_outline,
    move_point,
    read_matrix,
    read_outline,
    scale_of,
    write_number,
    write_outline,
)
from figures.extraction.svg import DEEPEST, HEAD, LARGEST_SVG, STYLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Hundredths of a point: finer than any printer. Factors are opacities and such.
PLACES, FACTOR_PLACES = 2, 4
# As thin as the device can: on paper that would be nothing.
HAIRLINE = 0.25
# What a browser takes for granted.
DEFAULTS = {
    "stroke-linecap": "butt",
    "stroke-linejoin": "miter",
    "stroke-miterlimit": "4",
    "fill-rule": "nonzero",
}
# Sharp corners of lines reach out by so many times their width.
SPIKE = 5.0
LENGTHS = {"stroke-width", "stroke-dasharray", "stroke-dashoffset"}
FACTORS = {"fill-opacity", "stroke-opacity", "stroke-miterlimit"}
NAMES = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter's outline, in parts of its size."""

    outline: Outline
    box: Box


@dataclass(frozen=True, slots=True)
class Definitions:
    """The letters and clips of one picture, and the names of those that are in use."""

    glyphs: dict[str, Glyph | None] = field(default_factory=dict)
    clips: dict[str, str | None] = field(default_factory=dict)
    # By their lines, which differ where they do.
    names: dict[str, str] = field(default_factory=dict)
    # Of these lines.
    sizes: list[int] = field(default_factory=list)
    # Of letters at the size and slant they are drawn at.
    drawn: dict[tuple[str, Matrix], str] = field(default_factory=dict)

    def name_glyph(self, name: str, glyph: Glyph, matrix: Matrix) -> str:
        """The letter as ``matrix`` makes it, where it starts put at the corner."""
        at_corner = (*matrix[:4], 0.0, 0.0)
        if (name, at_corner) not in self.drawn:
            outline = write_outline(move_outline(glyph.outline, at_corner), PLACES)
            line = f'<path id="{{}}" d="{outline}"/>'
            self.drawn[name, at_corner] = self._name("g", line)
        return self.drawn[name, at_corner]

    def name_clip(self, clip: str) -> str:
        return self._name("c", f'<clipPath id="{{}}"><path{clip}/></clipPath>')

    def _name(self, kind: str, line: str) -> str:
        """Raises UnfitError where there are more than one picture can hold."""
        if line not in self.names:
            self.sizes.append(len(line))
            if sum(self.sizes) > LARGEST_SVG:
                raise UnfitError("too many letters")
            self.names[line] = f"{kind}{len(self.names)}"
        return self.names[line]

    def lines(self) -> Iterator[str]:
        for line, name in self.names.items():
            yield line.replace("{}", name, 1)


def trace(drawn: str, width: float, height: float) -> bytes:
    """The part of ``drawn``, MuPDF's SVG, that is seen in so many points from its corner.

    Raises UnfitError for what has more to it than outlines, letters and plain clips.
    """
    try:
        root = ET.fromstring(drawn)  # noqa: S314 (MuPDF's own, in the child)
    except ET.ParseError as error:
        raise UnfitError(str(error)) from error
    crop = Box(0.0, 0.0, width, height)
    known = Definitions()
    for definitions in root.iter(f"{NAMES}defs"):
        for element in definitions:
            _define(element, known, crop)
    body = [line for element in root for line in _draw(element, known, crop, 0)]
    if not body:
        raise UnfitError("nothing is drawn")
    sides = {
        "width": write_number(width, PLACES),
        "height": write_number(height, PLACES),
    }
    lines = [HEAD.format(**sides), "<defs>", *known.lines(), "</defs>", *body, "</svg>"]
    return "".join(f"{line}\n" for line in lines).encode("ascii")


def _define(element: ET.Element, known: Definitions, crop: Box) -> None:
    name = element.get("id", "")
    match element.tag.removeprefix(NAMES):
        case "path":
            known.glyphs[name] = _read_glyph([element])
        case "g":
            known.glyphs[name] = _read_glyph(element)
        case "clipPath":
            known.clips[name] = _read_clip(element, crop)
        case other:
            raise UnfitError(other)


def _read_glyph(paths: Iterable[ET.Element]) -> Glyph | None:
    """A letter, of several paths where its font is made of drawings; None for a blank."""
    outline: Outline = ()
    for path in paths:
        if path.tag != f"{NAMES}path" or path.attrib.keys() - {"id", "d", "transform"}:
            raise UnfitError(path.tag)
        matrix = read_matrix(path.get("transform"))
        outline += move_outline(read_outline(path.get("d", "")), matrix)
    if not outline:
        return None
    box = edges_of(point for subpath in outline for point in subpath.points)
    return Glyph(outline, box)


def _read_clip(element: ET.Element, crop: Box) -> str | None:
    """Attributes of the path to clip along; None where nothing is left of it."""
    if len(element) != 1 or element.attrib.keys() - {"id"}:
        raise UnfitError("a clip of several paths")
    (path,) = element
    if path.tag != f"{NAMES}path" or path.attrib.keys() - {
        "d",
        "transform",
        "clip-rule",
    }:
        raise UnfitError(path.tag)
    matrix = read_matrix(path.get("transform"))
    outline = keep_inside(move_outline(read_outline(path.get("d", "")), matrix), crop)
    rule = ' clip-rule="evenodd"' if path.get("clip-rule") == "evenodd" else ""
    return f'{rule} d="{write_outline(outline, PLACES)}"' if outline else None


def _draw(
    element: ET.Element, known: Definitions, crop: Box, depth: int
) -> Iterator[str]:
    """The lines for what is drawn, and for all that is drawn in it."""
    match element.tag.removeprefix(NAMES):
        case "defs":
            pass
        case "g":
            yield from _draw_group(element, known, crop, depth)
        case "path":
            yield from _draw_path(element, crop)
        case "use":
            yield from _draw_glyph(element, known, crop)
        case other:
            raise UnfitError(other)


def _draw_group(
    element: ET.Element, known: Definitions, crop: Box, depth: int
) -> Iterator[str]:
    if element.attrib.keys() - {"clip-path"} or depth >= DEEPEST:
        raise UnfitError("a group with an effect, or too deep")
    name = element.get("clip-path", "").removeprefix("url(#").removesuffix(")")
    if name not in known.clips and element.attrib:
        raise UnfitError(name)
    clip = known.clips.get(name)
    if name and clip is None:
        # Nothing that is drawn here is seen.
        return
    lines = [line for inner in element for line in _draw(inner, known, crop, depth + 1)]
    if clip and lines:
        yield f'<g clip-path="url(#{known.name_clip(clip)})">'
        yield from lines
        yield "</g>"
    else:
        yield from lines


def _draw_path(element: ET.Element, crop: Box) -> Iterator[str]:
    matrix = read_matrix(element.get("transform"))
    style = _read_style(element, {"d", "transform"})
    margin = 0.0
    if style.get("stroke", "none") != "none":
        style = {"stroke-width": "0"} | style
        style |= _move_stroke(style, scale_of(matrix))
        margin = SPIKE * float(style["stroke-width"])
    outline = move_outline(read_outline(element.get("d", "")), matrix)
    if kept := keep_inside(outline, crop.expanded(margin)):
        yield f'<path{_write_style(style)} d="{write_outline(kept, PLACES)}"/>'


def _read_style(element: ET.Element, others: set[str]) -> dict[str, str]:
    """How ``element`` is drawn; raises UnfitError if it says more than that and others."""
    style = {
        name: value.lower() for name, value in element.items() if name not in others
    }
    if style.keys() - STYLE.keys():
        raise UnfitError(str(style))
    try:
        factors = {name: float(style[name]) for name in FACTORS & style.keys()}
    except ValueError as error:
        raise UnfitError(str(style)) from error
    return style | {name: write_number(n, FACTOR_PLACES) for name, n in factors.items()}


def _move_stroke(style: dict[str, str], scale: float) -> dict[str, str]:
    """The lengths in ``style``, as long as they are on the page."""
    moved = {}
    try:
        for name in LENGTHS & style.keys():
            numbers = [float(number) * scale for number in style[name].split(",")]
            moved[name] = " ".join(write_number(n, PLACES) for n in numbers)
    except ValueError as error:
        raise UnfitError(str(style)) from error
    if moved["stroke-width"] == "0":
        moved["stroke-width"] = str(HAIRLINE)
    return moved


def _draw_glyph(element: ET.Element, known: Definitions, crop: Box) -> Iterator[str]:
    name = element.get(LINK, "").removeprefix("#")
    matrix = read_matrix(element.get("transform"))
    style = _read_style(element, {"data-text", LINK, "transform"})
    if name not in known.glyphs or style.keys() - {"fill", "fill-opacity"}:
        raise UnfitError(name)
    glyph = known.glyphs[name]
    if glyph and _is_seen(glyph, matrix, crop):
        x, y = (write_number(number, PLACES) for number in matrix[4:])
        link = f"#{known.name_glyph(name, glyph, matrix)}"
        yield f'<use{_write_style(style)} xlink:href="{link}" x="{x}" y="{y}"/>'


def _is_seen(glyph: Glyph, matrix: Matrix, crop: Box) -> bool:
    left, top, right, bottom = glyph.box.edges
    corners = ((left, top), (right, top), (left, bottom), (right, bottom))
    box = edges_of(move_point(corner, matrix) for corner in corners)
    return box.intersection(crop).area > 0


def _write_style(style: dict[str, str]) -> str:
    return "".join(
        f' {name}="{style[name]}"'
        for name in STYLE
        if name in style and style[name] != DEFAULTS.get(name)
    )
