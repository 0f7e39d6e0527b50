"""Names and alt-text drafts, made only of the paper's own words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from figures.extraction.labels import read_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from figures.extraction.pages import Line, Word

# A name is read in a list and becomes a file name.
NAME_WORDS, NAME_LENGTH = 9, 60
# What a screen reader says in one breath.
ALT_LENGTH = 220
# So many of the words inside a figure tell what it shows: its title, axes and legend.
INSIDE_WORDINGS = 6
# Longer bold text is not a lead but a caption set in bold.
LEAD_WORDS = 14

PANEL_LETTERS = re.compile(
    r"(?<!\w)\((?:[a-zA-Z]|[ivx]{1,4})(?:\s?[-\u2013,]\s?[a-zA-Z])*\)\s*"
)
SENTENCE_END = re.compile(
    r"(?<=[^\s.][.!?\u3002])(?:\s+(?=[^\Wa-z\d_]|\()|$)|(?<=\u3002)"
)
ABBREVIATED = re.compile(
    r"\b(?:[A-Z]|al|cf|e\.g|eq|Eq|et|Fig|fig|i\.e|No|no|Ref|Sec|vs|approx|resp)\.$"
)
CLAUSE_END = re.compile(r"[:;\u2014]\s|\s\u2013\s|,\s|\.\s")
HAS_LETTERS = re.compile(r"[^\W\d_]{2}")
EDGES = " \t.,;:|\u2013\u2014-\u3002\uff1a\uff0e"
# Words a cut name must not end with: they promise more.
SMALL_WORDS = """
a an and as at by for from in into of on or over per than that the to under using
versus via when where which while with we is are der die das und von mit für im el la
los las de del y en con para por le les et des du sur avec e da do dos
"""
DANGLING = frozenset(SMALL_WORDS.split())


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
    return " ".join(lead).strip(EDGES)


def _words_after(words: Sequence[Word], position: int) -> list[Word]:
    rest: list[Word] = []
    read = 0
    for word in words:
        if read >= position:
            rest.append(word)
        read += len(word.text) + 1
    return rest


def first_sentence(text: str) -> str:
    """The first sentence of ``text``, abbreviations not mistaken for its end."""
    for match in SENTENCE_END.finditer(text):
        sentence = text[: match.start()].strip()
        if sentence and not ABBREVIATED.search(sentence):
            return sentence
    return text.strip()


def name_from(text: str) -> str:
    """A few words from the beginning of ``text``, cut where a clause or a word ends."""
    sentence = PANEL_LETTERS.sub("", first_sentence(PANEL_LETTERS.sub("", text)))
    if _is_short(sentence):
        return sentence.strip(EDGES)
    clauses = [
        sentence[: match.start()]
        for match in CLAUSE_END.finditer(sentence)
        if len(sentence[: match.start()].split()) > 1
    ]
    fitting = [clause for clause in clauses if _is_short(clause)]
    return fitting[-1].strip(EDGES) if fitting else _shortened(sentence)


def _is_short(text: str) -> bool:
    return len(text.split()) <= NAME_WORDS and len(text) <= NAME_LENGTH


def _shortened(text: str) -> str:
    words = text.split()[:NAME_WORDS]
    while len(words) > 1 and len(" ".join(words)) > NAME_LENGTH:
        words.pop()
    while len(words) > 1 and words[-1].casefold().strip(EDGES) in DANGLING:
        words.pop()
    return " ".join(words)[:NAME_LENGTH].strip(EDGES)


def name_figure(caption: str, lead: str, inside: Sequence[str]) -> str:
    """The caption's bold lead or first words, else the first words inside the figure."""
    for text in (lead, caption, *wordings(inside)):
        if name := name_from(text):
            return name
    return ""


def draft_alt_text(caption: str, inside: Sequence[str]) -> str:
    """The caption's first sentence and the words inside the figure, in one breath."""
    sentence = PANEL_LETTERS.sub("", first_sentence(caption)).strip(EDGES)
    shown = ", ".join(wordings(inside)[:INSIDE_WORDINGS])
    if not sentence or not shown:
        return _breath(sentence or shown)
    return _breath(f"{_breath(sentence, ALT_LENGTH // 2)}: {shown}")


def _breath(text: str, length: int = ALT_LENGTH) -> str:
    if len(text) <= length:
        return text
    return text[: text.rfind(" ", 0, length)].strip(EDGES)


def wordings(inside: Iterable[str]) -> list[str]:
    """The distinct pieces of text that are words, numbers left out, in reading order."""
    return list(
        dict.fromkeys(text.strip() for text in inside if HAS_LETTERS.search(text))
    )
