"""Images of an editor's own, opened by the real child process behind its limits."""

import io

import pytest
from PIL import Image, ImageCms

from figures.extraction.decoding import ON_WHITE, ONE_FRAME
from figures.extraction.errors import ExtractionError
from figures.sandbox import ChildDiedError, read_image_in_child
from tests.figures.extraction.images import (
    encoded,
    moving_picture,
    photo,
    png_that_claims,
    secret_exif,
)


def read(content):
    return read_image_in_child(io.BytesIO(content))


def srgb_profile():
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "WEBP", "AVIF", "GIF", "TIFF"])
def test_whatever_it_takes_to_decode_is_loaded_before_the_door_is_shut(format_):
    """With a profile and orders to turn it, which other modules of Pillow carry out."""
    options = {"icc_profile": srgb_profile()}
    if format_ in {"PNG", "JPEG", "WEBP", "AVIF"}:
        options["exif"] = secret_exif(6)

    image = read(encoded(photo((700, 500)), format_, **options))

    turned = "exif" in options
    assert {copy.format for copy in image.renditions} == {"png", "avif", "webp"}
    assert image.renditions[0].width == (500 if turned else 700)
    assert len(image.looks) == 16
    assert image.warnings == ()


def test_inks_and_deep_shades_are_read_too():
    assert read(encoded(Image.new("CMYK", (20, 20), (0, 255, 255, 0)), "JPEG"))
    assert read(encoded(Image.new("I;16", (20, 20), 40_000)))


def test_what_was_changed_is_said():
    assert read(moving_picture()).warnings == (ONE_FRAME,)
    assert read(encoded(Image.new("LA", (4, 4), (9, 9)))).warnings == (ON_WHITE,)


def test_a_refusal_comes_back_as_its_sentence():
    with pytest.raises(ExtractionError, match="too many pixels"):
        read(png_that_claims(60_000, 60_000))


def test_a_picture_that_needs_too_much_memory_is_stopped(settings):
    settings.PAPER_MAX_MEMORY = 380 * 1024**2

    with pytest.raises(ExtractionError) as error:
        read(encoded(Image.new("1", (7_000, 7_000))))

    assert "memory" in str(error.value) or isinstance(error.value, ChildDiedError)


def test_a_large_photograph_fits_the_limits():
    noise = Image.effect_noise((3000, 2000), 80).convert("RGB")

    image = read(encoded(noise, "JPEG", quality=90))

    assert (image.renditions[0].width, image.renditions[0].height) == (3000, 2000)
    assert max(copy.width for copy in image.renditions[1:]) == 1920
