"""Signs of life of the workers that run background tasks."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils import timezone

# A worker beats every few seconds; after so long without one there is none.
SILENCE = timedelta(minutes=1)


class WorkerBeatQuerySet(models.QuerySet["WorkerBeat"]):
    def alive(self) -> WorkerBeatQuerySet:
        """Workers that are there, as far as an editor who waits for one is concerned."""
        return self.filter(beaten_at__gt=timezone.now() - SILENCE)


class WorkerBeat(models.Model):
    """When a worker was last alive; its silence gives its task to another."""

    worker_id = models.CharField(max_length=64, primary_key=True)
    beaten_at = models.DateTimeField()

    objects = WorkerBeatQuerySet.as_manager()

    def __str__(self) -> str:
        return self.worker_id
