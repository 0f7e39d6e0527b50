"""Holds the figures found against the true ones: which is which, missed or extra."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from figures.extraction.geometry import Box
    from figures.extraction.listing import ListedFigure

# From this overlap on, a box is right: what papers on figure extraction agreed upon.
RIGHT_OVERLAP = 0.8
# Where no number says which figure is meant, the boxes have to share at least this.
SAME_PLACE = 0.1
# A figure that shares this much with an ignored one is the ignored one.
IGNORED_OVERLAP = 0.3


@dataclass(frozen=True, slots=True)
class Match:
    """A figure found, and the true one that it is."""

    true: ListedFigure
    found: ListedFigure
    # From 0 to 1: what the boxes share of what they cover together.
    overlap: float

    @property
    def has_right_box(self) -> bool:
        return self.overlap >= RIGHT_OVERLAP


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was found of the true figures; what is to be ignored is in none of the three."""

    matches: tuple[Match, ...]
    missed: tuple[ListedFigure, ...]
    extra: tuple[ListedFigure, ...]

    def on_page(self, number: int) -> Comparison:
        return Comparison(
            tuple(match for match in self.matches if match.true.page_number == number),
            tuple(figure for figure in self.missed if figure.page_number == number),
            tuple(figure for figure in self.extra if figure.page_number == number),
        )

    @property
    def is_right(self) -> bool:
        """Everything was found, nothing else was, and all boxes are right."""
        boxes_right = all(match.has_right_box for match in self.matches)
        return boxes_right and not self.missed and not self.extra


def compare(true: Sequence[ListedFigure], found: Sequence[ListedFigure]) -> Comparison:
    """Pair what was found with what is true, each figure at most once."""
    counted = [figure for figure in true if not figure.is_ignored]
    ignored = [figure for figure in true if figure.is_ignored]
    matches = tuple(_matches(counted, found))
    # By identity: two entries of a list may well be equal.
    paired = {id(figure) for match in matches for figure in (match.true, match.found)}
    return Comparison(
        matches,
        missed=tuple(figure for figure in counted if id(figure) not in paired),
        extra=tuple(
            figure
            for figure in found
            if id(figure) not in paired and not _is_covered(figure, ignored)
        ),
    )


def overlap_of(one: Box, other: Box) -> float:
    """What two boxes share, as a part of what they cover together."""
    shared = one.intersection(other)
    if shared.width <= 0 or shared.height <= 0:
        return 0.0
    return shared.area / (one.area + other.area - shared.area)


def _matches(
    true: Iterable[ListedFigure], found: Iterable[ListedFigure]
) -> Iterator[Match]:
    groups: defaultdict[tuple[int, str, str], list[ListedFigure]] = defaultdict(list)
    for figure in found:
        groups[_identity(figure)].append(figure)
    wanted: defaultdict[tuple[int, str, str], list[ListedFigure]] = defaultdict(list)
    for figure in true:
        wanted[_identity(figure)].append(figure)
    for identity, figures in wanted.items():
        for match in _pair(figures, groups[identity]):
            if match.overlap > SAME_PLACE or match.true.number:
                yield match


def _pair(
    true: Sequence[ListedFigure], found: Sequence[ListedFigure]
) -> Iterator[Match]:
    """Figures of one identity, one to one, those that share most first."""
    candidates = [
        Match(one, other, overlap_of(one.box, other.box))
        for one, other in product(true, found)
    ]
    taken: set[int] = set()
    for match in sorted(candidates, key=lambda match: match.overlap, reverse=True):
        pair = {id(match.true), id(match.found)}
        if taken.isdisjoint(pair):
            taken |= pair
            yield match


def _identity(figure: ListedFigure) -> tuple[int, str, str]:
    """What two figures agree on when they are the same: 3, "3." and "3 :" are one number."""
    number = "".join(figure.number.split()).strip(".:").casefold()
    return figure.page_number, figure.kind.value, number


def _is_covered(figure: ListedFigure, ignored: Iterable[ListedFigure]) -> bool:
    return any(
        figure.page_number == other.page_number
        and (
            overlap_of(figure.box, other.box) >= IGNORED_OVERLAP
            or (bool(other.number) and _identity(figure) == _identity(other))
        )
        for other in ignored
    )
