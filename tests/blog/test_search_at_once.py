"""Questions and changes that meet."""

from threading import Event, Thread

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction

from blog.models import Post, SearchEntry
from blog.search import index, search
from tests.factories import PostFactory

pytestmark = pytest.mark.django_db(transaction=True)


def count(text):
    return search(text, user=AnonymousUser()).total


def run(deed):
    """Run ``deed`` in a thread with a connection of its own."""

    def run_and_close():
        try:
            deed()
        finally:
            connection.close()

    thread = Thread(target=run_and_close)
    thread.start()
    return thread


def test_a_change_that_is_taken_back_leaves_the_index_as_it_was():
    PostFactory(published=True, title="Whiskey")
    assert count("whiskey") == 1

    with transaction.atomic():
        Post.objects.update(title="Xray")
        transaction.set_rollback(True)

    assert (count("whiskey"), count("xray")) == (1, 0)


def test_a_change_while_the_post_is_being_read_is_not_lost(monkeypatch):
    PostFactory(published=True, title="Yankee")
    changed = Event()
    threads = []

    def read_slowly(text):
        # Everything has been read by now, and nothing been stored.
        def change():
            Post.objects.update(title="Zulu")
            changed.set()

        if not threads:
            threads.append(run(change))
            changed.wait(timeout=0.3)
        return fold_all(text)

    fold_all = index.fold_all
    monkeypatch.setattr(index, "fold_all", read_slowly)
    index.read_stale()
    threads[0].join(timeout=10)

    assert SearchEntry.objects.get().is_stale
    assert (count("yankee"), count("zulu")) == (0, 1)


def test_questions_at_once_read_each_change_once(run_at_once):
    PostFactory(published=True, title="Alpha")

    def ask(text):
        try:
            return count(text)
        finally:
            connection.close()

    run_at_once(ask, "alpha", "alpha", "alpha")

    assert count("alpha") == 1
    assert SearchEntry.objects.count() == 1
