"""Read values and records out of JSON as strictly as an upload: each or an error."""

from __future__ import annotations

import json
import re
from math import isfinite
from typing import IO, Any

from figures.extraction.geometry import Box
from figures.extraction.records import (
    LICENCES,
    Caption,
    ExtractedFigure,
    FigureKind,
    Panel,
    Passage,
)
from figures.extraction.renditions import EncodedRendition, RenditionRole
from figures.extraction.svg import is_vector_copy

MOST_PAGES = 100_000
# As many as there are letters.
MOST_PANELS = 26
MOST_TEXTS = 200
# A paragraph or a caption, at the most.
LONGEST_TEXT = 20_000
# One figure's master of 24 megapixels, were it pure noise, with all its copies.
LARGEST_CUT = 256 * 1024**2
MOST_PIXELS = 100_000
FORMATS = {
    RenditionRole.MASTER: {"png"},
    RenditionRole.COPY: {"avif", "webp", "png"},
    RenditionRole.CARD: {"png"},
    RenditionRole.VECTOR: {"svg"},
}
# Papers were printed from about then on, and are dated a little ahead at the most.
YEARS = range(1500, 2201)
EDGES = ("left", "top", "right", "bottom")
# What reading raises on a record that is none.
UNREADABLE = (
    AttributeError,
    KeyError,
    OverflowError,
    RecursionError,
    TypeError,
    ValueError,
)


def read_json(line: bytes | str) -> Any:
    """What ``line`` says; NaN and the infinities, which no database takes, are refused."""
    return json.loads(line, parse_constant=_refuse)


def _refuse(constant: str) -> float:
    raise ValueError(constant)


def read_figure(record: dict[str, Any]) -> ExtractedFigure:
    return ExtractedFigure(
        caption=_read_caption(record["caption"]),
        page_number=whole(record["page_number"], MOST_PAGES),
        crop_box=box(record["crop_box"]),
        rotation=rotation(record["rotation"]),
        panels=tuple(read_panel(panel) for panel in record["panels"]),
        name=text(record["name"]),
        alt_text=text(record["alt_text"]),
        text=text(record["text"]),
        confidence=number(record["confidence"]),
        warnings=texts(record["warnings"]),
    )


def _read_caption(record: dict[str, Any]) -> Caption:
    return Caption(
        kind=FigureKind(record["kind"]),
        number=text(record["number"]),
        label=text(record["label"]),
        text=text(record["text"]),
        printed=text(record["printed"]),
        page_number=whole(record["page_number"], MOST_PAGES),
        box=box(record["box"]),
    )


def read_panel(record: dict[str, Any]) -> Panel:
    if not re.fullmatch("[a-z]", record["letter"]):
        raise ValueError(record["letter"])
    return Panel(
        letter=record["letter"],
        crop_box=box(record["crop_box"]),
        caption=text(record["caption"]),
        name=text(record["name"]),
        alt_text=text(record["alt_text"]),
        text=text(record["text"]),
    )


def whole(value: object, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise ValueError(value)
    return value


def read_passage(record: dict[str, Any]) -> Passage:
    kind = record["kind"]
    return Passage(
        text=text(record["text"])[:LONGEST_TEXT],
        box=box(record["box"]),
        kind=None if kind is None else FigureKind(kind),
        number=text(record["number"]),
        label=text(record["label"]),
        caption=text(record["caption"])[:LONGEST_TEXT],
    )


def read_parts(
    parts: list[list[dict[str, Any]]], stream: IO[bytes]
) -> list[tuple[EncodedRendition, ...]]:
    """The renditions of all ``parts``, unless they are more than anyone sends.

    An SVG that is none of ours is left out: the figure has its pixels.
    """
    announced = sum(
        whole(copy["content"], LARGEST_CUT) for part in parts for copy in part
    )
    if announced > LARGEST_CUT or len(parts) > MOST_PANELS + 1:
        raise ValueError(announced)
    read = [[_read_rendition(copy, stream) for copy in part] for part in parts]
    return [tuple(copy for copy in part if is_harmless(copy)) for part in read]


def is_harmless(copy: EncodedRendition) -> bool:
    """Pixels do nothing; an SVG is XML, in which much could be said."""
    return copy.format != "svg" or is_vector_copy(copy.content)


def _read_rendition(record: dict[str, Any], stream: IO[bytes]) -> EncodedRendition:
    size = whole(record["content"], LARGEST_CUT)
    content = stream.read(size)
    role = RenditionRole(record["role"])
    if record["format"] not in FORMATS[role] or not 0 < len(content) == size:
        raise ValueError(record)
    return EncodedRendition(
        role=role,
        format=record["format"],
        width=whole(record["width"], MOST_PIXELS),
        height=whole(record["height"], MOST_PIXELS),
        content=content,
    )


def truth(value: object) -> bool:
    if type(value) is not bool:
        raise TypeError(value)
    return value


def rotation(value: object) -> int:
    """Degrees clockwise, in quarter turns."""
    degrees = whole(value, 270)
    if degrees % 90:
        raise ValueError(value)
    return degrees


def looks(value: str) -> str:
    if not re.fullmatch("[0-9a-f]{16}", value):
        raise ValueError(value)
    return value


def number(value: object) -> float:
    if not isinstance(value, int | float) or not isfinite(value):
        raise ValueError(value)
    return float(value)


def length(value: object) -> float:
    """A number above zero."""
    positive = number(value)
    if positive <= 0:
        raise ValueError(value)
    return positive


def box(value: dict[str, Any]) -> Box:
    return Box(**{edge: number(value[edge]) for edge in EDGES})


def text(value: object) -> str:
    """A string that every database takes: no NUL, no half of a surrogate pair."""
    if not isinstance(value, str):
        raise TypeError(value)
    return value.replace("\x00", "").encode(errors="replace").decode()


def texts(values: list[object]) -> tuple[str, ...]:
    return tuple(text(value) for value in values[:MOST_TEXTS])


def year(value: object) -> int | None:
    if value is None:
        return None
    if type(value) is not int or value not in YEARS:
        raise ValueError(value)
    return value


def licence(value: object) -> str:
    if value not in LICENCES:
        raise ValueError(value)
    return str(value)
