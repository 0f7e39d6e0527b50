"""New versions of a paper: taken in, compared again, accepted, declined."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import PurePath
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
    check_pdf,
    digest,
    known_version,
    remove_file,
    restore_file,
    save_file,
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
    check_pdf(pdf, name)
    sha256 = digest(pdf)
    if known := known_version(sha256):
        restore_file(known, pdf)
        raise KnownVersionError(say_known(known, paper, name), known)
    version = PaperVersion(
        paper=paper,
        sha256=sha256,
        original_name=PurePath(name).name[-255:],
        size=pdf.size,
        is_current=False,
    )
    try:
        _store(version, pdf)
    except OSError as error:
        raise UploadError(
            _("“%(name)s” could not be stored: %(reason)s. Nothing was added.")
            % {"name": name, "reason": error.strerror or error}
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


def _store(version: PaperVersion, pdf: File) -> None:
    try:
        save_file(version, pdf)
        _add_rows(version)
    except IntegrityError as error:
        # Somebody was faster, with the same bytes.
        raise UploadError(
            _("“%s” is being added by somebody else.") % version.original_name
        ) from error
    except BaseException:
        remove_file(version)
        raise


@transaction.atomic
def _add_rows(version: PaperVersion) -> None:
    paper = Paper.objects.select_for_update().filter(pk=version.paper_id).first()
    if paper is None:
        raise UploadError(_("This paper has been removed."))
    if paper.is_in_progress:
        raise UploadError(
            _(
                "The figures of this paper are still being imported. Upload the new "
                "version when that is done."
            )
        )
    undecided = VersionComparison.objects.undecided().filter(version__paper=paper)
    for comparison in undecided.select_related("version"):
        if comparison.status != VersionComparison.Status.FAILED:
            raise UploadError(
                _(
                    "“%s” is still to be decided on. Accept or decline it before you "
                    "upload another version."
                )
                % comparison.version
            )
        # Nothing came of it, so there is nothing to decide.
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
    if has_new_figures(comparison):
        raise VersionError(
            _(
                "Figures have been added to this paper since the versions were "
                "compared. Compare again, so that they are looked for, too."
            )
        )


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


def has_new_figures(comparison: VersionComparison) -> bool:
    """Whether the paper has figures that the comparison knows nothing of."""
    figures = Figure.objects.whole().filter(paper=comparison.paper)
    return figures.exclude(proposals__comparison=comparison).exists()


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
