"""A citation as CSL-JSON, which Zotero, Pandoc and citeproc read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from blog.citing.people import Person
    from blog.citing.records import Citable


def write_csl(citable: Citable) -> str:
    venue = "" if citable.is_unpublished else citable.venue
    arxiv = f"arXiv:{citable.arxiv_id}" if citable.arxiv_id else ""
    fields: dict[str, Any] = {
        "id": citable.key,
        "type": name_kind(citable),
        "title": citable.title,
        "author": [write_person(person) for person in citable.authors],
        "issued": write_date(citable),
        "container-title": venue,
        "publisher": "arXiv" if arxiv and not venue else "",
        "number": arxiv,
        "note": citable.note,
        "DOI": citable.doi,
        "URL": citable.url,
        "language": citable.language,
    }
    known = {name: value for name, value in fields.items() if value}
    return json.dumps([known], ensure_ascii=False, indent=2) + "\n"


def name_kind(citable: Citable) -> str:
    if citable.kind == "post":
        return "post-weblog"
    if citable.is_unpublished:
        return "article"
    return "paper-conference" if citable.is_conference else "article-journal"


def write_person(person: Person) -> dict[str, str]:
    if person.is_whole:
        return {"literal": person.family}
    name = {"family": person.family, "given": person.given}
    return name | ({"suffix": person.suffix} if person.suffix else {})


def write_date(citable: Citable) -> dict[str, list[list[int]]]:
    if citable.day:
        return {"date-parts": [[citable.day.year, citable.day.month, citable.day.day]]}
    return {"date-parts": [[citable.year]]} if citable.year else {}
