"""Takes in a PDF: looks at its size, its first bytes and its hash, never inside."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from itertools import chain, count
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from figures.copies import is_stored
from figures.models import Paper, PaperVersion
from figures.models.paper import OWN_IMAGES, pdf_name
from figures.tasks import queue_extraction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.files.base import File

# Readers of PDF accept a few bytes of junk before the header, so we do too.
HEADER_SPAN = 1024
LONGEST_SLUG = 60


class UploadError(Exception):
    """The file is not taken in; the message says why and what to do."""


def add_paper(pdf: File, name: str, *, queue: bool = True) -> tuple[Paper, bool]:
    """Store ``pdf`` as a new paper and queue its import; False if it was here before.

    Without ``queue`` the caller ingests it. Raises UploadError for what is certainly no paper. Nothing is left behind then.
    """
    version = version_of(pdf, name)
    if version.pk:
        return version.paper, False
    with stored(version, pdf):
        try:
            return _add_rows(version, queue=queue), True
        except IntegrityError:
            # Somebody was faster: with the same bytes, or with the same name.
            if known := PaperVersion.objects.filter(sha256=version.sha256).first():
                return known.paper, False
            return _add_rows(version, queue=queue), True


def version_of(pdf: File, name: str) -> PaperVersion:
    """The one with these very bytes, its file in its place; without an id if it is new.

    Raises UploadError for what is certainly no paper.
    """
    check_pdf(pdf, name)
    sha256 = digest(pdf)
    if known := known_version(sha256):
        restore_file(known, pdf)
        return known
    return PaperVersion(
        sha256=sha256, original_name=PurePath(name).name[-255:], size=pdf.size
    )


def known_version(sha256: str) -> PaperVersion | None:
    return PaperVersion.objects.select_related("paper").filter(sha256=sha256).first()


def check_pdf(pdf: File, name: str) -> None:
    """Refuse what is empty, too big, or does not begin as a PDF does."""
    limit = settings.PAPER_MAX_BYTES
    if not pdf.size:
        raise UploadError(_("“%(name)s” is empty.") % {"name": name})
    if pdf.size > limit:
        raise UploadError(
            _("“%(name)s” has %(size)d MB; papers may have %(limit)d MB at most.")
            % {
                "name": name,
                "size": round(pdf.size / 1024**2),
                "limit": limit // 1024**2,
            }
        )
    pdf.seek(0)
    if b"%PDF-" not in pdf.read(HEADER_SPAN):
        raise UploadError(
            _("“%(name)s” is not a PDF. Upload the paper as a PDF file.")
            % {"name": name}
        )


def digest(pdf: File) -> str:
    """The SHA-256 of all bytes, read in pieces."""
    sha256 = hashlib.sha256()
    for chunk in pdf.chunks():
        sha256.update(chunk)
    return sha256.hexdigest()


@contextmanager
def stored(version: PaperVersion, pdf: File) -> Iterator[None]:
    """Keep the file if the rows can be written; raise UploadError for a full disk."""
    try:
        # Unless an upload that broke off has left the bytes there before.
        version.pdf.name = pdf_name(version, version.original_name)
        restore_file(version, pdf)
        yield
    except OSError as error:
        remove_file(version)
        raise UploadError(
            _("“%(name)s” could not be stored: %(reason)s. Nothing was added.")
            % {"name": version.original_name, "reason": error.strerror or error}
        ) from error
    except BaseException:
        remove_file(version)
        raise


def _add_rows(version: PaperVersion, *, queue: bool) -> Paper:
    with transaction.atomic():
        slug = free_slug(version.original_name)
        version.paper = Paper.objects.create(slug=slug)
        version.save()
        if queue:
            queue_extraction(version.paper)
    return version.paper


def restore_file(version: PaperVersion, pdf: File) -> None:
    """Put back a file that its storage has lost: here it is again."""
    storage, name = version.pdf.storage, pdf_name(version, version.original_name)
    if not is_stored(storage, name, version.size):
        pdf.seek(0)
        storage.save(name, pdf)


def remove_file(version: PaperVersion) -> None:
    """Leave nothing behind of what was not added; another's upload keeps its file."""
    if (
        version.pdf.name
        and not PaperVersion.objects.filter(sha256=version.sha256).exists()
    ):
        version.pdf.storage.delete(version.pdf.name)


def free_slug(name: str) -> str:
    """A slug out of the file's name that no paper has yet."""
    stem = slugify(PurePath(name).stem)[:LONGEST_SLUG].strip("-") or "paper"
    taken = {
        OWN_IMAGES,
        *Paper.objects.filter(slug__startswith=stem).values_list("slug", flat=True),
    }
    numbered = (f"{stem}-{number}" for number in count(2))
    return next(slug for slug in chain([stem], numbered) if slug not in taken)
