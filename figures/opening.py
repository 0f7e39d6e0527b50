"""Opens a paper's PDF for work in the background, and says what is in the way."""

from __future__ import annotations

from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from django.utils.translation import gettext as _

from figures.extraction.errors import ExtractionError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from figures.models import PaperVersion


@contextmanager
def opened_pdf(version: PaperVersion) -> Iterator[IO[bytes]]:
    """The PDF, while something is made of it and stored.

    Raises ExtractionError, with a sentence fit to show, for whatever the files refuse:
    the PDF that is gone, the disk that is full.
    """
    try:
        with version.pdf.open("rb") as pdf:
            yield pdf
    except FileNotFoundError as error:
        raise ExtractionError(
            _(
                "The paper's PDF is not where it was stored. Add the same file as a "
                "paper once more: it is put back in its place."
            )
        ) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise ExtractionError(
            _("The paper's files could not be read or stored: %s.") % reason
        ) from error
