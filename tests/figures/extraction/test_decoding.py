"""Images of an editor's own: upright, in sRGB, on white, and nothing left but pixels."""

import pytest
from PIL import Image, features

from figures.extraction import decoding
from figures.extraction.decoding import (
    ON_WHITE,
    ONE_FRAME,
    SCALED_DOWN,
    UnreadableImageError,
    decode_image,
)
from figures.extraction.renditions import encode_renditions
from tests.figures.extraction.images import (
    encoded,
    gif_that_is_a_page,
    jpeg_that_claims,
    moving_picture,
    photo,
    png_that_claims,
    secret_exif,
)

RED, GREEN, BLUE = (255, 0, 0), (0, 128, 0), (0, 0, 255)
SECRETS = (b"SECRET", b"Exif", b"http://ns.adobe.com", b"script", b"iCCP", b"ICCP")


def is_near(colour, other, tolerance=12):
    return all(abs(a - b) <= tolerance for a, b in zip(colour, other, strict=True))


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "WEBP", "AVIF", "TIFF", "GIF"])
def test_each_kind_of_file_that_is_taken_is_read(format_):
    options = {} if format_ in {"PNG", "GIF", "TIFF"} else {"quality": 95}

    decoded = decode_image(encoded(photo(), format_, **options))

    assert decoded.image.mode == "RGB"
    assert decoded.image.size == (80, 60)
    assert is_near(decoded.image.getpixel((4, 4)), RED, 40)
    assert is_near(decoded.image.getpixel((60, 50)), GREEN, 40)
    assert decoded.warnings == ()


def test_a_photo_that_lies_on_its_side_stands_upright():
    lying = photo().transpose(Image.Transpose.ROTATE_90)

    decoded = decode_image(encoded(lying, "JPEG", quality=95, exif=secret_exif(6)))

    assert decoded.image.size == (80, 60)
    assert is_near(decoded.image.getpixel((4, 4)), RED, 40)


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_place_camera_and_profile_are_in_no_copy(format_):
    profile = decoding.ImageCms.ImageCmsProfile(
        decoding.ImageCms.createProfile("sRGB")
    ).tobytes()
    packet = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>SECRET-WORDS</x:xmpmeta>"
    options = {"exif": secret_exif(), "icc_profile": profile}
    if format_ in {"JPEG", "WEBP", "AVIF"}:
        options["xmp"] = packet
    content = encoded(photo(), format_, **options)
    assert b"SECRET" in content

    copies = list(encode_renditions(decode_image(content).image))

    # The master, three copies and a card.
    assert len(copies) == 5
    for copy in copies:
        assert not any(secret in copy.content for secret in SECRETS), copy.format


def test_a_greyscale_of_sixteen_bits_keeps_its_shades():
    grey = Image.new("I;16", (4, 4), 32768)

    decoded = decode_image(encoded(grey))

    assert decoded.image.getpixel((0, 0)) == (128, 128, 128)


def test_the_colours_of_print_become_those_of_screens():
    inks = Image.new("CMYK", (20, 20), (0, 255, 255, 0))

    decoded = decode_image(encoded(inks, "JPEG", quality=95))

    assert is_near(decoded.image.getpixel((9, 9)), RED, 20)


def test_clear_parts_of_a_palette_are_white():
    palette = Image.new("P", (20, 20), 0)
    palette.putpalette([0, 0, 0, 255, 0, 0])
    palette.paste(1, (0, 0, 10, 20))

    decoded = decode_image(encoded(palette, transparency=0))

    assert decoded.image.getpixel((3, 3)) == RED
    assert decoded.image.getpixel((15, 3)) == (255, 255, 255)
    assert decoded.warnings == (ON_WHITE,)


def test_half_clear_parts_are_mixed_with_white():
    decoded = decode_image(encoded(Image.new("RGBA", (4, 4), (0, 0, 255, 128))))

    assert is_near(decoded.image.getpixel((0, 0)), (127, 127, 255), 2)


def test_alpha_that_hides_nothing_is_no_change():
    assert decode_image(encoded(photo().convert("RGBA"))).warnings == ()


@pytest.mark.parametrize("format_", ["GIF", "WEBP", "PNG", "TIFF"])
def test_of_what_moves_the_first_picture_is_kept(format_):
    decoded = decode_image(moving_picture(format_))

    assert is_near(decoded.image.getpixel((5, 5)), RED, 6)
    assert decoded.warnings == (ONE_FRAME,)


def test_a_single_pixel_is_a_picture():
    decoded = decode_image(encoded(Image.new("RGB", (1, 1), "red")))

    *copies, card = encode_renditions(decoded.image)
    assert [copy.width for copy in copies] == [1, 1, 1, 1]
    assert (card.width, card.height) == (1200, 630)


def test_what_is_larger_than_a_master_is_scaled_down(monkeypatch):
    monkeypatch.setattr(decoding, "KEPT_PIXELS", 1200)

    decoded = decode_image(encoded(photo()))

    assert decoded.image.size == (40, 30)
    assert decoded.warnings == (SCALED_DOWN,)


def test_a_very_long_picture_fits_what_webp_can_hold():
    decoded = decode_image(encoded(Image.new("1", (4, 40_000))))

    assert decoded.image.size == (1, 16_000)


def test_a_profile_that_is_none_is_left_out():
    decoded = decode_image(encoded(photo(), icc_profile=b"not a profile"))

    assert decoded.image.getpixel((4, 4)) == RED


REFUSED = {
    "a bomb": (png_that_claims(60_000, 60_000), "too many pixels"),
    "above our limit": (png_that_claims(8_000, 6_251), "50 megapixels is the most"),
    "at our limit, and cut off": (png_that_claims(8_000, 6_250), "damaged"),
    "a bomb in JPEG": (jpeg_that_claims(60_000, 60_000), "too many pixels"),
    "fewer pixels than said": (png_that_claims(3000, 3000), "damaged"),
    "half a JPEG": (encoded(photo((400, 300)), "JPEG")[:1500], "damaged"),
    "half a PNG": (encoded(photo((400, 300)))[:400], "damaged"),
    "an SVG": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture"),
    "a PDF": (b"%PDF-1.7", "no picture"),
    "nothing": (b"", "no picture"),
    "measurements": (encoded(Image.new("F", (4, 4), 1.5), "TIFF"), "measurements"),
    "another format": (encoded(photo(), "BMP"), "no picture"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_shown_is_refused_in_a_sentence(case):
    content, sentence = REFUSED[case]

    with pytest.raises(UnreadableImageError, match=sentence):
        decode_image(content)


def test_what_a_page_hides_behind_a_picture_stays_behind():
    decoded = decode_image(gif_that_is_a_page())

    assert all(
        b"script" not in copy.content for copy in encode_renditions(decoded.image)
    )


def test_pillow_reads_all_that_is_promised():
    assert all(features.check(name) for name in ("avif", "webp", "jpg", "libtiff"))
