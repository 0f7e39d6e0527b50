"""Put together what is handed on about a figure: boxes, words, panels and doubts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from figures.extraction.alt_texts import draft_alt_text
from figures.extraction.doubts import confidence_of
from figures.extraction.naming import bold_lead, name_figure
from figures.extraction.pages import turn_box
from figures.extraction.panels import FoundPanel, find_panels
from figures.extraction.records import ExtractedFigure, FigureKind, Panel
from figures.extraction.surroundings import View, tighten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from figures.extraction.captions import FoundCaption
    from figures.extraction.doubts import Doubt
    from figures.extraction.geometry import Box
    from figures.extraction.pages import Line
    from figures.extraction.scene import Region


def deliver_figure(
    view: View, found: FoundCaption, region: Region, doubts: Sequence[Doubt]
) -> ExtractedFigure:
    """The figure in ``region``, its box tight to the ink, as the page is displayed."""
    box = tighten(view, region.box.expanded(1.0)) if region.elements else region.box
    lines = _lines_inside(view, box, found)
    caption = found.caption
    panels = (
        find_panels(box, lines, found, view.ink)
        if caption.kind is FigureKind.FIGURE
        else []
    )
    inside = [line.text for line in lines]
    return ExtractedFigure(
        caption=replace(caption, box=_displayed(view, caption.box)),
        page_number=view.page.number,
        crop_box=_displayed(view, box),
        rotation=view.page.quarter_turns * 90,
        panels=tuple(_deliver_panel(view, panel, lines) for panel in panels),
        name=name_figure(caption.text, bold_lead(found.lines), inside),
        alt_text=draft_alt_text(caption.text, inside),
        text=" ".join(inside),
        confidence=confidence_of(doubts),
        warnings=tuple(doubt.sentence for doubt in doubts),
    )


def _deliver_panel(view: View, panel: FoundPanel, lines: Sequence[Line]) -> Panel:
    inside = [line.text for line in lines if _holds_middle(panel.box, line.box)]
    return Panel(
        letter=panel.letter,
        crop_box=_displayed(view, panel.box),
        caption=panel.text,
        name=name_figure(panel.text, "", inside),
        alt_text=draft_alt_text(panel.text, inside),
        text=" ".join(inside),
    )


def _displayed(view: View, box: Box) -> Box:
    page = view.page
    return turn_box(box, page.width, page.height, -page.quarter_turns)


def _lines_inside(view: View, box: Box, found: FoundCaption) -> list[Line]:
    """The figure's words, in rows from top to bottom and left to right."""
    inside = [
        line
        for line in view.page.lines
        if line not in found.lines and _holds_middle(box, line.box)
    ]
    return sorted(inside, key=lambda line: (round(line.box.bottom / 4), line.box.left))


def _holds_middle(box: Box, inner: Box) -> bool:
    x = (inner.left + inner.right) / 2
    y = (inner.top + inner.bottom) / 2
    return box.left <= x <= box.right and box.top <= y <= box.bottom
