"""Counts what was found right, missed and extra; the rules stand in README.md."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import astuple, dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from figures.extraction.comparison import Comparison, Match
    from figures.extraction.listing import ListedFigure
    from figures.extraction.records import FigureKind

# A caption is right from here on: a formula or a ligature may be read otherwise.
ALIKE = 0.9
# Blanks, and what breaks words: hyphens of all kinds, but no dashes.
BREAKS = re.compile(r"[\s\-\u00ad\u2010-\u2012]+")
# Confidence from the first number on, and below the second.
BINS = ((0.9, 1.01), (0.7, 0.9), (0.5, 0.7), (0.0, 0.5))


@dataclass(frozen=True, slots=True)
class Score:
    """Counts that can be added up; the parts are worked out of the sums."""

    true: int = 0
    found: int = 0
    labels: int = 0
    boxes: int = 0
    overlap: float = 0.0
    captions: int = 0
    right_captions: int = 0
    panelled: int = 0
    right_panels: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            *(a + b for a, b in zip(astuple(self), astuple(other), strict=True))
        )

    @property
    def precision(self) -> float:
        return self.boxes / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.boxes / self.true if self.true else 1.0

    @property
    def box_f1(self) -> float:
        return self._f1(self.boxes)

    @property
    def label_f1(self) -> float:
        return self._f1(self.labels)

    def _f1(self, right: int) -> float:
        both = self.true + self.found
        return 2 * right / both if both else 1.0


@dataclass(frozen=True, slots=True)
class Bin:
    """The figures found with a confidence from ``low`` up to ``high``."""

    low: float
    high: float
    found: int
    right: int


def count(comparison: Comparison, kind: FigureKind | None = None) -> Score:
    """The score of one paper, or of its figures or tables alone."""
    matches = [match for match in comparison.matches if kind in (None, match.true.kind)]
    missed = [figure for figure in comparison.missed if kind in (None, figure.kind)]
    extra = [figure for figure in comparison.extra if kind in (None, figure.kind)]
    true = [*missed, *(match.true for match in matches)]
    return Score(
        true=len(true),
        found=len(matches) + len(extra),
        labels=len(matches),
        boxes=sum(match.has_right_box for match in matches),
        overlap=sum(match.overlap for match in matches),
        captions=sum(bool(figure.caption) for figure in true),
        right_captions=sum(
            bool(match.true.caption) and has_right_caption(match) for match in matches
        ),
        panelled=sum(bool(figure.letters) for figure in true),
        right_panels=sum(
            bool(match.true.letters) and has_right_panels(match) for match in matches
        ),
    )


def calibrate(comparisons: Iterable[Comparison]) -> tuple[Bin, ...]:
    """How often a figure is right, by how confident the extraction was of it."""
    sure = [
        (figure.confidence, is_right)
        for comparison in comparisons
        for figure, is_right in _judge(comparison)
        if figure.confidence is not None
    ]
    return tuple(
        Bin(
            low,
            high,
            found=sum(low <= confidence < high for confidence, _ in sure),
            right=sum(low <= confidence < high for confidence, right in sure if right),
        )
        for low, high in BINS
    )


def describe_failures(comparison: Comparison) -> Iterator[str]:
    """A line for each thing that is wrong."""
    for figure in comparison.missed:
        yield f"{_place(figure)}: missed at {_edges(figure)}"
    for figure in comparison.extra:
        yield f"{_place(figure)}: extra at {_edges(figure)}"
    for match in comparison.matches:
        true, found, place = match.true, match.found, _place(match.true)
        if not match.has_right_box:
            yield f"{place}: IoU {match.overlap:.2f}, true {_edges(true)}, found {_edges(found)}"
        if not has_right_caption(match):
            yield f"{place}: caption, true {_ends(true.caption)}, found {_ends(found.caption)}"
        if not has_right_panels(match):
            yield f"{place}: panels, true {_letters(true)}, found {_letters(found)}"


def has_right_caption(match: Match) -> bool:
    """Nearly the true words; anything is right where nobody knows them."""
    true, found = _words(match.true.caption), _words(match.found.caption)
    if not true or true == found:
        return True
    matcher = SequenceMatcher(None, true, found, autojunk=False)
    # The first two are upper bounds, and quick.
    return (
        matcher.real_quick_ratio() >= ALIKE
        and matcher.quick_ratio() >= ALIKE
        and matcher.ratio() >= ALIKE
    )


def has_right_panels(match: Match) -> bool:
    """Exactly the true letters; any are right where nobody noted them."""
    return not match.true.letters or match.true.letters == match.found.letters


def _judge(comparison: Comparison) -> Iterator[tuple[ListedFigure, bool]]:
    for match in comparison.matches:
        yield match.found, match.has_right_box and has_right_caption(match)
    for figure in comparison.extra:
        yield figure, False


def _words(caption: str) -> str:
    return BREAKS.sub("", unicodedata.normalize("NFKC", caption).casefold())


def _place(figure: ListedFigure) -> str:
    return f"p{figure.page_number} {figure.name}"


def _edges(figure: ListedFigure) -> Sequence[int]:
    box = figure.box
    return [round(edge) for edge in (box.left, box.top, box.right, box.bottom)]


def _ends(caption: str) -> str:
    if len(caption) <= 100:
        return f"“{caption}”"
    return f"“{caption[:60]} … {caption[-40:]}”"


def _letters(figure: ListedFigure) -> str:
    return "".join(figure.letters) or "none"
