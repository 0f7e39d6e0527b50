"""Reads a new version of a paper and proposes which figure is which; changes none."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from figures.copies import HASH_BYTES
from figures.extraction.errors import ExtractionError
from figures.extraction.renditions import RenditionRole
from figures.extraction.wire import FigureCut, PageRead, PaperRead
from figures.matching import Likeness, match_figures
from figures.models import Figure, Paper, ProposedFigure, VersionComparison
from figures.opening import opened_pdf
from figures.sandbox import extract_in_child
from figures.store import detected_figure, detected_panel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from figures.extraction.renditions import EncodedRendition
    from figures.extraction.wire import Event

# Pages are read faster than anyone looks; a row written for each would slow them.
PROGRESS_SECONDS = 0.3
# One figure or panel as it was found: ``found``, ``looks``, ``pixels``.
Finding = dict[str, Any]


def compare(comparison: VersionComparison) -> None:
    """Extract the new version in a limited child process and match what comes out.

    What is wrong with the PDF becomes the comparison's failure. Nothing is cut, and no
    figure is touched.
    """
    comparison.mark_comparing()
    try:
        with opened_pdf(comparison.version) as pdf:
            reading = Reading(comparison)
            reading.follow(extract_in_child(pdf))
        propose(comparison, reading)
    except ExtractionError as error:
        comparison.mark_failed(str(error))
    except BaseException:
        # A bug, or somebody stopped the worker: it goes on its way, after a word here.
        comparison.mark_failed(
            _("The comparison broke off unexpectedly. Compare again.")
        )
        raise


class Reading:
    """Notes what one run finds; the pixels are looked at and let go."""

    def __init__(self, comparison: VersionComparison) -> None:
        self.comparison = comparison
        self.version = comparison.version
        self.next_report = 0.0
        self.warnings: list[str] = []
        self.found: list[Finding] = []

    def follow(self, events: Iterator[Event]) -> None:
        for event in events:
            match event:
                case PageRead():
                    self.report_page(event)
                case PaperRead():
                    self.warnings = list(event.warnings)
                case FigureCut():
                    self.found.append(note_figure(event))

    def report_page(self, page: PageRead) -> None:
        now = time.monotonic()
        if now < self.next_report and page.pages_done != page.page_count:
            return
        self.next_report = now + PROGRESS_SECONDS
        self.comparison.report(page.pages_done, page.page_count)


def note_figure(cut: FigureCut) -> Finding:
    panels = zip(cut.figure.panels, cut.panel_renditions, cut.panel_looks, strict=True)
    return {
        "found": detected_figure(cut.figure),
        "looks": cut.looks,
        "pixels": hash_master(cut.renditions),
        "panels": [
            {
                "found": detected_panel(cut.figure, panel),
                "looks": looks,
                "pixels": hash_master(renditions),
            }
            for panel, renditions, looks in panels
        ],
    }


def hash_master(renditions: tuple[EncodedRendition, ...]) -> str:
    """As the name of the stored master has it."""
    masters = (copy for copy in renditions if copy.role == RenditionRole.MASTER)
    master = next((copy.content for copy in masters), b"")
    return hashlib.blake2b(master, digest_size=HASH_BYTES).hexdigest()


@transaction.atomic
def propose(comparison: VersionComparison, reading: Reading) -> None:
    """Store which figure of the paper each of the findings is.

    Not for a version that was declined, or decided on, while it was read.
    """
    Paper.objects.select_for_update().filter(pk=comparison.paper.pk).first()
    if not VersionComparison.objects.in_progress().filter(pk=comparison.pk).exists():
        return
    figures = list(
        Figure.objects.filter(paper=comparison.paper).whole().order_by("position", "pk")
    )
    matches = match_figures(
        [likeness_of_figure(figure) for figure in figures],
        [likeness_of_finding(finding) for finding in reading.found],
    )
    matched = set(matches.values())
    gone = [figure for place, figure in enumerate(figures) if place not in matched]
    rows = [
        *(
            ProposedFigure(
                figure=figures[matches[place]] if place in matches else None, **finding
            )
            for place, finding in enumerate(reading.found)
        ),
        *(ProposedFigure(figure=figure) for figure in gone),
    ]
    for position, row in enumerate(rows, start=1):
        row.comparison, row.position = comparison, position
    comparison.proposals.all().delete()
    ProposedFigure.objects.bulk_create(rows)
    comparison.mark_compared(reading.warnings)


def likeness_of_figure(figure: Figure) -> Likeness:
    """What was detected, or where nothing was, what a person said."""
    return Likeness(
        kind=figure.detected_kind or figure.kind,
        number=figure.detected_number or figure.number,
        caption=figure.detected_caption or figure.caption,
        # A crop that an editor drew looks like no crop that is found.
        looks="" if figure.edited_box else figure.looks,
    )


def likeness_of_finding(finding: Finding) -> Likeness:
    found = finding["found"]
    return Likeness(
        kind=found["detected_kind"],
        number=found["detected_number"],
        caption=found["detected_caption"],
        looks=finding["looks"],
    )
