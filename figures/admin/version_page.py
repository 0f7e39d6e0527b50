"""The page of a new version, and the list of versions on its paper's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from figures.admin.progress import describe_reading
from figures.admin.version_rows import make_row
from figures.models import Figure, VersionComparison, WorkerBeat
from figures.tasks import is_comparison_queued, is_drawing_queued
from figures.versions import explain_outdated, refuse_upload

if TYPE_CHECKING:
    from figures.admin.version_rows import Row
    from figures.models import Paper, PaperVersion

Status = VersionComparison.Status
SHAPES = {
    Status.PENDING: "ring",
    Status.COMPARING: "ring",
    Status.COMPARED: "triangle",
    Status.FAILED: "cross",
    Status.ACCEPTED: "dot",
}


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of which the same is to be said."""

    name: str
    heading: str
    help: str
    rows: list[Row]

    @property
    def is_offered(self) -> bool:
        """Whether there is something to tick."""
        return self.name in {"changed", "new"}


@dataclass(frozen=True, slots=True)
class VersionPage:
    comparison: VersionComparison
    groups: list[Group]
    # Pictures of pages are on their way.
    is_drawing: bool
    # Why the comparison has to be made again; empty where it holds.
    outdated: str

    @property
    def summary(self) -> str:
        """ "2 changed, 1 new, 1 gone, 5 the same" """
        return ", ".join(
            f"{len(group.rows)} {SUMMARIES[group.name]()}" for group in self.groups
        )


SUMMARIES = {
    "changed": lambda: _("changed"),
    "new": lambda: _("new"),
    "gone": lambda: _("gone"),
    "same": lambda: _("the same"),
    "discarded": lambda: _("discarded"),
}


def show_version(comparison: VersionComparison) -> VersionPage:
    """What the new version changes: what is to be decided first."""
    version = comparison.version
    pages = {page.number: page for page in version.page_images.all()}
    used = set(
        Figure.objects.filter(paper=version.paper).in_use().values_list("pk", flat=True)
    )
    rows = [
        make_row(proposal, pages, used)
        for proposal in comparison.proposals.with_figures()
    ]
    texts = {
        "changed": (_("Changed"), ""),
        "new": (_("New"), _("Accepted ones are added to the paper's figures.")),
        "gone": (
            _("Not in the new version"),
            _("They stay as they are, cut from the PDF they are in."),
        ),
        "same": (
            _("The same"),
            _("Picture, words, number and page are the same, so they go along."),
        ),
        "discarded": (
            _("Discarded"),
            _("They are found again, and stay discarded."),
        ),
    }
    groups = [
        Group(name, heading, words, members)
        for name, (heading, words) in texts.items()
        if (members := [row for row in rows if row.group == name])
    ]
    return VersionPage(
        comparison=comparison,
        groups=groups,
        is_drawing=is_drawing_queued(version),
        outdated=(
            explain_outdated(comparison) if comparison.status == Status.COMPARED else ""
        ),
    )


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """One PDF in the list on its paper's page."""

    version: PaperVersion
    comparison: VersionComparison | None
    shape: str
    sentence: str
    # Not while a task for it waits or runs.
    can_compare: bool = False


@dataclass(frozen=True, slots=True)
class ShownVersions:
    versions: list[ShownVersion]
    # Why no other can be uploaded now; empty where one can.
    refusal: str


def show_versions(paper: Paper) -> ShownVersions:
    versions = [
        show_state(version)
        for version in paper.versions.select_related("comparison__accepted_by")
    ]
    return ShownVersions(versions, refuse_upload(paper))


def show_state(version: PaperVersion) -> ShownVersion:
    comparison: VersionComparison | None = getattr(version, "comparison", None)
    if comparison is None or comparison.status == Status.ACCEPTED:
        return show_decided(version, comparison)
    return ShownVersion(
        version=version,
        comparison=comparison,
        shape=SHAPES[Status(comparison.status)],
        sentence=describe(comparison),
        can_compare=not (
            comparison.is_in_progress and is_comparison_queued(comparison)
        ),
    )


def show_decided(
    version: PaperVersion, comparison: VersionComparison | None
) -> ShownVersion:
    if version.is_current:
        return ShownVersion(version, comparison, "dot", _("current"))
    count = version.figures.whole().count()
    if not count:
        return ShownVersion(version, comparison, "ring", _("earlier"))
    words = ngettext(
        "earlier; %d figure is still cut from it",
        "earlier; %d figures are still cut from it",
        count,
    )
    return ShownVersion(version, comparison, "ring", words % count)


def describe(comparison: VersionComparison) -> str:
    """Where the comparison stands, in one sentence."""
    match comparison.status:
        case Status.PENDING:
            return describe_waiting()
        case Status.COMPARING:
            return describe_reading(
                comparison.pages_done,
                comparison.version.page_count,
                _("All %(pages)d pages read. Comparing the figures."),
            )
        case Status.FAILED:
            return comparison.failure or _("The comparison failed.")
    return _("Compared. It waits for your decision.")


def describe_waiting() -> str:
    if WorkerBeat.objects.alive().exists():
        return _("Waiting to be compared.")
    return _(
        "Waiting to be compared. No worker is running; it begins as soon as one is."
    )
