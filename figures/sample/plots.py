"""Axes: from values to points on the page, with ticks, labels and what is plotted."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from figures.extraction.geometry import Box
from figures.sample.canvas import (
    HAIR,
    INK,
    PAPER,
    SANS,
    SANS_BOLD,
    SOFT,
    Lettering,
    Pen,
    measure,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from figures.sample.canvas import Sheet

TICK_LABEL = Lettering(SANS, 6.4, SOFT)
AXIS_LABEL = Lettering(SANS, 7.0, INK)
NOTE = Lettering(SANS, 6.6, INK)
LETTER = Lettering(SANS_BOLD, 8.0, INK)
AXIS_PEN = Pen(INK, 0.55)
GRID_PEN = Pen(HAIR, 0.5)
TICK = 2.6
# Room that ticks and labels take left of and below the plot.
LEFT_ROOM, BOTTOM_ROOM = 28.0, 25.0


@dataclass(frozen=True, slots=True)
class Scale:
    """One axis: its ends, where ticks stand, and what is measured."""

    low: float
    high: float
    ticks: Sequence[float]
    label: str
    doubling: bool = False

    def place(self, value: float) -> float:
        """Where ``value`` stands, from 0 at the low end to 1 at the high end."""
        if self.doubling:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)


@dataclass(frozen=True, slots=True)
class Axes:
    """A plot's area on a sheet, with its two scales."""

    sheet: Sheet
    area: Box
    across: Scale
    up: Scale

    def at(self, x: float, y: float) -> tuple[float, float]:
        """The point on the page that stands for two values."""
        return (
            self.area.left + self.across.place(x) * self.area.width,
            self.area.bottom - self.up.place(y) * self.area.height,
        )

    def draw(self, grid: bool = True) -> None:
        self._draw_up(grid)
        self._draw_across()

    def line(self, xs: Sequence[float], ys: Sequence[float], pen: Pen) -> None:
        self.sheet.line([self.at(x, y) for x, y in zip(xs, ys, strict=True)], pen)

    def dots(self, xs: Sequence[float], ys: Sequence[float], fill: str) -> None:
        for x, y in zip(xs, ys, strict=True):
            self.sheet.dot(self.at(x, y), 1.9, fill, Pen(PAPER, 0.5))

    def band(
        self, xs: Sequence[float], edges: Sequence[tuple[float, float]], fill: str
    ) -> None:
        """Fill between the lower and upper ``edges`` at each of ``xs``."""
        pairs = list(zip(xs, edges, strict=True))
        lower = [self.at(x, low) for x, (low, _) in pairs]
        upper = [self.at(x, high) for x, (_, high) in reversed(pairs)]
        self.sheet.polygon(lower + upper, fill, opacity=0.22)

    def _draw_up(self, grid: bool) -> None:
        left, right = self.area.left, self.area.right
        for tick in self.up.ticks:
            _, y = self.at(self.across.low, tick)
            if grid and tick > self.up.low:
                self.sheet.line([(left, y), (right, y)], GRID_PEN)
            self.sheet.line([(left - TICK, y), (left, y)], AXIS_PEN)
            self.sheet.write_left_of((left - 4.4, y + 2.2), f"{tick:g}", TICK_LABEL)
        self.sheet.line([(left, self.area.top), (left, self.area.bottom)], AXIS_PEN)
        middle = (self.area.top + self.area.bottom) / 2
        self.sheet.write_upwards((left - 20.0, middle), self.up.label, AXIS_LABEL)

    def _draw_across(self) -> None:
        bottom = self.area.bottom
        for tick in self.across.ticks:
            x, _ = self.at(tick, self.up.low)
            self.sheet.line([(x, bottom), (x, bottom + TICK)], AXIS_PEN)
            self.sheet.write_centred((x, bottom + 9.6), f"{tick:g}", TICK_LABEL)
        self.sheet.line([(self.area.left, bottom), (self.area.right, bottom)], AXIS_PEN)
        middle = (self.area.left + self.area.right) / 2
        self.sheet.write_centred((middle, bottom + 20.5), self.across.label, AXIS_LABEL)


def plot_area(box: Box) -> Box:
    """What is left of ``box`` for the plot when its labels have their room."""
    return Box(
        box.left + LEFT_ROOM, box.top + 4, box.right - 4, box.bottom - BOTTOM_ROOM
    )


def draw_letter(sheet: Sheet, box: Box, letter: str, title: str) -> Box:
    """Write a panel's letter and title at its top; give back the room below."""
    label = f"({letter})"
    sheet.write((box.left, box.top + 7.5), label, LETTER)
    sheet.write((box.left + measure(label, LETTER) + 3.5, box.top + 7.5), title, NOTE)
    return Box(box.left, box.top + 14, box.right, box.bottom)


def draw_legend(
    sheet: Sheet, corner: tuple[float, float], entries: Sequence[tuple[Pen, str]]
) -> None:
    """Short lines with their names, one below the other."""
    x, y = corner
    for pen, name in entries:
        sheet.line([(x, y - 2.2), (x + 11, y - 2.2)], pen)
        sheet.write((x + 14, y), name, NOTE)
        y += 9.2
