"""How far a figure reaches from its caption, and which parts it gets besides."""

from figures.extraction.columns import Column
from figures.extraction.geometry import Box
from figures.extraction.pipeline import extract_figures
from figures.extraction.reach import find_reach
from figures.extraction.scene import Side, Surroundings
from tests.figures.extraction.boxes import by_label, overlap
from tests.pdfs import LEFT_COLUMN, RIGHT_COLUMN, Paper

ROWS = [["Model", "Loss"], ["Small", "2.1"], ["Large", "1.7"]]


def boxes(paper):
    found = by_label(extract_figures(paper.content()))
    return {label: figure.crop_box for label, figure in found.items()}


def paper_in_two_columns():
    """A paper with a title page and a page in two columns."""
    paper = Paper()
    paper.title_page()
    two_columns(paper.page(), 72, 50)
    return paper


def two_columns(page, top, lines):
    for column in (LEFT_COLUMN, RIGHT_COLUMN):
        page.paragraph(top, lines=lines, column=column)


def test_the_right_half_of_a_figure_belongs_to_a_caption_in_the_left_column():
    paper = paper_in_two_columns()
    page = paper.page()
    page.plot((60, 72, 290, 200))
    page.plot((320, 72, 550, 200))
    page.text(54, 222, "Figure 1: Reward of all the runs.", size=9)
    two_columns(page, 240, 35)

    assert overlap(boxes(paper)["Figure 1"], (60, 72, 550, 204)) > 0.95


def test_a_half_that_differs_in_height_is_no_part_of_a_figure():
    paper = paper_in_two_columns()
    page = paper.page()
    page.plot((60, 72, 290, 200))
    page.plot((320, 72, 550, 110))
    page.text(54, 222, "Figure 1: Reward of all the runs.", size=9)
    two_columns(page, 240, 35)

    assert overlap(boxes(paper)["Figure 1"], (60, 72, 290, 204)) > 0.95


def test_a_figure_set_into_a_wide_column_has_text_beside_all_of_it():
    paper = Paper()
    paper.title_page()
    page = paper.page()
    page.paragraph(72, lines=50)
    page = paper.page()
    page.paragraph(72, lines=8)
    page.paragraph(168, lines=12, column=(72, 330))
    page.plot((350, 175, 536, 330))
    page.caption(352, "Figure 1: Reward against compute.", column=(350, 540))
    page.paragraph(372, lines=20)

    assert overlap(boxes(paper)["Figure 1"], (350, 175, 536, 334)) > 0.95


def test_a_caption_centred_on_the_page_reaches_as_far_to_the_right_as_to_the_left():
    page = Box(0, 0, 612, 792)
    around = Surroundings((), (), (), (Column(54, 297),), page)
    centred, aside = Box(260, 200, 352, 210), Box(70, 200, 162, 210)

    reaches = [find_reach(Side.ABOVE, box, (), around) for box in (centred, aside)]

    assert reaches == [Box(54, 0, 558, 200), Box(54, 0, 297, 200)]


def test_a_figure_and_a_table_close_beside_each_other_are_divided():
    paper = Paper()
    paper.title_page()
    page = paper.page()
    page.paragraph(72, lines=5)
    page.plot((80, 160, 290, 300))
    page.caption(320, "Figure 1: Reward.", column=(80, 290))
    page.caption(170, "Table 1: Scores.", column=(310, 530))
    bottom = page.table(310, 180, ROWS, step=110)
    page.paragraph(350, lines=20)

    found = boxes(paper)

    assert overlap(found["Figure 1"], (80, 160, 290, 304)) > 0.93
    assert overlap(found["Table 1"], (310, 180, 530, bottom)) > 0.9
