"""The sample paper's tables: three rules, no vertical lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from figures.sample import experiment, meadow
from figures.sample.canvas import INK, RULE, SANS, SANS_BOLD, Lettering, Pen

if TYPE_CHECKING:
    from figures.sample.canvas import Sheet
    from figures.sample.experiment import Condition, Study

CELL = Lettering(SANS, 7.4, INK)
STRONG = Lettering(SANS_BOLD, 7.4, INK)
HEAVY, LIGHT = Pen(INK, 0.8), Pen(INK, 0.45)
FAINT = Pen(RULE, 0.45)
ROW = 11.6
HEADS = ("Median R", "Range", "In sight", "Agreeing")
# From a rule to the baseline below it, and from a baseline to the rule below.
ABOVE, BELOW = 10.0, 4.4


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table stands: its left edge, its top and its width."""

    left: float
    top: float
    width: float


def settings_height() -> float:
    return ABOVE + BELOW + ROW * len(_settings()) + 4


def comparison_height() -> float:
    return ABOVE + BELOW + ROW * (len(experiment.SEEN) + 1) + 10


def draw_settings(sheet: Sheet, place: Place) -> None:
    """Table 1: what the meadow is made of."""
    right = place.left + place.width
    y = place.top + ABOVE
    sheet.line([(place.left, place.top), (right, place.top)], HEAVY)
    sheet.write((place.left, y), "Setting", STRONG)
    sheet.write_left_of((right, y), "Value", STRONG)
    sheet.line([(place.left, y + BELOW), (right, y + BELOW)], LIGHT)
    y += BELOW + ABOVE
    for name, amount in _settings():
        sheet.write((place.left, y), name, CELL)
        sheet.write_left_of((right, y), amount, CELL)
        y += ROW
    y += BELOW - ROW
    sheet.line([(place.left, y), (right, y)], HEAVY)


def _settings() -> tuple[tuple[str, str], ...]:
    return (
        ("Fireflies in a meadow", f"{experiment.FIREFLIES}"),
        ("Meadows for each condition", f"{experiment.MEADOWS}"),
        ("Mean pace", "1 flash per second"),
        ("Standard deviation of the pace", "10 per cent"),
        ("Coupling K", f"{experiment.COUPLING:g} per second"),
        ("Critical coupling, all seeing all", f"{meadow.CRITICAL:.2f} per second"),
        ("Duration of a run", f"{experiment.DURATION:g} seconds"),
        ("Order is averaged over the last", f"{experiment.SETTLED:g} seconds"),
    )


def draw_comparison(sheet: Sheet, place: Place, study: Study) -> None:
    """Table 2: neighbours and strangers side by side."""
    columns = _columns(place)
    right = place.left + place.width
    y = place.top + ABOVE
    sheet.line([(place.left, place.top), (right, place.top)], HEAVY)
    for first, last, title in ((0, 3, "Nearest neighbours"), (4, 7, "Strangers")):
        left_end, right_end = columns[first] - 38, columns[last]
        sheet.write_centred(((left_end + right_end) / 2, y), title, STRONG)
        sheet.line([(left_end, y + BELOW), (right_end, y + BELOW)], FAINT)
    y += ROW + 3
    sheet.write((place.left, y), "Fireflies seen (k)", STRONG)
    for column, title in zip(columns, HEADS * 2, strict=True):
        sheet.write_left_of((column, y), title, STRONG)
    sheet.line([(place.left, y + BELOW), (right, y + BELOW)], LIGHT)
    y += BELOW + ABOVE
    rows = zip(experiment.SEEN, study.neighbours, study.strangers, strict=True)
    for seen, near, far in rows:
        sheet.write_left_of((place.left + 20, y), f"{seen}", CELL)
        _write_condition(sheet, columns[:4], y, near)
        _write_condition(sheet, columns[4:], y, far)
        y += ROW
    y += BELOW - ROW
    sheet.line([(place.left, y), (right, y)], HEAVY)


def _columns(place: Place) -> tuple[float, ...]:
    """The right edges of the eight columns of numbers."""
    shares = (0.235, 0.36, 0.445, 0.555, 0.68, 0.805, 0.89, 1.0)
    return tuple(place.left + share * place.width for share in shares)


def _write_condition(
    sheet: Sheet, columns: tuple[float, ...], y: float, condition: Condition
) -> None:
    lettering = STRONG if condition.agreeing == experiment.MEADOWS else CELL
    cells = (
        f"{condition.order.median:.2f}",
        f"{condition.order.low:.2f} to {condition.order.high:.2f}",
        f"{condition.in_sight:.2f}",
        f"{condition.agreeing} of {experiment.MEADOWS}",
    )
    for column, cell in zip(columns, cells, strict=True):
        sheet.write_left_of((column, y), cell, lettering)
