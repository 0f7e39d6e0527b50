"""Rules tell where a table begins, and which sentences are its cells."""

from figures.extraction.geometry import Box
from figures.extraction.pipeline import extract_figures
from figures.extraction.ruling import find_frames, find_rules
from tests.figures.extraction.boxes import by_label, overlap
from tests.pdfs import Paper

PAGE = Box(0, 0, 612, 792)


def figures(paper):
    return by_label(extract_figures(paper.content()))


def test_a_short_caption_right_above_a_table_does_not_take_its_first_row():
    paper = Paper()
    paper.title_page()
    page = paper.page()
    page.paragraph(72, lines=6)
    page.text(150, 170, "Table 1: Scores of all the models that we have", size=9)
    page.rule(150, 420, 173)
    page.text(154, 181, "What the models of this size have learnt so far", size=9)
    page.rule(150, 420, 185)
    end = page.cells(154, 196, [["Small", "2.1"], ["Large", "1.7"]])
    page.rule(150, 420, end + 5)
    page.paragraph(end + 30, lines=20)

    found = figures(paper)["Table 1"]

    assert found.caption.text == "Scores of all the models that we have"
    assert overlap(found.crop_box, (150, 173, 420, end + 5)) > 0.93


def test_sentences_beside_a_column_of_labels_are_a_table_and_no_text():
    paper = Paper()
    paper.title_page()
    page = paper.page()
    page.caption(82, "Table 1: What was asked, and what was answered.")
    page.rule(72, 540, 92)
    for row, name in enumerate(("Ours", "Theirs", "None")):
        page.text(76, 102 + row * 48, name, size=10)
        page.paragraph(94 + row * 48, lines=4, column=(150, 540))
    page.rule(72, 540, 240)
    page.paragraph(270, lines=20)

    assert overlap(figures(paper)["Table 1"].crop_box, (72, 92, 540, 240)) > 0.95


def test_pieces_of_a_rule_are_put_together():
    pieces = [Box(72, 100, 200, 100.5), Box(200, 100, 300, 100.5)]

    assert find_rules([*pieces, Box(72, 110, 80, 110.5), Box(72, 120, 300, 140)]) == (
        [Box(72, 100, 300, 100.5)]
    )


def test_rules_that_end_differently_frame_nothing():
    alike = [Box(72, 100, 300, 100.5), Box(72, 200, 300, 200.5)]

    assert [frame.box for frame in find_frames(alike, PAGE)] == [
        Box(72, 100, 300, 200.5)
    ]
    assert find_frames([alike[0], Box(72, 200, 540, 200.5)], PAGE) == []
