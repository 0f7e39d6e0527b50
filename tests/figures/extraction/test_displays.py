"""Formulas and listings among the text are part of no figure."""

import pytest

from figures.extraction.columns import Column
from figures.extraction.displays import find_displays
from figures.extraction.geometry import Box
from figures.extraction.layout import Layout
from figures.extraction.pages import Style, Word, line_of
from figures.extraction.pipeline import extract_figures
from figures.extraction.rows import find_rows
from tests.figures.extraction.boxes import by_label, overlap
from tests.pdfs import Paper

COLUMN = Column(72, 540)
LAYOUT = Layout("Serif", 10.0, 0.2, frozenset(), {1: (COLUMN,)}, {1: (COLUMN,)})


def test_an_algorithm_between_rules_above_a_figure_is_not_part_of_it():
    paper = Paper()
    paper.title_page()
    page = paper.page()
    page.paragraph(72, lines=6)
    page.rule(72, 540, 160)
    page.text(72, 171, "Algorithm 1: Measure every step.", size=10)
    page.rule(72, 540, 175)
    steps = ["for each step do", "measure the loss", "keep the rate", "end for"]
    end = page.lines(84, 186, steps, step=12, size=10)
    page.rule(72, 540, end + 5)
    drawn = (150, end + 30, 450, end + 170)
    page.plot(drawn)
    page.caption(drawn[3] + 20, "Figure 1: Reward.")
    page.paragraph(drawn[3] + 40, lines=15)

    found = by_label(extract_figures(paper.content()))

    assert overlap(found["Figure 1"].crop_box, drawn) > 0.95


def row_of(text, left, top, font="Serif", width=20):
    """Words of equal width in one font."""
    words = [
        Word(
            word,
            Box(
                left + place * (width + 3),
                top,
                left + place * (width + 3) + width,
                top + 10,
            ),
            Style(font, 10.0, bold=False, italic=False),
        )
        for place, word in enumerate(text.split())
    ]
    return line_of(words)


def displays(formula):
    text = row_of("so we measure it with", 72, 100, width=90)
    rows = find_rows([text, formula], [COLUMN])
    return [line.text for line in find_displays(rows, [text], COLUMN, LAYOUT)]


def test_a_formula_in_the_middle_of_the_column_right_below_text_is_a_display():
    assert displays(row_of("L = a + b", 250, 116, "CMMI10")) == ["L = a + b"]


@pytest.mark.parametrize(
    "formula",
    [
        row_of("L = a + b", 250, 150, "CMMI10"),
        row_of("L = a + b", 250, 116),
        row_of("L = a + b", 80, 116, "CMMI10"),
    ],
    ids=["far below", "in the font of text", "at the left edge"],
)
def test_what_only_resembles_a_formula_is_no_display(formula):
    assert displays(formula) == []
