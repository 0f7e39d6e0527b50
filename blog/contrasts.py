"""Two versions of a whole text: line by line, and word by word where a line changed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING

from blog.differences import apart, compare_words
from blog.lines import (
    BoundedMatcher,
    Patience,
    TooDifferentError,
    count_common,
    is_blank,
    split_lines,
)
from figures.admin.wordings import Run, only

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Lines that stay, shown on each side of those that change.
CONTEXT = 1


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
    return [line.rstrip() for line in split_lines(text) if not is_blank(line)]


def compare_lines(before: Sequence[str], after: Sequence[str]) -> Iterator[Contrast]:
    head, tail = count_common([before, after])
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    yield from map(same, after[:head])
    try:
        yield from [*compare_middle(old, new)]
    except TooDifferentError:
        yield Contrast(apart("\n".join(old), "\n".join(new)))
    yield from map(same, after[len(after) - tail :])


def compare_middle(before: Sequence[str], after: Sequence[str]) -> Iterator[Contrast]:
    patience = Patience()
    matcher = BoundedMatcher(before, after, patience)
    for fate, start, end, new_start, new_end in matcher.get_opcodes():
        removed, added = before[start:end], after[new_start:new_end]
        if fate == "equal":
            yield from map(same, added)
            continue
        for old, new in pair_up(removed, added):
            yield Contrast(compare_words(old, new, patience))


def same(line: str) -> Contrast:
    return Contrast(only("same", line))


def pair_up(removed: Sequence[str], added: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each line with the one that took its place; those with nothing in common alone."""
    for old, new in zip_longest(removed, added, fillvalue=""):
        if old and new and not set(old.split()) & set(new.split()):
            yield old, ""
            yield "", new
        else:
            yield old, new


def leave_out_same(contrasts: Iterable[Contrast]) -> Iterator[Contrast]:
    """Of lines that stay, keep those beside a change."""
    groups = [(alike, [*group]) for alike, group in groupby(contrasts, is_same)]
    for place, (alike, group) in enumerate(groups):
        head = CONTEXT if place else 0
        tail = CONTEXT if place < len(groups) - 1 else 0
        if not alike or len(group) <= head + tail + 1:
            yield from group
            continue
        yield from group[:head]
        yield Contrast([], left_out=len(group) - head - tail)
        yield from group[len(group) - tail :]


def is_same(line: Contrast) -> bool:
    return line.is_same
