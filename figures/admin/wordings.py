"""Two texts word by word: what stays, what goes, what comes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Longer texts are no captions, and comparing them would keep everybody waiting.
MOST_WORDS = 2000
# Pairs of places with the same word. A page of prose has some 10,000; each is looked at
# again and again.
MOST_PAIRS = 30_000
# Of words that stay, so many are enough on each side of what changes.
CONTEXT = 4
# A word and the blanks after it.
WORD = re.compile(r"\S+\s*")


@dataclass(frozen=True, slots=True)
class Run:
    """Words that share a fate: "same", "removed" or "added"."""

    fate: str
    words: str


@dataclass(frozen=True, slots=True)
class Wording:
    title: str
    runs: list[Run]


def compare_texts(title: str, old: str | None, new: str | None) -> Wording:
    """None for a side that there is not: then nothing is compared."""
    if old is None or new is None:
        return Wording(title, only("same", old or new or ""))
    return Wording(title, find_runs(old, new))


def find_runs(
    old: str,
    new: str,
    matcher_of: Callable[..., SequenceMatcher[str]] = SequenceMatcher,
) -> list[Run]:
    before, after = WORD.findall(old), WORD.findall(new)
    if old != new and is_too_much(before, after):
        return only("removed", old) + only("added", new)
    # Blanks belong to words for the eye alone.
    matcher = matcher_of(
        None,
        [word.strip() for word in before],
        [word.strip() for word in after],
        autojunk=False,
    )
    runs = []
    for fate, start, end, new_start, new_end in matcher.get_opcodes():
        added = only("added", "".join(after[new_start:new_end]))
        if fate == "equal":
            runs += only("same", "".join(after[new_start:new_end]))
        else:
            runs += only("removed", "".join(before[start:end])) + added
    return runs


def is_too_much(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether the comparison would take seconds: long texts, or words that come often."""
    if max(len(before), len(after)) > MOST_WORDS:
        return True
    counts = Counter(word.strip() for word in after)
    pairs = sum(counts[word.strip()] for word in before)
    return pairs > MOST_PAIRS


def only(fate: str, words: str) -> list[Run]:
    return [Run(fate, words.strip())] if words.strip() else []


def shorten(wording: Wording) -> Wording:
    """What changes, with a few of the words around it."""
    last = len(wording.runs) - 1
    return Wording(
        wording.title,
        [
            Run(run.fate, leave_out(run.words, head=place > 0, tail=place < last))
            if run.fate == "same"
            else run
            for place, run in enumerate(wording.runs)
        ],
    )


def leave_out(words: str, *, head: bool, tail: bool) -> str:
    """Keep the beginning, the end, or both of words that stay."""
    parts = words.split()
    if len(parts) <= CONTEXT * (head + tail) + 1:
        return words
    kept = [
        *(parts[:CONTEXT] if head else []),
        "…",
        *(parts[-CONTEXT:] if tail else []),
    ]
    return " ".join(kept)
