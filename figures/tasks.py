"""Background work, and the one place that queues it."""

from __future__ import annotations

from django.tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from figures.ingest import ingest_paper
from figures.models import Paper


@task
def extract_paper(paper_id: int) -> None:
    ingest_paper(Paper.objects.get(pk=paper_id))


def queue_extraction(paper: Paper) -> None:
    """Extract ``paper`` in the background; call it in the transaction that saves the row."""
    paper.mark_pending()
    extract_paper.enqueue(paper_id=paper.pk)


def is_queued(paper: Paper) -> bool:
    """Whether a task for ``paper`` waits or runs, so that another would be one too many."""
    return DBTaskResult.objects.filter(
        task_path=extract_paper.module_path,
        status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING],
        args_kwargs__kwargs__paper_id=paper.pk,
    ).exists()
