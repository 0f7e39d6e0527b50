"""Of what has changed, a question reads a little and the worker the rest."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from blog.models import Post, SearchEntry
from blog.search import search, triggers
from blog.search.index import BATCH, MAX_LETTERS, bring_up_to_date
from blog.search.tasks import read_changes
from tests.factories import PaperFactory, PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def queue(settings):
    """The tasks that wait to be done."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    return DBTaskResult.objects.filter(task_path=read_changes.module_path).ready()


def ask(text):
    return search(text, user=AnonymousUser())


def test_a_question_reads_what_few_changes_there_are_and_queues_nothing(queue):
    PaperFactory.create_batch(BATCH, is_public=True, title="Oscar")

    assert ask("oscar").total == BATCH
    assert not queue.exists()


def test_a_question_leaves_many_changes_to_one_task(queue):
    PaperFactory.create_batch(2 * BATCH + 2, is_public=True, title="Oscar")

    assert ask("oscar").total == BATCH
    assert ask("oscar").total == 2 * BATCH
    assert queue.count() == 1

    read_changes.call()

    assert SearchEntry.objects.stale().count() == 0
    assert ask("oscar").total == 2 * BATCH + 2


def test_a_task_that_runs_may_have_passed_by_what_has_changed_since(queue):
    PaperFactory.create_batch(2 * BATCH + 2, title="Oscar")
    ask("oscar")
    DBTaskResult.objects.update(status="RUNNING")

    ask("oscar")

    assert queue.count() == 1


def test_a_question_reads_no_more_than_one_long_text(queue):
    body = "words " * (MAX_LETTERS // 5)
    PostFactory.create_batch(3, published=True, title="Romeo", body=body)

    assert ask("romeo").total == 1
    assert queue.count() == 1


def test_what_waits_to_be_read_is_not_found_by_words_that_were_taken_back():
    PostFactory.create_batch(BATCH + 1, published=True, title="Open", deck="Secret")
    bring_up_to_date()
    Post.objects.update(deck="Told")

    assert ask("secret").total == 0
    assert ask("secert").other_spelling == ""


def test_a_new_version_of_the_site_has_everything_read(queue):
    PostFactory.create_batch(2)
    bring_up_to_date()
    triggers.take_down_triggers("default", plan=["a migration"])

    call_command("migrate", verbosity=0)
    call_command("migrate", verbosity=0)

    assert SearchEntry.objects.stale().count() == 2
    assert queue.count() == 1


def test_nothing_is_queued_where_there_is_nothing_to_read(queue):
    triggers.take_down_triggers("default", plan=["a migration"])

    triggers.look_after_triggers("default")

    assert not queue.exists()
