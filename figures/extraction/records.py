"""What extraction hands on: frozen records, nothing stored, no Django."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from figures.extraction.geometry import Box


# What a paper may be used for, by the usual short names; empty where it does not say.
LICENCES = frozenset(
    {
        "",
        "cc0",
        "cc-by",
        "cc-by-sa",
        "cc-by-nd",
        "cc-by-nc",
        "cc-by-nc-sa",
        "cc-by-nc-nd",
        "arxiv",
        "reserved",
    }
)


class FigureKind(StrEnum):
    FIGURE = "figure"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Caption:
    """The paper's own text about a figure, found on a page."""

    kind: FigureKind
    # As printed: "3", "S1", "A.1", "IV"; empty when the caption has none.
    number: str
    # Kind and number as printed: "Figure 3", "Extended Data Fig. 2", "TABLE IV".
    label: str
    # Without the label and its separator, lines joined, hyphenation mended.
    text: str
    # Label included, as printed.
    printed: str
    page_number: int
    box: Box


@dataclass(frozen=True, slots=True)
class Panel:
    """One lettered part of a figure."""

    # Lower case: "a", "b".
    letter: str
    crop_box: Box
    # The figure's caption's words about this panel; empty when it has none.
    caption: str
    name: str
    alt_text: str
    # The words inside the panel, in reading order.
    text: str


@dataclass(frozen=True, slots=True)
class ExtractedFigure:
    """One figure found in a paper, not yet stored anywhere."""

    caption: Caption
    page_number: int
    crop_box: Box
    # Degrees clockwise by which the cut has to be turned to stand upright: 0, 90, 180 or 270.
    rotation: int
    panels: tuple[Panel, ...]
    # A few words out of the caption or the figure, fit for a file name once slugified.
    name: str
    # A draft made only of words of the caption and inside the figure; the editor confirms it.
    alt_text: str
    # The words inside the figure, in reading order.
    text: str
    # From 0 to 1: how sure the crop box and the caption are right.
    confidence: float
    # Sentences for the editor: what is doubtful about this figure.
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExtractedPaper:
    """All that a PDF says: its own details and its figures, in reading order."""

    # Empty where the paper does not say it.
    title: str
    authors: tuple[str, ...]
    arxiv_id: str
    doi: str
    # None where the paper does not say when it appeared.
    year: int | None
    # The journal or conference, as printed.
    venue: str
    # One of ``LICENCES``.
    licence: str
    page_count: int
    figures: tuple[ExtractedFigure, ...]
    # Sentences for the editor about the paper as a whole.
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines of a page that read on as one paragraph."""

    # Lines joined, hyphenation mended.
    text: str
    box: Box
    # What follows is None or empty unless it begins with a label such as "Figure 3".
    kind: FigureKind | None
    number: str
    label: str
    # The text without the label and its separator.
    caption: str


@dataclass(frozen=True, slots=True)
class Split:
    """Which figure to split into panels."""

    page_number: int
    crop_box: Box
    # Degrees clockwise that turn it upright: 0, 90, 180 or 270.
    rotation: int
    # Its caption's text, without the label, and its number as printed.
    caption: str
    number: str
    # How many panels it has, from 2 to 26; None leaves that to the figure.
    count: int | None


@dataclass(frozen=True, slots=True)
class Cut:
    """What to cut out of a page: a crop box, and how to turn it upright."""

    page_number: int
    crop_box: Box
    # Degrees clockwise: 0, 90, 180 or 270.
    rotation: int
    # Whether white edges are cut off; without, the box is cut as it was drawn.
    trim: bool
