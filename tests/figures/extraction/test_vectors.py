"""Figures without pixels are cut as they were drawn, and with nothing from around them."""

import re

import pymupdf
import pytest
from PIL import Image, ImageChops, ImageStat

from figures.extraction.engraving import rasterise_svg
from figures.extraction.geometry import Box
from figures.extraction.pipeline import cut_figures
from figures.extraction.records import Cut
from figures.extraction.svg import is_vector_copy, read_size
from figures.extraction.vectors import looks_like
from tests.pdfs import Paper, one_figure_paper

PLOT = Box(145, 195, 455, 355)
SQUARE = Box(100, 100, 200, 200)
NUMBER = re.compile(r"-?[\d.]+")


def difference(piece):
    """By how much, of 255 steps, the copy differs from the pixels in the mean."""
    drawn = rasterise_svg(piece.vector)
    true = piece.image.resize(drawn.size, Image.Resampling.BOX)
    return max(ImageStat.Stat(ImageChops.difference(drawn, true)).mean)


def cut(pdf, box=SQUARE, rotation=0, *, trim=False):
    (piece,) = cut_figures(pdf, [Cut(1, box, rotation, trim)])
    return piece


def drawn(stream, box=SQUARE, **resources):
    """What is cut out of a page drawn by PDF's own words; (0, 0) is its lower left."""
    paper = Paper()
    page = paper.page().page
    pdf = page.parent
    xref = pdf.get_new_xref()
    pdf.update_object(xref, "<<>>")
    pdf.update_stream(xref, stream.encode(), compress=False)
    page.set_contents(xref)
    named = "".join(f"/{name}{value}" for name, value in resources.items())
    pdf.xref_set_key(page.xref, "Resources", f"<<{named}>>")
    return cut(paper.content(), box)


def elements(piece, name):
    return re.findall(rf"<{name}\b[^>]*>", piece.vector.decode())


def shown(piece, name):
    """The elements that are drawn, without those that define letters and clips."""
    body = piece.vector.decode().partition("</defs>")[2]
    return re.findall(rf"<{name}\b[^>]*>", body)


def points(piece):
    """All coordinates of paths that are drawn."""
    for path in shown(piece, "path"):
        outline = re.search(r' d="([^"]*)"', path)[1]
        yield from (float(number) for number in NUMBER.findall(outline))


def test_a_plot_is_cut_as_it_was_drawn():
    piece = cut(one_figure_paper(), PLOT, trim=True)

    assert is_vector_copy(piece.vector)
    assert read_size(piece.vector) == (round(piece.box.width), round(piece.box.height))
    # R, e, w, a, r, d: each is written once, and drawn.
    assert (len(elements(piece, "path id")), len(shown(piece, "use"))) == (6, 6)
    assert difference(piece) < 4


def test_letters_and_lines_outside_the_crop_are_not_in_the_copy():
    paper = Paper()
    page = paper.page()
    page.text(
        20, 150, "secret words, seen|and secret words again, on one line", size=10
    )
    page.text(110, 250, "below")
    page.page.draw_line((10, 300), (400, 300))
    page.page.draw_rect((120, 170, 140, 180), width=0.5)
    whole = "secret words, seen|and secret words again, on one line"
    inside = Box(100, 100, 160, 200)

    piece = cut(paper.content(), inside)

    assert 0 < len(shown(piece, "use")) < len(whole) / 2
    for use in shown(piece, "use"):
        x = float(re.search(r' x="([^"]*)"', use)[1])
        assert -10 < x < inside.width
    assert len(shown(piece, "path")) == 1
    assert max(points(piece)) <= inside.height
    assert b"data-text" not in piece.vector
    # Letters of words that lie outside are not even defined.
    assert len(elements(piece, "path id")) <= len(shown(piece, "use"))


def test_a_path_is_left_out_part_by_part():
    # Three squares in one path: in the crop, beside it, around all of the page.
    squares = "120 650 20 20 re 400 100 50 50 re 0 0 612 792 re"

    piece = drawn(f"0 0 1 rg {squares} f*")

    (path,) = shown(piece, "path")
    assert path.count("Z") == 2
    assert 'fill-rule="evenodd"' in path
    assert is_vector_copy(piece.vector)


def test_clips_stay_and_what_they_hide_goes():
    inside, outside = "110 610 40 40 re W n", "300 610 40 40 re W n"
    line = "1 0 0 RG 2 w 50 630 m 500 630 l S"

    piece = drawn(f"q {inside} {line} Q q {outside} {line} Q q {inside} {line} Q")

    assert len(elements(piece, "clipPath")) == 1
    assert len(shown(piece, "g")) == len(shown(piece, "path")) == 2


def test_lines_are_as_wide_and_dashed_as_on_the_page():
    piece = drawn(
        "2 0 0 2 0 0 cm 3 w [4 1] 0 d 55 320 m 95 320 l S 0 w 55 340 m 95 340 l S"
    )

    dashed, hair = shown(piece, "path")
    assert 'stroke-width="6"' in dashed
    assert 'stroke-dasharray="8 2"' in dashed
    assert 'stroke-width="0.25"' in hair


def test_what_shines_through_on_the_page_shines_through():
    half = {"ExtGState": "<</G<</ca 0.5/CA 0.25>>>>"}

    fill, line = shown(
        drawn("/G gs 0 0 1 rg 110 610 50 50 re f 110 680 m 190 680 l S", **half), "path"
    )

    assert 'fill-opacity="0.5"' in fill
    assert 'stroke-opacity="0.25"' in line


def test_a_figure_squeezed_a_little_is_drawn_and_one_squeezed_flat_is_not():
    line = "3 w 110 640 m 190 650 l S"

    assert drawn(f"1 0 0 0.95 0 20 cm {line}").vector
    assert drawn(f"1 0 0 0.1 0 580 cm {line}").vector is None


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("turned", [0, 90, 270])
def test_a_turned_crop_of_a_turned_page_shows_the_same_as_its_pixels(turned, rotation):
    paper = Paper()
    page = paper.page()
    page.text(130, 140, "up", size=30)
    page.page.draw_line((110, 190), (190, 120), color=(1, 0, 0), width=3)
    page.page.set_cropbox(pymupdf.Rect(20, 30, 500, 600))
    page.page.set_rotation(turned)
    displayed = (pymupdf.Rect(*SQUARE.edges) - (20, 30, 20, 30)) * (
        page.page.rotation_matrix
    )

    piece = cut(paper.content(), Box(*displayed), rotation)

    assert len(shown(piece, "use")) == 2
    assert difference(piece) < 2


@pytest.mark.parametrize(
    ("stream", "resources"),
    [
        # Blended with what lies below it.
        ("/G gs 0 0 1 rg 110 610 50 50 re f", {"ExtGState": "<</G<</BM/Multiply>>>>"}),
        # Colours that run into one another.
        (
            "110 610 50 50 re W n /S sh",
            {
                "Shading": "<</S<</ShadingType 2/ColorSpace/DeviceRGB/Coords[110 0 160 0]"
                "/Function<</FunctionType 2/Domain[0 1]/C0[1 0 0]/C1[0 0 1]/N 1>>>>>>"
            },
        ),
        # Too many of them.
        ("0 0 1 rg " + "150 650 5 5 re f " * 2100, {}),
        # So much around it that nobody lists it.
        ("0 0 1 rg 110 610 50 50 re f " + "1 1 2 2 re f " * 21_000, {}),
        ("0 0 1 rg 110 610 50 50 re f " + "%%%%%%%%%%\n" * 60_000, {}),
        # Nothing at all.
        ("0 0 1 rg 400 100 50 50 re f", {}),
    ],
)
def test_what_outlines_cannot_show_has_no_copy(stream, resources):
    assert drawn(stream, **resources).vector is None


def test_pixels_in_the_crop_have_no_copy_and_those_beside_it_do_no_harm():
    paper = Paper()
    page = paper.page()
    page.plot((100, 100, 200, 200))
    page.picture((220, 100, 300, 200), pixels=(80, 100))
    pdf = paper.content()

    assert cut(pdf, Box(95, 95, 205, 205)).vector
    assert cut(pdf, Box(95, 95, 305, 205)).vector is None


@pytest.mark.parametrize(("side", "has_copy"), [(3_000, True), (3_300, False)])
def test_a_poster_has_no_copy(side, has_copy):
    paper = Paper(size=(side, side))
    paper.page().page.draw_line((20, 20), (side - 20, side - 20), width=side / 50)

    (piece,) = cut_figures(paper.content(), [Cut(1, Box(0, 0, side, side), 0, False)])

    assert (piece.vector is not None) is has_copy


def test_a_copy_that_lacks_something_is_noticed():
    piece = cut(one_figure_paper(), PLOT, trim=True)
    text = piece.vector.decode()

    without_letters = re.sub(r"<use[^>]*>\n", "", text).encode()
    without_lines = re.sub(r"<path(?! id)[^>]*>\n", "", text).encode()

    assert looks_like(piece.vector, piece.image)
    assert not looks_like(without_letters, piece.image)
    assert not looks_like(without_lines, piece.image)
    assert not looks_like(b"<svg", piece.image)
