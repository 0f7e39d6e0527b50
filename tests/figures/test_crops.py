"""Boxes that editors draw: kept on their page, snapped to what they were drawn around."""

import io
from math import inf, nan

import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from figures.crops import (
    MARGIN,
    REACH,
    BoxError,
    check_box,
    holds,
    snap_to_ink,
    with_caption,
    without_caption,
)
from figures.extraction.geometry import Box
from tests.factories import PageImageFactory

PAGE = Box(0.0, 0.0, 612.0, 792.0)
PLOT = (150, 200, 450, 350)
CAPTION = (160, 372, 400, 382)


@pytest.fixture
def page():
    """A page with a plot, and its caption below, at twice the resolution of points."""
    return draw_page(PLOT, CAPTION)


def draw_page(*boxes, size=(612, 792)):
    image = Image.new("RGB", (size[0] * 2, size[1] * 2), "white")
    draw = ImageDraw.Draw(image)
    for left, top, right, bottom in boxes:
        draw.rectangle((left * 2, top * 2, right * 2 - 1, bottom * 2 - 1), fill="navy")
    stream = io.BytesIO()
    image.save(stream, "WEBP", lossless=True)
    return PageImageFactory.build(
        image=ContentFile(stream.getvalue(), "1.webp"), width=size[0], height=size[1]
    )


def snapped(page, box, caption=None):
    found = snap_to_ink(page, Box(*box), Box(*caption) if caption else None)
    return (found.left, found.top, found.right, found.bottom)


def around(box, margin=MARGIN):
    left, top, right, bottom = box
    return (left - margin, top - margin, right + margin, bottom + margin)


def near(box):
    """A pixel of a page is a point."""
    return pytest.approx(box, abs=1.01)


def test_a_box_on_its_page_stays_as_it_was_drawn_to_a_hundredth():
    box = check_box(Box(10.004, 20.006, 110.0, 220.0), PAGE, 1)

    assert box == Box(10.0, 20.01, 110.0, 220.0)


def test_what_sticks_out_of_the_paper_is_cut_off():
    assert check_box(Box(-50, 700, 700, 900), PAGE, 1) == Box(0, 700, 612, 792)


@pytest.mark.parametrize("edge", [nan, inf, -inf])
@pytest.mark.parametrize("place", range(4))
def test_edges_that_are_no_numbers_are_refused(edge, place):
    edges = [10.0, 10.0, 100.0, 100.0]
    edges[place] = edge

    with pytest.raises(BoxError, match="four numbers"):
        check_box(Box(*edges), PAGE, 1)


@pytest.mark.parametrize(
    "box",
    [
        (100, 100, 100, 300),
        (100, 100, 103.9, 300),
        (100, 300, 300, 303.9),
        (300, 100, 100, 200),
        (100, 300, 300, 100),
        (300, 300, 100, 100),
    ],
)
def test_a_box_without_area_is_refused(box):
    with pytest.raises(BoxError, match="too small"):
        check_box(Box(*box), PAGE, 1)


@pytest.mark.parametrize(
    "box",
    [
        (700, 100, 900, 300),
        (-300, 100, -100, 300),
        (100, 900, 300, 1000),
        (100, -200, 300, -100),
        (609, 100, 900, 300),
        (1e300, 1e300, 1e301, 1e301),
    ],
)
def test_a_box_that_misses_the_page_is_told_how_large_it_is(box):
    with pytest.raises(BoxError, match="outside page 7, which is 612 points wide"):
        check_box(Box(*box), PAGE, 7)


def test_a_wide_box_shrinks_to_the_ink(page):
    assert snapped(page, (120, 150, 500, 365)) == near(around(PLOT))


def test_a_box_that_cuts_into_the_plot_grows_to_its_edge(page):
    assert snapped(page, (158, 206, 442, 344)) == near(around(PLOT))


def test_a_label_that_an_edge_cuts_through_is_taken_in_whole():
    label = (135, 260, 143, 290)
    page = draw_page(PLOT, label)

    box = snapped(page, (138, 190, 460, 360))

    assert box == near((134, 199, 451, 351))


def test_a_box_never_grows_farther_than_its_reach(page):
    box = (165, 215, 435, 335)

    assert snapped(page, box) == around(box, REACH)


def test_a_neighbour_that_reaches_in_is_left_out():
    neighbour = (460, 200, 600, 350)
    page = draw_page(PLOT, neighbour)

    assert snapped(page, (140, 190, 475, 360)) == near(around(PLOT))


def test_a_part_of_one_large_graphic_is_not_shrunk_to_what_stands_alone_in_it():
    frame = [
        (100, 100, 500, 102),
        (100, 498, 500, 500),
        (100, 100, 102, 500),
        (498, 100, 500, 500),
    ]
    label = (150, 150, 170, 158)
    page = draw_page(*frame, label)
    half = (95, 95, 280, 400)

    box = Box(*snapped(page, half))

    assert box.left == pytest.approx(99, abs=1.1)
    assert box.right >= 280
    assert box.bottom >= 400


def test_white_paper_leaves_the_box_as_it_is(page):
    assert snapped(page, (20, 500, 300, 700)) == (20, 500, 300, 700)


def test_a_box_inside_a_coloured_area_still_has_its_ink():
    page = draw_page((0, 0, 612, 792))

    assert snapped(page, (20, 500, 300, 700)) == (20, 500, 300, 700)


def test_the_caption_stays_outside_though_the_box_touches_it(page):
    box = (140, 190, 460, 375)

    assert snapped(page, box, CAPTION) == near(around(PLOT))


def test_a_caption_that_the_box_holds_stays_inside(page):
    box = (140, 190, 460, 390)

    assert snapped(page, box, CAPTION) == near((149, 199, 451, 383))


def test_a_snapped_box_stays_on_the_page():
    page = draw_page((0, 0, 200, 100))

    assert snapped(page, (0, 0, 220, 120)) == near((0, 0, 201, 101))


def test_snapping_twice_moves_nothing_more(page):
    once = snapped(page, (120, 150, 500, 365), CAPTION)

    assert snapped(page, once, CAPTION) == once


def test_a_box_holds_a_caption_that_is_mostly_inside():
    caption = Box(*CAPTION)

    assert holds(Box(140, 190, 460, 380), caption)
    assert not holds(Box(140, 190, 460, 376), caption)
    assert not holds(Box(140, 400, 460, 500), caption)


def test_with_its_caption_a_box_reaches_around_both():
    assert with_caption(Box(*PLOT), Box(*CAPTION)) == Box(150, 200, 450, 383)


@pytest.mark.parametrize(
    ("caption", "rest"),
    [
        ((160, 372, 400, 382), (150, 200, 450, 371)),
        ((160, 205, 400, 215), (150, 216, 450, 390)),
        ((155, 205, 250, 385), (251, 200, 450, 390)),
        ((380, 205, 445, 385), (150, 200, 379, 390)),
    ],
)
def test_without_its_caption_the_larger_rest_is_left(caption, rest):
    box = Box(150, 200, 450, 390)

    assert without_caption(box, Box(*caption)) == Box(*rest)


def test_a_caption_outside_leaves_the_box_as_it_is():
    assert without_caption(Box(*PLOT), Box(*CAPTION)) == Box(*PLOT)


@pytest.mark.parametrize("box", [(160, 372, 400, 382), (158, 370, 402, 384)])
def test_a_box_that_is_all_caption_stays_as_it_is(box):
    assert without_caption(Box(*box), Box(*CAPTION)) == Box(*box)
