"""One paper's PDF becomes figure records; may run again.

An import replaces only what was detected. It finds its figures again by what was
detected, never touches what an editor decided, never changes a key and deletes none.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from figures.extraction.errors import ExtractionError
from figures.extraction.wire import FigureCut, PageRead, PaperRead
from figures.models import Figure, Paper
from figures.opening import opened_pdf
from figures.sandbox import extract_in_child
from figures.store import Place, fitting, store_figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from figures.extraction.wire import Event
    from figures.models import PaperVersion

    OnProgress = Callable[[Paper], None]

# Pages are read faster than anyone looks; a row written for each would slow them.
PROGRESS_SECONDS = 0.3


def ingest_paper(paper: Paper, on_progress: OnProgress | None = None) -> None:
    """Extract ``paper`` in a limited child process and store what comes out.

    What is wrong with the PDF becomes the paper's failure; figures stored before stay.
    """
    version = paper.current_version
    paper.mark_extracting()
    try:
        with opened_pdf(version) as pdf:
            Ingestion(version, on_progress).follow(extract_in_child(pdf))
    except ExtractionError as error:
        paper.mark_failed(str(error))
    except BaseException:
        # A bug, or somebody stopped the worker: it goes on its way, after a word here.
        paper.mark_failed(_("The import broke off unexpectedly. Import it again."))
        raise
    else:
        paper.mark_extracted()


class Ingestion:
    """Stores what one run finds, as it is found."""

    def __init__(self, version: PaperVersion, on_progress: OnProgress | None) -> None:
        self.version = version
        self.paper = version.paper
        self.on_progress = on_progress
        self.next_report = 0.0
        self.position = 0
        self.found: set[int] = set()

    def follow(self, events: Iterator[Event]) -> None:
        for event in events:
            match event:
                case PageRead():
                    self.report_page(event)
                case PaperRead():
                    propose_details(self.paper, event)
                case FigureCut():
                    self.store(event)
        self.mark_lost_figures()

    def report_page(self, page: PageRead) -> None:
        self.paper.page_count = page.page_count
        self.paper.pages_done = page.pages_done
        now = time.monotonic()
        if now >= self.next_report or page.pages_done == page.page_count:
            self.paper.save(update_fields=["page_count", "pages_done"])
            self.next_report = now + PROGRESS_SECONDS
            self.report()

    def store(self, cut: FigureCut) -> None:
        self.position += 1
        figures = store_figure(Place(self.version, self.position), cut, self.found)
        self.found.update(figure.pk for figure in figures)
        self.report()

    def report(self) -> None:
        if self.on_progress:
            self.on_progress(self.paper)

    def mark_lost_figures(self) -> None:
        """Keep what an earlier run found and this one did not, and say so."""
        detected = Figure.objects.filter(paper=self.paper, is_detected=True)
        detected.exclude(pk__in=self.found).update(is_detected=False)


def propose_details(paper: Paper, read: PaperRead) -> None:
    """Fill in what the paper says of itself, where no editor has said otherwise.

    Once a person has confirmed the details, nothing is proposed any more.
    """
    proposed: dict[str, str | int | None] = {
        "title": read.title,
        "authors": "\n".join(read.authors),
        "year": read.year,
        "venue": read.venue,
        "arxiv_id": read.arxiv_id,
        "doi": read.doi,
        "licence": read.licence,
    }
    for name, value in proposed.items():
        nothing = None if name == "year" else ""
        # Asked of the database, since somebody may be typing while we read.
        undecided = Paper.objects.filter(
            pk=paper.pk, details_confirmed_at=None, **{name: nothing}
        )
        fit = fitting(Paper, name, value) if isinstance(value, str) else value
        undecided.update(**{name: fit})
    paper.refresh_from_db(fields=proposed)
    paper.page_count = paper.pages_done = read.page_count
    paper.warnings = list(read.warnings)
    paper.save(update_fields=["page_count", "pages_done", "warnings"])
