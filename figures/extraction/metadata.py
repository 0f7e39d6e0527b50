"""Title, authors, arXiv id and DOI, from the first page and the PDF's own metadata."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from figures.extraction.layout import SAME_SIZE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from figures.extraction.pages import Line, Page

# The title stands in the upper part of the first page.
TITLE_ZONE = 0.55
# Shorter texts in large type are logos and journal names.
TITLE_LETTERS = 12
# Titles go over a few lines; more is a poster.
TITLE_LINES = 5
# Lines between title and abstract that may hold authors.
AUTHOR_LINES = 12

ARXIV = re.compile(
    r"arXiv:\s?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(v\d+)?", re.IGNORECASE
)
DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>{}|\\^`]+")
ABSTRACT = re.compile(
    r"^(?:[a-z]{0,2}\W*)?(?:a\s?b\s?s\s?t\s?r\s?a\s?c\s?t|summary|zusammenfassung|resumen"
    r"|résumé|resumo|аннотация|keywords|1?\.?\s*introduction)",
    re.IGNORECASE,
)
# A person: two to five capitalised words, particles and initials among them.
PERSON = re.compile(
    r"^(?:[^\W\d_a-z][\w'\u2019.\-]*|de|van|von|der|den|da|di|del|la|le|el|al|bin|ibn)"
    r"(?:\s+(?:[^\W\d_a-z][\w'\u2019.\-]*|de|van|von|der|den|da|di|del|la|le|el|al|bin|ibn)){1,4}$"
)
NOT_A_PERSON = re.compile(
    r"universit|institut|department|school|college|laborator|research|center|centre"
    r"|faculty|academy|hospital|inc\.|corp|abstract|author|under review|science|google"
    r"|group|society|journal|press|email|street|usa|china|germany",
    re.IGNORECASE,
)
# Marks of affiliations and footnotes behind a name.
MARKS = re.compile(r"[\d*\u2020\u2021\u00a7\u00b6\u2217\u22c6\u2709#]+|\bID\b")
BETWEEN_NAMES = re.compile(r"\s*(?:,|;|·|•|\band\b|&|\bund\b|\bet\b|\by\b)\s*")
# Titles that programs fill in by themselves.
NO_TITLE = re.compile(
    r"^(?:microsoft word|untitled|layout|paper|main)|\.(?:docx?|dvi|tex|pdf|indd)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Details:
    """What a paper says about itself; empty where it does not."""

    title: str
    authors: tuple[str, ...]
    arxiv_id: str
    doi: str


def read_details(pages: Sequence[Page], metadata: Mapping[str, str]) -> Details:
    """Read the first of ``pages``; ``metadata`` is the PDF's, with keys in lower case."""
    if not pages:
        return Details(_title(metadata), (), "", "")
    first = pages[0]
    text = "\n".join(line.text for line in first.lines)
    arxiv, doi = ARXIV.search(text), DOI.search(text)
    heading = _title_lines(first)
    printed = " ".join(line.text for line in heading)
    return Details(
        title=_title(metadata, text) or printed,
        authors=_authors(first, heading, metadata, text),
        arxiv_id=arxiv[1] + (arxiv[2] or "") if arxiv else "",
        doi=doi[0].rstrip(".,;)") if doi else "",
    )


def _title(metadata: Mapping[str, str], text: str | None = None) -> str:
    """The metadata's title, where the page itself does not contradict it."""
    title = metadata.get("title", "").strip()
    if len(title) < TITLE_LETTERS or NO_TITLE.search(title):
        return ""
    if text is not None and _letters(title) not in _letters(text):
        return ""
    return title


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _title_lines(page: Page) -> list[Line]:
    """The lines in the largest type of the page's upper part."""
    upper = [
        line
        for line in page.lines
        if not line.quarter_turns and line.box.bottom < page.height * TITLE_ZONE
    ]
    for size in sorted({line.style.size for line in upper}, reverse=True):
        lines = [line for line in upper if abs(line.style.size - size) < SAME_SIZE]
        words = " ".join(line.text for line in lines)
        if len(words) >= TITLE_LETTERS and len(words.split()) > 1:
            return sorted(
                lines, key=lambda line: (round(line.box.bottom), line.box.left)
            )[:TITLE_LINES]
    return []


def _authors(
    page: Page, heading: Sequence[Line], metadata: Mapping[str, str], text: str
) -> tuple[str, ...]:
    """The metadata's authors where the page names them too, else those under the title."""
    stored = _people(metadata.get("author", ""))
    if stored and all(_letters(person) in _letters(text) for person in stored):
        return tuple(stored)
    if not heading:
        return ()
    below = sorted(
        (
            line
            for line in page.lines
            if not line.quarter_turns
            and line.box.top > heading[-1].box.top + 1
            and line not in heading
        ),
        key=lambda line: (round(line.box.bottom), line.box.left),
    )
    people: list[str] = []
    for line in below[:AUTHOR_LINES]:
        if ABSTRACT.match(line.text):
            break
        people += _people(line.text)
    return tuple(dict.fromkeys(people))


def _people(text: str) -> list[str]:
    names = (MARKS.sub(" ", part) for part in BETWEEN_NAMES.split(text))
    tidy = (re.sub(r"\s+", " ", name).strip(" .,") for name in names)
    return [
        name for name in tidy if PERSON.match(name) and not NOT_A_PERSON.search(name)
    ]
