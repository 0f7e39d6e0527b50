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
    from collections.abc import Collection, Sequence

    from figures.extraction.captions import FoundCaption
    from figures.extraction.doubts import Doubt
    from figures.extraction.geometry import Box
    from figures.extraction.pages import Line, Page
    from figures.extraction.scene import Region


def deliver_figure(
    view: View, found: FoundCaption, region: Region, doubts: Sequence[Doubt]
) -> ExtractedFigure:
    """The figure in ``region``, its box tight to the ink, as the page is displayed."""
    box = tighten(view, region.box.expanded(1.0)) if region.elements else region.box
    lines = lines_inside(view.page, box, found.lines)
    caption = found.caption
    panels = (
        find_panels(box, lines, found, view.ink)
        if caption.kind is FigureKind.FIGURE
        else []
    )
    inside = [line.text for line in lines]
    return ExtractedFigure(
        caption=replace(caption, box=_displayed(view.page, caption.box)),
        page_number=view.page.number,
        crop_box=_displayed(view.page, box),
        rotation=view.page.quarter_turns * 90,
        panels=tuple(deliver_panel(view.page, panel, lines) for panel in panels),
        name=name_figure(caption.text, bold_lead(found.lines), inside),
        alt_text=draft_alt_text(caption.text, inside),
        text=" ".join(inside),
        confidence=confidence_of(doubts),
        warnings=tuple(doubt.sentence for doubt in doubts),
    )


def deliver_panel(page: Page, panel: FoundPanel, lines: Sequence[Line]) -> Panel:
    """A panel of an upright ``page``, among the ``lines`` of whose figure its words are."""
    inside = [line.text for line in lines if _holds_middle(panel.box, line.box)]
    return Panel(
        letter=panel.letter,
        crop_box=_displayed(page, panel.box),
        caption=panel.text,
        name=name_figure(panel.text, "", inside),
        alt_text=draft_alt_text(panel.text, inside),
        text=" ".join(inside),
    )


def _displayed(page: Page, box: Box) -> Box:
    return turn_box(box, page.width, page.height, -page.quarter_turns)


def lines_inside(page: Page, box: Box, caption: Collection[Line]) -> list[Line]:
    """The figure's words, in rows from top to bottom and left to right."""
    inside = [
        line
        for line in page.lines
        if line not in caption and _holds_middle(box, line.box)
    ]
    return sorted(inside, key=lambda line: (round(line.box.bottom / 4), line.box.left))


def _holds_middle(box: Box, inner: Box) -> bool:
    x = (inner.left + inner.right) / 2
    y = (inner.top + inner.bottom) / 2
    return box.left <= x <= box.right and box.top <= y <= box.bottom
