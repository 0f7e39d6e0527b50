"""Pages displayed turned, and figures set sideways on pages that are not."""

import pytest

from figures.extraction.pipeline import extract_figures
from figures.extraction.records import FigureKind
from tests.figures.extraction.boxes import by_label, overlap
from tests.pdfs import Paper

ROWS = [["Model", "Loss", "Score"], ["Small", "2.1", "40"], ["Large", "1.7", "55"]]


def sideways_table(page, left, bottom):
    """A table that climbs the page: its rows run up from ``bottom``."""
    for number, cells in enumerate(ROWS):
        for place, cell in enumerate(cells):
            page.text(
                left + 11 + number * 12,
                bottom - 4 - place * 90,
                cell,
                size=9,
                turned=90,
            )
    for x in (left, left + 15, left + 42):
        page.page.draw_line((x, bottom), (x, bottom - 270), width=0.5)
    return left, bottom - 270, left + 42, bottom


def test_a_sideways_table_with_its_caption_above_is_turned_upright():
    paper = Paper()
    paper.title_page()
    page = paper.page()
    page.text(200, 600, "Table 1: Scores of three models.", size=9, turned=90)
    drawn = sideways_table(page, 210, 600)
    paper.page().paragraph(72, lines=50)

    (figure,) = extract_figures(paper.content()).figures

    assert figure.caption.kind is FigureKind.TABLE
    assert figure.caption.text == "Scores of three models."
    assert figure.rotation == 90
    assert overlap(figure.crop_box, drawn) > 0.93


def test_a_figure_that_falls_down_the_page_is_turned_the_other_way():
    paper = Paper()
    paper.title_page()
    page = paper.page()
    page.plot((200, 150, 500, 650))
    page.text(180, 200, "Figure 1: Set sideways, to be read", size=9, turned=270)
    page.text(169, 200, "from the right.", size=9, turned=270)

    (figure,) = extract_figures(paper.content()).figures

    assert figure.caption.text == "Set sideways, to be read from the right."
    assert figure.rotation == 270
    assert overlap(figure.crop_box, (200, 150, 500, 650)) > 0.97


def test_a_running_head_on_a_page_with_a_sideways_figure_is_left_out():
    paper = Paper()
    paper.title_page()
    for number in range(2, 6):
        page = paper.page()
        page.text(72, 40, "Proceedings of a meeting that never took place", size=8)
        page.text(530, 40, str(number), size=8)
        if number == 4:
            page.plot((100, 60, 480, 730))
            page.text(510, 600, "Figure 1: Set sideways.", size=9, turned=90)
        else:
            page.paragraph(72, lines=50)

    (figure,) = extract_figures(paper.content()).figures

    assert overlap(figure.crop_box, (100, 60, 480, 730)) > 0.97


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_sideways_figure_on_a_page_displayed_turned_stands_upright(rotation):
    paper = Paper()
    paper.title_page()
    page = paper.page()
    page.plot((100, 150, 400, 650))
    page.text(430, 600, "Figure 1: Set sideways over a page.", turned=90)
    page.page.set_rotation(rotation)

    (figure,) = extract_figures(paper.content()).figures

    assert figure.rotation == (90 - rotation) % 360
    assert figure.caption.text == "Set sideways over a page."


def test_a_wide_page_among_tall_ones_is_read_as_it_is():
    paper = Paper()
    paper.title_page()
    page = paper.page(size=(792, 612))
    page.plot((72, 72, 720, 480))
    page.caption(500, "Figure 1: Reward against compute.", column=(72, 720))

    figure = by_label(extract_figures(paper.content()))["Figure 1"]

    assert figure.rotation == 0
    assert overlap(figure.crop_box, (72, 72, 720, 480)) > 0.97


@pytest.mark.parametrize("origin", [(0, 0), (-50, -30), (60, 100)])
def test_a_page_counts_from_its_own_corner(origin):
    paper = Paper()
    paper.title_page()
    page = paper.page()
    page.plot((150, 200, 450, 350))
    page.caption(372, "Figure 1: Reward against compute.")
    page.paragraph(400, lines=20)
    left, bottom = origin
    page.page.set_mediabox((left, bottom, 612, 792))

    figure = by_label(extract_figures(paper.content()))["Figure 1"]

    assert overlap(figure.crop_box, (150 - left, 200, 450 - left, 350)) > 0.97
