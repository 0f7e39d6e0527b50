"""What else than importing is done in the child process, through the real one."""

import io

import pytest
from PIL import Image

from figures.extraction.errors import ExtractionError
from figures.extraction.geometry import Box
from figures.extraction.records import Cut, Split
from figures.sandbox import cut_in_child, draw_in_child, split_in_child
from tests.pdfs import SIDE_BY_SIDE, Paper, one_figure_paper

WHOLE = Box(0, 0, 612, 792)


def cut(*cuts, pdf=None):
    return list(cut_in_child(io.BytesIO(pdf or one_figure_paper()), cuts))


def master(event):
    return Image.open(io.BytesIO(event.renditions[0].content))


def test_boxes_are_cut_in_the_order_asked_for():
    plot = Box(140, 190, 460, 360)

    exact, trimmed, blank = cut(
        Cut(1, plot, 0, trim=False),
        Cut(1, plot, 90, trim=True),
        Cut(1, Box(10, 10, 30, 20), 0, trim=True),
    )

    assert exact.box == plot
    assert master(exact).size == (960, 510)
    assert plot.contains(trimmed.box)
    assert trimmed.box.width < 302
    assert master(trimmed).height > master(trimmed).width
    assert master(blank).getextrema() == ((255, 255),) * 3
    assert len({exact.looks, trimmed.looks, blank.looks}) == 3


def test_nothing_asked_is_nothing_cut():
    assert cut() == []


@pytest.mark.parametrize(
    ("page", "box", "sentence"),
    [
        (40, WHOLE, "This PDF has no page 40."),
        (1, Box(700, 100, 800, 200), "outside page 1"),
        (1, Box(100, 100, 100, 200), "no area"),
        (1, Box(float("nan"), 100, 200, 200), "not understood"),
    ],
)
def test_a_box_that_cannot_be_cut_is_refused(page, box, sentence):
    with pytest.raises(ExtractionError, match=sentence):
        cut(Cut(page, box, 0, trim=True))


def test_a_file_that_is_no_pdf_is_refused():
    with pytest.raises(ExtractionError, match="not a PDF"):
        cut(Cut(1, WHOLE, 0, trim=True), pdf=b"GIF89a")


def test_pages_are_drawn_with_their_text():
    (page,) = draw_in_child(io.BytesIO(one_figure_paper()), [7, 1])

    assert page.number == 1
    assert (page.width, page.height) == (612, 792)
    assert page.image.width == 1224
    assert "Figure 1" in [passage.label for passage in page.passages]


def row_of_plots(**changes):
    values = {
        "page_number": 1,
        "crop_box": Box(70, 90, 540, 210),
        "rotation": 0,
        "caption": "Runs: (a) short ones, (b) long ones and (c) all.",
        "number": "1",
        "count": None,
    }
    paper = Paper()
    page = paper.page()
    for box in SIDE_BY_SIDE:
        page.plot(box)
    return split_in_child(io.BytesIO(paper.content()), Split(**values | changes))


@pytest.mark.parametrize("count", [None, 3])
def test_a_figure_is_split_into_panels_with_their_pixels(count):
    found = row_of_plots(count=count)

    assert [panel.letter for panel in found.panels] == ["a", "b", "c"]
    assert found.panels[0].caption == "short ones"
    assert len(found.looks) == len(found.renditions) == 3
    roles = [copy.role for copy in found.renditions[0]]
    assert (roles[0], *roles[-2:]) == ("master", "card", "vector")
    assert found.renditions[0][0].width == pytest.approx(423, abs=6)


def test_a_figure_without_panels_is_split_into_none():
    found = row_of_plots(crop_box=Box(75, 90, 225, 210), caption="One run.")

    assert (found.panels, found.looks, found.renditions) == ((), (), ())


@pytest.mark.parametrize("letters", ["x", "\x00", "\N{MATHEMATICAL BOLD SMALL A}", "é"])
def test_a_caption_without_end_is_cut_to_what_can_be_told(letters):
    assert len(row_of_plots(caption=letters * 50_000, count=2).panels) == 2


@pytest.mark.parametrize("count", [0, 1, 27, -1])
def test_nothing_is_split_into_fewer_than_two_parts_or_more_than_letters(count):
    with pytest.raises(ExtractionError, match="not understood"):
        row_of_plots(count=count)


def test_a_box_outside_the_page_is_not_split():
    with pytest.raises(ExtractionError, match="outside page 1"):
        row_of_plots(crop_box=Box(700, 90, 800, 210))
