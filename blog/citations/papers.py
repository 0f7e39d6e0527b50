"""Papers of our own that a text cites by DOI or arXiv id, without an entry for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower

from blog.citations.identifiers import MAX_VERSION, arxiv_name, doi_name
from blog.models import Post
from figures.models import Paper

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


@dataclass(frozen=True, slots=True)
class CitedPaper:
    """All that a reference list shows of a paper."""

    names: tuple[str, ...]
    title: str
    authors: tuple[str, ...]
    venue: str
    year: int | None


def find_papers(names: Collection[str]) -> tuple[CitedPaper, ...]:
    """The papers behind ``doi:…`` and ``arxiv:…``; one query, however many.

    Anybody may read a text that cites them, so none is found that is not for anybody.
    """
    dois, arxiv_ids = set(spell_dois(names)), set(spell_arxiv_ids(names))
    if not dois and not arxiv_ids:
        return ()
    papers = (
        Paper.objects.annotate(plain_doi=Lower("doi"), plain_arxiv=Lower("arxiv_id"))
        .filter(Q(plain_doi__in=dois) | Q(plain_arxiv__in=arxiv_ids))
        .filter(may_be_shown())
        .exclude(title="")
        .order_by("pk")
        .only("title", "authors", "venue", "year", "doi", "arxiv_id")
    )
    return tuple(map(cite, papers))


def may_be_shown() -> Q:
    """Of papers that a person vouches for, or that readers see already."""
    published = Post.objects.published()
    return (
        Q(is_public=True)
        | Q(details_confirmed_at__isnull=False)
        | Exists(published.filter(papers=OuterRef("pk")))
        | Exists(published.filter(figures__paper=OuterRef("pk")))
    )


def spell_dois(names: Collection[str]) -> Iterator[str]:
    """DOIs as they may be stored; what is on arXiv has one too."""
    for name in names:
        scheme, _colon, rest = name.partition(":")
        if scheme == "doi":
            yield rest
        elif scheme == "arxiv":
            yield f"10.48550/arxiv.{rest}"


def spell_arxiv_ids(names: Collection[str]) -> Iterator[str]:
    """Ids as they may be stored: with a version or without."""
    for name in names:
        scheme, _colon, rest = name.partition(":")
        if scheme == "arxiv":
            yield rest
            yield from (f"{rest}v{version}" for version in range(1, MAX_VERSION + 1))


def cite(paper: Paper) -> CitedPaper:
    names = filter(None, (doi_name(paper.doi), arxiv_name(paper.arxiv_id)))
    return CitedPaper(
        names=tuple(dict.fromkeys(names)),
        title=paper.title,
        authors=tuple(paper.author_list),
        venue=paper.venue,
        year=paper.year,
    )
