"""Words on pictures, in the one font that Pillow brings along."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from PIL import ImageFont

if TYPE_CHECKING:
    from collections.abc import Iterator

type Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

# What fonts draw for a character they lack; no font has this one.
NO_CHARACTER = "\uffff"


@cache
def load_font(size: int) -> Font:
    return ImageFont.load_default(size)


def measure(text: str, size: int) -> int:
    """How many pixels wide ``text`` is."""
    return round(load_font(size).getlength(text))


def spell(text: str) -> str:
    """``text`` in characters that the font has: without accents, "?" where it has none."""
    return "".join(map(_spell_character, text))


def is_legible(text: str) -> bool:
    """Whether the font has what it takes, accents aside."""
    return "?" not in spell(text.replace("?", ""))


def break_lines(text: str, size: int, width: int) -> Iterator[str]:
    """Lines of whole words, each at most ``width`` pixels where its words allow it."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and measure(longer, size) > width:
            yield line
            longer = word
        line = longer
    yield line


@cache
def _spell_character(character: str) -> str:
    if _has(character):
        return character
    plain = unicodedata.normalize("NFKD", character)[0]
    return plain if _has(plain) else "?"


def _has(character: str) -> bool:
    font = load_font(20)
    return character.isspace() or (
        bytes(font.getmask(character)) != bytes(font.getmask(NO_CHARACTER))
    )
