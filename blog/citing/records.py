"""What is to be cited, apart from how it is written down."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from blog.citing.people import Person, plain_line, read_person
from blog.citing.titles import SMALL_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from typing import Literal

    from blog.models import Post
    from figures.models import Paper

# What says where a paper may appear, not where it did.
UNPUBLISHED = re.compile(
    r"(?:under review|submitted|in submission|preprint|working paper|arxiv|corr\b)",
    re.IGNORECASE,
)
CONFERENCE = re.compile(
    r"\b(?:conference|meeting|proceedings|symposium|workshop)\b"
    r"|^(?:AAAI|ACL|AISTATS|CHI|COLM|COLT|CVPR|ECCV|EMNLP|ICASSP|ICCV|ICLR|ICML|ICRA"
    r"|IJCAI|INTERSPEECH|IROS|KDD|NAACL|NeurIPS|NIPS|NSDI|OSDI|SIGGRAPH|SIGIR|SOSP"
    r"|STOC|FOCS|UAI|USENIX|VLDB|WWW)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Citable:
    """A post or a paper, as far as a list of references speaks of it."""

    kind: Literal["post", "paper"]
    key: str
    title: str
    authors: tuple[Person, ...]
    # Of a post; of a paper only the year is known.
    day: date | None
    year: int | None
    # The site of a post; the journal, the conference of a paper, or what is said of it.
    venue: str
    # Empty where nobody knows.
    language: str
    url: str
    doi: str
    arxiv_id: str

    @property
    def is_unpublished(self) -> bool:
        """A paper that has not appeared in a journal or at a conference."""
        is_out = self.venue and not UNPUBLISHED.match(self.venue)
        return self.kind == "paper" and not is_out

    @property
    def is_conference(self) -> bool:
        return self.kind == "paper" and bool(CONFERENCE.search(self.venue))

    @property
    def note(self) -> str:
        """What is said of a paper that is still to appear: "Under review at ICLR"."""
        bare = re.fullmatch(
            r"(?:arxiv|corr|preprint)\W*(?:preprint)?", self.venue, re.IGNORECASE
        )
        return self.venue if self.is_unpublished and not bare else ""


def citable_post(post: Post, site_name: str, address: str) -> Citable:
    """A post under its whole address, as it is cited now."""
    authors = tuple(read_person(author.name) for author in post.byline)
    day = localdate(post.published_at) if post.published_at else None
    year = day.year if day else None
    return Citable(
        kind="post",
        key=make_key(authors, year, post.slug),
        title=plain_line(post.title),
        authors=authors,
        day=day,
        year=year,
        venue=plain_line(site_name),
        language=post.language,
        url=address,
        doi="",
        arxiv_id="",
    )


def citable_paper(paper: Paper) -> Citable:
    authors = tuple(read_person(name) for name in paper.author_list)
    return Citable(
        kind="paper",
        key=make_key(authors, paper.year, paper.slug),
        title=plain_line(str(paper)),
        authors=authors,
        day=None,
        year=paper.year,
        venue=plain_line(paper.venue),
        language="",
        url=paper.address,
        doi=plain_line(paper.doi),
        arxiv_id=plain_line(paper.arxiv_id),
    )


def make_key(authors: Iterable[Person], year: int | None, slug: str) -> str:
    """``okafor2026reinforcement-learning``: of letters, digits and hyphens alone.

    Of the slug, not of the title: a title may still be polished.
    """
    first = next(iter(authors), None)
    words = [word for word in slug.lower().split("-") if word not in SMALL_WORDS]
    name = ascii_letters(name_briefly(first)) if first else ""
    ending = "-".join(words[:2]) or slug.lower()
    return re.sub(r"[^a-z0-9-]", "", f"{name}{year or ''}{ending}")


def name_briefly(person: Person) -> str:
    """A family name; of a group, the first word that tells it from others."""
    words = [w for w in person.family.split() if w.lower() not in SMALL_WORDS]
    return words[0] if person.is_whole and words else person.family


def ascii_letters(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss").replace("ø", "o"))
    return re.sub(r"[^a-z]", "", plain.lower())
