"""Numbers the works that a text cites, in the order in which it first does."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from blog.citations.identifiers import is_identifier, names_of_entry, normal_name
from blog.citations.works import bare_work, work_of_entry, work_of_paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from blog.citations.bibtex import BibtexEntry
    from blog.citations.papers import CitedPaper
    from blog.citations.works import Work


@dataclass(frozen=True, slots=True)
class Reference:
    number: int
    work: Work
    # The entry's key, for those who write; empty for a paper without an entry.
    key: str
    # How often the text cites it.
    count: int


class Catalogue:
    """Works under all their names: an entry's key, its DOI, its arXiv id."""

    def __init__(
        self, entries: Iterable[BibtexEntry], papers: Iterable[CitedPaper]
    ) -> None:
        self.works: list[Work] = []
        self.keys: list[str] = []
        self.places: dict[str, int] = {}
        for entry in entries:
            names = (normal_name(entry.key), *names_of_entry(entry))
            self.add(work_of_entry(entry), names, entry.key)
        for paper in papers:
            # What is known here was looked at by an editor.
            place = self.add(work_of_paper(paper), paper.names)
            self.works[place] = work_of_paper(paper)

    def add(self, work: Work, names: Iterable[str], key: str = "") -> int:
        """Keep a work, unless it is there under one of its names; say where it is."""
        names = list(names)
        known = (self.places[name] for name in names if name in self.places)
        place = next(known, len(self.works))
        if place == len(self.works):
            self.works.append(work)
            self.keys.append(key)
        for name in names:
            self.places.setdefault(name, place)
        return place

    def find(self, name: str) -> int | None:
        """Where a work is; one that only its DOI or arXiv id tells of is added."""
        if name not in self.places and is_identifier(name):
            self.add(bare_work(name), [name])
        return self.places.get(name)


def number_references(
    cited: Sequence[str], catalogue: Catalogue
) -> tuple[list[Reference], Mapping[str, Reference]]:
    """All references in order, and those that are cited, by the name they are cited by.

    Entries that are never cited follow in the order in which they were written: what an
    author put into a text does not vanish from it.
    """
    found = [catalogue.find(name) for name in cited]
    counts = Counter(place for place in found if place is not None)
    order = [*counts, *(p for p in range(len(catalogue.works)) if p not in counts)]
    references = {
        place: Reference(
            number, catalogue.works[place], catalogue.keys[place], counts[place]
        )
        for number, place in enumerate(order, start=1)
    }
    by_name = {
        name: references[place]
        for name, place in zip(cited, found, strict=True)
        if place is not None
    }
    return list(references.values()), by_name
