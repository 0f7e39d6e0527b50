"""All captions of a page get their figures together, as the paper does elsewhere."""

import pytest

from figures.extraction.pipeline import extract_figures
from tests.figures.extraction.boxes import by_label, overlap
from tests.pdfs import LEFT_COLUMN, RIGHT_COLUMN, Paper

ROWS = [["Model", "Loss", "Score"], ["Small", "2.1", "40"], ["Large", "1.7", "55"]]


def boxes(paper):
    found = by_label(extract_figures(paper.content()))
    return {label: figure.crop_box for label, figure in found.items()}


def assert_found(paper, drawn, least=0.93):
    """What comes out are the figures drawn, all of them and no others."""
    found = boxes(paper)

    assert sorted(found) == sorted(drawn)
    assert {
        label: round(overlap(found[label], box), 2)
        for label, box in drawn.items()
        if overlap(found[label], box) < least
    } == {}


def stack(page, first, count, *, above, top=60):
    """Plots one below the other, their captions all above or all below them."""
    drawn = {}
    for place in range(count):
        start = top + place * 180
        box = (150, start + 14, 450, start + 144)
        page.plot(box)
        baseline = start + 4 if above else box[3] + 14
        page.caption(baseline, f"Figure {first + place}: Reward.", column=(220, 400))
        drawn[f"Figure {first + place}"] = box
    return drawn


@pytest.mark.parametrize("above", [False, True])
def test_stacked_figures_follow_the_habit_of_the_other_pages(above):
    paper = Paper()
    drawn = {}
    for number in (1, 2):
        page = paper.page()
        page.paragraph(72, lines=8)
        drawn |= stack(page, number, 1, above=above, top=190)
        page.paragraph(370, lines=20)
    drawn |= stack(paper.page(), 3, 4, above=above)

    assert_found(paper, drawn)


@pytest.mark.parametrize("above", [False, True])
def test_stacked_tables_follow_the_habit_of_the_other_pages(above):
    paper = Paper()
    paper.page().paragraph(72, lines=30)
    drawn = {}
    for number, count in ((1, 1), (2, 1), (3, 3)):
        page = paper.page()
        end = page.paragraph(72, lines=8)
        for place in range(count):
            top = end + 40 + place * 80
            bottom = page.table(150, top, ROWS)
            baseline = top - 8 if above else bottom + 14
            label = f"Table {number + place}"
            page.caption(baseline, f"{label}: Scores.", column=(220, 400))
            drawn[label] = (150, top, 420, bottom)
        page.paragraph(end + 300, lines=15)

    assert_found(paper, drawn, least=0.9)


def test_kinds_have_habits_of_their_own():
    paper = Paper()
    drawn = {}
    for number in (1, 2, 3):
        page = paper.page()
        end = page.paragraph(72, lines=6)
        drawn |= stack(page, number, 1, above=False, top=end + 10)
        top = end + 210
        page.caption(top - 8, f"Table {number}: Scores.", column=(220, 400))
        drawn[f"Table {number}"] = (150, top, 420, page.table(150, top, ROWS))
        page.paragraph(top + 80, lines=12)

    assert_found(paper, drawn, least=0.9)


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_caption_beside_its_figure_at_its_top_or_bottom(side):
    paper = Paper()
    drawn = {}
    for number, baseline in ((1, 190), (2, 350)):
        page = paper.page()
        page.paragraph(72, lines=6)
        box = (230, 180, 540, 360) if side == "left" else (72, 180, 380, 360)
        column = (72, 220) if side == "left" else (392, 540)
        page.plot(box)
        words = f"Figure {number}: Reward against compute for all of the runs."
        page.caption(baseline, words, column=column)
        page.paragraph(390, lines=20)
        drawn[f"Figure {number}"] = box

    assert_found(paper, drawn)


def test_two_captions_on_one_row_share_the_plots_above_them():
    paper = Paper()
    page = paper.page()
    page.paragraph(72, lines=5)
    page.plot((80, 160, 290, 300))
    page.plot((320, 180, 530, 300))
    page.text(120, 320, "Figure 1: The left one.", size=9)
    page.text(360, 320, "Figure 2: The right one.", size=9)
    page.paragraph(350, lines=20)

    assert_found(
        paper, {"Figure 1": (80, 160, 290, 300), "Figure 2": (320, 180, 530, 300)}
    )


def test_a_figure_and_a_table_side_by_side_keep_apart():
    paper = Paper()
    page = paper.page()
    page.paragraph(72, lines=5)
    page.plot((80, 160, 280, 300))
    page.caption(318, "Figure 1: Reward.", column=(80, 280))
    page.caption(170, "Table 1: Scores.", column=(320, 530))
    bottom = page.table(320, 180, [row[:2] for row in ROWS], step=100)
    page.paragraph(350, lines=20)

    found = boxes(paper)

    assert overlap(found["Figure 1"], (80, 160, 280, 300)) > 0.93
    assert overlap(found["Table 1"], (320, 180, 520, bottom)) > 0.9


def test_figures_of_two_columns_at_different_heights_keep_apart():
    paper = Paper()
    page = paper.page()
    drawn = {}
    for number, (left, right), top in (
        (1, LEFT_COLUMN, 72),
        (2, LEFT_COLUMN, 300),
        (3, RIGHT_COLUMN, 180),
    ):
        drawn[f"Figure {number}"] = (left + 10, top, right - 10, top + 130)
        page.plot(drawn[f"Figure {number}"])
        page.caption(top + 150, f"Figure {number}: Reward.", column=(left, right))
    page.paragraph(235, lines=4, column=LEFT_COLUMN)
    page.paragraph(470, lines=20, column=LEFT_COLUMN)
    page.paragraph(72, lines=8, column=RIGHT_COLUMN)
    page.paragraph(350, lines=30, column=RIGHT_COLUMN)

    assert_found(paper, drawn)


def test_a_picture_that_no_caption_refers_to_is_not_delivered():
    paper = Paper()
    page = paper.page()
    page.picture((72, 60, 200, 100), pixels=(128, 40))
    page.paragraph(110, lines=8)
    page.plot((150, 230, 450, 350))
    page.caption(370, "Figure 1: Reward.")
    page.paragraph(400, lines=20)

    assert_found(paper, {"Figure 1": (150, 230, 450, 350)})


def test_a_caption_on_the_page_after_its_figure_takes_nothing_of_its_own_page():
    paper = Paper()
    paper.page().picture((60, 60, 550, 700), pixels=(490, 640))
    page = paper.page()
    page.caption(80, "Figure 1: Reward.")
    page.paragraph(100, lines=12)
    page.plot((150, 270, 450, 400))
    page.caption(420, "Figure 2: Loss.")
    page.paragraph(440, lines=12)

    found = by_label(extract_figures(paper.content()))

    assert overlap(found["Figure 2"].crop_box, (150, 270, 450, 400)) > 0.95
    assert found["Figure 1"].confidence < 0.5
