"""The lines of texts, and which of them two texts share, found in bounded time."""

from __future__ import annotations

import re
from difflib import Match, SequenceMatcher
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Places looked at, one by one, until two texts are not compared any further: about a
# third of a second, and sixty times what a long post of which much changed takes.
MOST_STEPS = 2_000_000
# What a form or a file has at the end of a line. Any other sign is part of the words.
LINE_BREAK = re.compile(r"\r\n|\r|\n")


class TooDifferentError(Exception):
    """Finding out what two texts share would keep everybody waiting."""


class Patience:
    """How many steps are left for all comparisons that one answer needs."""

    def __init__(self, steps: int = MOST_STEPS) -> None:
        self.steps = steps

    def spend(self, steps: int) -> None:
        self.steps -= steps
        if self.steps < 0:
            raise TooDifferentError

    def match(
        self,
        _isjunk: object,
        before: Sequence[str],
        after: Sequence[str],
        *,
        autojunk: bool = True,
    ) -> BoundedMatcher:
        """In place of a SequenceMatcher, and called as one is."""
        return BoundedMatcher(before, after, self, autojunk=autojunk)


class BoundedMatcher(SequenceMatcher[str]):
    """Raises TooDifferentError where patience ends; the worst texts take n² steps."""

    def __init__(
        self,
        before: Sequence[str],
        after: Sequence[str],
        patience: Patience,
        *,
        autojunk: bool = False,
    ) -> None:
        super().__init__(None, before, after, autojunk=autojunk)
        self.patience = patience
        places: dict[str, list[int]] = vars(self)["b2j"]
        costs = (1 + len(places.get(line, ())) for line in before)
        self.costs = [0, *accumulate(costs)]

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        end = len(self.costs) - 1 if ahi is None else ahi
        self.patience.spend(self.costs[end] - self.costs[alo])
        return super().find_longest_match(alo, ahi, blo, bhi)


def split_lines(text: str) -> list[str]:
    """Its lines, without what ends them; an end of the last line begins no other."""
    lines = LINE_BREAK.split(text)
    return lines if lines[-1] else lines[:-1]


def is_blank(line: str) -> bool:
    return not line.strip()


def count_common(texts: Sequence[Sequence[str]]) -> tuple[int, int]:
    """How many lines all of ``texts`` begin with, and how many of the rest they end with."""
    head = count_same(texts)
    return head, count_same([text[head:][::-1] for text in texts])


def count_same(texts: Sequence[Sequence[str]]) -> int:
    columns = zip(*texts, strict=False)
    return sum(1 for _column in takewhile(lambda lines: len({*lines}) == 1, columns))
