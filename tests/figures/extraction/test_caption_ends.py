"""A caption is read to its end, and no farther."""

import pytest

from figures.extraction.pipeline import extract_figures
from tests.figures.extraction.boxes import by_label, overlap
from tests.pdfs import LEFT_COLUMN, RIGHT_COLUMN, Paper

PLOT = (150, 200, 450, 350)
LINES = [
    "Figure 1: Reward against compute for three recipes and four sizes, each one",
    "trained until it stopped to improve, with the fitted curve drawn through all",
    "the points that we measured.",
]
TEXT = " ".join(LINES).removeprefix("Figure 1: ")


def caption(paper, label="Figure 1"):
    return by_label(extract_figures(paper.content()))[label].caption


def plot_page(paper):
    page = paper.page()
    page.paragraph(72, lines=8)
    page.plot(PLOT)
    return page


def test_text_in_another_size_right_below_a_caption_is_not_its_end():
    paper = Paper()
    page = plot_page(paper)
    end = page.lines(150, 372, LINES, size=8, step=10)
    page.paragraph(end + 4, lines=20)

    assert caption(paper).text == TEXT


def test_text_behind_a_wider_gap_is_not_part_of_a_caption_in_its_size():
    paper = Paper()
    page = plot_page(paper)
    end = page.lines(72, 372, LINES, size=10, step=12)
    page.paragraph(end + 12, lines=20)

    assert caption(paper).text == TEXT


@pytest.mark.xfail(
    reason="a bold line at the next leading is read as the caption's last", strict=True
)
def test_a_heading_right_below_a_caption_is_not_its_end():
    paper = Paper()
    page = plot_page(paper)
    end = page.lines(150, 372, LINES)
    page.text(150, end + 13, "4 What we found", size=10, font="tibo")
    page.paragraph(end + 20, lines=20)

    assert caption(paper).text == TEXT


def test_a_caption_with_its_lines_indented_under_the_label_is_joined():
    paper = Paper()
    page = plot_page(paper)
    page.text(100, 372, LINES[0], size=9)
    end = page.lines(135, 383, LINES[1:])
    page.paragraph(end + 20, lines=15)

    assert caption(paper).text == TEXT


def test_a_caption_with_centred_lines_is_joined():
    paper = Paper()
    page = plot_page(paper)
    for number, (line, left) in enumerate(zip(LINES, (150, 148, 240), strict=True)):
        page.text(left, 372 + number * 11, line, size=9)
    page.paragraph(420, lines=15)

    assert caption(paper).text == TEXT


def test_a_loosely_set_caption_is_joined():
    paper = Paper()
    page = plot_page(paper)
    end = page.lines(100, 372, LINES, step=14)
    page.paragraph(end + 30, lines=15)

    assert caption(paper).text == TEXT


def test_a_bold_title_and_plain_words_behind_it_are_one_caption():
    paper = Paper()
    page = plot_page(paper)
    page.text(100, 372, "Figure 1: Reward against compute.", size=9, font="hebo")
    page.text(260, 372, "Three recipes are compared at four sizes,", size=9)
    page.text(100, 383, "each of them trained until it stopped.", size=9)
    page.paragraph(420, lines=15)

    assert caption(paper).text == (
        "Reward against compute. Three recipes are compared at four sizes, "
        "each of them trained until it stopped."
    )


def test_the_box_of_a_caption_holds_all_its_lines():
    paper = Paper()
    page = plot_page(paper)
    end = page.lines(150, 372, LINES)
    page.paragraph(end + 20, lines=15)

    box = caption(paper).box

    assert overlap(box, (150, 364, 437, end + 2)) > 0.9


@pytest.mark.xfail(
    reason="words far apart are taken for cells of a table", strict=False
)
def test_a_narrow_justified_caption_with_wide_blanks_is_joined():
    paper = Paper()
    page = paper.page()
    page.paragraph(72, lines=8)
    page.plot((330, 200, 530, 350))
    narrow = (400, 500)
    for number, line in enumerate(
        ("Figure 1: Reward against", "computation for", "recipes trained until")
    ):
        page.justified(372 + number * 11, line, narrow, size=9)
    page.text(narrow[0], 405, "convergence.", size=9)
    page.paragraph(430, lines=15)

    assert caption(paper).text == (
        "Reward against computation for recipes trained until convergence."
    )


def test_captions_side_by_side_in_several_lines_are_not_mixed():
    paper = Paper()
    page = paper.page()
    page.plot((80, 100, 290, 250))
    page.plot((320, 100, 530, 250))
    for number, left, word in ((1, 80, "loss"), (2, 320, "steps")):
        page.lines(
            left,
            270,
            [
                f"Figure {number}: Reward of all the runs by",
                f"their {word}, as far as they were",
                "measured.",
            ],
        )
    page.paragraph(310, lines=20)

    for number, word in ((1, "loss"), (2, "steps")):
        assert caption(paper, f"Figure {number}").text == (
            f"Reward of all the runs by their {word}, as far as they were measured."
        )


@pytest.mark.parametrize(
    "columns", [(LEFT_COLUMN, RIGHT_COLUMN), (RIGHT_COLUMN, LEFT_COLUMN)]
)
def test_no_line_of_the_neighbour_column_gets_into_a_caption(columns):
    own, other = columns
    paper = Paper()
    page = paper.page()
    page.plot((own[0] + 10, 72, own[1] - 10, 200))
    end = page.caption(220, " ".join(LINES), column=own, size=10)
    page.paragraph(end + 12, lines=25, column=own)
    page.paragraph(70, lines=45, column=other)

    assert caption(paper).text == TEXT


def test_words_hyphenated_at_line_ends_are_joined():
    paper = Paper()
    page = plot_page(paper)
    page.lines(
        150,
        372,
        ["Figure 1: All that was meas-", "ured in the multi-", "Agent world."],
    )
    page.paragraph(430, lines=15)

    assert caption(paper).text == "All that was measured in the multi- Agent world."


def test_ligatures_are_written_out():
    paper = Paper()
    page = plot_page(paper)
    page.text(150, 372, "Figure 1: The \ufb01rst \ufb02ow of e\ufb00ort.", size=9)
    page.paragraph(400, lines=15)

    assert caption(paper).text == "The first flow of effort."


def test_formulas_with_scripts_stay_in_their_line():
    paper = Paper()
    page = plot_page(paper)
    page.text(150, 372, "Figure 1: Reward of", size=9)
    page.text(228, 372, "x", size=9, font="tiit")
    page.text(233, 374, "max", size=6)
    page.text(248, 372, "over all steps, as it was", size=9)
    page.text(150, 383, "measured by us.", size=9)
    page.paragraph(410, lines=15)

    text = caption(paper).text

    assert text.startswith("Reward of x")
    assert text.endswith("over all steps, as it was measured by us.")


def test_a_table_note_below_its_last_rule_is_not_part_of_the_caption_above():
    paper = Paper()
    page = paper.page()
    page.paragraph(72, lines=4)
    page.caption(150, "Table 1: Scores of all models.")
    bottom = page.table(72, 157, [["Model", "Loss"], ["Small", "2.1"]])
    page.text(76, bottom + 10, "Lower is better.", size=8)
    page.paragraph(bottom + 30, lines=15)

    assert caption(paper, "Table 1").text == "Scores of all models."
