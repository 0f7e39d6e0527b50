"""Join the rows of a paragraph to one text, hyphenation mended."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from collections.abc import Set as AbstractSet

    from figures.extraction.pages import Line, Page

SOFT_HYPHEN = "\u00ad"
HYPHENATED = re.compile(r"(?P<head>\w+)[-\u2010\u00ad]$")
FIRST_WORD = re.compile(r"^\w+")
# No word is longer; what is may be a whole page without a blank.
LONGEST_WORD = 100
# Scripts that set no blank between words.
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef\u3000-\u303f]")


def read_vocabulary(pages: Sequence[Page]) -> AbstractSet[str]:
    """The paper's words in lower case, and the pairs that its compounds are made of."""
    words = {
        word.text.strip(".,;:()").casefold()
        for page in pages
        for line in page.lines
        for word in line.words
    }
    compounds = (word.split("-") for word in words if word.count("-") > 1)
    return words.union(
        "-".join(pair) for parts in compounds for pair in pairwise(parts)
    )


def join_text(rows: Sequence[Sequence[Line]], vocabulary: Collection[str]) -> str:
    """One text out of the rows; hyphens at line ends go where ``vocabulary`` agrees.

    ``vocabulary`` is what ``read_vocabulary`` found in the paper.
    """
    text = ""
    for row in rows:
        addition = " ".join(line.text for line in row)
        text = _join(text, addition, vocabulary) if text else addition
    return re.sub(r"\s+", " ", text.replace(SOFT_HYPHEN, "")).strip()


def _join(text: str, addition: str, vocabulary: Collection[str]) -> str:
    if UNSPACED.match(text[-1]) and UNSPACED.match(addition[0]):
        return text + addition
    head = HYPHENATED.search(text[-LONGEST_WORD:])
    tail = FIRST_WORD.match(addition)
    if head is None or tail is None or not addition[0].islower():
        return f"{text} {addition}"
    whole = (head["head"] + tail[0]).casefold()
    compound = f"{head['head']}-{tail[0]}".casefold()
    if compound in vocabulary and whole not in vocabulary:
        return text + addition
    return text[:-1] + addition
