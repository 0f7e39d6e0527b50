"""Lay out little papers from a description, and say where on them the figures stand."""

from __future__ import annotations

from dataclasses import dataclass

from figures.extraction.geometry import Box
from figures.extraction.records import FigureKind
from tests.pdfs import (
    COLUMN,
    LEFT_COLUMN,
    RIGHT_COLUMN,
    WORDS,
    DrawnPage,
    Paper,
    text_width,
    width,
)

TOP, BOTTOM = 72.0, 720.0
# Blank around a figure with its caption, and between the two.
AROUND, BETWEEN = 18.0, 8.0
FORMS = {
    "plot": FigureKind.FIGURE,
    "picture": FigureKind.FIGURE,
    "boxed words": FigureKind.FIGURE,
    "ruled table": FigureKind.TABLE,
    "plain table": FigureKind.TABLE,
}
Edges = tuple[float, float]


@dataclass(frozen=True)
class Planned:
    """A figure to be drawn, and the lines of text before it."""

    form: str
    # Of its column.
    share: float
    # In points for drawings, in rows for tables.
    height: float
    rows: int
    caption_words: int
    lines_before: int


@dataclass(frozen=True)
class PlannedPage:
    """What stands over all columns at the top, and what in each column."""

    wide: tuple[Planned, ...]
    columns: tuple[tuple[Planned, ...], ...]


@dataclass(frozen=True)
class Plan:
    """How a paper is set, the same on all its pages."""

    pages: tuple[PlannedPage, ...]
    # Kinds whose captions stand above.
    above: frozenset[FigureKind]
    title: bool
    # Captions of one line are centred; those over all columns always are.
    centred: bool
    line_numbers: bool
    heads: bool


@dataclass(frozen=True)
class Drawn:
    """What has to come out of a paper."""

    label: str
    kind: FigureKind
    page_number: int
    box: Box


class Printer:
    """Draws a plan, and keeps in mind what it drew."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.paper = Paper()
        self.drawn: list[Drawn] = []
        if plan.title:
            self.paper.title_page()
        for page in plan.pages:
            self.print_page(page)
        if plan.heads:
            # What is printed on one page alone is no running head.
            for _ in range(2):
                self.print_page(PlannedPage((), ((),)))

    def print_page(self, planned: PlannedPage) -> None:
        page = self.paper.page()
        number = len(self.paper.pdf)
        if self.plan.line_numbers:
            page.line_numbers(first=number * 54, left=30)
        if self.plan.heads:
            page.text(72, 42, "Proceedings of a meeting that never took place", size=8)
            page.rule(54, 558, 47)
            page.text(300, 765, str(number), size=9)
        end = TOP
        for figure in planned.wide:
            end = self.print_figure(page, figure, COLUMN, end)
        edges = [LEFT_COLUMN, RIGHT_COLUMN] if len(planned.columns) > 1 else [COLUMN]
        for column, figures in zip(edges, planned.columns, strict=True):
            self.print_column(page, figures, column, end)

    def print_column(
        self, page: DrawnPage, figures: tuple[Planned, ...], column: Edges, top: float
    ) -> None:
        end = top
        for figure in figures:
            if end + figure.lines_before * 12 + needed(figure, column) > BOTTOM:
                break
            if figure.lines_before:
                end = page.paragraph(end, figure.lines_before, column) + AROUND
            end = self.print_figure(page, figure, column, end)
        if end + 36 < BOTTOM:
            page.paragraph(end, int((BOTTOM - end) / 12), column)

    def print_figure(
        self, page: DrawnPage, figure: Planned, column: Edges, top: float
    ) -> float:
        """Print figure and caption from ``top`` on; where what follows may begin."""
        kind = FORMS[figure.form]
        count = sum(drawn.kind is kind for drawn in self.drawn) + 1
        label = f"{kind.title()} {count}"
        words = f"{label}: The {' '.join(WORDS[3 : 3 + figure.caption_words])}."
        blank = (width(column) - text_width(words, 9)) / 2
        if blank > 0 and (column is COLUMN or self.plan.centred):
            # Alone at the left, it would look like the caption of a column's figure.
            edges = (column[0] + blank - 1, column[1] - blank + 1)
        else:
            edges = column
        if kind in self.plan.above:
            end = page.caption(top + 8, words, edges) + BETWEEN
            box = draw(page, figure, column, end, count)
            bottom = box.bottom
        else:
            box = draw(page, figure, column, top, count)
            bottom = page.caption(box.bottom + BETWEEN + 7, words, edges)
        self.drawn.append(Drawn(label, kind, len(self.paper.pdf), box))
        return bottom + AROUND


def needed(figure: Planned, column: Edges) -> float:
    """More points than a figure takes with its caption and the blank around it."""
    height = figure.rows * 12 + 8 if "table" in figure.form else figure.height + 4
    lines = text_width(" ".join(WORDS[: figure.caption_words + 5]), 9) / width(column)
    return height + (int(lines) + 2) * 11 + BETWEEN + 2 * AROUND


def draw(
    page: DrawnPage, figure: Planned, column: Edges, top: float, count: int
) -> Box:
    """Draw a figure in the middle of its column; the box of its ink.

    No two have the same words: it is their ``count``-th of a kind.
    """
    words = WORDS[count:] + WORDS[:count]
    blank = width(column) * (1 - figure.share) / 2
    left, right = column[0] + blank, column[1] - blank
    bottom = top + figure.height
    match figure.form:
        case "plot":
            page.plot((left, top, right, bottom), title="Reward")
        case "picture":
            page.picture((left, top, right, bottom), pixels=(120, 80))
        case "boxed words":
            page.page.draw_rect((left, top, right, bottom), width=0.8)
            lines = words[: int((figure.height - 8) / 10)]
            page.lines(left + 6, top + 12, lines, step=10, size=8, font="cour")
        case _:
            return draw_table(page, figure, (left, right), top, words)
    return Box(left, top, right, bottom)


def draw_table(
    page: DrawnPage, figure: Planned, edges: Edges, top: float, words: list[str]
) -> Box:
    count = max(2, int(width(edges) / 70))
    rows = [
        [word, *(f"{len(word)}.{at + place}" for place in range(1, count))]
        for at, word in enumerate(words[: figure.rows])
    ]
    rows[0] = words[-count:]
    step = width(edges) / count
    if figure.form == "ruled table":
        bottom = page.table(edges[0], top, rows, step)
        return Box(edges[0], top, edges[1], bottom)
    end = page.cells(edges[0], top + 7, rows, step)
    last = edges[1] - step + text_width(rows[0][-1], 9)
    return Box(edges[0], top, last, end + 2)
