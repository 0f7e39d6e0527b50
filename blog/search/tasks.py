"""Who reads what has changed: a question a little, the worker the rest."""

from __future__ import annotations

from django.tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from blog.search.index import MAX_LETTERS, bring_up_to_date, is_behind, read_stale

# Papers come first, for which somebody waits.
LATER = -10


@task(priority=LATER)
def read_changes() -> None:
    bring_up_to_date()


def read_for_question() -> None:
    """Read the little that has changed in most cases; leave more to the worker."""
    if not is_behind():
        return
    read_stale(MAX_LETTERS)
    if is_behind():
        queue_reading()


def queue_reading() -> None:
    """Read all that has changed in the background, if that does not wait to be done."""
    waiting = DBTaskResult.objects.filter(
        task_path=read_changes.module_path, status=TaskResultStatus.READY
    )
    if not waiting.exists():
        read_changes.enqueue()
