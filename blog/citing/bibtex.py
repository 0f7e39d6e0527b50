"""A citation as BibTeX: letters as they are, marks of TeX's own written out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from blog.citing.people import plain_line
from blog.citing.titles import WORD, has_inner_capitals, is_headline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blog.citing.people import Person
    from blog.citing.records import Citable

# Braces by name: BibTeX counts those it sees, even behind a backslash.
SPECIALS = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{mark: f"\\{mark}" for mark in "#$%&_"},
    }
)
# Fields with addresses are read as they stand; only what ends them is in the way.
IN_ADDRESSES = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})
MONTHS = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
]


def write_bibtex(citable: Citable) -> str:
    fields = [f"  {name} = {value}" for name, value in list_fields(citable) if value]
    return f"@{name_kind(citable)}{{{citable.key},\n" + ",\n".join(fields) + "\n}\n"


def name_kind(citable: Citable) -> str:
    if citable.kind == "post" or citable.is_unpublished:
        return "misc"
    return "inproceedings" if citable.is_conference else "article"


def list_fields(citable: Citable) -> Iterator[tuple[str, str]]:
    yield "author", braced(" and ".join(map(write_person, citable.authors)))
    yield "title", braced(protect_capitals(citable.title, citable.language))
    if citable.kind == "post":
        yield "howpublished", braced(escape(citable.venue))
    elif not citable.is_unpublished:
        venue = "booktitle" if citable.is_conference else "journal"
        yield venue, braced(escape(citable.venue))
    yield "year", braced(str(citable.year or ""))
    if citable.day:
        yield "month", MONTHS[citable.day.month - 1]
        yield "day", braced(str(citable.day.day))
    yield "note", braced(escape(citable.note))
    if citable.arxiv_id:
        yield "eprint", braced(write_address(citable.arxiv_id))
        yield "archiveprefix", "{arXiv}"
    yield "doi", braced(write_address(citable.doi))
    yield "url", braced(write_address(citable.url))
    yield "language", braced(escape(citable.language))


def braced(value: str) -> str:
    """Empty for what is empty: no field is written for it."""
    return f"{{{value}}}" if value else ""


def escape(text: str) -> str:
    return text.translate(SPECIALS)


def write_address(address: str) -> str:
    return plain_line(address).translate(IN_ADDRESSES)


def write_person(person: Person) -> str:
    """A name that could be taken apart wrongly keeps together in braces."""
    if person.is_whole:
        return f"{{{escape(person.family)}}}"
    parts = (person.family, person.suffix, person.given)
    return ", ".join(protect_and(escape(part)) for part in parts if part)


def protect_and(part: str) -> str:
    return re.sub(r"\b(and)\b", r"{\1}", part, flags=re.IGNORECASE)


def protect_capitals(title: str, language: str) -> str:
    """Braces round words that keep their capitals in every style of references.

    English headlines may be set with small letters, names and abbreviations may not;
    of other languages, only people know.
    """
    if not language.startswith("en") and language:
        return f"{{{escape(title)}}}"
    if title.isupper():
        # A title page's capitals are nobody's.
        return escape(title)
    ordinary = not is_headline(title)
    parts = []
    end = 0
    for match in WORD.finditer(title):
        word = match[0]
        keeps = has_inner_capitals(word) or (word[0].isupper() and end > 0 and ordinary)
        parts += [
            escape(title[end : match.start()]),
            braced(escape(word)) if keeps else escape(word),
        ]
        end = match.end()
    return "".join([*parts, escape(title[end:])])
