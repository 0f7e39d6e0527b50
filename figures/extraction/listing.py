"""Figures as a list in a JSON file: what was found, or what people say is there.

Both are written alike, so that one can be held against the other.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from figures.extraction.geometry import Box
from figures.extraction.records import FigureKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from figures.extraction.records import ExtractedFigure


class ListingError(ValueError):
    """The file does not list figures; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class ListedFigure:
    """One figure of a list."""

    page_number: int
    kind: FigureKind
    # As printed: "3", "S1"; empty when there is none.
    number: str
    box: Box
    # Label included, as printed; empty when unknown.
    caption: str
    caption_box: Box | None
    # The letters of its panels, lower case, in reading order.
    letters: tuple[str, ...]
    # None where nobody estimated it, as in ground truth.
    confidence: float | None
    # Neither right nor wrong to find: left out of every count.
    is_ignored: bool

    @property
    def name(self) -> str:
        return f"{self.kind} {self.number or 'without a number'}"


def write_listing(figures: Iterable[ExtractedFigure]) -> str:
    """The JSON text that lists ``figures``."""
    entries = [_entry(figure) for figure in figures]
    return json.dumps(entries, ensure_ascii=False, indent=1)


def read_listing(text: str) -> tuple[ListedFigure, ...]:
    """The figures that a JSON text lists; raises ListingError where it lists none."""
    try:
        entries = json.loads(text)
    except json.JSONDecodeError as error:
        raise ListingError(f"This is not JSON: {error}.") from error
    if not isinstance(entries, list):
        raise ListingError("This JSON is not a list of figures.")
    return tuple(_read(entry, place) for place, entry in enumerate(entries, start=1))


def list_figure(figure: ExtractedFigure) -> ListedFigure:
    """A figure found, as its list says it."""
    return _figure(_entry(figure))


def _entry(figure: ExtractedFigure) -> dict[str, Any]:
    caption = figure.caption
    return {
        "page": figure.page_number,
        "kind": caption.kind.value,
        "label": caption.number,
        "bbox": _edges(figure.crop_box),
        "caption": caption.printed,
        "caption_bbox": _edges(caption.box),
        "panels": [
            {"letter": panel.letter, "bbox": _edges(panel.crop_box)}
            for panel in figure.panels
        ],
        "name": figure.name,
        "confidence": figure.confidence,
    }


def _edges(box: Box) -> list[float]:
    return [round(edge, 1) for edge in (box.left, box.top, box.right, box.bottom)]


def _read(entry: Any, place: int) -> ListedFigure:
    try:
        return _figure(entry)
    except KeyError as error:
        raise ListingError(f"Entry {place} lacks {error}.") from error
    except (AttributeError, TypeError, ValueError) as error:
        raise ListingError(f"Entry {place} is not a figure: {error}.") from error


def _figure(entry: dict[str, Any]) -> ListedFigure:
    caption_edges = entry.get("caption_bbox")
    return ListedFigure(
        page_number=int(entry["page"]),
        kind=FigureKind(entry["kind"]),
        number=str(entry.get("label") or ""),
        box=Box(*map(float, entry["bbox"])),
        caption=entry.get("caption") or "",
        caption_box=Box(*map(float, caption_edges)) if caption_edges else None,
        letters=tuple(_letter(panel) for panel in entry.get("panels") or ()),
        confidence=entry.get("confidence"),
        is_ignored=bool(entry.get("ignore")),
    )


def _letter(panel: str | dict[str, Any]) -> str:
    letter = panel["letter"] if isinstance(panel, dict) else panel
    return str(letter).casefold()
