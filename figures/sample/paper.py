"""The sample paper as a PDF: what stands on which page, and the file itself."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pymupdf

from figures.sample import words
from figures.sample.canvas import Sheet
from figures.sample.experiment import run_study
from figures.sample.floats import build_floats, draw_float
from figures.sample.flow import GRID, Frame, pour, set_blocks
from figures.sample.front import (
    draw_abstract,
    draw_notice,
    draw_running_head,
    draw_title,
    notice_height,
)
from figures.sample.typesetting import draw_line

if TYPE_CHECKING:
    from figures.sample.experiment import Study
    from figures.sample.flow import PlacedRow, Row

# A4, in points.
PAGE_WIDTH, PAGE_HEIGHT = 595.0, 842.0
LEFT, RIGHT, TOP = 48.0, 547.0, 64.0
GUTTER = 19.0
FULL = RIGHT - LEFT
COLUMN = (FULL - GUTTER) / 2
LEFTS = {"full": LEFT, "left": LEFT, "right": LEFT + COLUMN + GUTTER}
# Rows of the grid on a page.
ROWS = 62
BOTTOM = TOP + ROWS * GRID
PAGES = 4
# Between a float and the text at least.
FLOAT_GAP = 12.0
# The file says that it was made on this day, so that it is the same whenever it is made.
DATE = "D:20260621220000Z"

# Page, column, end of the column, label.
PLAN = (
    (1, "full", "bottom", "Figure 1"),
    (2, "left", "top", "Figure 2"),
    (2, "right", "bottom", "Table 1"),
    (3, "full", "top", "Table 2"),
    (3, "left", "bottom", "Figure 3"),
    (3, "right", "bottom", "Figure 4"),
    (4, "full", "top", "Figure 5"),
)


class Space:
    """What is still free of a page's two columns; its edges stay on the grid."""

    def __init__(self, page_number: int) -> None:
        self.page_number = page_number
        self._tops = {"left": TOP, "right": TOP}
        self._bottoms = {"left": BOTTOM, "right": BOTTOM}

    def take_top(self, column: str, height: float) -> float:
        """Take room at the top of a column, or of both if it is "full"; give back where."""
        columns = _columns(column)
        top = max(self._tops[name] for name in columns)
        rows = math.ceil((top + height + FLOAT_GAP - TOP) / GRID)
        self._tops.update(dict.fromkeys(columns, TOP + rows * GRID))
        return top

    def take_bottom(self, column: str, height: float) -> float:
        columns = _columns(column)
        top = min(self._bottoms[name] for name in columns) - height
        rows = math.floor((top - FLOAT_GAP - TOP) / GRID)
        self._bottoms.update(dict.fromkeys(columns, TOP + rows * GRID))
        return top

    def frames(self, most: float = math.inf) -> list[Frame]:
        """What is left for text, no column taller than ``most``."""
        return [
            Frame(
                self.page_number,
                LEFTS[name],
                self._tops[name],
                min(self._bottoms[name] - self._tops[name], most),
            )
            for name in ("left", "right")
        ]


def draw_sample_paper() -> bytes:
    """The sample paper as PDF, the same bytes each time."""
    study = run_study()
    with pymupdf.open() as document:
        for _ in range(PAGES):
            document.new_page(width=PAGE_WIDTH, height=PAGE_HEIGHT)
        # Only now, since adding a page invalidates those already taken.
        sheets = [Sheet(page) for page in document]
        _draw_pages(sheets, study)
        for sheet in sheets:
            sheet.finish()
        return _save(document)


def _draw_pages(sheets: list[Sheet], study: Study) -> None:
    parts = words.write_parts(study)
    spaces = [Space(number) for number in range(1, PAGES + 1)]
    for number, sheet in enumerate(sheets, start=1):
        draw_running_head(sheet, (LEFT, RIGHT), number)
    _draw_opening(sheets[0], spaces[0], parts["abstract"])
    floats = build_floats(study, parts, (COLUMN, FULL))
    for page, column, end, label in PLAN:
        made, space = floats[label], spaces[page - 1]
        take = space.take_top if end == "top" else space.take_bottom
        draw_float(sheets[page - 1], made, LEFTS[column], take(column, made.height))
    notice = parts["notice"]
    top = spaces[0].take_bottom("left", notice_height(notice, COLUMN))
    draw_notice(sheets[0], notice, (LEFT, top), COLUMN)
    rows = set_blocks(words.read_blocks(parts["text"]), COLUMN)
    for placed in pour_balanced(rows, spaces):
        sheet = sheets[placed.frame.page_number - 1]
        draw_line(sheet, placed.row.line, placed.frame.left, placed.top)


def _draw_opening(sheet: Sheet, space: Space, abstract: str) -> None:
    bottom = draw_title(sheet, (LEFT, RIGHT), TOP + 6)
    bottom = draw_abstract(sheet, abstract, (LEFT, RIGHT), bottom + 14)
    space.take_top("full", bottom - TOP + 4)


def pour_balanced(rows: list[Row], spaces: list[Space]) -> list[PlacedRow]:
    """Fill all pages; the columns of the last one end at about the same height."""
    frames = [frame for space in spaces[:-1] for frame in space.frames()]
    for most in range(0, math.ceil(BOTTOM - TOP), 2):
        placed, count = pour(rows, [*frames, *spaces[-1].frames(most)])
        if count == len(rows):
            return placed
    raise ValueError(f"{len(rows) - count} rows of the sample paper find no room.")


def _columns(column: str) -> tuple[str, ...]:
    return ("left", "right") if column == "full" else (column,)


def _save(document: Any) -> bytes:
    document.set_metadata(
        {
            "title": words.TITLE,
            "author": ", ".join(words.AUTHORS),
            "subject": "A sample paper",
            "creator": "Offprint",
            "producer": "Offprint",
            "creationDate": DATE,
            "modDate": DATE,
        }
    )
    document.subset_fonts()
    return bytes(
        document.tobytes(garbage=3, deflate=True, use_objstms=1, no_new_id=True)
    )
