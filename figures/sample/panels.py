"""The plots of the sample paper, each drawn into the box that it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from figures.extraction.geometry import Box
from figures.sample import experiment, meadow
from figures.sample.canvas import (
    AMBER,
    BLUE,
    INK,
    NIGHT,
    PALE,
    PAPER,
    SANS,
    SOFT,
    Lettering,
    Pen,
)
from figures.sample.plots import (
    NOTE,
    TICK_LABEL,
    Axes,
    Scale,
    draw_legend,
    draw_letter,
    plot_area,
)

if TYPE_CHECKING:
    from figures.sample.canvas import Sheet
    from figures.sample.experiment import Condition, Spread, Study

ORDER = "Order R"
ORDER_TICKS = (0, 0.2, 0.4, 0.6, 0.8, 1)
COUPLING_LABEL = "Coupling K (per second)"
AGREE_PEN = Pen(SOFT, 0.6, "[2 2] 0")
# Between the panels of a figure.
GAP = 16.0
# The heat map goes from paper through blue to night.
HEAT = ("#f4f6f8", "#9db8cf", "#3f7cac", "#1f3b63")
# Cells darker than this carry light numbers.
DARK_CELL = 0.55


def draw_synchrony(sheet: Sheet, box: Box, study: Study) -> None:
    """Figure 1: flashes, the order over time, the order at rest."""
    width = (box.width - 2 * GAP) / 3
    first, second, third = (
        Box(left, box.top, left + width, box.bottom)
        for left in (box.left + index * (width + GAP) for index in range(3))
    )
    _draw_flashes(sheet, first, study)
    _draw_courses(sheet, second, study)
    _draw_settled(sheet, third, study)


def _draw_flashes(sheet: Sheet, box: Box, study: Study) -> None:
    area = plot_area(draw_letter(sheet, box, "a", "Flashes of 40 fireflies"))
    across = Scale(0, 16, (0, 4, 8, 12, 16), "Time (s)")
    axes = Axes(
        sheet, area, across, Scale(0, 41, (1, 10, 20, 30, 40), "Firefly, by pace")
    )
    axes.draw(grid=False)
    for number, times in enumerate(study.flashes, start=1):
        for time in times:
            sheet.dot(axes.at(time, number), 0.85, AMBER)


def _draw_courses(sheet: Sheet, box: Box, study: Study) -> None:
    area = plot_area(draw_letter(sheet, box, "b", "Order over time"))
    across = Scale(0, 20, (0, 5, 10, 15, 20), "Time (s)")
    axes = Axes(sheet, area, across, Scale(0, 1, ORDER_TICKS, ORDER))
    axes.draw()
    pens = (Pen(PALE, 1.2), Pen(BLUE, 1.2), Pen(NIGHT, 1.2))
    for course, pen in zip(study.courses, pens, strict=True):
        axes.line([tick / 10 for tick in range(len(course))], course, pen)
    names = [f"K = {coupling:g}" for coupling in experiment.COURSES]
    entries = list(zip(pens, names, strict=True))
    draw_legend(sheet, (area.right - 42, area.top + 0.42 * area.height), entries[::-1])


def _draw_settled(sheet: Sheet, box: Box, study: Study) -> None:
    area = plot_area(draw_letter(sheet, box, "c", "Order once settled"))
    across = Scale(0, 3, (0, 0.5, 1, 1.5, 2, 2.5, 3), COUPLING_LABEL)
    axes = Axes(sheet, area, across, Scale(0, 1, ORDER_TICKS, ORDER))
    axes.draw()
    fine = [step / 30 for step in range(91)]
    axes.line([meadow.CRITICAL] * 2, (0, 1), Pen(SOFT, 0.6, "[2 2] 0"))
    axes.line(
        fine, [meadow.predict_order(coupling) for coupling in fine], Pen(NIGHT, 1.2)
    )
    axes.dots(experiment.COUPLINGS, study.settled, AMBER)
    x, y = area.right - 56, area.bottom - 26
    draw_legend(sheet, (x, y), [(Pen(NIGHT, 1.2), "theory")])
    sheet.dot((x + 5.5, y + 7.0), 1.9, AMBER)
    sheet.write((x + 14, y + 9.2), "simulated", NOTE)


def draw_sight(sheet: Sheet, box: Box, study: Study) -> None:
    """Figure 3: order against the number of fireflies seen, near ones or any."""
    area = plot_area(box)
    across = Scale(
        1, 16, experiment.SEEN, "Other fireflies that each one sees (k)", doubling=True
    )
    axes = Axes(sheet, area, across, Scale(0, 1, ORDER_TICKS, ORDER))
    axes.draw()
    axes.line((1, 16), (experiment.AGREEMENT,) * 2, AGREE_PEN)
    sheet.write(
        (axes.at(1, 0.8)[0] + 3, axes.at(1, 0.8)[1] - 2.6), "agreement", TICK_LABEL
    )
    for conditions, colour in ((study.neighbours, BLUE), (study.strangers, AMBER)):
        _draw_conditions(axes, conditions, colour)
    _label(axes, (4.1, 0.838), "strangers", AMBER)
    _label(axes, (7.0, 0.47), "nearest neighbours", BLUE)


def _draw_conditions(
    axes: Axes, conditions: tuple[Condition, ...], colour: str
) -> None:
    orders = [condition.order for condition in conditions]
    axes.band(experiment.SEEN, [(order.low, order.high) for order in orders], colour)
    medians = [order.median for order in orders]
    axes.line(experiment.SEEN, medians, Pen(colour, 1.2))
    axes.dots(experiment.SEEN, medians, colour)


def _label(axes: Axes, place: tuple[float, float], text: str, colour: str) -> None:
    shade = {AMBER: "#8f5d00", BLUE: "#2b5f88"}[colour]
    axes.sheet.write(axes.at(*place), text, Lettering(SANS, 7.0, shade))


def draw_mixture(sheet: Sheet, box: Box, study: Study) -> None:
    """Figure 5: a heat map and bars."""
    split = box.left + box.width * 0.52
    _draw_heat(sheet, Box(box.left, box.top, split - GAP / 2, box.bottom), study)
    _draw_waits(sheet, Box(split + GAP / 2, box.top, box.right, box.bottom), study)


def _draw_heat(sheet: Sheet, box: Box, study: Study) -> None:
    room = plot_area(draw_letter(sheet, box, "a", "Median order R when each sees six"))
    area = Box(room.left, room.top, room.right - 26, room.bottom)
    columns = experiment.MIXTURE_SEEN + 1
    across = Scale(-0.5, columns - 0.5, range(columns), "Strangers among the six")
    up = Scale(0.75, 3.25, experiment.MIXTURE_COUPLINGS, COUPLING_LABEL)
    axes = Axes(sheet, area, across, up)
    for coupling, row in zip(experiment.MIXTURE_COUPLINGS, study.mixture, strict=True):
        for far, order in enumerate(row):
            _draw_cell(axes, (far, coupling), order)
    axes.draw(grid=False)
    _draw_key(sheet, Box(area.right + 9, area.top, area.right + 16, area.bottom))


def _draw_cell(axes: Axes, place: tuple[float, float], order: float) -> None:
    far, coupling = place
    left, top = axes.at(far - 0.5, coupling + 0.25)
    right, bottom = axes.at(far + 0.5, coupling - 0.25)
    axes.sheet.box(Box(left, top, right, bottom), _heat(order), Pen(PAPER, 0.8))
    colour = PAPER if order > DARK_CELL else INK
    middle = ((left + right) / 2, (top + bottom) / 2 + 2.2)
    axes.sheet.write_centred(middle, f"{order:.2f}", Lettering(SANS, 6.2, colour))


def _draw_key(sheet: Sheet, box: Box) -> None:
    """The heat map's colours beside the numbers that they stand for."""
    steps = 50
    for step in range(steps):
        bottom = box.bottom - step * box.height / steps
        # Each covers what is above, so that no seam shows between the steps.
        cell = Box(box.left, box.top, box.right, bottom)
        sheet.box(cell, _heat((step + 0.5) / steps))
    for order in ORDER_TICKS:
        y = box.bottom - order * box.height + 2.2
        sheet.write((box.right + 3, y), f"{order:g}", TICK_LABEL)


def _heat(order: float) -> str:
    place = order * (len(HEAT) - 1)
    index = min(int(place), len(HEAT) - 2)
    share = place - index
    channels = (
        round(
            int(HEAT[index][at : at + 2], 16) * (1 - share)
            + int(HEAT[index + 1][at : at + 2], 16) * share
        )
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def _draw_waits(sheet: Sheet, box: Box, study: Study) -> None:
    area = plot_area(draw_letter(sheet, box, "b", "Time until a meadow agrees"))
    across = Scale(-0.6, 4.6, (), "Fireflies in the meadow")
    axes = Axes(sheet, area, across, Scale(0, 8, (0, 2, 4, 6, 8), "Time (s)"))
    axes.draw()
    for place, (size, wait) in enumerate(
        zip(experiment.SIZES, study.waits, strict=True)
    ):
        left, top = axes.at(place - 0.31, wait.median)
        right, bottom = axes.at(place + 0.31, 0)
        sheet.box(Box(left, top, right, bottom), PALE)
        _draw_whisker(axes, place, wait)
        sheet.write_centred(((left + right) / 2, bottom + 9.6), f"{size}", TICK_LABEL)
        sheet.write_centred(
            ((left + right) / 2, bottom - 4), f"{wait.median:.1f}", NOTE
        )


def _draw_whisker(axes: Axes, place: float, wait: Spread) -> None:
    pen = Pen(NIGHT, 0.8)
    axes.line((place, place), (wait.low, wait.high), pen)
    for end in (wait.low, wait.high):
        axes.line((place - 0.08, place + 0.08), (end, end), pen)
