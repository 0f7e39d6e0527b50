"""What papers say, page by page, and where they come nearest to a number."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import Count, Max
from django.utils.translation import gettext as _

from blog.checks.amounts import amounts_in
from figures.models import Figure, PageImage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from blog.checks.amounts import Amount

# Shorter words say little about what a sentence is about.
WORD = re.compile(r"[^\W\d_]{4,}")
# Nobody waits for more: about four hundred pages.
MOST_CHARACTERS = 2_000_000
# Of the passages that share words, so many are looked at for their numbers.
MOST_COMPARED = 40
# So much of a passage tells which one it is.
EXCERPT = 140


@dataclass(frozen=True, slots=True)
class Quotation:
    """The passage of a paper that comes nearest to what a post says."""

    paper: str
    page_number: int | None
    words: str

    def describe(self) -> str:
        context = {"paper": self.paper, "page": self.page_number, "words": self.words}
        if self.page_number is None:
            return _("Nearest in “%(paper)s”: “%(words)s”") % context
        return _("Nearest in “%(paper)s”, p. %(page)d: “%(words)s”") % context


@dataclass(frozen=True, slots=True)
class Passage:
    paper: str
    page_number: int | None
    text: str


class Library:
    """The words of some papers, with an index of what is in them."""

    def __init__(self, passages: list[Passage]) -> None:
        self.passages = passages
        self.amounts = [amounts_in(passage.text) for passage in passages]
        self.values = {
            value
            for found in self.amounts
            for amount in found
            for value in amount.values
        }
        self.places: defaultdict[str, list[int]] = defaultdict(list)
        for place, passage in enumerate(passages):
            for word in words_of(passage.text):
                self.places[word].append(place)


def words_of(text: str) -> set[str]:
    return {word.casefold() for word in WORD.findall(text)}


def find_library(papers: Iterable[int]) -> Library | None:
    """None as long as one of ``papers`` has no words to look for.

    Two queries; two more where the papers are not those that were just asked for.
    """
    wanted = tuple(sorted(set(papers)))
    pages = PageImage.objects.filter(
        version__paper__in=wanted, version__is_current=True
    ).aggregate(Count("pk"), Max("pk"), Max("version__uploaded_at"))
    figures = Figure.objects.filter(paper__in=wanted).aggregate(
        Count("pk"), Max("changed_at")
    )
    return read_library(wanted, (*pages.values(), *figures.values()))


@lru_cache(maxsize=8)
def read_library(wanted: tuple[int, ...], state: tuple[object, ...]) -> Library | None:
    """Read once while an editor types; ``state`` tells when there is something new."""
    pages = (
        PageImage.objects.filter(version__paper__in=wanted, version__is_current=True)
        .values_list("version__paper", "version__paper__title", "number", "passages")
        .order_by("version__paper", "number")
    )
    passages: list[Passage] = []
    known: set[int] = set()
    length = 0
    for paper, title, number, found in pages.iterator(chunk_size=50):
        texts = [entry["text"] for entry in found]
        length += sum(map(len, texts))
        if length > MOST_CHARACTERS:
            return None
        if texts:
            known.add(paper)
        passages += [Passage(title, number, text) for text in texts]
    if not wanted or known != set(wanted):
        return None
    return Library([*passages, *read_figures(wanted)])


def read_figures(papers: Iterable[int]) -> Iterator[Passage]:
    """Captions as editors have them, and the words inside of figures and tables."""
    figures = Figure.objects.filter(paper__in=papers).order_by("pk")
    for title, page, caption, text in figures.values_list(
        "paper__title", "page_number", "caption", "text"
    ):
        yield from (Passage(title, page, words) for words in (caption, text) if words)


def find_nearest(amount: Amount, around: str, library: Library) -> Quotation | None:
    """The passage with similar words, and among those the nearest number."""
    shared: Counter[int] = Counter()
    for word in words_of(around):
        places = library.places.get(word, [])
        # What is said on every page tells nothing.
        if len(places) <= max(len(library.passages) // 4, 10):
            shared.update(places)
    best: tuple[float, int, Amount | None] = (0.0, -1, None)
    for place, count in shared.most_common(MOST_COMPARED):
        closest = min(
            library.amounts[place],
            key=lambda other: distance(amount, other),
            default=None,
        )
        score = count + (6 * (1 - distance(amount, closest)) if closest else 0)
        if score > best[0]:
            best = (score, place, closest)
    _score, place, closest = best
    if place < 0:
        return None
    passage = library.passages[place]
    words = excerpt(passage.text, closest)
    return Quotation(passage.paper, passage.page_number, words)


def distance(one: Amount, other: Amount) -> float:
    """0 for the same value, 1 for nothing in common."""
    return min(
        abs(mine - theirs) / max(abs(mine), abs(theirs), 1e-9)
        for mine in one.values
        for theirs in other.values
    )


def excerpt(text: str, amount: Amount | None) -> str:
    """A line of ``text``, with the number in its middle."""
    middle = amount.span[0] if amount else 0
    start = max(middle - EXCERPT // 2, 0)
    end = min(start + EXCERPT, len(text))
    words = " ".join(text[start:end].split())
    return ("… " if start else "") + words + (" …" if end < len(text) else "")
