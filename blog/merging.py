"""Two editors' texts and the one that both began from: what goes together, what clashes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.utils.translation import gettext as _
from merge3 import Merge3

from blog.lines import (
    Patience,
    TooDifferentError,
    count_common,
    split_lines,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Side = Literal["theirs", "mine"]

# A line of its own, bold, between brackets that nobody types by accident.
MARK = re.compile(r"^\*\*⟦⟦.*⟧⟧\*\*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines of a merged text: the same on both sides, or as each side has them."""

    theirs: list[str]
    mine: list[str]

    @property
    def is_disputed(self) -> bool:
        return self.theirs != self.mine


def merge_texts(base: str | None, theirs: str, mine: str) -> list[Passage]:
    """The passages of both texts; changes to lines that only one side changed are in.

    Without a ``base`` nobody knows who changed what: then whatever differs clashes.
    Where it would take too long to find out, the changed part is one dispute.
    """
    texts = [split_lines(text) for text in (theirs, mine, base) if text is not None]
    head, tail = count_common(texts)
    left, right, *began = (text[head : len(text) - tail] for text in texts)
    try:
        middle = [*(merge(began[0], left, right) if began else compare(left, right))]
    except TooDifferentError:
        middle = [Passage(left, right)]
    first, last = texts[0][:head], texts[0][len(texts[0]) - tail :]
    return [agreed(first), *middle, agreed(last)]


def merge(
    base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]
) -> Iterator[Passage]:
    if base in (theirs, mine):
        yield agreed(mine if base == theirs else theirs)
        return
    # It asks for a class, and does nothing but call it.
    matcher: Any = Patience().match
    for group in Merge3(base, theirs, mine, sequence_matcher=matcher).merge_groups():
        if group[0] == "conflict":
            yield Passage(list(group[2]), list(group[3]))
        else:
            yield agreed(group[1])


def compare(theirs: Sequence[str], mine: Sequence[str]) -> Iterator[Passage]:
    """Each line that differs is a dispute; what both have is agreed."""
    matcher = Patience().match(None, theirs, mine, autojunk=False)
    for _fate, start, end, my_start, my_end in matcher.get_opcodes():
        yield Passage(list(theirs[start:end]), list(mine[my_start:my_end]))


def agreed(lines: Sequence[str]) -> Passage:
    return Passage(list(lines), list(lines))


def is_disputed(passages: Sequence[Passage]) -> bool:
    return any(passage.is_disputed for passage in passages)


def settle(passages: Sequence[Passage], side: Side) -> str:
    """The whole text, with the words of one ``side`` wherever there is a dispute."""
    return "\n".join(
        line
        for passage in passages
        for line in (passage.theirs if side == "theirs" else passage.mine)
    )


def mark(passages: Sequence[Passage], their_name: str) -> str:
    """The whole text with both versions of what is disputed, to be tidied by hand."""
    lines: list[str] = []
    for passage in passages:
        if passage.is_disputed:
            lines += [
                *mark_line(_("Yours")),
                *passage.mine,
                *mark_line(their_name),
                *passage.theirs,
                *mark_line(_("End")),
            ]
        else:
            lines += passage.mine
    return "\n".join(lines).strip()


def mark_line(words: str) -> list[str]:
    """A paragraph of its own; names are no Markdown and no line breaks."""
    plain = re.sub(r"[^\w ,.:-]", "", words)
    return ["", f"**⟦⟦{plain}⟧⟧**", ""]
