"""Boxes are tight to the ink, and nothing that belongs to a figure is cut off."""

import pytest

from figures.extraction.pipeline import extract_figures
from tests.figures.extraction.boxes import by_label, overlap
from tests.pdfs import SIDE_BY_SIDE, Paper

PLOT = (150, 200, 450, 350)
BELOW = 430


def box_with(draw, baseline=BELOW):
    """The box of a figure made of a plot and what ``draw`` adds to it."""
    paper = Paper()
    paper.title_page()
    page = paper.page()
    page.paragraph(72, lines=6)
    page.plot(PLOT)
    draw(page)
    page.caption(baseline, "Figure 1: Reward against compute.", column=(230, 400))
    page.paragraph(baseline + 20, lines=15)
    return by_label(extract_figures(paper.content()))["Figure 1"].crop_box


def sides(box):
    return box.left, box.top, box.right, box.bottom


def test_a_box_ends_where_the_ink_ends():
    assert sides(box_with(lambda page: None, 370)) == pytest.approx(PLOT, abs=1.5)


@pytest.mark.parametrize(
    ("name", "x", "y", "style", "box"),
    [
        ("a label below the axis", 270, 372, {"size": 8}, (150, 200, 450, 374)),
        ("a title above", 270, 190, {"size": 9}, (150, 183, 450, 350)),
        ("a label up the axis", 130, 300, {"turned": 90}, (122, 200, 450, 350)),
        ("a label down the axis", 468, 260, {"turned": 270}, (150, 200, 476, 350)),
        ("a legend beside", 458, 240, {"size": 8}, (150, 200, 487, 350)),
        ("a legend far below", 270, 400, {"size": 8}, (150, 200, 450, 402)),
        ("a letter above at the left", 138, 192, {"font": "tibo"}, (138, 185, 450, 350)),
    ],
)  # fmt: skip
def test_words_around_a_plot_belong_to_its_figure(name, x, y, style, box):
    words = "a" if "letter" in name else "Compute"

    found = box_with(lambda page: page.text(x, y, words, **style))

    assert overlap(found, box) > 0.97
    assert sides(found) == pytest.approx(box, abs=3)


def test_ticks_all_around_a_plot_belong_to_its_figure():
    def ticks(page):
        for step in range(7):
            page.text(145 + step * 50, 360, str(step * 7), size=7)
            page.text(136, 202 + step * 25, str(step * 3), size=7)

    assert overlap(box_with(ticks), (136, 196, 452, 360)) > 0.97


def test_a_colour_bar_and_its_numbers_belong_to_their_figure():
    def bar(page):
        page.page.draw_rect((470, 200, 482, 350), fill=(0.4, 0.5, 0.6))
        for step in range(4):
            page.text(486, 206 + step * 48, f"0.{step}", size=7)

    assert overlap(box_with(bar), (150, 200, 495, 352)) > 0.97


def test_a_legend_in_a_frame_below_the_plot_belongs_to_its_figure():
    def legend(page):
        page.page.draw_rect((180, 380, 420, 400), width=0.5)
        page.page.draw_line((190, 390), (210, 390), color=(1, 0, 0))
        page.text(216, 393, "small models", size=8)

    assert overlap(box_with(legend), (150, 200, 450, 400)) > 0.97


def test_panels_far_apart_are_one_figure():
    paper = Paper()
    paper.title_page()
    page = paper.page()
    page.paragraph(72, lines=6)
    for row, top in enumerate((160, 330)):
        for left, _, right, _ in SIDE_BY_SIDE:
            page.plot((left, top, right, top + 110))
            page.text((left + right) / 2 - 5, top + 126, f"({'ad'[row]})", size=9)
    page.caption(480, "Figure 1: Reward against compute.")
    page.paragraph(500, lines=15)

    found = by_label(extract_figures(paper.content()))["Figure 1"].crop_box

    assert overlap(found, (80, 160, 530, 458)) > 0.97


def test_thin_lines_and_dots_alone_are_a_figure():
    paper = Paper()
    paper.title_page()
    page = paper.page()
    page.paragraph(72, lines=6)
    page.page.draw_line((150, 350), (450, 350), width=0.3)
    page.page.draw_line((150, 200), (150, 350), width=0.3)
    for step in range(30):
        page.page.draw_circle((155 + step * 10, 345 - step * 4.8), 1, fill=(0, 0, 0))
    page.caption(370, "Figure 1: Reward against compute.")
    page.paragraph(390, lines=15)

    found = by_label(extract_figures(paper.content()))["Figure 1"].crop_box

    assert overlap(found, PLOT) > 0.95


def test_a_pale_background_belongs_to_its_figure():
    paper = Paper()
    paper.title_page()
    page = paper.page()
    page.paragraph(72, lines=6)
    page.page.draw_rect((100, 180, 500, 380), color=None, fill=(0.92, 0.95, 0.92))
    page.plot(PLOT)
    page.caption(400, "Figure 1: Reward against compute.")
    page.paragraph(420, lines=15)

    found = by_label(extract_figures(paper.content()))["Figure 1"].crop_box

    assert overlap(found, (100, 180, 500, 380)) > 0.97


def test_rules_that_set_a_figure_apart_from_the_text_are_left_out():
    paper = Paper()
    paper.title_page()
    page = paper.page()
    page.paragraph(72, lines=6)
    page.rule(72, 540, 180)
    page.plot(PLOT)
    page.caption(372, "Figure 1: Reward against compute.")
    page.rule(72, 540, 384)
    page.paragraph(400, lines=15)

    found = by_label(extract_figures(paper.content()))["Figure 1"].crop_box

    assert overlap(found, PLOT) > 0.97
