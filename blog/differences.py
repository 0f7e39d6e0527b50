"""What differs between two texts: paragraph by paragraph, then word by word."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING

from blog.merging import is_too_much
from figures.admin.wordings import Run, Wording, find_runs, only, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator


def find_differences(old: str, new: str) -> list[Wording]:
    """One for each line that was changed, with some of the words around the change."""
    before, after = split(old), split(new)
    if is_too_much(before, after):
        return [Wording("", find_runs(old, new))]
    return [
        shorten(Wording("", runs))
        for runs in compare(before, after)
        if any(run.fate != "same" for run in runs)
    ]


def split(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def compare(before: list[str], after: list[str]) -> Iterator[list[Run]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for fate, start, end, new_start, new_end in matcher.get_opcodes():
        if fate == "replace":
            pairs = zip_longest(before[start:end], after[new_start:new_end])
            for one, other in pairs:
                yield find_runs(one, other) if one and other else alone(one, other)
        elif fate != "equal":
            for line in before[start:end]:
                yield only("removed", line)
            for line in after[new_start:new_end]:
                yield only("added", line)


def alone(removed: str | None, added: str | None) -> list[Run]:
    return only("removed", removed or "") + only("added", added or "")
