"""Removes papers with everything that came out of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from figures.copies import delete_files
from figures.models import PageImage, PaperVersion, Rendition

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from figures.models import Paper


def remove_papers(papers: QuerySet[Paper]) -> None:
    """Delete ``papers``, their figures and, once the rows are gone, their files.

    Raises ProtectedError, with nothing removed, while a post uses one of the figures.
    """
    with transaction.atomic():
        # An import that is under way finishes its figure first, and stores no other.
        list(papers.select_for_update())
        pdfs = [
            version.pdf for version in PaperVersion.objects.filter(paper__in=papers)
        ]
        renditions = set(
            Rendition.objects.filter(figure__paper__in=papers).values_list(
                "file", flat=True
            )
        )
        pages = [
            page.image for page in PageImage.objects.filter(version__paper__in=papers)
        ]
        papers.delete()
        transaction.on_commit(lambda: delete_files(renditions), robust=True)
        for file in [*pdfs, *pages]:
            transaction.on_commit(partial(file.delete, save=False), robust=True)
