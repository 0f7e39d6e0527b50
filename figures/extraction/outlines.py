"""Outlines: the paths that lines and letters are drawn along, in points.

A path that does not reach into a box is left out of it, part by part: what is seen in
the box stays as it was, to the last crossing of its lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import hypot, isclose, sqrt
from typing import TYPE_CHECKING

from figures.extraction.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

type Point = tuple[float, float]
# The six numbers a, b, c, d, e, f of SVG: x becomes ax + cy + e, and y bx + dy + f.
type Matrix = tuple[float, float, float, float, float, float]
type Outline = tuple[Subpath, ...]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# What lies farther out than this (points) is on no page.
FARTHEST = 100_000.0
# Figures are squeezed a little to fit a column: their lines look none the thicker for it.
ALIKE = 0.15
# SVG's commands as MuPDF writes them, and how many numbers each takes.
COMMANDS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Z": 0}
COMMAND = re.compile(r"([MLHVCZ])([^MLHVCZ]*)")
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")
PATH = re.compile(r"(?:M[MLHVCZ\d.e+ -]*)?")
MATRIX = re.compile(r"matrix\(([^()]*)\)")


class UnfitError(Exception):
    """Something is drawn in a way that no vector copy can show."""


@dataclass(frozen=True, slots=True)
class Subpath:
    """One line without a break."""

    # Where it starts, then the one end of each line, or the three points of each curve.
    steps: tuple[tuple[Point, ...], ...]
    is_closed: bool

    @property
    def points(self) -> list[Point]:
        return [point for step in self.steps for point in step]


def read_outline(text: str) -> Outline:
    """An outline as MuPDF writes it into SVG; raises UnfitError for any other."""
    if not PATH.fullmatch(text):
        raise UnfitError(text[:80])
    return tuple(_read_subpaths(text))


def _read_subpaths(text: str) -> Iterator[Subpath]:
    steps: list[tuple[Point, ...]] = []
    for command, written in COMMAND.findall(text):
        numbers = [float(number) for number in NUMBER.findall(written)]
        if command == "Z":
            yield Subpath(tuple(steps), is_closed=True)
            # A line that goes on from here starts where the closed one started.
            steps = steps[:1]
        elif not numbers or len(numbers) % COMMANDS[command]:
            raise UnfitError(written[:80])
        elif command == "M":
            if len(steps) > 1:
                yield Subpath(tuple(steps), is_closed=False)
            start, *lines = _pairs(numbers)
            steps = [(start,), *((point,) for point in lines)]
        else:
            steps += _read_steps(command, numbers, steps[-1][-1])
    if len(steps) > 1:
        yield Subpath(tuple(steps), is_closed=False)


def _read_steps(
    command: str, numbers: list[float], last: Point
) -> list[tuple[Point, ...]]:
    match command:
        case "H":
            return [((x, last[1]),) for x in numbers]
        case "V":
            return [((last[0], y),) for y in numbers]
        case "L":
            return [(point,) for point in _pairs(numbers)]
    points = _pairs(numbers)
    return [tuple(points[at : at + 3]) for at in range(0, len(points), 3)]


def _pairs(numbers: list[float]) -> list[Point]:
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def read_matrix(text: str | None) -> Matrix:
    """A transform as MuPDF writes it; raises UnfitError for any other."""
    if text is None:
        return IDENTITY
    found = MATRIX.fullmatch(text)
    numbers = found[1].split(",") if found else []
    try:
        a, b, c, d, e, f = map(float, numbers)
    except ValueError as error:
        raise UnfitError(text[:80]) from error
    return a, b, c, d, e, f


def move_point(point: Point, matrix: Matrix) -> Point:
    (x, y), (a, b, c, d, e, f) = point, matrix
    return a * x + c * y + e, b * x + d * y + f


def move_outline(outline: Outline, matrix: Matrix) -> Outline:
    return tuple(
        Subpath(
            tuple(
                tuple(move_point(point, matrix) for point in step)
                for step in subpath.steps
            ),
            subpath.is_closed,
        )
        for subpath in outline
    )


def scale_of(matrix: Matrix) -> float:
    """By how much lines grow; raises UnfitError where that shows in their direction."""
    a, b, c, d, _e, _f = matrix
    across, along = hypot(a, b), hypot(c, d)
    skew = abs(a * c + b * d)
    if not isclose(across, along, rel_tol=ALIKE) or skew > ALIKE * across * along:
        raise UnfitError(str(matrix))
    return sqrt(across * along)


def edges_of(points: Iterable[Point]) -> Box:
    """The smallest box around ``points``; those of curves are around these."""
    across, down = zip(*points, strict=True)
    return Box(min(across), min(down), max(across), max(down))


def keep_inside(outline: Outline, box: Box) -> Outline:
    """The parts that may be seen in ``box``; raises UnfitError for what is endless."""
    kept = []
    for subpath in outline:
        edges = edges_of(subpath.points)
        if edges.touches(box):
            if not max(map(abs, edges.edges)) < FARTHEST:
                raise UnfitError(str(edges))
            kept.append(subpath)
    return tuple(kept)


def write_outline(outline: Outline, places: int) -> str:
    """An outline for SVG, with so many decimal places."""
    return "".join(
        _write_subpath(subpath, places) + "Z" * subpath.is_closed for subpath in outline
    )


def _write_subpath(subpath: Subpath, places: int) -> str:
    words: list[str] = []
    last = ("", "")
    for step in subpath.steps:
        points = [(write_number(x, places), write_number(y, places)) for x, y in step]
        words.append(_write_step(points, last) if words else f"M{' '.join(points[0])}")
        last = points[-1]
    return "".join(words)


def _write_step(points: list[tuple[str, str]], last: tuple[str, str]) -> str:
    ((x, y),) = points[-1:]
    if len(points) > 1:
        return f"C{' '.join(number for point in points for number in point)}"
    if y == last[1]:
        return f"H{x}"
    return f"V{y}" if x == last[0] else f"L{x} {y}"


def write_number(value: float, places: int) -> str:
    # Nine digits are those of any page, and of its thousandths; -0 plus 0 is 0.
    return f"{round(value, places) + 0.0:.9g}"
