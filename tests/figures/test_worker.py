"""Workers die; their tasks do not."""

import os
import signal
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from figures import worker
from figures.models import Figure, Paper, WorkerBeat
from figures.tasks import (
    extract_paper,
    is_queued,
    queue_cutting,
    queue_drawing,
    queue_extraction,
    queue_splitting,
)
from figures.worker import beat, take_up_abandoned_tasks
from tests.factories import FigureFactory, PaperFactory, PaperVersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _database_queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def paper():
    return Paper.objects.create(slug="loss")


def claimed(paper, *workers):
    """A task that each of ``workers`` in turn has taken."""
    queue_extraction(paper)
    result = DBTaskResult.objects.get()
    for worker_id in workers:
        result.claim(worker_id)
    return result


def test_a_running_task_of_a_living_worker_is_left_alone(paper):
    result = claimed(paper, "one")
    now = beat("one")

    take_up_abandoned_tasks(now + timedelta(seconds=20))

    result.refresh_from_db()
    assert result.status == "RUNNING"


def test_a_task_whose_worker_fell_silent_is_queued_again(paper):
    result = claimed(paper, "one")
    now = beat("one")

    take_up_abandoned_tasks(now + timedelta(seconds=31))

    result.refresh_from_db()
    assert result.status == "READY"


def test_a_task_of_a_worker_that_never_beat_is_queued_again(paper):
    result = claimed(paper, "one")

    take_up_abandoned_tasks(timezone.now())

    result.refresh_from_db()
    assert result.status == "READY"


def test_a_task_that_cost_three_workers_fails_with_a_sentence_on_its_paper(paper):
    result = claimed(paper, "one", "two", "three")

    take_up_abandoned_tasks(timezone.now())

    result.refresh_from_db()
    paper.refresh_from_db()
    assert result.status == "FAILED"
    assert paper.status == Paper.Status.FAILED
    assert "cut short three times" in paper.failure


def lost(*workers):
    """What is queued, after it has cost ``workers`` their lives."""
    result = DBTaskResult.objects.get()
    for worker_id in workers:
        result.claim(worker_id)
    take_up_abandoned_tasks(timezone.now())
    result.refresh_from_db()
    return result


@pytest.fixture
def figure():
    return FigureFactory(version=PaperVersionFactory())


QUEUES = {
    "cut_failure": queue_cutting,
    "split_failure": lambda figure: queue_splitting(figure, None, 1),
    "drawing_failure": lambda figure: queue_drawing(figure.version),
}


def failures(figure):
    figure = Figure.objects.select_related("version").get(pk=figure.pk)
    return {
        "cut_failure": figure.cut_failure,
        "split_failure": figure.split_failure,
        "drawing_failure": figure.version.drawing_failure,
    }


@pytest.mark.parametrize("failure", QUEUES)
def test_a_task_that_cost_three_workers_says_so_where_editors_look(figure, failure):
    QUEUES[failure](figure)

    assert lost("one", "two", "three").status == "FAILED"

    told = failures(figure)
    assert "cut short three times" in told.pop(failure)
    assert set(told.values()) == {""}


@pytest.mark.parametrize("failure", QUEUES)
def test_what_cost_two_workers_is_tried_again_without_a_word(figure, failure):
    QUEUES[failure](figure)

    assert lost("one", "two").status == "READY"

    assert set(failures(figure).values()) == {""}


def test_giving_up_on_a_figure_that_is_gone_harms_nothing(figure):
    queue_cutting(figure)
    figure.delete()

    assert lost("one", "two", "three").status == "FAILED"


def test_giving_up_on_a_paper_that_is_gone_harms_nothing(paper):
    result = claimed(paper, "one", "two", "three")
    paper.delete()

    take_up_abandoned_tasks(timezone.now())

    result.refresh_from_db()
    assert result.status == "FAILED"


def test_beats_of_workers_long_gone_are_forgotten():
    long_ago = timezone.now() - timedelta(days=2)
    WorkerBeat.objects.create(worker_id="old", beaten_at=long_ago)

    beat("new")

    assert list(WorkerBeat.objects.values_list("pk", flat=True)) == ["new"]


def test_a_paper_is_queued_while_a_task_of_its_own_waits_or_runs(paper):
    other = Paper.objects.create(slug="other")
    result = claimed(paper, "one")

    assert is_queued(paper)
    assert not is_queued(other)

    result.set_successful(None)
    assert not is_queued(paper)


@pytest.mark.django_db(transaction=True)
def test_the_worker_command_runs_what_is_queued_and_leaves_no_beat(paper, monkeypatch):
    seen = []
    monkeypatch.setattr("figures.tasks.ingest_paper", seen.append)
    monkeypatch.setattr(worker.BeatingWorker, "configure_signals", lambda self: None)
    PaperVersionFactory(paper=paper)
    extract_paper.enqueue(paper_id=paper.pk)

    call_command("worker", batch=True, verbosity=0)

    assert seen == [paper]
    statuses = DBTaskResult.objects.values_list("task_path", "status")
    assert set(statuses) == {
        ("figures.tasks.extract_paper", "SUCCESSFUL"),
        ("figures.tasks.draw_paper", "SUCCESSFUL"),
    }
    assert not WorkerBeat.objects.exists()


class StopAfter:
    """An event that is set after so many waits, as a worker that ends then."""

    def __init__(self, beats):
        self.beats = beats

    def wait(self, seconds):
        self.beats -= 1
        return self.beats < 0


@pytest.fixture
def _same_connection(monkeypatch):
    """The beating thread closes its own connection; here it is the test's."""
    monkeypatch.setattr(worker.connection, "close", lambda: None)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)


@pytest.mark.usefixtures("_same_connection")
def test_a_worker_beats_and_looks_after_abandoned_tasks_until_it_ends(paper):
    result = claimed(paper, "lost")

    worker.keep_beating("mine", StopAfter(2))

    result.refresh_from_db()
    assert result.status == "READY"
    assert WorkerBeat.objects.filter(worker_id="mine").exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL counts by itself")
@pytest.mark.usefixtures("_same_connection")
def test_a_new_site_is_counted_by_its_worker_as_it_grows(monkeypatch):
    """With the first beat, and then with each that many beats later."""
    monkeypatch.setattr(worker, "BEATS_BETWEEN_COUNTS", 2)
    monkeypatch.setattr(worker, "take_up_abandoned_tasks", lambda now: PaperFactory())

    worker.keep_beating("mine", StopAfter(2))
    assert (Paper.objects.count(), count_known(Paper)) == (2, 1)

    Paper.objects.all().delete()
    worker.keep_beating("mine", StopAfter(3))
    assert count_known(Paper) == 3


def count_known(model):
    """How many rows SQLite takes a table to have."""
    with connection.cursor() as cursor:
        table = model._meta.db_table
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = %s", [table])
        return int(cursor.fetchone()[0].split()[0])


@pytest.mark.usefixtures("_same_connection")
def test_a_database_that_is_busy_costs_a_beat_and_not_the_worker(monkeypatch, caplog):
    beats = iter([DatabaseError("database is locked"), None])

    def falter(worker_id):
        if error := next(beats):
            raise error
        return beat(worker_id)

    monkeypatch.setattr(worker, "beat", falter)

    worker.keep_beating("mine", StopAfter(2))

    assert WorkerBeat.objects.filter(worker_id="mine").exists()
    assert "A beat of this worker was lost" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_stopped_lays_its_task_back(paper, monkeypatch):
    result = claimed(paper)

    def stop_midway(paper):
        paper.mark_extracting()
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr("figures.tasks.ingest_paper", stop_midway)
    handlers = {n: signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM)}

    call_command("worker", batch=True, verbosity=0)

    for number, handler in handlers.items():
        signal.signal(number, handler)
    result.refresh_from_db()
    paper.refresh_from_db()
    assert (result.status, result.worker_ids) == ("READY", [])
    assert paper.status == Paper.Status.PENDING


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("sealed", "warnings"), [(True, 0), (False, 1)])
def test_a_worker_warns_where_the_kernel_seals_nothing(
    monkeypatch, caplog, sealed, warnings
):
    monkeypatch.setattr(worker.BeatingWorker, "configure_signals", lambda self: None)
    monkeypatch.setattr("figures.management.commands.worker.is_sealed", lambda: sealed)

    call_command("worker", batch=True, verbosity=0)

    assert caplog.text.count("has no Landlock") == warnings
