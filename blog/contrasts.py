"""Two versions of a whole text: line by line, and word by word where a line changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING

from blog.merging import is_too_much
from figures.admin.wordings import Run, find_runs, only

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Lines that stay, shown on each side of those that change.
CONTEXT = 1
# Pairs of places with the same word, in all lines together: about a second's work.
MOST_PAIRS = 300_000
# Prose has a tenth of that; what repeats itself takes many times as long.
MOST_A_WORD = 20


@dataclass(frozen=True, slots=True)
class Contrast:
    """A line with what became of its words, or a number of lines that stay."""

    runs: list[Run]
    left_out: int = 0

    @property
    def is_same(self) -> bool:
        return all(run.fate == "same" for run in self.runs)


def contrast(old: str, new: str) -> list[Contrast]:
    """All that differs, with a line around it; empty where nothing does."""
    before, after = lines_of(old), lines_of(new)
    if before == after:
        return []
    return list(leave_out_same(compare_lines(before, after)))


def lines_of(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def compare_lines(before: Sequence[str], after: Sequence[str]) -> Iterator[Contrast]:
    if is_too_much(before, after):
        yield Contrast(apart("\n".join(before), "\n".join(after)))
        return
    spent = 0
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for fate, start, end, new_start, new_end in matcher.get_opcodes():
        removed, added = before[start:end], after[new_start:new_end]
        if fate == "equal":
            yield from (Contrast(only("same", line)) for line in added)
            continue
        for old, new in pair_up(removed, added):
            pairs = count_pairs(old, new)
            spent += pairs
            is_cheap = spent <= MOST_PAIRS and pairs <= MOST_A_WORD * len(old.split())
            yield Contrast(find_runs(old, new) if is_cheap else apart(old, new))


def pair_up(removed: Sequence[str], added: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each line with the one that took its place; those with nothing in common alone."""
    for old, new in zip_longest(removed, added, fillvalue=""):
        if old and new and not set(old.split()) & set(new.split()):
            yield old, ""
            yield "", new
        else:
            yield old, new


def count_pairs(old: str, new: str) -> int:
    counts = Counter(new.split())
    return sum(counts[word] for word in old.split())


def apart(old: str, new: str) -> list[Run]:
    return only("removed", old) + only("added", new)


def leave_out_same(contrasts: Iterable[Contrast]) -> Iterator[Contrast]:
    """Of lines that stay, keep those beside a change."""
    groups = [(same, [*group]) for same, group in groupby(contrasts, is_same)]
    for place, (same, group) in enumerate(groups):
        head = CONTEXT if place else 0
        tail = CONTEXT if place < len(groups) - 1 else 0
        if not same or len(group) <= head + tail + 1:
            yield from group
            continue
        yield from group[:head]
        yield Contrast([], left_out=len(group) - head - tail)
        yield from group[len(group) - tail :]


def is_same(line: Contrast) -> bool:
    return line.is_same
