"""What a paper says of itself, from its first pages and the PDF's own metadata."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from figures.extraction.accents import mend_accents
from figures.extraction.authors import has_authors_below, read_authors, text_below
from figures.extraction.identifiers import read_arxiv_id, read_doi
from figures.extraction.licensing import read_licence
from figures.extraction.people import read_names
from figures.extraction.titles import TITLE_LETTERS, find_title, title_text
from figures.extraction.venues import read_imprint
from figures.extraction.years import read_year

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from figures.extraction.pages import Page
    from figures.extraction.titles import Heading

# Titles that programs fill in by themselves.
NO_TITLE = re.compile(
    r"^(?:microsoft word|untitled|layout|paper|main)|\.(?:docx?|dvi|tex|pdf|indd)$",
    re.IGNORECASE,
)
# A stored title this much shorter than the printed one lacks the subtitle.
SHORTER = 0.8


@dataclass(frozen=True, slots=True)
class Details:
    """What a paper says about itself; empty where it does not."""

    title: str
    authors: tuple[str, ...]
    arxiv_id: str
    doi: str
    # When and where it appeared, or is to appear.
    year: int | None
    venue: str
    # A short name of the licence: "cc-by", "arxiv", "reserved" and the like.
    licence: str


def read_details(pages: Sequence[Page], metadata: Mapping[str, str]) -> Details:
    """Read the first of ``pages``; ``metadata`` is the PDF's, with keys in lower case."""
    if not pages:
        return Details(_stored_title(metadata), (), "", "", None, "", "")
    first = pages[0]
    heading = find_title(first, partial(has_authors_below, first))
    printed = title_text(heading, _vocabulary(pages)) if heading else ""
    title = _title(printed, _stored_title(metadata), first)
    arxiv_id = read_arxiv_id(first)
    imprint = read_imprint(pages, metadata, title)
    return Details(
        title=title,
        authors=_authors(first, heading, metadata.get("author", "")),
        arxiv_id=arxiv_id,
        doi=read_doi(first, metadata),
        year=read_year(pages, imprint.year, arxiv_id),
        venue=imprint.venue,
        licence=read_licence(pages),
    )


def _vocabulary(pages: Sequence[Page]) -> set[str]:
    return {
        word.text.strip(".,;:()").casefold()
        for page in pages
        for line in page.lines
        for word in line.words
    }


def _title(printed: str, stored: str, page: Page) -> str:
    """The stored title where the page prints it, else the printed one."""
    small, large = _letters(stored), _letters(printed)
    if not small or small not in _letters(_text(page)):
        return printed
    if small in large and len(small) < SHORTER * len(large):
        return printed
    return stored


def _stored_title(metadata: Mapping[str, str]) -> str:
    title = " ".join(metadata.get("title", "").split())
    if len(title) < TITLE_LETTERS or NO_TITLE.search(title):
        return ""
    return title


def _authors(page: Page, heading: Heading | None, stored: str) -> tuple[str, ...]:
    """The stored authors where the page names several of them, else the printed ones."""
    if heading is None:
        return ()
    printed = read_authors(page, heading)
    below = _letters(mend_accents(text_below(page, heading)))
    names = list(dict.fromkeys(read_names(stored)))
    found = all(_letters(name) in below for name in names)
    if found and len(names) > (1 if printed else 0):
        return tuple(sorted(names, key=lambda name: below.index(_letters(name))))
    return printed


def _text(page: Page) -> str:
    return "\n".join(line.text for line in page.lines)


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
