"""Writes what an editor accepts of a new version into a paper's figures."""

from __future__ import annotations

from itertools import chain, count
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone

from figures.changes import accepted_columns, goes_along, hash_of_master, pair_panels
from figures.copies import mark_cut
from figures.models import Figure, FigureEdit, PaperVersion
from figures.store import Place, bearers_of, write_found

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from figures.changes import Pair
    from figures.models import ProposedFigure, VersionComparison

# What an editor says in places of one PDF.
CROP_COLUMNS = ("edited_box", "edited_page_number", "edited_caption_box")


class Acceptance:
    """One decision on one version; to be written in one transaction, under a lock."""

    def __init__(
        self, comparison: VersionComparison, accepted: Collection[int]
    ) -> None:
        self.comparison = comparison
        self.version = comparison.version
        self.paper = comparison.paper
        # Locked, so that nobody edits a figure between what is read and what is written.
        mine = Figure.objects.filter(paper=self.paper).order_by("pk")
        locked = mine.select_for_update().prefetch_related("renditions")
        self.figures = locked.in_bulk()
        proposals = list(comparison.proposals.with_figures())
        self.gone = [
            proposal.figure_id for proposal in proposals if proposal.found is None
        ]
        chosen = [
            proposal
            for proposal in proposals
            if proposal.found is not None
            and (proposal.pk in accepted or goes_along(proposal))
        ]
        # Who keeps a label comes before who takes it on, and that before who is new.
        self.chosen = sorted(chosen, key=self.claim)

    def claim(self, proposal: ProposedFigure) -> int:
        figure = self.figures.get(proposal.figure_id or 0)
        if figure is None or proposal.found is None:
            return 2
        label = [proposal.found["detected_kind"], proposal.found["detected_number"]]
        return int(label != [figure.detected_kind, figure.detected_number])

    def write(self) -> list[Figure]:
        """Hand back the figures and panels that are to be cut from the new PDF."""
        plans = [(proposal, self.pair_parts(proposal)) for proposal in self.chosen]
        self.take_labels_off(
            known.pk
            for _proposal, (whole, panels) in plans
            for known, finding in [whole, *panels]
            if known and finding
        )
        written = [
            figure
            for proposal, (whole, panels) in plans
            for figure in self.write_parts(proposal.position, whole, panels)
        ]
        self.close_crops(figure.pk for figure in written)
        gone = Q(pk__in=self.gone) | Q(parent__in=self.gone)
        Figure.objects.filter(gone, paper=self.paper).update(is_detected=False)
        self.make_current()
        return [figure for figure in written if figure.recipe != figure.cut_from]

    def close_crops(self, ids: Iterable[int]) -> None:
        """What was drawn on the old pages is not brought back by an undo."""
        crops = Q(after__has_any_keys=list(CROP_COLUMNS))
        edits = FigureEdit.objects.standing().filter(crops, figure__in=list(ids))
        edits.update(undone_at=timezone.now())

    def pair_parts(self, proposal: ProposedFigure) -> tuple[Pair, list[Pair]]:
        """The figure and its panels as they are, each with what was found of it."""
        figure = self.figures.get(proposal.figure_id or 0)
        panels = [
            panel
            for panel in self.figures.values()
            if figure and panel.parent_id == figure.pk
        ]
        whole = {"found": proposal.found, "pixels": proposal.pixels}
        return (figure, whole), pair_panels(panels, proposal.panels)

    def take_labels_off(self, ids: Iterable[int]) -> None:
        """Labels may swap: not even for a moment may two figures bear one."""
        Figure.objects.filter(pk__in=list(ids)).update(detected_kind="")

    def write_parts(
        self, position: int, whole: Pair, panels: list[Pair]
    ) -> list[Figure]:
        figure = self.write_part(position, None, whole)
        written = [figure]
        for place, pair in enumerate(panels, start=1):
            panel, finding = pair
            if finding:
                written.append(self.write_part(place, figure, pair))
            elif panel:
                Figure.objects.filter(pk=panel.pk).update(is_detected=False)
        return written

    def write_part(self, position: int, parent: Figure | None, pair: Pair) -> Figure:
        known, finding = pair
        columns = dict(finding["found"]) if finding else {}
        if known is None:
            return write_found(Place(self.version, position), parent, None, columns)
        columns = accepted_columns(known, columns)
        columns["detected_occurrence"] = self.occurrence(known, parent, columns)
        figure = write_found(Place(self.version, position), parent, known, columns)
        has_same_pixels = finding and finding["pixels"] == hash_of_master(figure)
        if has_same_pixels and not figure.edited_box:
            # What it would be cut to again is there.
            mark_cut(figure, figure.looks)
        return figure

    def occurrence(
        self, figure: Figure, parent: Figure | None, found: dict[str, Any]
    ) -> int:
        """Its own among those that bear its label, unless that is another's by now."""
        taken = set(
            bearers_of(self.paper, parent, found).values_list(
                "detected_occurrence", flat=True
            )
        )
        free = chain([figure.detected_occurrence], count(1))
        return next(number for number in free if number not in taken)

    def make_current(self) -> None:
        """The order matters: there is never more than one."""
        versions = PaperVersion.objects.filter(paper=self.paper)
        before = versions.filter(is_current=True)
        # Its pages were the paper's own until now.
        before.filter(page_count=0).update(page_count=self.paper.page_count)
        before.update(is_current=False)
        versions.filter(pk=self.version.pk).update(is_current=True)
        self.paper.page_count = self.paper.pages_done = self.version.page_count
        self.paper.warnings = self.comparison.warnings
        self.paper.save(update_fields=["page_count", "pages_done", "warnings"])
        self.paper.mark_extracted()
