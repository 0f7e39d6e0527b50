"""Columns are read off the text, and figures keep to theirs or reach over several."""

import pytest

from figures.extraction.columns import (
    Column,
    column_span,
    find_columns,
    settle,
    side_by_side,
    usual_columns,
)
from figures.extraction.geometry import Box
from figures.extraction.pages import Style, Word, line_of
from figures.extraction.pipeline import extract_figures
from tests.figures.extraction.boxes import by_label, overlap
from tests.pdfs import COLUMN, LEFT_COLUMN, RIGHT_COLUMN, Paper

BODY = Style("Serif", 10.0, bold=False, italic=False)
LEFT, RIGHT, WHOLE = Column(54, 297), Column(315, 558), Column(54, 558)
ROWS = [["Model", "Loss", "Score"], ["Small", "2.1", "40"], ["Large", "1.7", "55"]]


def lines(*edges):
    """Lines from one edge to the other, one below the other."""
    return [
        line_of([Word("words", Box(left, 72 + row * 12, right, 82 + row * 12), BODY)])
        for row, (left, right) in enumerate(edges)
    ]


def boxes(paper):
    found = by_label(extract_figures(paper.content()))
    return {label: figure.crop_box for label, figure in found.items()}


def assert_found(paper, drawn):
    found = boxes(paper)

    assert sorted(found) == sorted(drawn)
    assert {
        label: found[label]
        for label, box in drawn.items()
        if overlap(found[label], box) < 0.93
    } == {}


def two_columns(page, top=72, count=50):
    for column in (LEFT_COLUMN, RIGHT_COLUMN):
        page.paragraph(top, lines=count, column=column)


def test_justified_columns_end_where_many_lines_end():
    found = find_columns(lines(*[(54, 297)] * 6, (54, 120), *[(315, 558)] * 5))

    assert found == (LEFT, RIGHT)


def test_ragged_columns_end_where_few_lines_reach_farther():
    rights = [250, 255, 260, 265, 270, 275, 280, 285, 290, 295]

    (column,) = find_columns(lines(*[(54, right) for right in rights]))

    assert column.left == 54
    assert column.right == 290


def test_too_few_lines_are_no_column():
    assert find_columns(lines(*[(54, 297)] * 3)) == ()


def test_lines_over_both_columns_make_a_column_that_overlaps():
    found = find_columns(lines(*[(54, 558)] * 5, *[(54, 297)] * 9, *[(315, 558)] * 7))

    assert set(found) == {LEFT, RIGHT, WHOLE}
    assert side_by_side(found) == (LEFT, RIGHT)


def test_a_column_with_more_lines_wins_over_one_that_overlaps_it():
    assert side_by_side((WHOLE, LEFT, RIGHT)) == (WHOLE,)


def test_most_pages_tell_the_usual_columns():
    pages = [(LEFT, RIGHT), (WHOLE,), (LEFT, Column(315.4, 558.3)), ()]

    assert usual_columns(pages) == (LEFT, RIGHT)
    assert usual_columns([(), ()]) == ()


@pytest.mark.parametrize(
    ("own", "usual", "settled"),
    [
        ((), (LEFT, RIGHT), (LEFT, RIGHT)),
        ((LEFT,), (LEFT, RIGHT), (LEFT, RIGHT)),
        ((Column(70, 290),), (LEFT, RIGHT), (LEFT, RIGHT)),
        ((WHOLE,), (LEFT, RIGHT), (WHOLE,)),
        ((LEFT, RIGHT), (WHOLE,), (LEFT, RIGHT)),
    ],
    ids=["no text", "one filled", "an abstract", "one wide", "two in one"],
)
def test_a_page_has_its_own_columns_unless_they_are_part_of_the_usual(
    own, usual, settled
):
    assert settle(own, usual) == settled


def test_a_box_spans_the_columns_it_reaches_into():
    assert column_span(Box(60, 0, 200, 9), (LEFT, RIGHT)) == LEFT
    assert column_span(Box(60, 0, 400, 9), (LEFT, RIGHT)) == WHOLE
    assert column_span(Box(60, 0, 316, 9), (LEFT, RIGHT)) == Column(54, 316)
    assert column_span(Box(10, 0, 40, 9), (LEFT, RIGHT)) == Column(10, 40)


def test_a_page_of_one_column_in_a_paper_of_two():
    paper = Paper()
    paper.title_page()
    two_columns(paper.page())
    two_columns(paper.page())
    page = paper.page()
    page.paragraph(72, lines=10, column=(54, 558))
    page.plot((300, 220, 550, 360))
    page.caption(380, "Figure 1: Reward.", column=(300, 550))
    page.plot((60, 220, 280, 360))
    page.caption(380, "Figure 2: Loss.", column=(60, 280))
    page.paragraph(410, lines=20, column=(54, 558))

    assert_found(
        paper, {"Figure 1": (300, 220, 550, 360), "Figure 2": (60, 220, 280, 360)}
    )


def test_a_page_of_two_columns_in_a_paper_of_one():
    paper = Paper()
    paper.title_page()
    for _ in range(2):
        paper.page().paragraph(72, lines=50)
    page = paper.page()
    page.paragraph(72, lines=20, column=LEFT_COLUMN)
    page.plot((64, 330, 287, 470))
    page.caption(490, "Figure 1: Reward.", column=LEFT_COLUMN)
    page.paragraph(510, lines=15, column=LEFT_COLUMN)
    page.paragraph(72, lines=50, column=RIGHT_COLUMN)

    assert_found(paper, {"Figure 1": (64, 330, 287, 470)})


@pytest.mark.parametrize("top", [60, 480])
def test_a_figure_over_both_columns_at_the_top_or_the_foot(top):
    paper = Paper()
    paper.title_page()
    two_columns(paper.page())
    page = paper.page()
    page.plot((80, top, 530, top + 200))
    words = "Figure 1: Reward against compute for all the recipes and all the sizes."
    page.caption(top + 220, f"{words} They are drawn as we measured them.", (54, 558))
    if top == 60:
        two_columns(page, 300, 30)
    else:
        two_columns(page, 72, 32)

    assert_found(paper, {"Figure 1": (80, top, 530, top + 200)})


def test_a_table_over_both_columns_above_a_figure_in_one():
    paper = Paper()
    paper.title_page()
    two_columns(paper.page())
    page = paper.page()
    words = "Table 1: Scores of all the models that we trained, and of those of others"
    page.caption(80, f"{words}, as they were measured.", (54, 558))
    bottom = page.table(54, 100, ROWS, step=168)
    page.plot((325, bottom + 30, 548, bottom + 170))
    page.caption(bottom + 190, "Figure 1: Reward.", column=RIGHT_COLUMN)
    page.paragraph(bottom + 30, lines=40, column=LEFT_COLUMN)
    page.paragraph(bottom + 210, lines=25, column=RIGHT_COLUMN)

    assert_found(
        paper,
        {
            "Table 1": (54, 100, 558, bottom),
            "Figure 1": (325, bottom + 30, 548, bottom + 170),
        },
    )


def test_a_figure_set_into_both_columns_leaves_their_text_alone():
    paper = Paper()
    paper.title_page()
    two_columns(paper.page())
    page = paper.page()
    two_columns(page, 72, 14)
    page.plot((180, 270, 430, 400))
    page.caption(420, "Figure 1: Reward of all.", column=(265, 350))
    two_columns(page, 450, 20)

    assert_found(paper, {"Figure 1": (180, 270, 430, 400)})


def test_a_wide_figure_with_a_short_caption_at_the_left_stays_out_of_the_next():
    paper = Paper()
    paper.title_page()
    two_columns(paper.page())
    page = paper.page()
    page.plot((80, 60, 530, 160))
    page.text(54, 180, "Figure 1: Reward.", size=9)
    for number, (left, right) in ((2, LEFT_COLUMN), (3, RIGHT_COLUMN)):
        page.plot((left + 40, 210, right - 40, 290))
        page.caption(308, f"Figure {number}: Loss.", column=(left, right))
    two_columns(page, 330, 30)

    assert_found(
        paper,
        {
            "Figure 1": (80, 60, 530, 160),
            "Figure 2": (94, 210, 257, 290),
            "Figure 3": (355, 210, 518, 290),
        },
    )


@pytest.mark.xfail(
    reason="words over both columns do not widen the reach of a narrow caption",
    strict=True,
)
def test_a_wide_table_without_rules_above_a_short_caption_is_kept_whole():
    paper = Paper()
    paper.title_page()
    two_columns(paper.page())
    page = paper.page()
    rows = [["Model", "Loss", "Score", "Steps", "Tokens", "Memory"]]
    rows += [[word, "2.1", "40", "300", "17", "12"] for word in ("Small", "Large")]
    end = page.cells(60, 80, rows, step=85)
    page.text(54, end + 20, "Table 1: Scores.", size=9)
    two_columns(page, end + 40, 30)

    assert_found(paper, {"Table 1": (60, 74, 517, end + 2)})


def test_a_figure_that_hangs_out_of_the_text_is_kept_whole():
    paper = Paper()
    paper.title_page()
    page = paper.page()
    page.paragraph(72, lines=8)
    page.plot((20, 200, 592, 350))
    page.caption(372, "Figure 1: Reward.", COLUMN)
    page.paragraph(400, lines=20)

    assert_found(paper, {"Figure 1": (20, 200, 592, 350)})
