"""Writes what an editor accepts of a new version into a paper's figures."""

from __future__ import annotations

from itertools import chain, count
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from figures.changes import accepted_columns, goes_along, pair_panels
from figures.models import Figure, PaperVersion
from figures.store import Place, bearers_of, write_found

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from figures.models import ProposedFigure, VersionComparison

    # A figure or panel as it is, and what was found of it; None where there is none.
    Part = tuple[Figure | None, dict[str, Any] | None]


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
        self.figures = mine.select_for_update().in_bulk()
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
            for known, found in [whole, *panels]
            if known and found
        )
        written = [
            figure
            for proposal, (whole, panels) in plans
            for figure in self.write_parts(proposal.position, whole, panels)
        ]
        gone = Q(pk__in=self.gone) | Q(parent__in=self.gone)
        Figure.objects.filter(gone, paper=self.paper).update(is_detected=False)
        self.make_current()
        return written

    def pair_parts(self, proposal: ProposedFigure) -> tuple[Part, list[Part]]:
        """The figure and its panels as they are, each with what was found of it."""
        figure = self.figures.get(proposal.figure_id or 0)
        panels = [
            panel
            for panel in self.figures.values()
            if figure and panel.parent_id == figure.pk
        ]
        return (figure, proposal.found), [
            (panel, finding["found"] if finding else None)
            for panel, finding in pair_panels(panels, proposal.panels)
        ]

    def take_labels_off(self, ids: Iterable[int]) -> None:
        """Labels may swap: not even for a moment may two figures bear one."""
        Figure.objects.filter(pk__in=list(ids)).update(detected_kind="")

    def write_parts(
        self, position: int, whole: Part, panels: list[Part]
    ) -> list[Figure]:
        figure = self.write_part(position, None, whole)
        written = [figure]
        for place, part in enumerate(panels, start=1):
            panel, found = part
            if found is not None:
                written.append(self.write_part(place, figure, part))
            elif panel:
                Figure.objects.filter(pk=panel.pk).update(is_detected=False)
        return written

    def write_part(self, position: int, parent: Figure | None, part: Part) -> Figure:
        known, found = part
        columns = dict(found or {})
        if known:
            columns = accepted_columns(known, columns)
            columns["detected_occurrence"] = self.occurrence(known, parent, columns)
        return write_found(Place(self.version, position), parent, known, columns)

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
