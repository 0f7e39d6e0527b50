"""A citation as RIS: a tag, two spaces, a hyphen, and one line for each value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blog.citing.people import plain_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blog.citing.records import Citable


def write_ris(citable: Citable) -> str:
    lines = [f"{tag}  - {plain_line(value)}" for tag, value in list_tags(citable)]
    return "\r\n".join([*lines, "ER  - ", ""])


def list_tags(citable: Citable) -> Iterator[tuple[str, str]]:
    yield "TY", name_kind(citable)
    yield from (("AU", person.inverted) for person in citable.authors)
    venue = "" if citable.is_unpublished else citable.venue
    day = f"{citable.day:%Y/%m/%d}/" if citable.day else ""
    arxiv = f"arXiv:{citable.arxiv_id}" if citable.arxiv_id else ""
    tags = {
        "TI": citable.title,
        "T2": venue,
        "PY": str(citable.year or ""),
        "DA": day,
        "N1": citable.note,
        "AN": arxiv,
        "DO": citable.doi,
        "UR": citable.url,
        "LA": citable.language,
        "ID": citable.key,
    }
    yield from ((tag, value) for tag, value in tags.items() if value)


def name_kind(citable: Citable) -> str:
    if citable.kind == "post":
        return "BLOG"
    if citable.is_unpublished:
        # With a DOI it has appeared, whatever we know of where.
        return "GEN" if citable.doi else "UNPB"
    return "CPAPER" if citable.is_conference else "JOUR"
