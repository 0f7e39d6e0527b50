"""Assemble words and lines out of what MuPDF says about a page's text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from figures.extraction.geometry import Box
from figures.extraction.pages import Line, Page, Style, Word, line_of, turn_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# A blank wider than this many font sizes separates columns, cells and labels.
WIDE_GAP = 1.0
# Words whose baselines differ by less than this many font sizes share a line.
SAME_BASELINE = 0.25
# Of the font size, above and below the baseline: what fonts say themselves is often wrong.
ASCENT, DESCENT = 0.8, 0.22
# Bits of a span's flags, as PyMuPDF documents them.
ITALIC, BOLD = 2, 16
# Heavy and slanted faces whose flags do not say so.
HEAVY_NAME = re.compile(r"bold|black|heavy|semib|demi|CMBX|-(B|Bd|BI)$", re.IGNORECASE)
SLANTED_NAME = re.compile(r"ital|obli|slant|CMTI|-(I|It|BI)$", re.IGNORECASE)
# How far a text's direction may stray from an axis (sine of about 3 degrees).
STRAIGHT = 0.05
# More than a page of print can hold: most are the markers and ticks of a plot.
MAX_WORDS = 8000
SENTENCE = 6

# A word as MuPDF gives it: its four edges, and its text.
Located = tuple[float, float, float, float, str]


def assemble_page(
    number: int,
    *,
    blocks: Mapping[int, Mapping[str, Any]],
    words: Sequence[Sequence[Any]],
    size: tuple[float, float],
    quarter_turns: int,
) -> Page:
    """The page as displayed, out of MuPDF's blocks and words.

    ``blocks``, by their number, and ``words`` are in the page's own frame, before its rotation by
    ``quarter_turns``; ``size`` is that of the page as displayed, in points.
    """
    width, height = size if quarter_turns % 2 == 0 else (size[1], size[0])
    located: dict[tuple[int, int], list[Located]] = {}
    for left, top, right, bottom, text, block, line, _ in words:
        located.setdefault((block, line), []).append((left, top, right, bottom, text))
    lines: list[Line] = []
    for block_number, block in blocks.items():
        pieces: list[Line] = []
        for line_number, line in enumerate(block.get("lines", ())):
            turns = _turns_to_upright(line["dir"])
            places = located.get((block_number, line_number))
            if places and turns is not None:
                pieces += _split_at_gaps(list(_words(line, places, turns)), turns)
        lines += _join_neighbours(pieces)
    page = turn_page(Page(number, width, height, tuple(lines)), quarter_turns)
    return replace(page, quarter_turns=0)


def without_markers(words: Sequence[Sequence[Any]]) -> Sequence[Sequence[Any]]:
    """The words of a page that its lines are made of.

    On a crowded page only those of lines with more letters than a tick or a marker.
    """
    if len(words) <= MAX_WORDS:
        return words
    letters: Counter[tuple[int, int]] = Counter()
    for word in words:
        if word[4][0].isalpha():
            letters[word[5], word[6]] += len(word[4])
    return [word for word in words if letters[word[5], word[6]] >= SENTENCE]


def _turns_to_upright(direction: tuple[float, float]) -> int | None:
    """Quarter turns clockwise that make the text upright; None for slanted text."""
    cosine, sine = direction
    if min(abs(cosine), abs(sine)) > STRAIGHT:
        return None
    if abs(cosine) > abs(sine):
        return 0 if cosine > 0 else 2
    return 3 if sine > 0 else 1


def _words(
    line: Mapping[str, Any], places: list[Located], turns: int
) -> Iterator[Word]:
    """The words of a line in its spans' styles, their boxes as high as their font size."""
    spans = line["spans"]
    ends = list(accumulate(sum(not c.isspace() for c in s["text"]) for s in spans))
    styles = [_style(span) for span in spans]
    read = 0
    for left, top, right, bottom, text in places:
        position = min(bisect_right(ends, read), len(spans) - 1)
        x, y = spans[position]["origin"]
        size = spans[position]["size"]
        match turns:
            case 0:
                box = Box(left, y - ASCENT * size, right, y + DESCENT * size)
            case 1:
                box = Box(x - ASCENT * size, top, x + DESCENT * size, bottom)
            case 2:
                box = Box(left, y - DESCENT * size, right, y + ASCENT * size)
            case _:
                box = Box(x - DESCENT * size, top, x + ASCENT * size, bottom)
        yield Word(text, box, styles[position])
        read += len(text)


def _style(span: Mapping[str, Any]) -> Style:
    font, flags = span["font"], span["flags"]
    return Style(
        font=font,
        size=round(span["size"], 1),
        bold=bool(flags & BOLD) or HEAVY_NAME.search(font) is not None,
        italic=bool(flags & ITALIC) or SLANTED_NAME.search(font) is not None,
    )


def _gap(first: Box, second: Box, turns: int) -> float:
    """The blank from ``first`` to ``second`` along the direction of reading."""
    match turns:
        case 0:
            return second.left - first.right
        case 1:
            return first.top - second.bottom
        case 2:
            return first.left - second.right
        case _:
            return second.top - first.bottom


def _split_at_gaps(words: list[Word], turns: int) -> Iterator[Line]:
    start = 0
    for index in range(1, len(words)):
        before, after = words[index - 1], words[index]
        limit = WIDE_GAP * max(before.style.size, after.style.size)
        if not -limit < _gap(before.box, after.box, turns) < limit:
            yield line_of(words[start:index], turns)
            start = index
    yield line_of(words[start:], turns)


def _join_neighbours(pieces: list[Line]) -> list[Line]:
    """Lines that MuPDF split where there is no wide gap, put together again."""
    lines: list[Line] = []
    for piece in pieces:
        if lines and _continues(lines[-1], piece):
            words = [*lines.pop().words, *piece.words]
            lines.append(line_of(words, piece.quarter_turns))
        else:
            lines.append(piece)
    return lines


def _continues(line: Line, piece: Line) -> bool:
    if line.quarter_turns != piece.quarter_turns:
        return False
    size = max(line.style.size, piece.style.size)
    gap = _gap(line.box, piece.box, line.quarter_turns)
    if line.quarter_turns % 2 == 0:
        offset = abs(line.words[-1].box.bottom - piece.words[0].box.bottom)
    else:
        offset = abs(line.words[-1].box.right - piece.words[0].box.right)
    return -SAME_BASELINE * size < gap < WIDE_GAP * size and (
        offset < SAME_BASELINE * size
    )
