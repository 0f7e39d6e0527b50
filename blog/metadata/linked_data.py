"""Things of the site in the words of schema.org, as search engines read them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString

from figures.credits import credit_line
from figures.licences import LICENCES, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from blog.metadata.pictures import SharedPicture
    from blog.models import Author
    from figures.models import Figure, Paper

    Thing = dict[str, Any]

# A browser must find no tag in a script, whatever a title says.
ESCAPES = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}


def write_graph(things: Iterable[Thing]) -> SafeString:
    """The things as one JSON-LD document that may stand in a script element."""
    graph = {
        "@context": "https://schema.org",
        "@graph": [drop_empty(each) for each in things],
    }
    words = json.dumps(graph, ensure_ascii=False, default=str).translate(ESCAPES)
    return SafeString(words)


def drop_empty(thing: Thing) -> Thing:
    """Without what nobody has said."""
    return {
        name: drop_empty(value) if isinstance(value, dict) else value
        for name, value in thing.items()
        if value not in ("", None, [], {})
    }


def person(name: str, address: str = "", affiliation: str = "") -> Thing:
    work = {"@type": "Organization", "name": affiliation} if affiliation else None
    return drop_empty(
        {"@type": "Person", "name": name, "url": address, "affiliation": work}
    )


def person_of(author: Author, page: str) -> Thing:
    return drop_empty(
        person(author.name, page, author.affiliation) | {"sameAs": author.url}
    )


def organization(name: str, home: str) -> Thing:
    return {"@type": "Organization", "@id": f"{home}#site", "name": name, "url": home}


def scholarly_article(paper: Paper, page: str = "") -> Thing:
    """A paper; ``page`` is what this site says of it, where readers may see it."""
    return drop_empty(
        {
            "@type": "ScholarlyArticle",
            "@id": f"{page}#paper" if page else paper.address,
            "headline": str(paper),
            "name": str(paper),
            "author": [person(name) for name in paper.author_list],
            "datePublished": str(paper.year or ""),
            "abstract": paper.key_contribution,
            "isPartOf": {"@type": "CreativeWork", "name": paper.venue}
            if paper.venue
            else None,
            "identifier": identifiers(paper),
            "url": paper.address,
            "license": LICENCES.get(paper.licence, UNKNOWN).address,
        }
    )


def identifiers(paper: Paper) -> list[Thing]:
    names = (("DOI", paper.doi), ("arXiv", paper.arxiv_id))
    return [
        {"@type": "PropertyValue", "propertyID": kind, "value": value}
        for kind, value in names
        if value
    ]


def image_object(figure: Figure, picture: SharedPicture, page: str = "") -> Thing:
    """A picture, whose it is, and what may be done with it."""
    paper = figure.paper
    licence = LICENCES.get(paper.licence, UNKNOWN) if paper else UNKNOWN
    return drop_empty(
        {
            "@type": "ImageObject",
            "@id": f"{page}#figure" if page else "",
            "name": str(figure),
            "caption": figure.caption,
            "description": picture.alt,
            "contentUrl": picture.address,
            "encodingFormat": "image/png",
            "width": picture.width,
            "height": picture.height,
            "url": page,
            "creditText": credit_line(figure),
            "creator": [person(name) for name in paper.author_list] if paper else None,
            "license": licence.address,
            "acquireLicensePage": paper.address if paper else "",
            "copyrightNotice": describe_rights(paper) if paper else "",
        }
    )


def describe_rights(paper: Paper) -> str:
    """Empty where nobody knows whose it is, or it is everybody's."""
    if not paper.author_list or paper.licence == "cc0":
        return ""
    year = [str(paper.year)] if paper.year else []
    return " ".join(["©", *year, ", ".join(paper.author_list)])


def breadcrumbs(steps: Sequence[tuple[str, str]]) -> Thing:
    """The way from the home page, as names and addresses."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address}
            for place, (name, address) in enumerate(steps, start=1)
        ],
    }
