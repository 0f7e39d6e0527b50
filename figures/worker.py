"""A worker that shows it is alive, and takes up the tasks of workers that are not.

django-tasks-db runs a task exactly once, but one whose worker was killed stays
"running" for ever. Each worker therefore leaves a beat every few seconds; a task whose
last worker has been silent for a lease goes back to the queue, and is given up once it
has cost three workers their lives.
"""

from __future__ import annotations

import itertools
import logging
import threading
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models.functions import Now
from django.tasks import TaskResultStatus
from django.utils.translation import gettext as _
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from figures.models import (
    Figure,
    OwnImage,
    Paper,
    PaperVersion,
    VersionComparison,
    WorkerBeat,
)
from figures.statistics import learn_sizes
from figures.tasks import (
    compare_version,
    cut_figure,
    draw_paper,
    extract_paper,
    prepare_image,
    split_into_panels,
)

if TYPE_CHECKING:
    from datetime import datetime
    from types import FrameType

    from django.db.models import QuerySet
    from django.tasks import Task

    from figures.models import FigureQuerySet, PaperQuerySet
    from figures.models.version import ComparisonQuerySet

logger = logging.getLogger(__name__)

BEAT_SECONDS = 5.0
# A site grows slowly, and counting takes milliseconds: about an hour.
BEATS_BETWEEN_COUNTS = 720
# Six beats: a busy database may swallow a few, and an editor waits half a minute at most.
LEASE = timedelta(seconds=30)
# Beats of workers long gone tell nothing any more.
FORGET_AFTER = timedelta(days=1)
MOST_WORKERS_LOST = 3


class WorkerLostError(Exception):
    """A task has lost so many workers that it must be what kills them."""


class TaskInterrupted(BaseException):
    """Somebody stops the worker in the middle of a task."""


class BeatingWorker(Worker):
    """Runs tasks while a thread of its own keeps the beat.

    Asked to stop, it lays its task back for the next worker instead of finishing it:
    reading a paper may take longer than anybody waits.
    """

    interrupted = False

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        if self.running_task and not self.interrupted:
            self.running = False
            self.interrupted = True
            raise TaskInterrupted
        super().shutdown(signum, frame)

    def run_task(self, db_task_result: DBTaskResult) -> None:
        super().run_task(db_task_result)
        if self.interrupted and db_task_result.status == TaskResultStatus.FAILED:
            lay_back(db_task_result)

    def run(self) -> None:
        beat(self.worker_id)
        stopped = threading.Event()
        pulse = threading.Thread(
            target=keep_beating, args=(self.worker_id, stopped), daemon=True
        )
        pulse.start()
        try:
            super().run()
        finally:
            stopped.set()
            pulse.join()
            WorkerBeat.objects.filter(worker_id=self.worker_id).delete()


def keep_beating(worker_id: str, stopped: threading.Event) -> None:
    """Beat, and look after abandoned tasks and the database, until ``stopped``."""
    try:
        for number in itertools.count():
            if stopped.wait(BEAT_SECONDS):
                break
            close_old_connections()
            try:
                take_up_abandoned_tasks(beat(worker_id))
                if number % BEATS_BETWEEN_COUNTS == 0:
                    learn_sizes()
            except DatabaseError:
                # Locked or restarting: the next beat comes soon, the lease is longer.
                logger.warning("A beat of this worker was lost", exc_info=True)
    finally:
        connection.close()


def beat(worker_id: str) -> datetime:
    """Show that this worker lives; by the database's clock, which all workers share."""
    own, _ = WorkerBeat.objects.update_or_create(
        worker_id=worker_id, defaults={"beaten_at": Now()}
    )
    own.refresh_from_db()
    now: datetime = own.beaten_at
    WorkerBeat.objects.filter(beaten_at__lt=now - FORGET_AFTER).delete()
    return now


@transaction.atomic
def take_up_abandoned_tasks(now: datetime) -> None:
    """Queue again each running task whose worker has been silent for a lease."""
    running = list(DBTaskResult.objects.running().select_for_update(skip_locked=True))
    # After the tasks: whoever has claimed one of them has beaten before.
    alive = set(
        WorkerBeat.objects.filter(beaten_at__gt=now - LEASE).values_list(
            "worker_id", flat=True
        )
    )
    for result in running:
        if result.worker_ids[-1] not in alive:
            take_up(result)


@transaction.atomic
def lay_back(result: DBTaskResult) -> None:
    """Queue an interrupted task again, at no cost to its count of lost workers."""
    result.status = TaskResultStatus.READY
    result.worker_ids = result.worker_ids[:-1]
    result.finished_at = None
    result.save(update_fields=["status", "worker_ids", "finished_at"])
    for paper in papers_of(result):
        paper.mark_pending()
    for comparison in comparisons_of(result):
        comparison.mark_pending()


def take_up(result: DBTaskResult) -> None:
    if len(result.worker_ids) < MOST_WORKERS_LOST:
        logger.warning("Task %s lost its worker and is queued again", result.id)
        result.status = TaskResultStatus.READY
        result.save(update_fields=["status"])
        return
    logger.error("Task %s lost %d workers", result.id, MOST_WORKERS_LOST)
    result.set_failed(WorkerLostError(f"{MOST_WORKERS_LOST} workers were lost"))
    for paper in papers_of(result):
        paper.mark_failed(
            _(
                "The import was cut short three times: the machine may be short of "
                "memory. Import it again, or try a smaller version of the PDF."
            )
        )
    for comparison in comparisons_of(result):
        comparison.mark_failed(
            _(
                "The comparison was cut short three times: the machine may be short of "
                "memory. Compare again, or upload a smaller version of the PDF."
            )
        )
    figures_of(result, split_into_panels).update(
        split_failure=_(
            "The splitting was cut short three times: the machine may be short of memory."
        )
    )
    figures_of(result, cut_figure).update(
        cut_failure=_(
            "The cutting was cut short three times: the machine may be short of "
            "memory. Try a smaller box."
        )
    )
    OwnImage.objects.filter(figure__in=figures_of(result, prepare_image)).update(
        failure=_(
            "Preparing this picture was cut short three times: the machine may be "
            "short of memory. Try again, or upload a smaller copy."
        )
    )
    versions_of(result).update(
        drawing_failure=_(
            "The drawing was cut short three times: the machine may be short of memory."
        )
    )


def papers_of(result: DBTaskResult) -> PaperQuerySet:
    """The paper that a task is about, unless an editor has removed it meanwhile."""
    if result.task_path != extract_paper.module_path:
        return Paper.objects.none()
    return Paper.objects.filter(pk=result.args_kwargs["kwargs"]["paper_id"])


def comparisons_of(result: DBTaskResult) -> ComparisonQuerySet:
    """The comparison that a task is to make, unless it is made or the version declined."""
    if result.task_path != compare_version.module_path:
        return VersionComparison.objects.none()
    version_id = result.args_kwargs["kwargs"]["version_id"]
    return VersionComparison.objects.unread().filter(pk=version_id)


def versions_of(result: DBTaskResult) -> QuerySet[PaperVersion]:
    """The PDF whose pages a task is to draw."""
    if result.task_path != draw_paper.module_path:
        return PaperVersion.objects.none()
    return PaperVersion.objects.filter(pk=result.args_kwargs["kwargs"]["version_id"])


def figures_of(result: DBTaskResult, task: Task) -> FigureQuerySet:
    """The figure that a task is about, where it is ``task`` that was lost."""
    if result.task_path != task.module_path:
        return Figure.objects.none()
    return Figure.objects.filter(pk=result.args_kwargs["kwargs"]["figure_id"])
