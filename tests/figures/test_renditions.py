"""The copies of a figure: formats, widths, and what is never done to a plot."""

import io

import pytest
from PIL import Image, ImageDraw

from figures.extraction.renditions import (
    encode_renditions,
    is_photographic,
    rendition_widths,
)


def plot(width=1400, height=700):
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    draw.line([(50, height - 50), (width - 50, 50)], fill="#1a4aa8", width=4)
    draw.text((100, 100), "loss", fill="black")
    return image


@pytest.mark.parametrize(
    ("source", "widths"),
    [
        (300, [300]),
        (700, [700]),
        (800, [640, 800]),
        (1000, [640, 1000]),
        (1400, [640, 960, 1400]),
        (1920, [640, 960, 1280, 1920]),
        (6000, [640, 960, 1280, 1920]),
    ],
)
def test_widths_go_up_to_the_sources_own_and_none_is_nearly_another(source, widths):
    assert rendition_widths(source) == widths


def test_the_master_comes_first_and_is_lossless():
    source = plot()

    master, *copies = encode_renditions(source)

    assert master.role == "master"
    opened = Image.open(io.BytesIO(master.content)).convert("RGB")
    assert opened.tobytes() == source.tobytes()
    assert {copy.role for copy in copies} == {"copy"}


def test_each_width_comes_in_three_formats_of_its_true_size():
    _, *copies = encode_renditions(plot())

    assert {(copy.format, copy.width) for copy in copies} == {
        (format_, width)
        for format_ in ("avif", "webp", "png")
        for width in (640, 960, 1400)
    }
    for copy in copies:
        opened = Image.open(io.BytesIO(copy.content))
        assert opened.format.lower() == copy.format
        assert opened.size == (copy.width, copy.height)


def test_a_plots_webp_is_lossless():
    source = plot(640, 320)

    webp = next(c for c in encode_renditions(source) if c.format == "webp")

    opened = Image.open(io.BytesIO(webp.content)).convert("RGB")
    assert opened.tobytes() == source.tobytes()


def test_a_photograph_is_told_from_a_plot():
    gradient = Image.merge(
        "RGB",
        [
            Image.linear_gradient("L"),
            Image.radial_gradient("L"),
            Image.linear_gradient("L").rotate(90),
        ],
    )

    assert is_photographic(gradient)
    assert not is_photographic(plot())


def test_a_very_flat_figure_keeps_a_row_of_pixels():
    copies = list(encode_renditions(Image.new("RGB", (3000, 1), "black")))

    assert all(copy.height == 1 for copy in copies)
