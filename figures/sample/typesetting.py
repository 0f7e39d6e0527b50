"""Set paragraphs: inline marks, hyphens, and lines broken so that the whole looks best."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from figures.sample.canvas import (
    SANS,
    SANS_BOLD,
    SANS_BOLD_ITALIC,
    SANS_ITALIC,
    SERIF,
    SERIF_BOLD,
    SERIF_BOLD_ITALIC,
    SERIF_ITALIC,
    Lettering,
    measure,
)
from figures.sample.hyphens import split_word

if TYPE_CHECKING:
    from figures.sample.canvas import Sheet

# What a space may give and take, as a share of its width.
STRETCH, SHRINK = 0.55, 0.28
# Badness of a line that ends in a hyphen; two in a row cost more.
HYPHEN_COST = 60.0
# Badness of a last line that fills less than this share of the column.
STUB, STUB_COST = 0.15, 150.0
# A line looser than this many stretches is taken only when there is no other.
LOOSEST = 4.0

_CUTS = {
    "serif": (SERIF, SERIF_ITALIC, SERIF_BOLD, SERIF_BOLD_ITALIC),
    "sans": (SANS, SANS_ITALIC, SANS_BOLD, SANS_BOLD_ITALIC),
}
_MARKS = re.compile(r"(\*\*|[*~^])")
# How far what is lowered or raised leaves the baseline, as a share of the size.
_SHIFTS = {"~": -0.16, "^": 0.36}
_WORD_PARTS = re.compile(r"[^\s-]+-?|-+")


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph is set; lengths in points."""

    family: str
    size: float
    leading: float
    colour: str
    align: str = "justify"
    indent: float = 0.0
    # How far the lines after the first stand in.
    hang: float = 0.0
    hyphenate: bool = True


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters of one look, raised or lowered from the baseline."""

    text: str
    lettering: Lettering
    rise: float

    @property
    def width(self) -> float:
        return measure(self.text, self.lettering)


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a line that cannot be broken."""

    pieces: tuple[Piece, ...]
    width: float
    # The width of a hyphen, if the line breaks here; 0 where none is needed.
    hyphen: float
    ends_word: bool


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces with their distance from the column's left edge."""

    pieces: tuple[tuple[float, Piece], ...]
    leading: float


def set_text(text: str, style: TextStyle, width: float) -> list[Line]:
    """Break ``text`` into the lines of a column of ``width``."""
    fragments = _split_fragments(text, style)
    space = measure(" ", Lettering(_CUTS[style.family][0], style.size, style.colour))
    breaks = _choose_breaks(fragments, style, width, space)
    return [
        _set_line(fragments[start:end], style, width, space, (start, end == breaks[-1]))
        for start, end in pairwise(breaks)
    ]


def draw_lines(sheet: Sheet, lines: list[Line], x: float, top: float) -> float:
    """Draw ``lines`` from ``top`` down; give back where they end."""
    for line in lines:
        draw_line(sheet, line, x, top)
        top += line.leading
    return top


def draw_line(sheet: Sheet, line: Line, x: float, top: float) -> None:
    # Times and Helvetica stand well with three quarters of the leading above the baseline.
    baseline = top + 0.76 * line.leading
    for offset, piece in line.pieces:
        sheet.write((x + offset, baseline - piece.rise), piece.text, piece.lettering)


def _split_fragments(text: str, style: TextStyle) -> list[Fragment]:
    fragments: list[Fragment] = []
    word: list[Piece] = []
    for piece in _read_marks(text, style):
        for part in re.split(r"( )", piece.text):
            if part == " ":
                fragments += _fragment_word(word, style)
                word = []
            elif part:
                word.append(replace(piece, text=part))
    return fragments + _fragment_word(word, style)


def _read_marks(text: str, style: TextStyle) -> list[Piece]:
    """``*italic*``, ``**bold**``, ``~lowered~`` and ``^raised^``, as pieces."""
    pieces = []
    bold = italic = False
    shift = 0.0
    for part in _MARKS.split(text):
        if part == "**":
            bold = not bold
        elif part == "*":
            italic = not italic
        elif part in _SHIFTS:
            shift = 0.0 if shift else _SHIFTS[part]
        elif part:
            font = _CUTS[style.family][2 * bold + italic]
            size = style.size * (0.7 if shift else 1.0)
            pieces.append(
                Piece(part, Lettering(font, size, style.colour), shift * style.size)
            )
    return pieces


def _fragment_word(word: list[Piece], style: TextStyle) -> list[Fragment]:
    if not word:
        return []
    if len(word) > 1 or not style.hyphenate:
        return [Fragment(tuple(word), sum(piece.width for piece in word), 0.0, True)]
    (piece,) = word
    parts = [
        part for half in _WORD_PARTS.findall(piece.text) for part in split_word(half)
    ]
    hyphen = measure("-", piece.lettering)
    fragments = []
    for index, part in enumerate(parts):
        cut = replace(piece, text=part)
        last = index == len(parts) - 1
        needed = 0.0 if last or part.endswith("-") else hyphen
        fragments.append(Fragment((cut,), cut.width, needed, last))
    return fragments


def _choose_breaks(
    fragments: list[Fragment], style: TextStyle, width: float, space: float
) -> list[int]:
    """Where lines start and the last one ends, so that the sum of badness is least."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(fragments) + 1):
        choices: list[tuple[float, int]] = []
        natural, spaces = 0.0, 0
        for start in range(end - 1, -1, -1):
            fragment = fragments[start]
            if start < end - 1 and fragment.ends_word:
                natural += space
                spaces += 1
            natural += fragment.width
            room = width - (style.hang if start else style.indent)
            slack = room - natural - fragments[end - 1].hyphen
            if slack < -spaces * space * SHRINK and choices:
                break
            badness = _badness(slack, spaces * space, style)
            if end == len(fragments):
                badness = _last_badness(slack, width) if slack >= 0 else badness
            elif not fragments[end - 1].ends_word:
                badness += HYPHEN_COST
            choices.append((best[start][0] + (10 + badness) ** 2, start))
        best.append(min(choices))
    breaks = [len(fragments)]
    while breaks[-1]:
        breaks.append(best[breaks[-1]][1])
    return breaks[::-1]


def _last_badness(slack: float, width: float) -> float:
    """A last line may be short, but not a mere stub."""
    return STUB_COST if slack > (1 - STUB) * width else 0.0


def _badness(slack: float, spaces: float, style: TextStyle) -> float:
    """How far a line is from its natural width: 0 is perfect, 100 all it may stretch."""
    if style.align != "justify":
        return 4000.0 if slack < 0 else min(slack, 60.0) ** 2 / 10
    if slack < 0:
        ratio = -slack / (spaces * SHRINK) if spaces else 100.0
        return 100 * ratio**3 if ratio <= 1 else 40000.0
    ratio = slack / (spaces * STRETCH) if spaces else 100.0
    return min(100 * min(ratio, LOOSEST) ** 3, 20000.0) + max(ratio - LOOSEST, 0) * 100


def _set_line(
    fragments: list[Fragment],
    style: TextStyle,
    width: float,
    space: float,
    place: tuple[int, bool],
) -> Line:
    """``place``: the index of the line's first fragment, and whether the line is the last."""
    start, is_last = place
    x = style.hang if start else style.indent
    gaps = sum(fragment.ends_word for fragment in fragments[:-1])
    hyphen = fragments[-1].hyphen
    slack = (
        width
        - x
        - sum(fragment.width for fragment in fragments)
        - hyphen
        - gaps * space
    )
    if style.align == "centre":
        x += slack / 2
    elif style.align == "justify" and gaps and (slack < 0 or not is_last):
        space += slack / gaps
    pieces: list[tuple[float, Piece]] = []
    for fragment in fragments:
        for piece in fragment.pieces:
            pieces.append((x, piece))
            x += piece.width
        x += space if fragment.ends_word else 0.0
    if hyphen:
        pieces.append((x, replace(fragments[-1].pieces[-1], text="-")))
    return Line(tuple(_join(pieces)), style.leading)


def _join(pieces: list[tuple[float, Piece]]) -> list[tuple[float, Piece]]:
    """Write the parts of one word as one, so that it can be found and copied."""
    joined: list[tuple[float, Piece]] = []
    for x, piece in pieces:
        if joined:
            before, last = joined[-1]
            touches = abs(before + last.width - x) < 0.01  # noqa: PLR2004
            if touches and (last.lettering, last.rise) == (piece.lettering, piece.rise):
                joined[-1] = (before, replace(last, text=last.text + piece.text))
                continue
        joined.append((x, piece))
    return joined
