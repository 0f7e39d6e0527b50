"""Panel letters printed in or under a figure, and the words that stand with them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from string import ascii_lowercase
from typing import TYPE_CHECKING

from figures.extraction.pages import line_of
from figures.extraction.panel_words import run_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from figures.extraction.geometry import Box
    from figures.extraction.pages import Line, Style

# "(a)", "(a) Loss"; "a)", "a) Loss"; "Fig. 3a", "Panel A"; "A" or "a" alone, "a. Loss".
BRACKETED = re.compile(r"^[(\uff08\[]\s?(?P<letter>[a-zA-Z])\s?[)\uff09\]]")
HALF_BRACKETED = re.compile(r"^(?P<letter>[a-zA-Z])[):](?=$|\s)")
NAMED = re.compile(
    r"^(?:(?:sub-?)?fig(?:ure|\.)?\s?[\dIVX]+\s?|panel\s)\(?(?P<letter>[a-z])\)?[.:]?(?=$|\s)",
    re.IGNORECASE,
)
BARE = re.compile(r"^(?P<letter>[a-zA-Z])(?:\.|:|\s?\|)?(?=$|\s)")
HAS_WORDS = re.compile(r"[^\W\d_]{2}")
# Letters of about one size (ratio) are printed in one manner.
SAME_SIZE = 0.75
# Letters so few lines below each other, but not beside, count the items of a list.
LIST_STEPS = (0.5, 3.0)
# A sub-caption goes on below within this many line heights.
LEADING = 0.8

# How a letter is printed: its pattern, and what else distinguishes it.
type Manner = tuple[str, object]


@dataclass(frozen=True, slots=True)
class Mark:
    """A printed panel letter."""

    letter: str
    box: Box
    # What stands behind the letter on its line.
    text: str
    style: Style


def printed_marks(
    lines: Sequence[Line],
    explained: Collection[str],
    named: Collection[str],
    *,
    continued: bool,
) -> list[Mark]:
    """The letters printed in the manner that shows most of them, in their order.

    Without a hole, except for letters the caption explains. Letters alone count if the
    caption has ``named`` most of them: they may be anything.
    """
    chosen: list[Mark] = []
    for (pattern, _), marks in _by_manner(lines).items():
        if pattern == BARE.pattern and _tie_places_together(marks):
            continue
        firsts = {letter: found[0] for letter, found in marks.items()}
        run = _run(firsts, explained, continued=continued)
        backed = sum(mark.letter in named for mark in run) * 2 > len(run)
        trusted = backed or (pattern != BARE.pattern and not _is_list(run))
        if len(run) > 1 and trusted and len(run) > len(chosen):
            chosen = run
    return chosen


def sub_caption(mark: Mark, lines: Sequence[Line], cell: Box) -> str:
    """The words behind the letter, and the lines in ``cell`` that continue them below."""
    if not HAS_WORDS.search(mark.text):
        return ""
    words = [mark.text]
    last = mark.box
    for line in sorted(lines, key=lambda line: line.box.top):
        step = line.box.top - last.bottom
        below = -0.3 * last.height < step < LEADING * last.height
        beside = line.box.left < last.right and last.left < line.box.right
        inside = cell.left <= (line.box.left + line.box.right) / 2 <= cell.right
        alike = _same_size(line.style.size, mark.style.size, 0.9)
        if below and beside and inside and alike and not line.quarter_turns:
            words.append(line.text)
            last = last.union(line.box)
    return " ".join(words)


def _run(
    marks: Mapping[str, Mark], explained: Collection[str], *, continued: bool
) -> list[Mark]:
    backed = [letter for letter in explained if letter in marks]
    first = "a"
    # A figure continued from another page goes on with the letters.
    if "a" not in marks and (continued or (backed and backed[0] != "a")):
        first = min(backed or marks)
    run = run_of(marks, first)
    letters = run if len(run) >= len(backed) else backed
    return [marks[letter] for letter in letters]


def _by_manner(lines: Sequence[Line]) -> dict[Manner, dict[str, list[Mark]]]:
    manners: defaultdict[Manner, defaultdict[str, list[Mark]]]
    manners = defaultdict(lambda: defaultdict(list))
    pieces = [piece for line in lines for piece in _pieces(line)]
    for line in sorted(pieces, key=lambda line: (line.box.top, line.box.left)):
        for manner, mark in _readings(line):
            manners[manner][mark.letter].append(mark)
    for marks in manners.values():
        for found in marks.values():
            # Of equals the largest: a panel's letter stands out from what it holds.
            found.sort(key=lambda mark: -mark.style.size)
    return {manner: dict(marks) for manner, marks in manners.items()}


def _pieces(line: Line) -> Iterator[Line]:
    """The line, divided where the next letter follows on it: "(a) Loss (b) Reward"."""
    start = 0
    for pattern in (BRACKETED, HALF_BRACKETED):
        first = pattern.match(line.text)
        if first is None:
            continue
        following = ascii_lowercase.find(first["letter"].lower()) + 1
        for index, word in enumerate(line.words):
            match = pattern.match(word.text)
            if index and match and _is_letter(match["letter"], following):
                yield line_of(line.words[start:index], line.quarter_turns)
                start, following = index, following + 1
    yield line_of(line.words[start:], line.quarter_turns) if start else line


def _is_letter(letter: str, place: int) -> bool:
    return ascii_lowercase.find(letter.lower()) == place


def _readings(line: Line) -> Iterator[tuple[Manner, Mark]]:
    """The ways in which a line may begin with a panel letter."""
    if line.quarter_turns:
        return
    style = line.words[0].style
    for pattern in (BRACKETED, HALF_BRACKETED, NAMED, BARE):
        match = pattern.match(line.text)
        if match is None:
            continue
        text = line.text[match.end() :].strip()
        case = match["letter"].isupper()
        mark = Mark(match["letter"].lower(), line.box, text, style)
        if pattern is not BARE:
            yield (pattern.pattern, case), mark
        # Variables are set in italics.
        elif style.bold or not (text or style.italic):
            yield (pattern.pattern, (case, style.bold)), mark
            yield (pattern.pattern, (case, style.bold, style.font)), mark


def _tie_places_together(marks: Mapping[str, Sequence[Mark]]) -> bool:
    """Whether most letters stand in two places: they tie what is said to where it is."""
    twice = [
        found
        for found in marks.values()
        if len(found) > 1 and _same_size(found[0].style.size, found[1].style.size)
    ]
    return len(twice) * 2 > len(marks)


def _is_list(run: Sequence[Mark]) -> bool:
    """Whether the letters count lines of text one below the other."""
    steps = [
        (following.box.top - mark.box.top) / max(mark.box.height, 1.0)
        for mark, following in pairwise(run)
    ]
    shortest, longest = LIST_STEPS
    with_text = all(HAS_WORDS.search(mark.text) for mark in run)
    return with_text and any(shortest < step < longest for step in steps)


def _same_size(size: float, other: float, ratio: float = SAME_SIZE) -> bool:
    return min(size, other) >= ratio * max(size, other)
