"""The text of a page in paragraphs, each where it stands."""

import pytest

from figures.extraction.drawing import draw_pages
from figures.extraction.records import FigureKind
from tests.figures.extraction.boxes import overlap
from tests.pdfs import LEFT_COLUMN, RIGHT_COLUMN, Paper


def passages(paper, number=1):
    (page,) = draw_pages(paper.content(), [number], None, max_pages=10)
    return page.passages


def test_a_page_is_told_in_paragraphs():
    paper = Paper()
    page = paper.page()
    end = page.paragraph(72, lines=5, opening="First")
    page.paragraph(end + 10, lines=4, opening="Second")

    first, second = passages(paper)

    assert first.text.startswith("First models of this size")
    assert second.text.startswith("Second models")
    assert overlap(first.box, (72, 74, 540, 132)) > 0.95
    assert (first.kind, first.number, first.label, first.caption) == (None, "", "", "")


def test_an_indent_begins_a_paragraph():
    paper = Paper()
    page = paper.page()
    page.lines(72, 100, ["One of many runs that", "goes on in this line", "and here"])
    page.lines(90, 133, ["Indented, another one"])
    page.lines(72, 144, ["goes on at the edge", "and on"])

    assert [passage.text for passage in passages(paper)] == [
        "One of many runs that goes on in this line and here",
        "Indented, another one goes on at the edge and on",
    ]


def test_columns_keep_apart():
    paper = Paper()
    page = paper.page()
    page.paragraph(72, lines=9, column=LEFT_COLUMN, opening="Left")
    page.paragraph(72, lines=9, column=RIGHT_COLUMN, opening="Right")

    left, right = passages(paper)

    assert left.text.startswith("Left")
    assert right.text.startswith("Right")
    assert left.box.right < right.box.left


def test_a_hyphen_at_the_end_of_a_line_is_mended():
    paper = Paper()
    paper.page().lines(72, 100, ["The rewards of rein-", "forcement of models"])

    (passage,) = passages(paper)

    assert passage.text == "The rewards of reinforcement of models"


def test_a_caption_is_told_with_its_label():
    paper = Paper()
    page = paper.page()
    page.paragraph(72, lines=8)
    page.plot((150, 200, 450, 350))
    end = page.caption(372, "Figure 3: Reward against compute. " + "More of it. " * 20)
    page.paragraph(end + 4, lines=12)

    caption = next(found for found in passages(paper) if found.label)

    assert (caption.kind, caption.number) == (FigureKind.FIGURE, "3")
    assert caption.label == "Figure 3"
    assert caption.caption.startswith("Reward against compute. More")
    assert caption.caption.endswith("More of it.")
    assert caption.text == f"Figure 3: {caption.caption}"
    assert overlap(caption.box, (72, 365, 540, end)) > 0.9


def test_the_caption_of_a_table_ends_at_the_tables_rule():
    paper = Paper()
    page = paper.page()
    page.caption(100, "Table 2: Rewards of runs.")
    page.table(72, 104, [["Run", "Reward"], ["short", "0.4"], ["long", "0.7"]])

    caption = next(found for found in passages(paper) if found.label)

    assert (caption.kind, caption.caption) == (FigureKind.TABLE, "Rewards of runs.")


def test_running_text_that_begins_with_a_label_tells_it_too():
    paper = Paper()
    page = paper.page()
    page.paragraph(72, lines=4)
    page.paragraph(140, lines=4, opening="Figure 3 shows that")

    found = passages(paper)[1]

    assert found.label == "Figure 3"
    assert found.caption.startswith("shows that models")


def test_a_label_begins_a_passage_however_close_it_stands():
    paper = Paper()
    lines = ["Words of a plot above it", "Figure S1. What it shows", "and more of it"]
    paper.page().lines(72, 100, lines, size=10)

    assert [found.label for found in passages(paper)] == ["", "Figure S1"]


def test_text_that_stands_sideways_is_told_where_it_stands():
    paper = Paper()
    page = paper.page()
    page.plot((100, 150, 400, 650))
    page.text(430, 600, "Figure 1: Set sideways over a page of its own", turned=90)
    page.text(442, 600, "and going on for a second line.", turned=90)

    (caption,) = passages(paper)

    assert caption.caption == (
        "Set sideways over a page of its own and going on for a second line."
    )
    assert caption.box.height > 5 * caption.box.width
    assert 420 < caption.box.left < caption.box.right < 450


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_turned_page_is_told_as_it_is_displayed(rotation):
    paper = Paper()
    drawn = paper.page()
    drawn.paragraph(72, lines=5)
    drawn.page.set_rotation(rotation)

    (passage,) = passages(paper)

    expected = {
        90: (660, 72, 718, 540),
        180: (72, 660, 540, 718),
        270: (74, 72, 132, 540),
    }
    assert passage.text.startswith("models of this size")
    assert overlap(passage.box, expected[rotation]) > 0.9


def test_no_word_of_a_page_is_lost():
    paper = Paper()
    page = paper.title_page()
    page.table(72, 500, [["Run", "Reward"], ["short", "0.4"]])
    page.text(30, 600, "Downloaded from somewhere", turned=90, size=7)
    page.text(300, 770, "17", size=8)
    words = sorted(page.page.get_text().split())

    assert sorted(" ".join(p.text for p in passages(paper)).split()) == words


def test_a_page_that_is_one_plot_of_letters_is_told_within_bounds():
    paper = Paper()
    page = paper.page()
    for row in range(90):
        for place in range(50):
            page.text(10 + place * 12, 20 + row * 8, "word", size=3)

    assert 1000 < len(passages(paper)) <= 2000
