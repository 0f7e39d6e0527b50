"""Finds the figures of one version of a paper again in another.

Pure: figures go in as what is known of them, places in two lists come out. The same
figures always give the same answer.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from figures.extraction.looks import count_differences

# What each kind of evidence weighs. Captions are long and written for one figure, so
# they weigh most. A picture may be drawn anew and small plots resemble each other, so
# looks come second. A label is what changes when a figure comes in or goes out: it
# decides only between figures that the other two cannot tell apart.
CAPTION, LOOKS, LABEL = 0.5, 0.35, 0.15
# What is unknown of one of the two speaks neither for nor against them, but the rest
# has to be the surer for it.
UNKNOWN = 0.5
# Below this, two figures have no more in common than any two of a paper. It takes a
# caption kept word for word, or about half of two kinds of evidence.
LEAST_SCORE = 0.4
# Figures of the same score are told apart by their order; never more than this.
ORDER = 0.01
# The beginning of a caption tells it; nobody waits for a comparison of whole pages.
MOST_WORDS = 400
# Two pictures without anything in common differ in about half of the 64 bits.
UNLIKE = 32

WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Likeness:
    """What one figure can be known again by; empty where nobody knows."""

    kind: str
    number: str
    caption: str
    looks: str

    @cached_property
    def words(self) -> frozenset[tuple[str, ...]]:
        """Words, and pairs of them: the same words in another order are another text."""
        words = WORD.findall(normalised(self.caption))[:MOST_WORDS]
        return frozenset([*((word,) for word in words), *pairwise(words)])


def match_figures(old: list[Likeness], new: list[Likeness]) -> dict[int, int]:
    """The place in ``old`` for places in ``new``; what has none is new.

    The surest pair comes first, then the surest among what is left, so that a figure
    that moved is with its old self before another that took over its label is looked at.
    """
    pairs = [
        (score + ORDER * nearness, theirs, ours)
        for theirs, one in enumerate(new)
        for ours, other in enumerate(old)
        if (score := likeness_of(other, one)) >= LEAST_SCORE
        for nearness in [order_nearness(ours, len(old), theirs, len(new))]
    ]
    pairs.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
    matches: dict[int, int] = {}
    taken: set[int] = set()
    for _score, theirs, ours in pairs:
        if theirs not in matches and ours not in taken:
            matches[theirs] = ours
            taken.add(ours)
    return matches


def likeness_of(one: Likeness, other: Likeness) -> float:
    """From 0 to 1: how sure it is that both are the same figure."""
    if one.kind != other.kind:
        return 0.0
    evidence = [
        (CAPTION, caption_likeness(one, other)),
        (LOOKS, looks_likeness(one.looks, other.looks)),
        (LABEL, label_likeness(one.number, other.number)),
    ]
    known = sum(weight * score for weight, score in evidence if score is not None)
    weights = sum(
        weight * (UNKNOWN if score is None else 1.0) for weight, score in evidence
    )
    return known / weights


def caption_likeness(one: Likeness, other: Likeness) -> float | None:
    """The share of words and pairs of words that two captions have in common."""
    if not one.words or not other.words:
        return None
    shared = len(one.words & other.words)
    return 2 * shared / (len(one.words) + len(other.words))


def looks_likeness(one: str, other: str) -> float | None:
    if not one or not other:
        return None
    return max(0.0, 1.0 - count_differences(one, other) / UNLIKE)


def label_likeness(one: str, other: str) -> float | None:
    if not one or not other:
        return None
    return float(normalised(one) == normalised(other))


def order_nearness(ours: int, our_count: int, theirs: int, their_count: int) -> float:
    """1 for figures that stand equally far into their papers."""
    return 1.0 - abs((ours + 0.5) / our_count - (theirs + 0.5) / their_count)


def normalised(text: str) -> str:
    """As printed in any fount: full-width letters and ligatures are letters."""
    return unicodedata.normalize("NFKC", text).casefold()
