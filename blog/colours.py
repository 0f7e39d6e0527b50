"""Whether a colour can be read on the site's paper, and its tone for the dark."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

type Colour = tuple[float, float, float]

# The papers of the style sheet, by day and by night.
LIGHT_PAPER = "#f7f7f4"
DARK_PAPER = "#141619"
# What WCAG asks of text (AA), and what the style sheet's own blue has at night.
ENOUGH = 4.5
AT_NIGHT = 7.0
STEPS = 100
HEX = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)


def validate_accent(colour: str) -> None:
    """Raises ValidationError with a sentence for what is no colour, or too pale."""
    if not HEX.fullmatch(colour):
        raise ValidationError(_("Write it as # and six digits: #1a4aa8."))
    found = contrast(colour, LIGHT_PAPER)
    if found < ENOUGH:
        raise ValidationError(
            _(
                "%(colour)s is too pale to be read on the page: its contrast is "
                "%(found).1f to 1, and text needs %(enough).1f. Choose a darker one."
            ),
            params={"colour": colour, "found": int(found * 10) / 10, "enough": ENOUGH},
        )


def is_accent(colour: str) -> bool:
    try:
        validate_accent(colour)
    except ValidationError:
        return False
    return True


def lighten_for_night(colour: str) -> str:
    """The darkest lighter tone of ``colour`` that reads well on the dark paper.

    It goes towards white in OKLab, where the hue stays what it is to the eye.
    """
    start, white = to_oklab(read_hex(colour)), to_oklab((1.0, 1.0, 1.0))
    for step in range(STEPS):
        tone = write_hex(from_oklab(mix(start, white, step / STEPS)))
        if contrast(tone, DARK_PAPER) >= AT_NIGHT:
            return tone
    return "#ffffff"


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG defines it, from 1 to 21."""
    brightest, darkest = sorted((luminance(one), luminance(other)), reverse=True)
    return (brightest + 0.05) / (darkest + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = read_hex(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def read_hex(colour: str) -> Colour:
    """Red, green and blue as amounts of light."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return to_light(red), to_light(green), to_light(blue)


def write_hex(colour: Colour) -> str:
    parts = (round(255 * from_light(min(max(part, 0.0), 1.0))) for part in colour)
    return "#" + "".join(f"{part:02x}" for part in parts)


def to_light(part: float) -> float:
    if part <= 0.04045:  # noqa: PLR2004 (sRGB's own)
        return part / 12.92
    return float(((part + 0.055) / 1.055) ** 2.4)


def from_light(part: float) -> float:
    if part <= 0.0031308:  # noqa: PLR2004 (sRGB's own)
        return part * 12.92
    return float(1.055 * part ** (1 / 2.4) - 0.055)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    a, b, c = (
        mine + (theirs - mine) * share for mine, theirs in zip(one, other, strict=True)
    )
    return a, b, c


def to_oklab(colour: Colour) -> Colour:
    """By the two matrices of Björn Ottosson's OKLab."""
    red, green, blue = colour
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    mid = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * mid - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * mid + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * mid - 0.8086757660 * short,
    )


def from_oklab(colour: Colour) -> Colour:
    lightness, a, b = colour
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    mid = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * mid + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * mid - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * mid + 1.7076147010 * short,
    )
