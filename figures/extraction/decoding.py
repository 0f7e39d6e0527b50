"""Decodes an image of an editor's own: upright, in sRGB, on white, and nothing but pixels."""

from __future__ import annotations

import io
import struct
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import (
    AvifImagePlugin,
    GifImagePlugin,
    Image,
    ImageCms,
    ImageOps,
    JpegImagePlugin,
    MpoImagePlugin,  # noqa: F401 (JPEG loads it for such files)
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from figures.extraction.errors import ExtractionError
from figures.extraction.renditions import LONGEST_SIDE

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

# All that is ever opened. Phones write JPEGs that hold several pictures: MPO.
FORMATS = {
    "PNG": PngImagePlugin,
    "JPEG": JpegImagePlugin,
    "WEBP": WebPImagePlugin,
    "AVIF": AvifImagePlugin,
    "GIF": GifImagePlugin,
    "TIFF": TiffImagePlugin,
}
# As large as a figure's master at the most; what has more is scaled down to it.
KEPT_PIXELS = 24_000_000
# More does not fit the memory with the copies that are made of it.
MOST_PIXELS = 50_000_000
# The least and the most alpha of a picture that nothing shines through.
OPAQUE = (255, 255)
# From 16 bits to 8.
SIXTEENTH_BIT = 1 / 256

ONE_FRAME = "It moved, or had several pages: only the first picture is kept."
ON_WHITE = "Its transparent parts are white now."
SCALED_DOWN = "It was scaled down: pictures are kept with 24 megapixels at most."

# What Pillow raises on a file that is damaged, or was made to break it.
UNREADABLE = (
    EOFError,
    IndexError,
    KeyError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
    ZeroDivisionError,
    struct.error,
)


class UnreadableImageError(ExtractionError):
    """The bytes are no image, or none that can be read; the message says what to do."""


@dataclass(frozen=True, slots=True)
class DecodedImage:
    """What is left of an upload: its pixels, and what was changed about them."""

    image: Image.Image
    warnings: tuple[str, ...]


def decode_image(content: bytes) -> DecodedImage:
    """The picture in ``content``; raises UnreadableImageError for what cannot be shown.

    Whatever else the file holds stays behind: place, camera, thumbnails, profiles.
    """
    try:
        with warnings.catch_warnings(), open_image(content) as image:
            return decode(image)
    except Image.DecompressionBombError as error:
        raise too_large() from error
    except UnidentifiedImageError as error:
        raise UnreadableImageError(
            "This file is no picture that can be read. Save it as a PNG or JPEG, and "
            "upload that."
        ) from error
    except UNREADABLE as error:
        raise UnreadableImageError(
            "This picture is damaged or cut off before its end. Save it anew as a PNG "
            "or JPEG, and upload that."
        ) from error


def open_image(content: bytes) -> ImageFile:
    # Pillow warns of what it still opens; our own limit is lower, and comes after.
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)
    return Image.open(io.BytesIO(content), formats=list(FORMATS))


def decode(image: ImageFile) -> DecodedImage:
    changes = []
    if getattr(image, "is_animated", False) and image.format != "MPO":
        changes.append(ONE_FRAME)
    size = image.size
    # JPEGs are decoded at half, quarter or eighth size for much less than their pixels.
    image.draft(None, target_size(size))
    if image.width * image.height > MOST_PIXELS:
        raise too_large()
    image.load()
    # In place: each picture of its size takes 200 MB.
    ImageOps.exif_transpose(image, in_place=True)
    coloured = to_srgb(image)
    if has_clear_parts(coloured):
        changes.append(ON_WHITE)
    flat = put_on_white(coloured)
    wanted = target_size(flat.size)
    if flat.size != wanted:
        flat = flat.resize(wanted, Image.Resampling.LANCZOS, reducing_gap=3.0)
    if target_size(size) != size:
        changes.append(SCALED_DOWN)
    return DecodedImage(flat, tuple(changes))


def too_large() -> UnreadableImageError:
    return UnreadableImageError(
        "This picture has too many pixels to be opened: 50 megapixels is the most. "
        "Scale it down, and upload that."
    )


def target_size(size: tuple[int, int]) -> tuple[int, int]:
    """As large as it is, or as large as a master may be."""
    width, height = size
    factor = min(
        1.0, (KEPT_PIXELS / (width * height)) ** 0.5, LONGEST_SIDE / max(width, height)
    )
    if factor == 1:
        return size
    return max(1, int(width * factor)), max(1, int(height * factor))


def to_srgb(image: Image.Image) -> Image.Image:
    """RGB, with alpha where there is any, in the colours its profile means."""
    profile = image.info.get("icc_profile")
    plain = in_eight_bits(image)
    if profile and plain.mode in {"RGB", "RGBA", "CMYK", "L"}:
        plain = apply_profile(plain, profile)
    return plain if plain.mode in {"RGB", "RGBA"} else plain.convert("RGB")


def in_eight_bits(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16"):
        return (
            image.convert("I").point(lambda value: value * SIXTEENTH_BIT).convert("L")
        )
    if image.mode in {"F", "I"}:
        # Measurements rather than colours: which are black and which white, who knows.
        raise UnreadableImageError(
            "This picture holds measurements instead of colours. Save it as a PNG with "
            "8 or 16 bits, and upload that."
        )
    if "transparency" in image.info or image.mode in {"LA", "La", "PA", "RGBa"}:
        return image.convert("RGBA")
    return image.convert("RGB") if image.mode in {"1", "P", "LAB", "YCbCr"} else image


def apply_profile(image: Image.Image, profile: bytes) -> Image.Image:
    """The same colours in sRGB; as they are where the profile is none for them."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        converted = ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode=mode,
        )
    except (ImageCms.PyCMSError, *UNREADABLE):
        return image
    return converted or image


def has_clear_parts(image: Image.Image) -> bool:
    return image.mode == "RGBA" and image.getchannel("A").getextrema() != OPAQUE


def put_on_white(image: Image.Image) -> Image.Image:
    """A new picture of the pixels alone: encoders copy some of what an old one carries."""
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image if image.mode == "RGBA" else None)
    return ground


def load_decoders() -> None:
    """Load what Pillow otherwise loads at the first use, when no file may be opened."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = Image.new("RGB", (1, 1))
    for format_ in FORMATS:
        stream = io.BytesIO()
        image.save(stream, format_, icc_profile=profile)
        decode_image(stream.getvalue())
