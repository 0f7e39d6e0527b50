"""The copies of a figure: formats, widths, and what is never done to a plot."""

import io

import pytest
from PIL import Image, ImageChops, ImageDraw

from figures.extraction.renditions import (
    LARGEST_CARD,
    encode_card,
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
    assert {copy.role for copy in copies} == {"copy", "card"}


def test_each_width_comes_in_three_formats_of_its_true_size():
    _, *copies, _card = encode_renditions(plot())

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
    *copies, card = encode_renditions(Image.new("RGB", (3000, 1), "black"))

    assert all(copy.height == 1 for copy in copies)
    assert card_of(card).getpixel((600, 314)) == (0, 0, 0)


def card_of(rendition):
    assert (rendition.role, rendition.format) == ("card", "png")
    image = Image.open(io.BytesIO(rendition.content)).convert("RGB")
    assert image.size == (rendition.width, rendition.height) == (1200, 630)
    return image


@pytest.mark.parametrize(
    ("size", "box"),
    [
        # As large as the margins of 40 pixels let it be.
        ((2240, 500), (40, 190, 1160, 440)),
        ((500, 1100), (475, 40, 725, 590)),
        # A little larger at the most.
        ((400, 200), (350, 190, 850, 440)),
    ],
)
def test_a_card_shows_the_whole_figure_in_the_middle_of_white(size, box):
    *_, rendition = encode_renditions(Image.new("RGB", size, "#1a4aa8"))

    card = card_of(rendition)

    ink = card.convert("L").point([255] * 200 + [0] * 56)
    assert ink.getbbox() == box


def test_the_colours_of_a_plot_are_the_same_to_the_eye_on_its_card():
    source = plot(1120, 550)

    *_, rendition = encode_renditions(source)

    shown = card_of(rendition).crop((40, 40, 1160, 590))
    extremes = ImageChops.difference(shown, source).getextrema()
    assert max(most for _least, most in extremes) <= 2


def test_a_photograph_has_all_its_colours_on_its_card_unless_it_gets_too_large():
    noise = Image.effect_noise((1120, 550), 60)
    sharp = Image.merge("RGB", [noise] * 3)
    colours = Image.merge("RGB", [noise, noise.rotate(90), noise.rotate(180)])
    soft = colours.resize((70, 35)).resize((1120, 550), Image.Resampling.BICUBIC)

    exact, coarse = (encode_card(each, is_photo=True) for each in (soft, sharp))

    assert len(exact.content) <= LARGEST_CARD
    assert card_of(exact).crop((40, 40, 1160, 590)).tobytes() == soft.tobytes()
    shades = {value for value, count in enumerate(card_of(coarse).histogram()) if count}
    assert all(value % 256 % 5 == 0 for value in shades)


def test_a_card_of_noise_has_so_few_colours_that_it_is_no_larger_either():
    bands = [Image.effect_noise((1120, 550), 100) for _ in range(3)]

    rendition = encode_card(Image.merge("RGB", bands), is_photo=True)

    assert len(rendition.content) <= LARGEST_CARD
    assert len(card_of(rendition).getcolors(256)) > 10
