"""Makes a figure's copies out of an image that an editor has uploaded."""

from __future__ import annotations

from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from figures import sandbox
from figures.copies import Piece, delete_files, store_cut
from figures.extraction.errors import ExtractionError
from figures.models import Figure, OwnImage
from figures.sandbox import ChildDiedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from figures.extraction.wire import ImageRead

BROKEN_OFF = gettext_lazy(
    "Preparing this picture broke off unexpectedly. Try again, or save it anew as a PNG "
    "or JPEG and upload that."
)
UNFIT = gettext_lazy(
    "Opening this picture took too much time or memory, so it was stopped. Scale it "
    "down, or save it anew as a PNG or JPEG, and upload that."
)


class FilesRefusedError(ExtractionError):
    """The files cannot be read or written at the moment; the message says why."""


def prepare(own: OwnImage) -> None:
    """Store the copies, then let go of the upload; what is wrong becomes its failure.

    May be cut short at any moment, and done again from the start.
    """
    if not own.is_ready:
        try:
            with opened_original(own) as original:
                store_image(own, sandbox.read_image_in_child(original))
        except ChildDiedError:
            report_failure(own, str(UNFIT))
            return
        except FilesRefusedError as error:
            report_failure(own, str(error))
            return
        except ExtractionError as error:
            # Read again, it would be the same.
            report_failure(own, str(error))
        except Exception:
            # A bug: without a word here, the figure would wait for ever.
            report_failure(own, str(BROKEN_OFF))
            raise
    forget_original(own)


@contextmanager
def opened_original(own: OwnImage) -> Iterator[IO[bytes]]:
    """The upload, while its copies are made and stored."""
    try:
        with own.original.open("rb") as original:
            yield original
    except (FileNotFoundError, ValueError) as error:
        raise FilesRefusedError(
            _("The uploaded file is gone. Upload the picture once more.")
        ) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise FilesRefusedError(
            _("The picture's files could not be read or stored: %s.") % reason
        ) from error


def store_image(own: OwnImage, read: ImageRead) -> None:
    written: list[str] = []
    try:
        with transaction.atomic():
            figure = Figure.objects.locked().get(pk=own.figure_id)
            store_cut(figure, Piece(read.renditions, read.looks), written)
            figure.warnings = list(read.warnings)
            figure.save(update_fields=["warnings", "changed_at"])
            OwnImage.objects.filter(pk=own.pk).update(failure="")
    except BaseException:
        delete_files(written)
        raise


def report_failure(own: OwnImage, sentence: str) -> None:
    OwnImage.objects.filter(pk=own.pk).update(failure=sentence)


def forget_original(own: OwnImage) -> None:
    """Delete the upload with all that it says beside its picture.

    The row forgets it last: whoever is cut short in between is asked to do it again.
    """
    if own.original.name:
        own.original.storage.delete(own.original.name)
        OwnImage.objects.filter(pk=own.pk).update(original="")
