"""Names of figures, made only of the paper's own words."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from figures.extraction.labels import read_label
from figures.extraction.phrases import DANGLING, EDGES, clean, sentences, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from figures.extraction.pages import Line, Word
    from figures.extraction.records import ExtractedFigure

# A name is read in a list and becomes a file name.
NAME_WORDS, NAME_LENGTH = 10, 72
# What tells one of two figures of the same name from the other.
DETAIL_WORDS, DETAIL_LENGTH = 8, 60
# Longer bold text is not a lead but a caption set in bold.
LEAD_WORDS = 14
# A first sentence of one word so short says too little.
SHORT_WORD = 12

HAS_LETTERS = re.compile(r"[^\W\d_]{2}")


def bold_lead(lines: Sequence[Line]) -> str:
    """The bold words with which a caption begins after its label, if there are any."""
    words = [word for line in lines for word in line.words]
    label = read_label(" ".join(word.text for word in words))
    if label is None:
        return ""
    rest = _words_after(words, label.end)
    lead: list[str] = []
    for word in rest:
        if not word.style.bold:
            break
        lead.append(word.text)
    if len(lead) == len(rest) or not 0 < len(lead) <= LEAD_WORDS:
        return ""
    if lead[-1].casefold() in DANGLING:
        return ""
    return " ".join(lead).strip(EDGES)


def _words_after(words: Sequence[Word], position: int) -> list[Word]:
    rest: list[Word] = []
    read = 0
    for word in words:
        if read >= position:
            rest.append(word)
        read += len(word.text) + 1
    return rest


def name_figure(caption: str, lead: str, inside: Sequence[str]) -> str:
    """The caption's bold lead or first words, else the first words inside the figure."""
    if _says_little(lead):
        lead = ""
    for text in (lead, caption, *wordings(inside)):
        if name := name_from(text):
            return name
    return ""


def name_from(text: str) -> str:
    """A few words from the beginning of ``text``, cut where a phrase ends."""
    found = list(sentences(clean(text)))
    if not found:
        return ""
    first = found[0].strip(EDGES)
    if _says_little(first) and len(found) > 1:
        rest = found[1].partition(": ")[0]
        more = shorten(rest, NAME_WORDS - 2, NAME_LENGTH - len(first) - 2)
        return f"{first}: {more}" if first else more
    name = shorten(first, NAME_WORDS, NAME_LENGTH)
    return name if HAS_LETTERS.search(name) else ""


def _says_little(text: str) -> bool:
    return len(text.split()) <= 1 and text.isascii() and len(text) < SHORT_WORD


def wordings(inside: Iterable[str]) -> list[str]:
    """The distinct pieces of text that are words, numbers left out, in reading order."""
    return list(
        dict.fromkeys(text.strip() for text in inside if HAS_LETTERS.search(text))
    )


def tell_apart(figures: Sequence[ExtractedFigure]) -> tuple[ExtractedFigure, ...]:
    """The figures of a paper with no name twice: further words or the label are added."""
    alike: defaultdict[str, list[ExtractedFigure]] = defaultdict(list)
    for figure in figures:
        alike[figure.name.casefold()].append(figure)
    return tuple(
        replace(figure, name=_told_apart(figure, alike[figure.name.casefold()]))
        for figure in figures
    )


def _told_apart(figure: ExtractedFigure, group: Sequence[ExtractedFigure]) -> str:
    if len(group) == 1 or not figure.name:
        return figure.name
    longer = [_with_further_words(other) for other in group]
    if all(longer) and len({name.casefold() for name in longer}) == len(group):
        return _with_further_words(figure)
    label = figure.caption.label
    return f"{figure.name} ({label})" if label else figure.name


def _with_further_words(figure: ExtractedFigure) -> str:
    """The name and the phrase that follows it in the caption; empty if none does."""
    text = clean(figure.caption.text)
    before, name, rest = text.partition(figure.name)
    if before or not rest:
        return ""
    phrase = next(sentences(rest.lstrip(EDGES)), "")
    more = shorten(phrase, DETAIL_WORDS, DETAIL_LENGTH)
    if not HAS_LETTERS.search(more):
        return ""
    return f"{name} {more}" if rest.startswith(" ") else f"{name}: {more}"
