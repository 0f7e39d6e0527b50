"""What a caption says about lettered panels: which letters it explains, and how.

A paper writes "(a) Loss" or "(a-c)", "a) Loss", "Panel A", "Figure 3a" (of figure 3),
a bold "a" or, at the beginning of a sentence, "a, Loss" and "A. Loss".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from string import ascii_lowercase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from figures.extraction.captions import FoundCaption

DASH = r"\u2013\u2014-"
AND = (
    rf"(?:,?\s(?:and|und|et|y|e|i|in|och|og|en|\u0438|to|bis)\s|,\sand\s|[,;/&{DASH}])"
)
# At most an alphabet: a longer list is none of panels, and slow to read.
LETTERS = rf"[a-zA-Z](?:\s?{AND}\s?[a-zA-Z](?!\w)){{0,25}}"
# A position may stand beside the letter: "(a, left)".
PLACE = r"(?:[,:;]?\s?(?:top|bottom|upper|lower|middle|cent(?:er|re)|left|right)\b)*"
# A word before a bracket without a blank is another matter: "f(a)", "poly(A)".
BRACKETED = re.compile(rf"(?<!\w)[(\uff08]\s?(?P<letters>{LETTERS}){PLACE}\s?[)\uff09]")
HALF_BRACKETED = re.compile(rf"(?<!\S)(?P<letters>{LETTERS})\)(?=\s|$)")
NAMED = re.compile(
    rf"\b(?:sub-?(?:figure|plot|panel)|panel)s?\s[(]?(?P<letters>{LETTERS})[)]?(?!\w)",
    re.IGNORECASE,
)
BARE = re.compile(rf"(?<![^\s(])(?P<letters>{LETTERS})(?P<mark>\s?[,:.|])?(?=\s)")
BOLD = re.compile(rf"[(]?(?P<letters>{LETTERS})[)]?[,:.;|]*")
RANGE = re.compile(rf"([a-z])\s?(?:[{DASH}]|to|bis)\s?([a-z])(?!\w)")
SENTENCE_ENDS = ".;:!?|)("
# What such letters name that is no part of a figure, or of another one.
ELSEWHERE = re.compile(
    r"\b(?:eqs?|equations?|tables?|tab|sections?|sec|steps?|figs?|figures?|refs?)"
    r"\.?\s?(?:[\dIVX]+(?:\.\d+)*)?\s?$",
    re.IGNORECASE,
)
# How far back the words that decide what a letter names may begin.
BEFORE = 20
# Words between letters that are explained together, and words left over before one.
CONNECTED_BY = "and und et y e i in och og en \u0438 while whereas & - \u2013"
CONNECTIVES = frozenset(CONNECTED_BY.split())
LEFT_OVER = CONNECTIVES | {"panel", "panels", "subfigure", "subfigures"}
CLOSED = re.compile(r"\s?(?:[.,;)]|and\b|und\b|et\b|y\b|$)")
EDGES = " ,;:|\u2013\u2014-"


@dataclass(frozen=True, slots=True)
class Mention:
    """A place of the caption that names one letter or several."""

    letters: tuple[str, ...]
    start: int
    end: int
    upper: bool


def explain_panels(found: FoundCaption) -> dict[str, str]:
    """What the caption says about each letter, from a without a hole; else nothing."""
    text = found.caption.text
    best: list[Mention] = []
    for mentions in _readings(found):
        for upper in (False, True):
            alike = [mention for mention in mentions if mention.upper is upper]
            if len(_explained(alike)) > len(_explained(best)):
                best = alike
    letters = _explained(best)
    if not letters[1:]:
        return {}
    parts = _parts(text, sorted(best, key=lambda mention: mention.start))
    return {letter: parts.get(letter, "") for letter in letters}


def named_letters(found: FoundCaption) -> set[str]:
    """All letters that may stand for a panel, in whatever manner and order."""
    return {
        letter
        for mentions in _readings(found)
        for mention in mentions
        for letter in mention.letters
    }


def _readings(found: FoundCaption) -> Iterator[list[Mention]]:
    """What the caption names in each of the manners, the clearest first."""
    text = found.caption.text
    yield _by_pattern(text, BRACKETED)
    yield list(_bold(found))
    yield _by_pattern(text, HALF_BRACKETED)
    yield _by_name(text, found.caption.number)
    yield list(_bare(text))


def run_of(letters: Iterable[str], first: str = "a") -> list[str]:
    """The letters from ``first`` on, up to the first that is missing."""
    found = set(letters)
    following = ascii_lowercase[ascii_lowercase.index(first) :]
    return list(takewhile(lambda letter: letter in found, following))


def _explained(mentions: Sequence[Mention]) -> list[str]:
    return run_of(letter for mention in mentions for letter in mention.letters)


def _mention(letters: str, start: int, end: int) -> Mention:
    """Ranges are spelled out: "a-c" names b too."""
    lowered = letters.lower()
    named = set(re.findall(r"(?<!\w)[a-z](?!\w)", lowered))
    for first, last in RANGE.findall(lowered):
        named.update(letter for letter in ascii_lowercase if first <= letter <= last)
    return Mention(tuple(sorted(named)), start, end, letters[0].isupper())


def _by_pattern(text: str, pattern: re.Pattern[str]) -> list[Mention]:
    return [
        _mention(match["letters"], match.start(), match.end())
        for match in pattern.finditer(text)
        if not ELSEWHERE.search(text[max(0, match.start() - BEFORE) : match.start()])
    ]


def _by_name(text: str, number: str) -> list[Mention]:
    """ "Panel A", or the figure's own number with a letter: "Figure 3a"."""
    mentions = _by_pattern(text, NAMED)
    if number:
        label = rf"\bFig(?:ure|\.)?s?\s?{re.escape(number)}\s?"
        own = re.compile(rf"{label}[(]?(?P<letters>{LETTERS})[)]?(?!\w)")
        mentions += _by_pattern(text, own)
    return mentions


def _bold(found: FoundCaption) -> Iterator[Mention]:
    """Letters set in bold before words that are not.

    Where a bold title goes before, the letters begin the next sentence.
    """
    text = found.caption.text
    position = 0
    title = ""
    letters: list[str] = []
    start = 0
    for word in (word for line in found.lines for word in line.words):
        place = text.find(word.text, position, position + len(word.text) + BEFORE)
        if place < 0:
            continue
        if not word.style.bold:
            match = BOLD.fullmatch(" ".join(letters))
            if match and (not title or title[-1] in SENTENCE_ENDS):
                yield _mention(match["letters"], start, position)
            title, letters = "", []
        elif BOLD.fullmatch(word.text) or (letters and word.text in CONNECTIVES):
            start = start if letters else place
            letters.append(word.text)
        else:
            title, letters = word.text, []
        position = place + len(word.text)


def _bare(text: str) -> Iterator[Mention]:
    """Letters that begin sentences, marked off, or small before a capital."""
    for match in BARE.finditer(text):
        before = text[max(0, match.start() - BEFORE) : match.start()].rstrip()
        if before and before[-1] not in SENTENCE_ENDS:
            continue
        follower = text[match.end() :].lstrip()[:1]
        if match["mark"] or (match["letters"].islower() and not follower.islower()):
            yield _mention(match["letters"], match.start(), match.end())


def _parts(text: str, mentions: Sequence[Mention]) -> dict[str, str]:
    """The words behind each letter, or before it where letters close their clauses."""
    heads = list(_heads(_leading(text, mentions)))
    closing = _close_clauses(text, heads)
    starts = [0, *(head.end for head in heads)]
    ends = [*(head.start for head in heads), len(text)]
    parts: dict[str, str] = {}
    sharing: list[str] = []
    for index, head in enumerate(heads):
        gap = index if closing else index + 1
        words = text[starts[gap] : ends[gap]]
        sharing += head.letters
        if closing or gap == len(heads) or not _only_connects(words):
            for letter in sharing:
                parts.setdefault(letter, _trimmed(words))
            sharing = []
    return parts


def _leading(text: str, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """The mentions that lead sentences, if each letter leads one; else all of them."""
    leading: list[Mention] = []
    for mention in mentions:
        before = text[: mention.start].rstrip()
        joined = leading and _only_connects(text[leading[-1].end : mention.start])
        if joined or not before or before[-1] in SENTENCE_ENDS:
            leading.append(mention)
    return leading if _explained(leading) == _explained(mentions) else mentions


def _heads(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions that name a letter for the first time; the others refer back."""
    seen: set[str] = set()
    for mention in mentions:
        if not seen.issuperset(mention.letters):
            yield mention
        seen.update(mention.letters)


def _close_clauses(text: str, heads: Sequence[Mention]) -> bool:
    """Whether the letters stand behind their words: "Loss (a) and reward (b)."."""
    before = text[: heads[0].start].rstrip()
    if not before or before[-1] in SENTENCE_ENDS:
        return False
    return all(CLOSED.match(text, head.end) for head in heads)


def _only_connects(words: str) -> bool:
    return all(word.strip(EDGES) in {"", *CONNECTIVES} for word in words.split())


def _trimmed(words: str) -> str:
    kept = words.lstrip(EDGES + ".)").split()
    while kept and kept[-1].strip(EDGES + "(").lower() in {"", *LEFT_OVER}:
        kept.pop()
    while kept and kept[0].lower() in CONNECTIVES:
        kept.pop(0)
    return " ".join(kept).rstrip(EDGES + "(")
