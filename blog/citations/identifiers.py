"""DOIs and arXiv ids in the many ways they are written, brought into one.

A work's names are ``doi:…``, ``arxiv:…``, both in lower case, or a key of BibTeX.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from blog.citations.latex import plain_address

if TYPE_CHECKING:
    from blog.citations.bibtex import BibtexEntry

DOI = re.compile(r"(?:^|doi:\s*|doi\.org/)(10\.\d{4,9}/\S{1,180})$", re.IGNORECASE)
ARXIV_ID = r"(\d{4}\.\d{4,5}|[a-z][a-z.-]{1,20}/\d{7})(?:v\d{1,2})?"
ARXIV = re.compile(rf"^{ARXIV_ID}$", re.IGNORECASE)
ARXIV_MENTION = re.compile(
    rf"(?:arxiv:\s*|arxiv\.org/(?:abs|pdf)/){ARXIV_ID}", re.IGNORECASE
)
# DataCite's DOIs for what is on arXiv.
ARXIV_DOI = "10.48550/arxiv."
# What follows an id on arXiv: its version. Nobody has come near this one.
MAX_VERSION = 20


def normal_name(name: str) -> str:
    """The one name for ``doi:…`` or ``arxiv:…``; a key of BibTeX stays as it is."""
    scheme, _colon, rest = name.partition(":")
    if scheme.lower() == "doi":
        return doi_name(rest) or name
    if scheme.lower() == "arxiv":
        return arxiv_name(rest) or name
    return name


def is_identifier(name: str) -> bool:
    """Whether a name leads somewhere by itself."""
    scheme, _colon, rest = name.partition(":")
    if scheme == "doi":
        return doi_name(rest) == name
    return scheme == "arxiv" and arxiv_name(rest) == name


def doi_name(written: str) -> str:
    match = DOI.search(written.strip())
    if not match:
        return ""
    doi = match[1].lower()
    if doi.startswith(ARXIV_DOI):
        return arxiv_name(doi.removeprefix(ARXIV_DOI)) or f"doi:{doi}"
    return f"doi:{doi}"


def arxiv_name(written: str) -> str:
    match = ARXIV.search(written.strip())
    return f"arxiv:{match[1].lower()}" if match else ""


def names_of_entry(entry: BibtexEntry) -> tuple[str, ...]:
    """What a DOI, a preprint's number or an address in an entry says it is."""
    names = [doi_name(plain_address(entry[field])) for field in ("doi", "url")]
    prefix = (entry["archiveprefix"] or entry["eprinttype"] or "arxiv").lower()
    if prefix == "arxiv":
        names.append(arxiv_name(plain_address(entry["eprint"]).removeprefix("arXiv:")))
    names += [
        arxiv_name(mention[1])
        for field in ("journal", "url", "howpublished", "note")
        if (mention := ARXIV_MENTION.search(plain_address(entry[field])))
    ]
    return tuple(dict.fromkeys(filter(None, names)))


def address_of(name: str) -> str:
    """Where ``doi:…`` or ``arxiv:…`` leads; empty for every other name."""
    scheme, _colon, rest = name.partition(":")
    if scheme == "doi":
        return f"https://doi.org/{quote(rest, safe='/:;().,-_~')}"
    return f"https://arxiv.org/abs/{rest}" if scheme == "arxiv" else ""


def shown_name(name: str) -> str:
    scheme, _colon, rest = name.partition(":")
    return f"arXiv:{rest}" if scheme == "arxiv" else f"doi:{rest}"
