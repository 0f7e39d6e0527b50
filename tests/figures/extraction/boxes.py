"""Compare boxes, as a reader would: do they show the same?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from figures.extraction.geometry import Box

if TYPE_CHECKING:
    from figures.extraction.records import ExtractedFigure, ExtractedPaper, Panel


def overlap(found: Box, drawn: tuple[float, float, float, float]) -> float:
    """Shared area over the area of both together."""
    return overlap_of(found, Box(*drawn))


def overlap_of(found: Box, box: Box) -> float:
    """The same of two boxes."""
    shared = found.intersection(box).area if _touch(found, box) else 0.0
    return shared / (found.area + box.area - shared)


def _touch(first: Box, second: Box) -> bool:
    shared = first.intersection(second)
    return shared.width > 0 and shared.height > 0


def by_label(paper: ExtractedPaper) -> dict[str, ExtractedFigure]:
    return {figure.caption.label: figure for figure in paper.figures}


def by_letter(paper: ExtractedPaper) -> dict[str, Panel]:
    """The panels of a paper's only figure."""
    (figure,) = paper.figures
    return {panel.letter: panel for panel in figure.panels}
