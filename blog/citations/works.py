"""What a reference list says of a work: authors. *Title*. Venue, year. Link."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bibtexparser.middlewares.names import (
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from django.utils.translation import gettext as _

from blog.citations.identifiers import address_of, names_of_entry, shown_name
from blog.citations.latex import MAX_FIELD, plain_address, plain_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blog.citations.bibtex import BibtexEntry
    from blog.citations.papers import CitedPaper

# More authors than these are the first three "et al.".
MAX_AUTHORS = 6
FEW_AUTHORS = 3

VENUES = (
    *("journal", "journaltitle", "booktitle", "howpublished"),
    *("school", "institution", "publisher"),
)
WEB_ADDRESS = re.compile(r"https?://[^\s{}<>\"]+", re.IGNORECASE)
PREPRINT = re.compile(r"(?:arxiv|corr)\b", re.IGNORECASE)
YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Work:
    authors: str
    title: str
    # Where it appeared, and when.
    source: str
    address: str
    address_words: str


def work_of_entry(entry: BibtexEntry) -> Work:
    names = names_of_entry(entry)
    address, words = link_to(names)
    if not address:
        address = words = web_address(entry)
    year = YEAR.search(entry["year"] or entry["date"])
    return Work(
        authors=name_authors(read_names(entry["author"] or entry["editor"])),
        title=plain_words(entry["title"]) or entry.key,
        source=join(name_venue(entry, names), year[0] if year else ""),
        address=address,
        address_words=words,
    )


def work_of_paper(paper: CitedPaper) -> Work:
    address, words = link_to(paper.names)
    year = str(paper.year) if paper.year else ""
    return Work(
        authors=name_authors(paper.authors),
        title=paper.title,
        source=join(paper.venue, year),
        address=address,
        address_words=words,
    )


def bare_work(name: str) -> Work:
    """A work of which only its DOI or arXiv id is known."""
    return Work("", "", "", *link_to([name]))


def link_to(names: Sequence[str]) -> tuple[str, str]:
    return (address_of(names[0]), shown_name(names[0])) if names else ("", "")


def read_names(latex: str) -> tuple[str, ...]:
    """Authors in the order in which names are spoken."""
    whole = latex[:MAX_FIELD]
    if len(whole) < len(latex):
        # No name is shown by half.
        whole = whole.rpartition(" and ")[0] + " and others"
    people = split_multiple_persons_names(whole)
    spoken = [
        parse_single_name_into_parts(person, strict=False).merge_first_name_first
        for person in people
    ]
    return tuple(filter(None, map(plain_words, spoken)))


def name_authors(names: Sequence[str]) -> str:
    others = bool(names) and names[-1] == "others"
    known = list(names[:-1] if others else names)
    if others or len(known) > MAX_AUTHORS:
        shown = known if len(known) <= MAX_AUTHORS else known[:FEW_AUTHORS]
        return f"{', '.join(shown)} et al."
    if len(known) > 1:
        first, last = ", ".join(known[:-1]), known[-1]
        return _("%(first)s and %(last)s") % {"first": first, "last": last}
    return "".join(known)


def name_venue(entry: BibtexEntry, names: Sequence[str]) -> str:
    fields = (WEB_ADDRESS.sub("", entry[name]).replace("\\url", "") for name in VENUES)
    venue = next(filter(None, map(plain_words, fields)), "")
    if PREPRINT.match(venue) and any(name.startswith("arxiv:") for name in names):
        venue = "arXiv"
    volume, number = plain_words(entry["volume"]), plain_words(entry["number"])
    if volume:
        venue = f"{venue} {volume}".strip() + (f"({number})" if number else "")
    pages = re.sub(r"\s*[-\u2013\u2014]+\s*", "\u2013", plain_words(entry["pages"]))
    return join(venue, pages)


def web_address(entry: BibtexEntry) -> str:
    for field in ("url", "howpublished", "note"):
        if match := WEB_ADDRESS.search(plain_address(entry[field])):
            return match[0]
    return ""


def join(*parts: str) -> str:
    return ", ".join(filter(None, parts))
