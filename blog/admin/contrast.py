"""Two sides of a post beside each other: their words, their figures, their pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from blog.contrasts import contrast
from blog.keeping import words_of
from blog.markdown import render_text
from blog.revisions import name_words
from figures.embeds import load_figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blog.contrasts import Contrast
    from blog.models import Post, PostRevision
    from figures.models import Figure


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two, and where its page is."""

    words: Post | PostRevision
    # None for the post as it is.
    revision: PostRevision | None
    page: str


@dataclass(frozen=True, slots=True)
class FieldContrast:
    name: str
    lines: list[Contrast]


@dataclass(frozen=True, slots=True)
class FigureFate:
    """What became of a figure: "same", "moved", "came" or "went"."""

    key: str
    # None where there is none with that key any more.
    figure: Figure | None
    fate: str


@dataclass(frozen=True, slots=True)
class Comparison:
    left: Side
    right: Side
    fields: list[FieldContrast]
    figures: list[FigureFate]

    @property
    def is_same(self) -> bool:
        return not any(field.lines for field in self.fields)

    @property
    def figures_changed(self) -> bool:
        return any(figure.fate != "same" for figure in self.figures)


def compare_sides(left: Side, right: Side) -> Comparison:
    old, new = words_of(left.words), words_of(right.words)
    fields = [
        FieldContrast(title, contrast(old[name], new[name]))
        for name, title in name_words()
        if name in old and name in new
    ]
    return Comparison(left, right, fields, compare_figures(left, right))


def compare_figures(left: Side, right: Side) -> list[FigureFate]:
    """All figures that either side shows: those of the right in order, then what went."""
    old, new = shown_keys(left.words.body), shown_keys(right.words.body)
    figures = load_figures([*old, *new])
    # Among those on both sides, whatever comes and goes around them.
    stayed = [key for key in old if key in new]
    order = {key: place for place, key in enumerate(stayed)}
    still = longest_in_order([order[key] for key in new if key in order])
    fates = [
        FigureFate(key, figures.get(key), fate_of(order.get(key), still)) for key in new
    ]
    return fates + [
        FigureFate(key, figures.get(key), "went") for key in old if key not in new
    ]


def fate_of(place: int | None, still: set[int]) -> str:
    if place is None:
        return "came"
    return "same" if place in still else "moved"


def shown_keys(body: str) -> list[str]:
    """In the order of the text, each once; the unknown too, which it tries to show."""
    text = render_text(body)
    return [key for key in text.keys if key in text.shown_keys]


def longest_in_order(places: Sequence[int]) -> set[int]:
    """The most of ``places`` that follow each other upwards: all others have moved."""
    # The longest run that ends in each place so far: a post has few figures.
    runs: list[list[int]] = [[]]
    for place in places:
        before = [run for run in runs if not run or run[-1] < place]
        runs.append([*longest(before), place])
    return set(longest(runs))


def longest(runs: list[list[int]]) -> list[int]:
    return max(runs, key=len)
