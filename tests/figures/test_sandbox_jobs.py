"""What else than importing is done in the child process, through the real one."""

import io

import pytest
from PIL import Image

from figures.extraction.errors import ExtractionError
from figures.extraction.geometry import Box
from figures.extraction.records import Cut
from figures.sandbox import cut_in_child, draw_in_child
from tests.pdfs import one_figure_paper

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
