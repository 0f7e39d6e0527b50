"""A real paper for the journeys: drawn, imported and its pages drawn, as the worker does."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile

from figures.drawing import store_page
from figures.ingest import Ingestion
from figures.models import Figure
from figures.sandbox import draw_in_child, extract_in_child
from tests.factories import PaperVersionFactory
from tests.pdfs import Paper

if TYPE_CHECKING:
    from figures.extraction.wire import Event, PageDrawn

PAGES = 3
# What is drawn on the first page, and what its caption says.
PLOT = (150, 200, 450, 350)
CAPTION = "Figure 1: Reward against compute."
# A drawing whose caption bears no label, so that no import finds it.
MISSED = (150, 480, 450, 600)
MISSED_CAPTION = "How the rate falls, as drawn by hand."


def draw_paper() -> bytes:
    paper = Paper()
    page = paper.page()
    page.paragraph(72, lines=8)
    page.plot(PLOT, title="Reward")
    page.caption(372, CAPTION)
    page.paragraph(400, lines=3)
    page.plot(MISSED)
    page.caption(622, MISSED_CAPTION)
    page.paragraph(650, lines=4)
    page = paper.page()
    page.paragraph(72, lines=8)
    page.plot((150, 200, 450, 350))
    page.caption(372, "Figure 2: Loss against compute.")
    page.paragraph(400, lines=20)
    page = paper.page()
    page.paragraph(72, lines=8)
    page.plot((150, 200, 450, 350))
    page.caption(372, "Figure 3: Rate against compute.")
    page.paragraph(400, lines=20)
    return paper.content()


def read_in_child(pdf: bytes) -> tuple[list[Event], list[PageDrawn]]:
    """All that the child process says of ``pdf``: what it finds, and its pages."""
    pages = range(1, PAGES + 1)
    return (
        list(extract_in_child(BytesIO(pdf))),
        list(draw_in_child(BytesIO(pdf), pages)),
    )


def store_paper(
    pdf: bytes, events: list[Event], pages: list[PageDrawn]
) -> list[Figure]:
    """Its figures in their order, stored as the worker stores them."""
    version = PaperVersionFactory(
        paper__title="Rates of Learning",
        paper__slug="rates",
        pdf=ContentFile(pdf, "paper.pdf"),
    )
    Ingestion(version, None).follow(iter(events))
    version.paper.mark_extracted()
    for page in pages:
        store_page(version, page)
    return list(Figure.objects.whole().order_by("position"))
