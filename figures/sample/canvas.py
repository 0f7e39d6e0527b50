"""A page to draw on: lines, shapes, words and pictures, in points from the top left."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pymupdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from figures.extraction.geometry import Box

    Point = tuple[float, float]

# PyMuPDF's own names of the fonts it carries: Times and Helvetica in their free cuts.
SERIF, SERIF_ITALIC, SERIF_BOLD, SERIF_BOLD_ITALIC = "tiro", "tiit", "tibo", "tibi"
SANS, SANS_ITALIC, SANS_BOLD, SANS_BOLD_ITALIC = "helv", "heit", "hebo", "hebi"

INK = "#1b1f24"
SOFT = "#565c64"
RULE = "#b9bec4"
HAIR = "#e3e5e8"
PAPER = "#ffffff"
# Four hues that stay apart for colour-blind readers and in greyscale print.
NIGHT = "#1f3b63"
BLUE = "#3f7cac"
AMBER = "#d98e04"
PALE = "#9db8cf"


@dataclass(frozen=True, slots=True)
class Pen:
    """How a line is drawn; dashes are the lengths of ink and gap."""

    colour: str
    width: float
    dashes: str = ""


@dataclass(frozen=True, slots=True)
class Lettering:
    """How a word is written."""

    font: str
    size: float
    colour: str


@cache
def load_font(name: str) -> Any:
    return pymupdf.Font(name)


@cache
def measure(text: str, lettering: Lettering) -> float:
    return float(load_font(lettering.font).text_length(text, lettering.size))


class Sheet:
    """One page; nothing stands on it until it is finished."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._shape = page.new_shape()
        self._writers: list[tuple[str, Any]] = []
        self._turned: list[tuple[Any, Point, str]] = []

    def line(self, points: Iterable[Point], pen: Pen) -> None:
        self._shape.draw_polyline(list(points))
        self._finish_stroke(pen)

    def polygon(
        self,
        points: Iterable[Point],
        fill: str,
        pen: Pen | None = None,
        opacity: float = 1,
    ) -> None:
        self._shape.draw_polyline(list(points))
        self._finish_fill(fill, pen, opacity)

    def box(
        self, box: Box, fill: str | None, pen: Pen | None = None, radius: float = 0
    ) -> None:
        """A rectangle; ``radius`` is a share of its shorter side."""
        area = pymupdf.Rect(box.left, box.top, box.right, box.bottom)
        self._shape.draw_rect(area, radius=radius or None)
        self._finish_fill(fill, pen, 1)

    def dot(
        self, centre: Point, radius: float, fill: str, pen: Pen | None = None
    ) -> None:
        self._shape.draw_circle(centre, radius)
        self._finish_fill(fill, pen, 1)

    def picture(self, box: Box, encoded: bytes) -> None:
        area = pymupdf.Rect(box.left, box.top, box.right, box.bottom)
        self._page.insert_image(area, stream=encoded)

    def write(self, point: Point, text: str, lettering: Lettering) -> None:
        """Write from ``point``, on the baseline."""
        # A writer has one colour; words keep the order in which they were written.
        if not self._writers or self._writers[-1][0] != lettering.colour:
            writer = pymupdf.TextWriter(self._page.rect)
            self._writers.append((lettering.colour, writer))
        _, writer = self._writers[-1]
        writer.append(point, text, load_font(lettering.font), lettering.size)

    def write_centred(self, point: Point, text: str, lettering: Lettering) -> None:
        x, y = point
        self.write((x - measure(text, lettering) / 2, y), text, lettering)

    def write_left_of(self, point: Point, text: str, lettering: Lettering) -> None:
        """Write so that the text ends at ``point``."""
        x, y = point
        self.write((x - measure(text, lettering), y), text, lettering)

    def write_upwards(self, point: Point, text: str, lettering: Lettering) -> None:
        """Write from bottom to top, centred on ``point``."""
        x, y = point
        writer = pymupdf.TextWriter(self._page.rect)
        start = (x - measure(text, lettering) / 2, y)
        writer.append(start, text, load_font(lettering.font), lettering.size)
        self._turned.append((writer, point, lettering.colour))

    def finish(self) -> None:
        """Put everything on the page: shapes first, words over them."""
        self._shape.commit()
        for colour, writer in self._writers:
            writer.write_text(self._page, color=_shade(colour))
        for writer, centre, colour in self._turned:
            turn = (pymupdf.Point(centre), pymupdf.Matrix(90))
            writer.write_text(self._page, color=_shade(colour), morph=turn)

    def _finish_stroke(self, pen: Pen) -> None:
        self._shape.finish(
            color=_shade(pen.colour),
            width=pen.width,
            dashes=pen.dashes or None,
            lineJoin=1,
            closePath=False,
        )

    def _finish_fill(self, fill: str | None, pen: Pen | None, opacity: float) -> None:
        self._shape.finish(
            fill=_shade(fill) if fill else None,
            color=_shade(pen.colour) if pen else None,
            width=pen.width if pen else 0,
            dashes=(pen.dashes if pen else "") or None,
            fill_opacity=opacity,
        )


def _shade(colour: str) -> Sequence[float]:
    """``#rrggbb`` as three parts from 0 to 1."""
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
