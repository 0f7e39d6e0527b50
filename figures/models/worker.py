"""Signs of life of the workers that run background tasks."""

from __future__ import annotations

from django.db import models


class WorkerBeat(models.Model):
    """When a worker was last alive; its silence gives its task to another."""

    worker_id = models.CharField(max_length=64, primary_key=True)
    beaten_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker_id
