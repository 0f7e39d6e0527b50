"""A paper's own arXiv id and DOI; empty where the page leaves a doubt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from figures.extraction.layout import SAME_SIZE
from figures.extraction.small_print import body_size, in_margin

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from figures.extraction.pages import Line, Page

# A footnote's lines are read up to so many lines above.
NOTE_LINES = 4
# Lines of one paragraph are no farther apart than this (font sizes).
SAME_PARAGRAPH = 0.6
# A stamp says little else.
STAMP_LENGTH = 80

ARXIV = re.compile(
    r"arXiv:\s?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(v\d+)?(\s*\[[\w.-]+\])?",
    re.IGNORECASE,
)
# Either alone, as people copy it: bare, with its scheme, or as an address.
TYPED_ARXIV = re.compile(
    r"(?:(?:https?://)?(?:[\w-]+\.)?arxiv\.org/(?:abs|pdf|html|format)/"
    r"|(?:(?:https?://)?doi\.org/)?10\.48550/arxiv\.|arxiv:\s*)?"
    r"(?P<id>\d\d(?:0[1-9]|1[0-2])\.\d{4,5}"
    r"|[a-z]+(?:-[a-z]+)?(?:\.[a-z]{2})?/\d\d(?:0[1-9]|1[0-2])\d{3})"
    r"(?P<version>v[1-9]\d?)?(?:\.pdf)?(?:[?#].*|/|\s*\[.*)?",
    re.IGNORECASE,
)
TYPED_DOI = re.compile(
    r"(?:doi\s*:?\s*|(?:https?://)?(?:www\.|dx\.)?doi\.org/"
    r"|https?://\S+?/doi/(?:\w+/)?)?(?P<doi>10\.\d{4,9}/[^\s\"<>]+)",
    re.IGNORECASE,
)
DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>{}|\\^`]+")
BROKEN_DOI = re.compile(r"doi(?:\.org/|:|\s)\s*$", re.IGNORECASE)
# Templates print these until there is a DOI.
PLACEHOLDER = re.compile(
    r"x{3,}|nnnn|0{6,}|1234567|assigned|\.\.|\u2026$|^[^/]*/\D*$", re.IGNORECASE
)
# Data and programs are registered with Zenodo, figshare, Dryad, OSF and Dataverse.
DEPOSITED = re.compile(r"^10\.(?:5281|6084|5061|17605|7910)/|zenodo|figshare|dryad")
# What a DOI of something else stands beside.
OF_OTHERS = re.compile(
    r"\b(?:data|dataset|code|software|supplement\w*|available|archived?|deposited"
    r"|licen[cs]e|erratum|correct\w*|published (?:by|in|as)|version of record)\b"
    r"|^\[\d+\]",
    re.IGNORECASE,
)
NOTE_MARK = re.compile(r"^(?:\d{1,2}|[*\u2217\u2020\u2021\u00a7\u00b6])(?=\D|$)")
REFERENCES = re.compile(
    r"^(?:\d+\.?\s*)?(?:references|bibliography|literatur)\W*$", re.IGNORECASE
)


def bare_arxiv_id(typed: str) -> str:
    """The id in what somebody typed or copied; empty where it holds none."""
    match = TYPED_ARXIV.fullmatch(typed.strip())
    return match["id"] + (match["version"] or "").lower() if match else ""


def bare_doi(typed: str) -> str:
    """The same for a DOI."""
    typed = typed.strip()
    if "://" in typed:
        typed = unquote(typed.partition("?")[0].partition("#")[0])
    match = TYPED_DOI.fullmatch(typed)
    return match["doi"].rstrip(".,;/") if match else ""


def read_arxiv_id(page: Page) -> str:
    """The id in arXiv's stamp, with its version; papers cited have theirs in the text."""
    for line in page.lines:
        match = ARXIV.search(line.text)
        if match and (line.quarter_turns or match[3] or _is_stamp(line, page)):
            return match[1] + (match[2] or "")
    return ""


def _is_stamp(line: Line, page: Page) -> bool:
    return len(line.text) < STAMP_LENGTH and in_margin(line, page)


def read_doi(page: Page, metadata: Mapping[str, str]) -> str:
    """The DOI the metadata gives, else the only one in the page's small print."""
    for name in ("doi", "subject", "keywords", "title"):
        for doi in _dois(metadata.get(name, "")):
            return doi
    lines = [line for line in page.lines if not line.quarter_turns]
    body = body_size(lines)
    found = [
        (doi, in_margin(line, page))
        for number, line in enumerate(lines)
        if line.style.size < body - SAME_SIZE or in_margin(line, page)
        if not _is_of_others(lines, number)
        for doi in _dois(_with_next(lines, number))
    ]
    for group in ([doi for doi, margin in found if margin], [doi for doi, _ in found]):
        if len({doi.casefold() for doi in group}) == 1:
            return group[0]
    return ""


def _dois(text: str) -> list[str]:
    dois = (match[0].rstrip(".,;:)]'\u2019") for match in DOI.finditer(text))
    raw = {match[0].rstrip(".,;:)]'\u2019"): match[0] for match in DOI.finditer(text)}
    return [
        doi
        for doi in dois
        if not PLACEHOLDER.search(doi)
        and ".." not in raw[doi]
        and not DEPOSITED.search(doi.casefold())
    ]


def _with_next(lines: Sequence[Line], number: int) -> str:
    """The line's text, and the next line's where a DOI is broken between them."""
    text = lines[number].text
    if BROKEN_DOI.search(text) and number + 1 < len(lines):
        return f"{text}{lines[number + 1].text}"
    return text


def _is_of_others(lines: Sequence[Line], number: int) -> bool:
    """Whether the line's paragraph is a footnote, a reference or tells of data."""
    if any(REFERENCES.match(line.text) for line in lines[:number]):
        return True
    line = lines[number]
    above = lines[max(0, number - NOTE_LINES) : number + 1]
    paragraph = [line]
    for before in reversed(above[:-1]):
        gap = paragraph[-1].box.top - before.box.bottom
        if abs(before.style.size - line.style.size) > SAME_SIZE or not (
            -line.style.size < gap < SAME_PARAGRAPH * line.style.size
        ):
            break
        paragraph.append(before)
    return any(
        OF_OTHERS.search(part.text) or _has_note_mark(part) for part in paragraph
    )


def _has_note_mark(line: Line) -> bool:
    """Whether a small raised mark begins the line."""
    first = line.words[0]
    return (
        NOTE_MARK.match(first.text) is not None
        and first.style.size < line.style.size - SAME_SIZE
    )
