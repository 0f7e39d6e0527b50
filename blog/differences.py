"""What differs between two texts: paragraph by paragraph, then word by word."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from blog.lines import (
    BoundedMatcher,
    Patience,
    TooDifferentError,
    count_common,
    is_blank,
    split_lines,
)
from figures.admin.wordings import Run, Wording, find_runs, only, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator


def find_differences(
    old: str, new: str, patience: Patience | None = None
) -> list[Wording]:
    """One for each line that was changed, with some of the words around the change.

    Once there is no ``patience`` left, whole blocks are removed and added.
    """
    before, after = split(old), split(new)
    head, tail = count_common([before, after])
    before, after = before[head : len(before) - tail], after[head : len(after) - tail]
    patience = patience or Patience()
    try:
        compared = list(compare(before, after, patience))
    except TooDifferentError:
        compared = [apart("\n".join(before), "\n".join(after))]
    return [
        shorten(Wording("", runs))
        for runs in compared
        if any(run.fate != "same" for run in runs)
    ]


def split(text: str) -> list[str]:
    return [line for line in split_lines(text) if not is_blank(line)]


def compare(
    before: list[str], after: list[str], patience: Patience
) -> Iterator[list[Run]]:
    matcher = BoundedMatcher(before, after, patience)
    for fate, start, end, new_start, new_end in matcher.get_opcodes():
        if fate == "replace":
            pairs = zip_longest(
                before[start:end], after[new_start:new_end], fillvalue=""
            )
            for one, other in pairs:
                yield compare_words(one, other, patience)
        elif fate != "equal":
            for line in before[start:end]:
                yield only("removed", line)
            for line in after[new_start:new_end]:
                yield only("added", line)


def compare_words(old: str, new: str, patience: Patience) -> list[Run]:
    """What became of the words of one line; with no patience left, all are others."""
    if not old or not new:
        return apart(old, new)
    try:
        return find_runs(old, new, patience.match)
    except TooDifferentError:
        return apart(old, new)


def apart(old: str, new: str) -> list[Run]:
    return only("removed", old) + only("added", new)
