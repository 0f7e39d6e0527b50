"""Imports papers again when an editor asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from figures.models import Paper
from figures.tasks import is_queued, queue_extraction

if TYPE_CHECKING:
    from collections.abc import Iterable


@transaction.atomic
def import_again(ids: Iterable[int]) -> tuple[list[Paper], list[Paper]]:
    """Queue the papers with these ids; hand back those queued and those left alone.

    A paper with a task that waits or runs needs no second one; without such a task,
    whatever it was waiting for is gone.
    """
    queued: list[Paper] = []
    skipped: list[Paper] = []
    for paper in Paper.objects.select_for_update().filter(pk__in=ids):
        if paper.is_in_progress and is_queued(paper):
            skipped.append(paper)
        else:
            queue_extraction(paper)
            queued.append(paper)
    return queued, skipped
