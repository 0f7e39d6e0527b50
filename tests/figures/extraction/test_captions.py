from figures.extraction.pipeline import extract_figures
from tests.figures.extraction.boxes import by_label
from tests.pdfs import LEFT_COLUMN, RIGHT_COLUMN, Paper, one_figure_paper


def texts(paper):
    return {
        label: figure.caption.text
        for label, figure in by_label(extract_figures(paper.content())).items()
    }


def plot_with(words, **style):
    paper = Paper()
    page = paper.page()
    page.paragraph(72, lines=8)
    page.plot((150, 200, 450, 350))
    end = page.caption(372, words, **style)
    page.paragraph(end + 20, lines=12)
    return paper


LONG = (
    "Figure 1: Reward against compute for three recipes and four sizes, each trained"
    " until it stopped to improve, with the fitted curve drawn through all the points."
)


def test_a_caption_of_several_lines_is_joined():
    assert texts(plot_with(LONG))["Figure 1"] == LONG.removeprefix("Figure 1: ")


def test_a_caption_in_the_size_of_the_text_ends_at_the_gap():
    assert texts(plot_with(LONG, size=10))["Figure 1"].endswith("all the points.")


def test_a_sentence_that_begins_with_a_label_is_not_a_caption():
    paper = Paper()
    page = paper.page()
    page.plot((150, 72, 450, 200))
    page.caption(222, "Figure 1: Reward.")
    page.text(
        72, 250, "Figure 1 shows that the reward grows with the compute spent on it,"
    )
    page.paragraph(252, lines=6)
    page.text(
        72, 350, "Figure 2. We see it again in the middle of a text that goes on and"
    )
    page.paragraph(352, lines=8)

    found = texts(paper)

    assert found["Figure 1"] == "Reward."


def test_a_label_inside_a_paragraph_is_not_a_caption():
    paper = Paper()
    page = paper.page()
    end = page.paragraph(72, lines=4)
    page.text(
        72, end + 10, "Figure 7. The reward is shown there, as is all that we measured."
    )
    page.paragraph(end + 12, lines=4)

    assert texts(paper) == {}


def test_two_captions_on_one_line_are_two():
    paper = Paper()
    page = paper.page()
    page.plot((80, 100, 290, 250))
    page.plot((320, 100, 530, 250))
    page.text(120, 270, "Figure 1: The left one.", size=9)
    page.text(360, 270, "Figure 2: The right one.", size=9)
    page.paragraph(300, lines=20)

    assert texts(paper) == {"Figure 1": "The left one.", "Figure 2": "The right one."}


def test_the_neighbour_column_stays_out_of_a_caption():
    paper = Paper()
    page = paper.page()
    page.plot((64, 72, 287, 200))
    page.caption(220, LONG, column=LEFT_COLUMN)
    page.paragraph(290, lines=20, column=LEFT_COLUMN)
    page.paragraph(72, lines=40, column=RIGHT_COLUMN)

    assert texts(paper)["Figure 1"] == LONG.removeprefix("Figure 1: ")


def test_a_label_on_a_line_of_its_own_belongs_to_the_line_below():
    paper = Paper()
    page = paper.page()
    page.text(280, 100, "TABLE I", size=8)
    page.text(240, 111, "Scores of three models", size=8)
    page.table(170, 125, [["Model", "Loss", "Score"], ["Small", "2.1", "40"]])
    page.paragraph(200, lines=20)

    (figure,) = extract_figures(paper.content()).figures

    assert (figure.caption.label, figure.caption.text) == (
        "TABLE I",
        "Scores of three models",
    )


def test_a_label_set_apart_by_a_wide_gap_keeps_its_text():
    paper = Paper()
    page = paper.page()
    page.plot((150, 100, 450, 250))
    page.text(150, 270, "Figure 1", size=9, font="tibo")
    page.text(212, 270, "Reward against compute", size=9)
    page.paragraph(300, lines=20)

    assert texts(paper) == {"Figure 1": "Reward against compute"}


def test_a_bold_label_without_a_separator_is_a_caption():
    paper = Paper()
    page = paper.page()
    page.plot((150, 100, 450, 250))
    page.text(150, 270, "Fig. 1", size=9, font="tibo")
    page.text(178, 270, "reward against compute", size=9)
    page.paragraph(300, lines=20)

    assert texts(paper) == {"Fig. 1": "reward against compute"}


def test_hyphens_at_line_ends_go_and_those_of_compounds_stay():
    paper = Paper()
    page = paper.page()
    page.text(72, 80, "A leave-one-out study of the performance that it has.", size=10)
    page.plot((150, 100, 450, 250))
    page.text(72, 270, "Figure 1: All that we measured of the per-", size=9)
    page.text(72, 281, "formance, in a leave-", size=9)
    page.text(72, 292, "one-out study.", size=9)
    page.paragraph(330, lines=20)

    caption = texts(paper)["Figure 1"]

    assert "the performance," in caption
    assert "leave-one-out" in caption


def test_scripts_that_set_no_blanks_are_joined_without():
    paper = Paper()
    page = paper.page()
    page.plot((150, 100, 450, 250))
    page.text(
        150,
        270,
        "図1: 計算量と報酬の関係を示す図である。三つの方法を",
        size=9,
        font="japan",
    )
    page.text(150, 281, "比較した。", size=9, font="japan")
    page.paragraph(320, lines=20)

    assert texts(paper)["図1"].endswith("三つの方法を比較した。")


def test_a_list_of_figures_is_not_a_page_of_captions():
    paper = Paper()
    page = paper.page()
    for number in range(1, 6):
        page.text(
            72, 80 + number * 14, f"Figure {number}: Reward . . . . . . . . . {number}"
        )

    assert texts(paper) == {}


def test_the_first_row_of_a_table_is_not_the_end_of_its_caption():
    paper = Paper()
    page = paper.page()
    page.caption(100, "Table 1: Scores of all models.")
    page.table(72, 103, [["Model", "Loss", "Score"], ["Small", "2.1", "40"]])
    page.paragraph(200, lines=20)

    assert texts(paper) == {"Table 1": "Scores of all models."}


def test_a_usual_label_wins_over_an_unusual_one_with_its_number():
    paper = Paper()
    for number in (1, 2, 3):
        page = paper.page()
        page.plot((150, 100, 450, 250))
        page.caption(272, f"Figure {number}: Reward against compute.")
        page.paragraph(300, lines=10)
    paper.page().text(100, 500, "Fig. 2. A loose remark", size=8)

    assert list(texts(paper)) == ["Figure 1", "Figure 2", "Figure 3"]


def test_captions_know_their_page():
    (figure,) = extract_figures(one_figure_paper()).figures

    assert figure.caption.page_number == 1
    assert figure.caption.printed == "Figure 1: Reward against compute."
