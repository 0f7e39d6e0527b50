"""Figure 4 of the sample paper: boxes, arrows and words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from figures.extraction.geometry import Box
from figures.sample.canvas import (
    AMBER,
    INK,
    NIGHT,
    SANS,
    SANS_BOLD,
    SANS_ITALIC,
    SOFT,
    Lettering,
    Pen,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from figures.sample.canvas import Sheet

    Point = tuple[float, float]

TITLE = Lettering(SANS_BOLD, 7.0, INK)
DETAIL = Lettering(SANS, 6.4, SOFT)
ANSWER = Lettering(SANS_ITALIC, 6.6, INK)
ARROW_PEN = Pen(INK, 0.7)
OUTLINE = Pen(NIGHT, 0.7)
STEP_FILL, QUESTION_FILL, RESULT_FILL = "#eef3f8", "#fdf3df", "#ffffff"
ROW_HEIGHT = 31.0
COLUMN_GAP = 16.0
# Length of an arrow's head, and what an arrow leaves free before a box.
HEAD, CLEARANCE = 4.2, 1.4


def draw_protocol(sheet: Sheet, box: Box) -> None:
    """A test for a real meadow, as a flow of steps."""
    width = (box.width - 2 * COLUMN_GAP) / 3
    gap = (box.height - 4 * ROW_HEIGHT) / 3

    def cell(column: int, row: int) -> Box:
        left = box.left + column * (width + COLUMN_GAP)
        top = box.top + row * (ROW_HEIGHT + gap)
        return Box(left, top, left + width, top + ROW_HEIGHT)

    steps = (
        (cell(0, 0), "Film", "one still evening", STEP_FILL),
        (cell(1, 0), "Find flashes", "time and place", STEP_FILL),
        (cell(2, 0), "Compute R", "over ten seconds", STEP_FILL),
        (cell(2, 1), "R at least 0.8?", "do they agree", QUESTION_FILL),
        (cell(0, 1), "Wait", "for a warmer night", STEP_FILL),
        (cell(2, 2), "Put up screens", "hide the far lights", STEP_FILL),
        (cell(1, 2), "Compute R again", "after a minute", STEP_FILL),
        (cell(0, 2), "Does R fall?", "by more than 0.2", QUESTION_FILL),
        (cell(0, 3), "Strangers matter", "as in our model", RESULT_FILL),
        (cell(1, 3), "Neighbours do", "our model is wrong", RESULT_FILL),
    )
    for place, title, detail, fill in steps:
        _draw_step(sheet, place, (title, detail), fill)
    _draw_arrows(sheet, cell)


def _draw_step(sheet: Sheet, box: Box, words: tuple[str, str], fill: str) -> None:
    pen = Pen(AMBER, 0.9) if fill == QUESTION_FILL else OUTLINE
    sheet.box(box, fill, pen, radius=0.12)
    middle = (box.left + box.right) / 2
    title, detail = words
    sheet.write_centred((middle, box.top + 13.2), title, TITLE)
    sheet.write_centred((middle, box.top + 23.0), detail, DETAIL)


def _draw_arrows(sheet: Sheet, cell: Callable[[int, int], Box]) -> None:
    _draw_arrow(sheet, _right_of(cell(0, 0)), _left_of(cell(1, 0)))
    _draw_arrow(sheet, _right_of(cell(1, 0)), _left_of(cell(2, 0)))
    _draw_arrow(sheet, _below(cell(2, 0)), _above(cell(2, 1)))
    _draw_arrow(sheet, _left_of(cell(2, 1)), _right_of(cell(0, 1)), "no")
    _draw_arrow(sheet, _above(cell(0, 1)), _below(cell(0, 0)))
    _draw_arrow(sheet, _below(cell(2, 1)), _above(cell(2, 2)), "yes")
    _draw_arrow(sheet, _left_of(cell(2, 2)), _right_of(cell(1, 2)))
    _draw_arrow(sheet, _left_of(cell(1, 2)), _right_of(cell(0, 2)))
    _draw_arrow(sheet, _below(cell(0, 2)), _above(cell(0, 3)), "yes")
    _draw_bent_arrow(sheet, _right_below(cell(0, 2)), _above(cell(1, 3)), "no")


def _draw_arrow(sheet: Sheet, start: Point, end: Point, answer: str = "") -> None:
    sheet.line((start, end), ARROW_PEN)
    _draw_head(sheet, start, end)
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    if not answer:
        return
    if start[0] == end[0]:
        sheet.write((x + 4, y + 2.0), answer, ANSWER)
    else:
        sheet.write_centred((x, y - 3.2), answer, ANSWER)


def _draw_bent_arrow(sheet: Sheet, start: Point, end: Point, answer: str) -> None:
    """Down, across and down again."""
    middle = (start[1] + end[1]) / 2
    corner = (end[0], middle)
    sheet.line((start, (start[0], middle), corner, end), ARROW_PEN)
    _draw_head(sheet, corner, end)
    sheet.write(((start[0] + end[0]) / 2, middle - 3.2), answer, ANSWER)


def _draw_head(sheet: Sheet, start: Point, end: Point) -> None:
    angle = math.atan2(end[1] - start[1], end[0] - start[0])
    wings = [
        (
            end[0] - HEAD * math.cos(angle + side),
            end[1] - HEAD * math.sin(angle + side),
        )
        for side in (-0.42, 0.42)
    ]
    sheet.polygon((end, *wings), INK)


def _left_of(box: Box) -> Point:
    return box.left - CLEARANCE, (box.top + box.bottom) / 2


def _right_of(box: Box) -> Point:
    return box.right + CLEARANCE, (box.top + box.bottom) / 2


def _above(box: Box) -> Point:
    return (box.left + box.right) / 2, box.top - CLEARANCE


def _below(box: Box) -> Point:
    return (box.left + box.right) / 2, box.bottom + CLEARANCE


def _right_below(box: Box) -> Point:
    return box.right - 10, box.bottom + CLEARANCE
