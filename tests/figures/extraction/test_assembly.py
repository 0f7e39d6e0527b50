import pymupdf

from figures.extraction.document import Document
from tests.pdfs import Paper


def lines(paper):
    with Document(paper.content(), max_pages=10) as document:
        page = document.read_page(1)
    return {line.text: line for line in page.lines}


def test_words_apart_by_a_wide_gap_are_lines_of_their_own():
    paper = Paper()
    page = paper.page()
    page.text(100, 100, "Model")
    page.text(160, 100, "Loss of all")

    assert list(lines(paper)) == ["Model", "Loss of all"]


def test_text_knows_by_which_turn_it_becomes_upright():
    paper = Paper()
    page = paper.page()
    page.text(100, 100, "lies flat")
    page.text(200, 300, "climbs up", turned=90)
    page.text(300, 300, "upside down", turned=180)
    page.text(400, 300, "falls down", turned=270)

    found = lines(paper)

    assert {text: line.quarter_turns for text, line in found.items()} == {
        "lies flat": 0,
        "climbs up": 1,
        "upside down": 2,
        "falls down": 3,
    }
    assert found["climbs up"].box.height > found["climbs up"].box.width
    assert found["upside down"].box.right <= 301


def test_sideways_words_apart_are_lines_of_their_own():
    for turned, second in ((90, 180), (270, 420), (180, None)):
        paper = Paper()
        page = paper.page()
        page.text(300, 300, "first", turned=turned)
        if second is None:
            page.text(200, 300, "second", turned=turned)
        else:
            page.text(300, second, "second", turned=turned)

        assert set(lines(paper)) == {"first", "second"}


def test_slanted_text_is_left_to_the_pixels():
    paper = Paper()
    page = paper.page()
    point = pymupdf.Point(100, 100)
    page.page.insert_text(point, "slanted", morph=(point, pymupdf.Matrix(30)))
    page.text(100, 300, "straight")

    assert list(lines(paper)) == ["straight"]


def test_styles_tell_bold_and_italic():
    paper = Paper()
    page = paper.page()
    page.text(100, 100, "heavy", font="tibo")
    page.text(100, 200, "slanting", font="tiit")

    found = lines(paper)

    assert found["heavy"].style.bold
    assert found["slanting"].style.italic
    assert not found["slanting"].style.bold


def test_a_plots_thousand_markers_are_not_read_as_words():
    paper = Paper()
    page = paper.page()
    page.text(100, 40, "Figure 1: A cloud of points.")
    for row in range(95):
        page.text(20, 60 + row * 7, "+ " * 90, size=6)

    assert list(lines(paper)) == ["Figure 1: A cloud of points."]
