"""New versions of a paper: taken in, compared again, accepted, declined."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from figures.accepting import Acceptance
from figures.models import (
    Figure,
    PageImage,
    Paper,
    PaperVersion,
    VersionComparison,
)
from figures.tasks import is_comparison_queued, queue_comparison, queue_cutting
from figures.uploads import (
    UploadError,
    remove_file,
    stored,
    version_of,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from django.contrib.auth.models import User
    from django.core.files.base import File


class VersionError(Exception):
    """Nothing is changed; the message says why and what to do."""


class KnownVersionError(UploadError):
    """These very bytes are here already."""

    def __init__(self, sentence: str, version: PaperVersion) -> None:
        super().__init__(sentence)
        self.version = version


def add_version(paper: Paper, pdf: File, name: str) -> PaperVersion:
    """Store ``pdf`` beside the paper's own and queue their comparison.

    Raises UploadError for what is certainly no new version of it. Nothing is left
    behind then.
    """
    version = version_of(pdf, name)
    if version.pk:
        raise KnownVersionError(say_known(version, paper, name), version)
    version.paper, version.is_current = paper, False
    with stored(version, pdf):
        try:
            _add_rows(version)
        except IntegrityError as error:
            # Somebody was faster, with the same bytes.
            raise UploadError(
                _("“%s” is being added by somebody else.") % version.original_name
            ) from error
    return version


def say_known(known: PaperVersion, paper: Paper, name: str) -> str:
    if known.paper_id != paper.pk:
        sentence = _("“%(name)s” is here already, as another paper: “%(paper)s”.")
        return sentence % {"name": name, "paper": known.paper}
    if known.is_current:
        return _("“%s” is what this paper's figures are cut from already.") % name
    if VersionComparison.objects.undecided().filter(pk=known.pk).exists():
        return _("“%s” has been uploaded as the new version already.") % name
    return _("“%s” is an earlier version of this paper.") % name


def refuse_upload(paper: Paper) -> str:
    """Why no new version of ``paper`` can be uploaded now; empty where one can."""
    if paper.is_in_progress:
        return _(
            "The figures of this paper are still being imported. A new version can be "
            "uploaded when that is done."
        )
    awaited = VersionComparison.objects.awaited().filter(version__paper=paper)
    if comparison := awaited.select_related("version").first():
        return _(
            "“%s” is still to be decided on. Accept or decline it before you upload "
            "another version."
        ) % (comparison.version)
    return ""


@transaction.atomic
def _add_rows(version: PaperVersion) -> None:
    paper = Paper.objects.select_for_update().filter(pk=version.paper_id).first()
    if paper is None:
        raise UploadError(_("This paper has been removed."))
    if sentence := refuse_upload(paper):
        raise UploadError(sentence)
    # Those that are left have failed: nothing came of them, so nothing is to be decided.
    failed = VersionComparison.objects.undecided().filter(version__paper=paper)
    for comparison in failed.select_related("version"):
        _remove(comparison.version)
    version.save()
    queue_comparison(VersionComparison.objects.create(version=version))


@contextmanager
def locked(version: PaperVersion) -> Iterator[VersionComparison]:
    """The comparison, which nobody else decides on until the transaction ends.

    Raises VersionError where somebody has decided already.
    """
    with transaction.atomic():
        # The paper first, as everybody does: an import of it begins after us, or has.
        paper = Paper.objects.select_for_update().filter(pk=version.paper_id).first()
        if paper is None:
            raise VersionError(_("This paper has been removed."))
        comparison = (
            VersionComparison.objects.select_related("version__paper", "accepted_by")
            .filter(pk=version.pk)
            .first()
        )
        if comparison is None:
            raise VersionError(_("Somebody else has declined this version."))
        if comparison.status == VersionComparison.Status.ACCEPTED:
            raise VersionError(say_accepted(comparison))
        yield comparison


def say_accepted(comparison: VersionComparison) -> str:
    if comparison.accepted_by is None:
        return _("This version has been accepted already.")
    name = comparison.accepted_by.get_username()
    return _("This version has been accepted already, by %s.") % name


def compare_again(version: PaperVersion) -> None:
    """Queue another comparison, of a version that nobody has decided on."""
    with locked(version) as comparison:
        if comparison.is_in_progress and is_comparison_queued(comparison):
            raise VersionError(_("This version is being compared already."))
        queue_comparison(comparison)


def accept_version(
    version: PaperVersion, accepted: Collection[int], by: User
) -> list[Figure]:
    """Make ``version`` current, and those of its proposed figures that are ``accepted``.

    All others stay as they are, cut from the PDF they were cut from. Raises
    VersionError, with nothing changed, where it cannot be accepted now.
    """
    with locked(version) as comparison:
        refuse_accepting(comparison)
        refuse_unknown(comparison, accepted)
        figures = Acceptance(comparison, accepted).write()
        comparison.status = VersionComparison.Status.ACCEPTED
        comparison.accepted_by, comparison.accepted_at = by, timezone.now()
        comparison.save(update_fields=["status", "accepted_by", "accepted_at"])
        comparison.proposals.all().delete()
        # Their pictures stay as they are until the worker has others.
        for figure in figures:
            queue_cutting(figure)
    return figures


def refuse_accepting(comparison: VersionComparison) -> None:
    if comparison.status != VersionComparison.Status.COMPARED:
        raise VersionError(_("This version has not been compared yet."))
    if comparison.paper.is_in_progress:
        raise VersionError(
            _(
                "The figures of this paper are being imported again. Accept the new "
                "version when that is done."
            )
        )
    if sentence := explain_outdated(comparison):
        raise VersionError(sentence)


def refuse_unknown(comparison: VersionComparison, accepted: Collection[int]) -> None:
    """What is accepted has been seen, as it is now."""
    known = set(comparison.proposals.values_list("pk", flat=True))
    if not set(accepted) <= known:
        raise VersionError(
            _(
                "The versions were compared again since you opened this page. Look at "
                "the figures again."
            )
        )


def explain_outdated(comparison: VersionComparison) -> str:
    """What the comparison knows nothing of; empty where it still holds."""
    figures = Figure.objects.whole().filter(paper=comparison.paper)
    if not figures.exclude(proposals__comparison=comparison).exists():
        return ""
    return _(
        "Figures have been added to this paper since the versions were compared. "
        "Compare again, so that they are looked for, too."
    )


def decline_version(version: PaperVersion) -> None:
    """Remove ``version`` with all that came of it; the same PDF may be uploaded again."""
    with locked(version) as comparison:
        _remove(comparison.version)


def _remove(version: PaperVersion) -> None:
    pages = [page.image for page in PageImage.objects.filter(version=version)]
    PaperVersion.objects.filter(pk=version.pk).delete()

    def remove_files() -> None:
        remove_file(version)
        # By then the same bytes may be here anew, and their pages drawn.
        if not PaperVersion.objects.filter(sha256=version.sha256).exists():
            for image in pages:
                image.delete(save=False)

    transaction.on_commit(remove_files, robust=True)
