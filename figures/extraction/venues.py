"""Where a paper appeared, and the year printed with it: journal or conference."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from figures.extraction.identifiers import REFERENCES
from figures.extraction.layout import SAME_SIZE
from figures.extraction.small_print import (
    body_size,
    in_margin,
    read_small_print,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from figures.extraction.pages import Line, Page

# Journals name themselves nearer to the edge than text and notes come.
TOP, BOTTOM = 0.09, 0.92
# So many letters of its title tell that a citation is of the paper itself.
TITLE_LETTERS = 30
# Names of journals go on this long; more is a sentence.
LONGEST = 160
# So many words in capitals are a way of setting them, fewer an abbreviation.
SHOUTED = 2

YEAR = r"(?P<year>(?:19|20)\d\d)\b"
NAME = r"(?P<venue>[^\W\d_][^\d|;()]{2,90}?)"
NUMBER = r"(?P<volume>\d{1,5})"
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
# How running heads and feet of journals name themselves.
JOURNALS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # HardwareX 22 (2025) e00647
        rf"{NAME},? (?:vol(?:ume)?\.? ?)?{NUMBER}(?:[.,:]? ?(?:no\.? ?)?\(?\d+\)?)? ?\({YEAR}\)",
        # Clinical Science (2014) 126, 305; NATURE COMMUNICATIONS | (2018) 9:4328
        rf"{NAME} (?:\| ?)?\({YEAR}\)[,:]? ?{NUMBER}[:,] ?\w",
        # Curr. Oncol. 2023, 30, 3079
        rf"{NAME} {YEAR}[,;] ?{NUMBER}[,(:] ?\w",
        # PHYSICAL REVIEW D 98, 043505 (2018)
        rf"{NAME} {NUMBER}[,:] ?[\d\u2013-]+ ?\({YEAR}\)",
        # IEEE TRANSACTIONS ON ROBOTICS, VOL. 17, NO. 11, NOVEMBER 2020
        rf"{NAME},? vol(?:ume)?\.? ?{NUMBER}\b[^()|]{{0,40}}\b{YEAR}",
        # Nature | Vol 596 | 26 August 2021
        rf"{NAME} ?\| ?vol\.? ?{NUMBER} ?\| ?[^|]*{YEAR}",
        # SCIENTIFIC REPORTS | 5 : 8555 | DOI
        rf"{NAME} ?\| ?{NUMBER} ?: ?\d+ ?\|",
    )
]
# Hoeffner et al. (2024). Its title. Journal of Open Source Education, 7(77), 180.
CITED = re.compile(
    rf"\({YEAR}\)\. .{{1,300}}?[.?!] (?P<venue>[A-Z][^.\d]{{2,90}}), {NUMBER}\(\d+\), \w"
)
SERIES = re.compile(r"Leibniz International Proceedings in \w+")
PUBLISHED = re.compile(
    r"(?i:published|accepted|presented|to appear|appear(?:s|ed|ing))"
    r"(?: as an? (?:[\w-]+ ){1,4}?(?:paper|poster|abstract|article))?"
    r"(?: for (?:publication|presentation))? (?:at|in|to) (?:the )?(?P<venue>[A-Z].+)"
)
PROCEEDINGS = re.compile(
    r"^\W*(?:In:? |Appearing in )?(?:the )?(?P<venue>Proceedings of (?:the )?[^,.;]{1,200}?"
    r"(?:(?:, [A-Z][\w-]+){0,4},? (?:and|&) [A-Z][^,.;]{0,80}?)?)"
    r"(?= [-\u2013] | (?:JMLR|PMLR|Vol(?:ume)?)\b|[,.;]|$)"
)
MEETING = re.compile(
    r"^\W*(?P<venue>(?:\d+ ?(?:st|nd|rd|th)|First|Second|Third) [^,.;]{0,120}?"
    r"(?:Conference|Workshop|Symposium|Meeting|Congress)\b[^,.;]{0,120}?)(?=[,.;]|$)"
)
# SIGCOMM '18, August 20-25, 2018, Budapest, Hungary
EVENT = re.compile(
    rf"^(?P<venue>[A-Z][\w&/+ -]{{1,40}}?[ ]?[\u2019'\u2018]?(?P<short>\d\d)), "
    rf"(?=.*\b{MONTH}\b).*?\b{YEAR}",
    re.IGNORECASE,
)
# The metadata's line: IEEE Access;2020;8; ;10.1109/…
SUBJECT = re.compile(rf"(?P<venue>[^;\d]+);{YEAR};\d+;.*;10\.\d{{4}}")

# A template's own words, where the authors' have not come yet.
UNFILLED = re.compile(
    r"\b(?:X{2,}|Y{3}|Z{3})\b|\bno\. X\b|\b(?:published|submitted):? X/|Vol\(num\)"
    r"|dd/month/year|\(s\) 0000|journal title|latex class files|to ?be ?assigned"
    r"|\bacronym\b|conference[\u2019']\d\d, july 2017|woodstock|MNRAS 000"
    r"|\b0+ \((?:19|20)\d\d\)",
    re.IGNORECASE,
)
# Not there yet, or not at all.
UNPUBLISHED = re.compile(
    r"\b(?:under (?:[\w-]+ )?review|submitted to|submission\b|in preparation"
    r"|prepared for|manuscript no|draft|not peer[- ]reviewed)\b",
    re.IGNORECASE,
)
# What looks like a name and is none.
NO_VENUE = re.compile(
    rf"\b(?:{MONTH}|received|revised|accepted|published|preprint|arxiv|doi|page|figure"
    r"|table|version|https?|www|copyright|licen[cs]e|equation|section|chapter|volume|vol"
    r"|no|ref|eq|fig|available)\b|[@=\u00a9\u20dd]",
    re.IGNORECASE,
)
SMALL_WORDS = {"a", "an", "and", "for", "in", "of", "on", "the", "to", "with"}
ACRONYMS = {"acm", "aiaa", "aip", "asme", "ieee", "iet", "iop", "plos", "siam"}


@dataclass(frozen=True, slots=True)
class Imprint:
    """Where a paper appeared, in its own words, and in which year as far as it says."""

    venue: str
    year: int | None


NOWHERE = Imprint("", None)


def read_imprint(
    pages: Sequence[Page], metadata: Mapping[str, str], title: str
) -> Imprint:
    """What head lines, feet and footnotes of the first pages say."""
    said = [line.text for page in _before_references(pages) for line in _asides(page)]
    if any(UNPUBLISHED.search(text) for text in said):
        return NOWHERE
    outside = [
        line.text
        for page in _before_references(pages)
        for line in page.lines
        if _is_outside(line, page)
    ]
    candidates = [
        *(imprint for text in said for imprint in _statements(text)),
        *_footnotes(pages[0], _letters(title)),
        *_subject(metadata.get("subject", "")),
        *(imprint for text in outside for imprint in _journals(text)),
    ]
    return next(iter(candidates), NOWHERE)


def _before_references(pages: Sequence[Page]) -> Iterator[Page]:
    for page in pages[:2]:
        if any(REFERENCES.match(line.text) for line in page.lines):
            break
        yield page


def _asides(page: Page) -> Iterator[Line]:
    """Lines in the margin, but for text that reaches into it."""
    small = body_size(page.lines) - SAME_SIZE
    for line in page.lines:
        is_small = line.style.size < small and not line.quarter_turns
        if _is_outside(line, page) or (is_small and in_margin(line, page)):
            yield line


def _is_outside(line: Line, page: Page) -> bool:
    return not line.quarter_turns and (
        line.box.bottom < page.height * TOP or page.height * BOTTOM < line.box.top
    )


def is_unfilled(page: Page) -> bool:
    """Whether the first page still shows its template's own dates and numbers."""
    return any(UNFILLED.search(text_of(block)) for block in read_small_print(page))


def _statements(text: str) -> Iterator[Imprint]:
    """The paper says in a sentence of its own where it appeared."""
    match = PUBLISHED.match(text)
    if match and len(text) < LONGEST and not UNFILLED.search(text):
        name = re.sub(r"\(\d\d?/\d{4}\)", "", match["venue"])
        yield Imprint(_tidy(name), _only_year(match["venue"]))


def _footnotes(page: Page, title: str) -> Iterator[Imprint]:
    """Journal or conference, where the first page's small print names it."""
    for block in read_small_print(page):
        text = text_of(block)
        if UNFILLED.search(text):
            continue
        for pattern in (PROCEEDINGS, MEETING):
            if match := pattern.match(text):
                yield Imprint(_tidy(match["venue"]), _only_year(text))
        match = CITED.search(text)
        if match and title and title[:TITLE_LETTERS] in _letters(text):
            yield Imprint(_tidy(match["venue"]), int(match["year"]))
        for line in block:
            yield from _events(line.text)


def _events(text: str) -> Iterator[Imprint]:
    match = EVENT.match(text)
    if match and match["year"].endswith(match["short"]):
        name = _tidy(match["venue"])
        if not NO_VENUE.search(name):
            yield Imprint(name, int(match["year"]))
    if match := SERIES.fullmatch(text):
        yield Imprint(match[0], None)


def _subject(text: str) -> Iterator[Imprint]:
    if match := SUBJECT.match(text):
        yield Imprint(_tidy(match["venue"]), int(match["year"]))
    elif "doi" in text.casefold():
        yield from _journals(text)


def _journals(text: str) -> Iterator[Imprint]:
    text = re.sub(r"^.*\bet al\.?,? ", "", text)
    if len(text) > LONGEST or UNFILLED.search(text):
        return
    for pattern in JOURNALS:
        if match := pattern.match(text):
            name = _tidy(match["venue"])
            if name[:1].isupper() and not (NO_VENUE.search(name) or ", " in name):
                year = match.groupdict().get("year")
                yield Imprint(name, int(year) if year else None)


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _only_year(text: str) -> int | None:
    years = {int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", text)}
    return years.pop() if len(years) == 1 else None


def _tidy(name: str) -> str:
    """As printed, but for capitals throughout, which are a matter of setting."""
    name = " ".join(name.split()).strip(" ,:|\u2013-*\u22c6\u2217")
    name = re.sub(r"(\d) (st|nd|rd|th)\b", r"\1\2", name)
    if name.count(".") == 1:
        # More of them are those of abbreviations.
        name = name.removesuffix(".")
    words = name.split()
    if not name.isupper() or sum(map(str.isalpha, words)) < SHOUTED:
        return name
    return " ".join(
        word if word.casefold() in ACRONYMS else _lower(word, is_first=not number)
        for number, word in enumerate(words)
    )


def _lower(word: str, *, is_first: bool) -> str:
    if word.casefold() in SMALL_WORDS and not is_first:
        return word.casefold()
    return word.capitalize()
