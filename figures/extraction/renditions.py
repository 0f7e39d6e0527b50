"""Encodes the copies of a figure that are stored: one lossless master, others for the web."""

from __future__ import annotations

import io
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PIL import Image

from figures.extraction.cards import draw_card
from figures.extraction.svg import read_size

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Widths in pixels that the layouts ask for at one and two pixels a point.
WIDTHS = (640, 960, 1280, 1920)
# WebP knows no longer side than 16,383 pixels: no master has one.
LONGEST_SIDE = 16_000
# A width this near to the next larger one saves its reader nothing.
LEAST_STEP = 1.15

# Measured on line plots: 4:4:4 keeps coloured lines and text free of rings, and speeds
# below 8 cost five times the time for a tenth of the bytes.
AVIF = {"quality": 63, "speed": 8, "subsampling": "4:4:4", "max_threads": 1}
# Lossless: smaller than PNG by half on plots, where lossy WebP rings on text.
WEBP_PLOT = {"lossless": True, "quality": 30, "method": 2}
WEBP_PHOTO = {"quality": 85, "method": 4}
PNG = {"compress_level": 6}

# Shades in steps of 5, which no eye tells apart, save a fifth of the bytes of a page, and
# two fifths of a plot's card. A palette for all colours saves more, but gives thin lines
# the colour of others: it is for what has no more of them.
SHADE = 5
PALETTE = 256
# Some sites take no larger card: photographs of more bytes have coarse shades, too.
# (Those of five papers measured have 250 to 600 KB in all their colours.)
LARGEST_CARD = 600_000
# Noise is larger even so. Of so few colours each pixel takes half a byte at the most.
CARD_PALETTES = (256, 64, 16)

# A page to look at: lossy copies of text are larger, and blurred.
PAGE_TEXT = {"lossless": True, "quality": 30, "method": 1}
PAGE_PHOTO = {"quality": 60, "method": 2}

# Plots use a few hundred colours, antialiasing included; photographs use most they can.
PHOTO_COLOURS = 4096
SAMPLE_WIDTH = 320


class RenditionRole(StrEnum):
    """What a stored copy of a figure is for."""

    # The lossless cut that all others are made from, and that people download.
    MASTER = "master"
    # For pages: one of several formats and widths.
    COPY = "copy"
    # For other sites, which show a picture of fixed proportions beside a link.
    CARD = "card"
    # For paper: lines and letters instead of pixels.
    VECTOR = "vector"


@dataclass(frozen=True, slots=True)
class EncodedRendition:
    """One stored copy of a figure; sizes in pixels, of a vector copy in points."""

    role: RenditionRole
    format: str
    width: int
    height: int
    content: bytes


def encode_renditions(master: Image.Image) -> Iterator[EncodedRendition]:
    """The master as PNG, then AVIF, WebP and PNG at each width up to its own, and a card."""
    lossless = encode(master, "PNG", PNG)
    yield EncodedRendition(RenditionRole.MASTER, "png", *master.size, lossless)
    is_photo = is_photographic(master)
    webp: Mapping[str, object] = WEBP_PHOTO if is_photo else WEBP_PLOT
    for width in rendition_widths(master.width):
        copy = resized(master, width)
        for format_, options in (("avif", AVIF), ("webp", webp)):
            content = encode(copy, format_.upper(), options)
            yield EncodedRendition(RenditionRole.COPY, format_, *copy.size, content)
        content = lossless if copy is master else encode(copy, "PNG", PNG)
        yield EncodedRendition(RenditionRole.COPY, "png", *copy.size, content)
    yield encode_card(master, is_photo=is_photo)


def encode_card(master: Image.Image, *, is_photo: bool) -> EncodedRendition:
    card = draw_card(master)
    for version in _card_versions(card, is_photo=is_photo):
        content = encode(version, "PNG", PNG)
        if len(content) <= LARGEST_CARD:
            break
    return EncodedRendition(RenditionRole.CARD, "png", *card.size, content)


def _card_versions(card: Image.Image, *, is_photo: bool) -> Iterator[Image.Image]:
    """The same in fewer and fewer colours; the last fits, whatever is on it."""
    if is_photo:
        yield card
    yield with_palette(in_coarse_shades(card))
    for colours in CARD_PALETTES:
        yield card.quantize(colours)


def vector_rendition(content: bytes) -> EncodedRendition:
    """An SVG, of which width and height are in points."""
    return EncodedRendition(RenditionRole.VECTOR, "svg", *read_size(content), content)


def encode_page(image: Image.Image) -> EncodedRendition:
    """A page drawn for an editor's screen: quick to encode, small, of readable text."""
    if is_photographic(image):
        content = encode(image, "WEBP", PAGE_PHOTO)
    else:
        content = encode(in_coarse_shades(image), "WEBP", PAGE_TEXT)
    return EncodedRendition(RenditionRole.COPY, "webp", *image.size, content)


def rendition_widths(width: int) -> list[int]:
    """The standard widths below ``width``, and ``width`` itself as far as they go."""
    largest = min(width, WIDTHS[-1])
    return [step for step in WIDTHS if step * LEAST_STEP < largest] + [largest]


def resized(master: Image.Image, width: int) -> Image.Image:
    if width == master.width:
        return master
    height = max(1, round(master.height * width / master.width))
    return master.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def is_photographic(image: Image.Image) -> bool:
    """Whether it has more colours than anything drawn with lines and text."""
    sample = image.convert("RGB")
    sample.thumbnail((SAMPLE_WIDTH, SAMPLE_WIDTH), Image.Resampling.NEAREST)
    return sample.getcolors(PHOTO_COLOURS) is None


def in_coarse_shades(image: Image.Image) -> Image.Image:
    shades = [round(value / SHADE) * SHADE for value in range(256)]
    return image.point(shades * len(image.getbands()))


def with_palette(image: Image.Image) -> Image.Image:
    """The same pixels in fewer bytes, where a palette holds all their colours."""
    return image if image.getcolors(PALETTE) is None else image.quantize(PALETTE)


def encode(image: Image.Image, format_: str, options: Mapping[str, object]) -> bytes:
    stream = io.BytesIO()
    image.save(stream, format_, **options)
    return stream.getvalue()


def load_encoders() -> None:
    """Load what Pillow otherwise loads at the first use, when no file may be opened."""
    for _ in encode_renditions(Image.new("RGB", (1, 1))):
        pass
    encode_page(Image.new("RGB", (1, 1)))
