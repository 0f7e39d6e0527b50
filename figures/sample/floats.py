"""Figures and tables with their captions, ready to be placed on a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from figures.extraction.geometry import Box
from figures.sample.canvas import INK, SOFT
from figures.sample.diagram import draw_protocol
from figures.sample.panels import draw_mixture, draw_sight, draw_synchrony
from figures.sample.photo import HEIGHT, WIDTH, paint_meadow
from figures.sample.tables import (
    Place,
    comparison_height,
    draw_comparison,
    draw_settings,
    settings_height,
)
from figures.sample.typesetting import Line, TextStyle, draw_lines, set_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from figures.sample.canvas import Sheet
    from figures.sample.experiment import Study

    Draw = Callable[[Sheet, Box], None]

CAPTION = TextStyle("sans", 7.6, 9.8, INK, align="left", hyphenate=False)
NOTES = TextStyle("sans", 6.8, 8.8, SOFT, align="left", hyphenate=False)
# Between a figure and its caption, and between a table and its own.
CAPTION_GAP = 7.0


@dataclass(frozen=True, slots=True)
class Float:
    """A figure or table of one width with its caption."""

    width: float
    body_height: float
    draw: Draw
    above: tuple[Line, ...]
    below: tuple[Line, ...]

    @property
    def height(self) -> float:
        gaps = CAPTION_GAP * (bool(self.above) + bool(self.below))
        lines = sum(line.leading for line in self.above + self.below)
        return self.body_height + gaps + lines


def draw_float(sheet: Sheet, made: Float, left: float, top: float) -> None:
    if made.above:
        top = draw_lines(sheet, list(made.above), left, top) + CAPTION_GAP
    box = Box(left, top, left + made.width, top + made.body_height)
    made.draw(sheet, box)
    if made.below:
        draw_lines(sheet, list(made.below), left, box.bottom + CAPTION_GAP)


def build_floats(
    study: Study, parts: Mapping[str, str], widths: tuple[float, float]
) -> dict[str, Float]:
    """All figures and tables by label, set for a column or for the full width."""
    column, full = widths
    return {
        "Figure 1": _figure(
            full,
            150,
            lambda sheet, box: draw_synchrony(sheet, box, study),
            parts["Figure 1"],
        ),
        "Figure 2": _figure(
            column, column * HEIGHT / WIDTH, _draw_photo, parts["Figure 2"]
        ),
        "Figure 3": _figure(
            column,
            186,
            lambda sheet, box: draw_sight(sheet, box, study),
            parts["Figure 3"],
        ),
        "Figure 4": _figure(column, 195.8, draw_protocol, parts["Figure 4"]),
        "Figure 5": _figure(
            full,
            176,
            lambda sheet, box: draw_mixture(sheet, box, study),
            parts["Figure 5"],
        ),
        "Table 1": _table(
            column,
            settings_height(),
            lambda sheet, box: draw_settings(sheet, _place(box)),
            (parts["Table 1"], ""),
        ),
        "Table 2": _table(
            full,
            comparison_height(),
            lambda sheet, box: draw_comparison(sheet, _place(box), study),
            (parts["Table 2"], parts["notes"]),
        ),
    }


def _figure(width: float, height: float, draw: Draw, caption: str) -> Float:
    return Float(width, height, draw, (), tuple(set_text(caption, CAPTION, width)))


def _table(width: float, height: float, draw: Draw, words: tuple[str, str]) -> Float:
    caption, notes = words
    return Float(
        width,
        height,
        draw,
        tuple(set_text(caption, CAPTION, width)),
        tuple(set_text(notes, NOTES, width)) if notes else (),
    )


def _draw_photo(sheet: Sheet, box: Box) -> None:
    sheet.picture(box, paint_meadow())


def _place(box: Box) -> Place:
    return Place(box.left, box.top, box.width)
