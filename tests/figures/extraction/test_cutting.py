"""Boxes cut out of pages: their pixels, and the boxes that these really show."""

import pytest

from figures.extraction.errors import BoxError
from figures.extraction.geometry import Box
from figures.extraction.pipeline import cut_figures
from figures.extraction.records import Cut
from figures.extraction.renditions import encode_renditions
from tests.pdfs import Paper, one_figure_paper


def cut(pdf, box, page=1, rotation=0, *, trim=True):
    (piece,) = cut_figures(pdf, [Cut(page, box, rotation, trim)])
    return piece


def edges(box):
    return (box.left, box.top, box.right, box.bottom)


def test_a_drawing_is_cut_at_three_pixels_a_point_and_to_its_ink():
    image = cut(one_figure_paper(), Box(140, 190, 460, 360)).image

    assert image.size == pytest.approx((301 * 3, 151 * 3), abs=3)


def test_an_embedded_image_is_cut_at_its_own_pixels():
    paper = Paper()
    paper.page().picture((100, 100, 300, 200), pixels=(400, 200))

    image = cut(paper.content(), Box(100, 100, 300, 200)).image

    assert image.size == pytest.approx((400, 200), abs=3)


def test_a_drawing_over_an_image_is_cut_as_a_drawing():
    paper = Paper()
    page = paper.page()
    page.picture((100, 100, 300, 200), pixels=(200, 100))
    page.text(120, 150, "A word over the picture")

    image = cut(paper.content(), Box(100, 100, 300, 200)).image

    assert image.width == pytest.approx(600, abs=6)


def test_a_small_image_in_a_large_box_is_cut_as_a_drawing():
    paper = Paper()
    page = paper.page()
    page.picture((100, 100, 150, 150), pixels=(50, 50))
    page.page.draw_rect((100, 100, 400, 300))

    image = cut(paper.content(), Box(100, 100, 400, 300)).image

    assert image.width == pytest.approx(900, abs=9)


def test_a_huge_page_is_cut_within_the_limit_of_pixels():
    paper = Paper(size=(14400, 14400))
    paper.page().page.draw_rect((10, 10, 14390, 14390), width=40)

    image = cut(paper.content(), Box(0, 0, 14400, 14400)).image

    assert image.width * image.height <= 24_000_000


@pytest.mark.parametrize("size", [(14_400, 5), (5, 14_400)])
def test_a_very_long_box_is_cut_so_that_all_its_copies_can_be_made(size):
    paper = Paper(size=size)
    paper.page().page.draw_line((0, 0), size, width=1)

    piece = cut(paper.content(), Box(0, 0, *size), trim=False)

    assert 15_900 < max(piece.image.size) < 16_383
    assert {copy.format for copy in encode_renditions(piece.image)} >= {"webp", "avif"}


def test_a_blank_box_is_cut_as_it_is():
    image = cut(one_figure_paper(), Box(10, 10, 30, 20)).image

    assert image.size == pytest.approx((63, 33), abs=3)


def test_a_trimmed_cut_tells_the_box_of_its_ink():
    piece = cut(one_figure_paper(), Box(140, 190, 460, 360))

    assert edges(piece.box) == pytest.approx((150, 200, 450, 350), abs=0.7)
    assert piece.image.width == pytest.approx(piece.box.width * 3, abs=0.01)


def test_an_exact_cut_is_the_box_as_it_was_drawn():
    piece = cut(one_figure_paper(), Box(140, 190, 460, 360), trim=False)

    assert piece.box == Box(140, 190, 460, 360)
    assert piece.image.size == (320 * 3, 170 * 3)


def test_an_exact_cut_ends_at_the_edges_of_its_page():
    piece = cut(one_figure_paper(), Box(-20, -30, 100, 900), trim=False)

    assert piece.box == Box(0, 0, 100, 792)
    assert piece.image.size == (300, 792 * 3)


def test_a_box_is_told_as_the_page_is_displayed_however_the_cut_is_turned():
    piece = cut(one_figure_paper(), Box(140, 190, 460, 360), rotation=90)

    assert edges(piece.box) == pytest.approx((150, 200, 450, 350), abs=0.7)
    assert piece.image.height > piece.image.width


def test_a_box_of_a_turned_page_is_cut_as_it_is_displayed():
    paper = Paper()
    drawn = paper.page()
    drawn.plot((150, 200, 450, 350))
    drawn.page.set_rotation(90)

    piece = cut(paper.content(), Box(400, 100, 700, 500))

    assert edges(piece.box) == pytest.approx((442, 150, 592, 450), abs=0.7)


@pytest.mark.parametrize("trim", [True, False])
@pytest.mark.parametrize(
    ("page", "box", "sentence"),
    [
        (40, Box(0, 0, 10, 10), "This PDF has no page 40"),
        (0, Box(0, 0, 10, 10), "This PDF has no page 0"),
        (1, Box(700, 100, 800, 200), "outside page 1. Draw it on"),
        (1, Box(-90, -90, 0, 0), "outside page 1"),
        (1, Box(100, 100, 100, 200), "no area. Draw it larger"),
        (1, Box(300, 300, 200, 200), "no area"),
    ],
)
def test_what_cannot_be_cut_is_refused_with_what_to_do(trim, page, box, sentence):
    with pytest.raises(BoxError, match=sentence):
        cut(one_figure_paper(), box, page, trim=trim)
