"""Accents that TeX prints as characters of their own, put on their letters."""

from __future__ import annotations

import re
import unicodedata

# Accents as they are printed apart, and as they combine with a letter.
COMBINING = {
    "\u00b4": "\u0301",
    "`": "\u0300",
    "\u00a8": "\u0308",
    "\u02c6": "\u0302",
    "\u02dc": "\u0303",
    "\u02c7": "\u030c",
    "\u02d8": "\u0306",
    "\u02d9": "\u0307",
    "\u02da": "\u030a",
    "\u02dd": "\u030b",
}
CEDILLA = re.compile(r"([cstCST])\s?\u00b8")
ACCENT = re.compile(rf"(\w?)\s?([{''.join(COMBINING)}])([^\W\d_])")
APART = re.compile(rf"[{''.join(COMBINING)}\u00b8]")
DOTLESS = {"\u0131": "i", "\u0237": "j"}


def mend_accents(text: str) -> str:
    """``text`` with "M\u00a8uller" and "Mu\u00a8ller" both as they are read."""
    if not APART.search(text):
        return text
    text = CEDILLA.sub(
        lambda match: unicodedata.normalize("NFC", f"{match[1]}\u0327"), text
    )
    return ACCENT.sub(_mended, text)


def _mended(match: re.Match[str]) -> str:
    before, accent, after = match.groups()
    blank = match[0][len(before) : match[0].index(accent)]
    if (whole := _joined(after, accent)) and not _is_quote(match, before, blank):
        return f"{before}{blank}{whole}"
    if not blank and (whole := _joined(before, accent)):
        return whole + after
    return match[0]


def _is_quote(match: re.Match[str], before: str, blank: str) -> bool:
    """Whether a grave accent opens a word of several letters, as a quotation does."""
    follows = match.string[match.end() : match.end() + 1]
    return match[2] == "`" and (not before or bool(blank)) and follows.isalpha()


def _joined(letter: str, accent: str) -> str:
    """The letter that carries the accent; empty where no such letter is written."""
    base = DOTLESS.get(letter, letter)
    whole = unicodedata.normalize("NFC", base + COMBINING[accent])
    return whole if len(whole) == 1 else ""
