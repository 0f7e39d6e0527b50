"""How far the import of a paper has come, in words and figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from figures.admin.columns import PAPER_SHAPES
from figures.models import Figure, Paper, WorkerBeat
from figures.tasks import is_queued

if TYPE_CHECKING:
    from collections.abc import Sequence

# What an import proposes where an editor has not said otherwise.
PROPOSED_FIELDS = (
    "title",
    "authors",
    "year",
    "venue",
    "arxiv_id",
    "doi",
    "licence",
)


@dataclass(frozen=True, slots=True)
class Progress:
    """All that the panel above a paper's fields shows."""

    paper: Paper
    shape: str
    sentence: str
    # "5 figures found"; empty before the first page.
    found: str
    hint: str
    # Not while a task for it waits or runs.
    can_import: bool
    figures: Sequence[Figure]
    proposed: dict[str, str]


def show_progress(paper: Paper) -> Progress:
    figures = list(paper.figures.whole().kept().with_renditions())
    return Progress(
        paper=paper,
        shape=PAPER_SHAPES[Paper.Status(paper.status)],
        sentence=describe(paper, len(figures)),
        found=count_found(paper, len(figures)),
        hint=explain_waiting(paper),
        can_import=not (paper.is_in_progress and is_queued(paper)),
        figures=figures,
        proposed={name: str(getattr(paper, name) or "") for name in PROPOSED_FIELDS},
    )


def describe(paper: Paper, figure_count: int) -> str:
    """Where the import stands, in one sentence."""
    match paper.status:
        case Paper.Status.PENDING:
            return _("Waiting to be read.")
        case Paper.Status.EXTRACTING:
            return describe_reading(
                paper.pages_done,
                paper.page_count,
                _("All %(pages)d pages read. Cutting the figures."),
            )
        case Paper.Status.FAILED:
            return paper.failure or _("The import failed.")
    if not figure_count:
        return describe_nothing(paper)
    return ngettext(
        "%(figures)s out of %(pages)d page.",
        "%(figures)s out of %(pages)d pages.",
        paper.page_count,
    ) % {"figures": count_figures(figure_count), "pages": paper.page_count}


def describe_reading(pages_done: int, page_count: int, at_the_end: str) -> str:
    """``at_the_end`` is what to say once all "%(pages)d" are read."""
    if not page_count:
        return _("Opening the PDF.")
    pages = {"page": pages_done + 1, "pages": page_count}
    if pages_done < page_count:
        return _("Reading page %(page)d of %(pages)d.") % pages
    return at_the_end % pages


def describe_nothing(paper: Paper) -> str:
    return ngettext(
        "No figure or table with a caption was found on the %d page.",
        "No figure or table with a caption was found on the %d pages.",
        paper.page_count,
    ) % (paper.page_count)


def count_found(paper: Paper, figure_count: int) -> str:
    if paper.status != Paper.Status.EXTRACTING:
        return ""
    return _("%s found.") % count_figures(figure_count)


def count_figures(count: int) -> str:
    return ngettext("%d figure", "%d figures", count) % count


def explain_waiting(paper: Paper) -> str:
    """Why nothing happens, where nothing can."""
    if paper.status != Paper.Status.PENDING or WorkerBeat.objects.alive().exists():
        return ""
    return _("No worker is running. The paper is read as soon as one is.")
