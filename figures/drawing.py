"""Draws the pages of a PDF for editors to look at, and keeps what text is on them."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from figures import sandbox
from figures.copies import is_stored
from figures.extraction.errors import ExtractionError
from figures.models import Figure, PageImage, Paper, PaperVersion, ProposedFigure
from figures.opening import opened_pdf

if TYPE_CHECKING:
    from figures.extraction.wire import PageDrawn


def draw_pages(version: PaperVersion) -> None:
    """Draw the pages that have no image yet, those with figures first.

    What cannot be drawn, and why, becomes the version's failure.
    """
    numbers = missing_pages(version)
    if not numbers:
        return
    failure = ""
    try:
        with opened_pdf(version) as pdf:
            for page in sandbox.draw_in_child(pdf, numbers):
                if page.number in numbers and not store_page(version, page):
                    return
    except ExtractionError as error:
        failure = str(error)
    except Exception:
        # A bug: without a word here, whoever waits for the page has it queued for ever.
        report_failure(version, _("Drawing the pages broke off unexpectedly."))
        raise
    report_failure(version, failure or describe_missing(missing_pages(version)))


def report_failure(version: PaperVersion, sentence: str) -> None:
    version.drawing_failure = sentence
    # Not ``save``: it may have been removed while its last page was drawn.
    PaperVersion.objects.filter(pk=version.pk).update(drawing_failure=sentence)


def describe_missing(numbers: list[int]) -> str:
    """The pages that were left out since nothing could draw them."""
    if not numbers:
        return ""
    pages = ", ".join(map(str, sorted(numbers)))
    return _("These pages cannot be drawn: %s.") % pages


def missing_pages(version: PaperVersion) -> list[int]:
    """Pages without an image, in the order in which editors will ask for them."""
    drawn = set(version.page_images.values_list("number", flat=True))
    wanted = list(
        Figure.objects.filter(version=version)
        .exclude(page_number=None)
        .order_by("page_number")
        .values_list("page_number", flat=True)
    )
    # What a new version may bring, while nobody has accepted it.
    proposed = [
        proposal.found["detected_page_number"]
        for proposal in ProposedFigure.objects.filter(comparison=version.pk)
        if proposal.found
    ]
    pages = range(1, version.pages + 1)
    return [
        number
        for number in dict.fromkeys([*wanted, *proposed, *pages])
        if number not in drawn
    ]


def store_page(version: PaperVersion, page: PageDrawn) -> bool:
    """Store the page, unless its PDF has been removed meanwhile."""
    image = PageImage(
        version=version,
        number=page.number,
        width=page.width,
        height=page.height,
        size=len(page.image.content),
        passages=[asdict(passage) for passage in page.passages],
    )
    field = PageImage._meta.get_field("image")
    name = field.generate_filename(image, "")
    storage = image.image.storage
    with transaction.atomic():
        # Whoever removes the paper, or this PDF, waits for the page and takes it along.
        Paper.objects.select_for_update().in_bulk([version.paper_id])
        if not PaperVersion.objects.filter(pk=version.pk).exists():
            return False
        if not is_stored(storage, name, image.size):
            storage.save(name, ContentFile(page.image.content))
        PageImage.objects.update_or_create(
            version=version,
            number=page.number,
            defaults={
                "width": image.width,
                "height": image.height,
                "size": image.size,
                "passages": image.passages,
                "image": name,
            },
        )
    return True
