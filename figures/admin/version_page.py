"""The page of a new version, and the list of versions on its paper's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from figures.admin.progress import describe_reading
from figures.admin.version_rows import make_row
from figures.changes import (
    READ,
    SAME_LOOKS,
    count_changed_bits,
    goes_along,
    pair_panels,
)
from figures.models import Figure, ProposedFigure, VersionComparison, WorkerBeat
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


# What is to be decided comes first. Heading, explanation, and how many there are.
GROUPS = {
    "changed": (
        gettext_lazy("Changed"),
        "",
        ngettext_lazy("%d figure has changed.", "%d figures have changed."),
    ),
    "moved": (
        gettext_lazy("Only the page"),
        gettext_lazy(
            "They stand on another page. Their words are the same, and their pictures "
            "look the same."
        ),
        ngettext_lazy(
            "%d figure has only moved to another page.",
            "%d figures have only moved to another page.",
        ),
    ),
    "new": (
        gettext_lazy("New"),
        gettext_lazy("Accepted ones are added to the paper's figures."),
        ngettext_lazy("%d figure is new.", "%d figures are new."),
    ),
    "gone": (
        gettext_lazy("Not in the new version"),
        gettext_lazy("They stay as they are, cut from the PDF they are in."),
        ngettext_lazy(
            "%d figure is not in the new version.",
            "%d figures are not in the new version.",
        ),
    ),
    "same": (
        gettext_lazy("The same"),
        gettext_lazy("Picture, words, number and page are the same, so they go along."),
        ngettext_lazy("%d figure is the same.", "%d figures are the same."),
    ),
    "discarded": (
        gettext_lazy("Discarded"),
        gettext_lazy("They are found again, and stay discarded."),
        ngettext_lazy("%d figure is discarded.", "%d figures are discarded."),
    ),
}
# What has to be equal of a figure that only stands on another page.
KEPT = {*READ, "text", "rotation"} - {"detected_page_number"}


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of which the same is to be said."""

    name: str
    rows: list[Row]

    @property
    def heading(self) -> str:
        return str(GROUPS[self.name][0])

    @property
    def help(self) -> str:
        return str(GROUPS[self.name][1])

    @property
    def summary(self) -> str:
        return str(GROUPS[self.name][2] % len(self.rows))

    @property
    def is_offered(self) -> bool:
        """Whether there is something to tick at each."""
        return self.name in {"changed", "new"}

    @property
    def is_listed(self) -> bool:
        """Whether its figures are only named."""
        return self.name in {"moved", "same", "discarded"}

    @property
    def ids(self) -> str:
        """All of them, for one tick."""
        return " ".join(str(row.proposal.pk) for row in self.rows)


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
        """ "2 figures have changed. 1 figure is new." """
        return " ".join(group.summary for group in self.groups)

    @property
    def used(self) -> list[Figure]:
        """Figures and panels that posts use."""
        return [
            figure for group in self.groups for row in group.rows for figure in row.used
        ]


def show_version(comparison: VersionComparison) -> VersionPage:
    """What the new version changes: what is to be decided first."""
    version = comparison.version
    pages = {page.number: page for page in version.page_images.all()}
    used = set(
        Figure.objects.filter(paper=version.paper).in_use().values_list("pk", flat=True)
    )
    rows: dict[str, list[Row]] = {name: [] for name in GROUPS}
    for proposal in comparison.proposals.with_figures():
        rows[group_of(proposal)].append(make_row(proposal, pages, used))
    return VersionPage(
        comparison=comparison,
        groups=[Group(name, members) for name, members in rows.items() if members],
        is_drawing=is_drawing_queued(version),
        outdated=(
            explain_outdated(comparison) if comparison.status == Status.COMPARED else ""
        ),
    )


def group_of(proposal: ProposedFigure) -> str:
    if proposal.found is None:
        return "gone"
    if proposal.figure is None:
        return "new"
    if goes_along(proposal):
        is_kept = proposal.figure.state != Figure.State.DISCARDED
        return "same" if is_kept else "discarded"
    return "moved" if has_only_moved(proposal.figure, proposal) else "changed"


def has_only_moved(figure: Figure, proposal: ProposedFigure) -> bool:
    """Whether it stands on another page, and nothing else is to be seen of the change."""
    return is_kept_but_for_page(figure, proposal) and all(
        panel and finding and is_kept_but_for_page(panel, ProposedFigure(**finding))
        for panel, finding in pair_panels(figure.panels.all(), proposal.panels)
    )


def is_kept_but_for_page(figure: Figure, proposal: ProposedFigure) -> bool:
    found = proposal.found or {}
    if figure.edited_box or figure.edited_caption_box or figure.edited_page_number:
        # What becomes of them is to be seen.
        return False
    bits = count_changed_bits(figure, proposal)
    return (
        bits is not None
        and bits <= SAME_LOOKS
        and figure.detected_page_number != found["detected_page_number"]
        and all(getattr(figure, name) == found[name] for name in KEPT)
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
