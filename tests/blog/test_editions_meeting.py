"""Editions where several write at once: each in a transaction of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from blog.editions import find_edition
from blog.models import Edition, Tag
from tests.factories import TagFactory

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS = 10


@pytest.fixture
def many_writers():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one write at a time.")


@pytest.fixture
def begin():
    """Begins to write, and gives what ends it; nobody sees it until then."""

    pool = ThreadPoolExecutor(3)

    def start(name, *, wanted=True):
        written, may_end = Event(), Event()

        def write():
            with transaction.atomic():
                Tag.objects.filter(slug=name).update(name=f"{name}, changed")
                written.set()
                assert may_end.wait(SECONDS)
                transaction.set_rollback(not wanted)
            connection.close()

        writing = pool.submit(write)
        assert written.wait(SECONDS)

        def end():
            may_end.set()
            writing.result(SECONDS)

        return end

    yield start
    pool.shutdown()


def test_a_change_is_of_no_edition_until_it_is_committed(many_writers, begin):
    TagFactory(slug="a")
    before = find_edition()

    end = begin("a")
    meanwhile = find_edition()
    end()

    assert meanwhile == before
    assert find_edition() != before


def test_who_began_first_and_ends_last_still_makes_an_edition(many_writers, begin):
    TagFactory(slug="a")
    TagFactory(slug="b")
    names = [find_edition()]

    end_first, end_second = begin("a"), begin("b")
    end_second()
    names.append(find_edition())
    end_first()
    names.append(find_edition())

    assert len(set(names)) == 3


def test_what_is_rolled_back_beside_others_leaves_the_edition(many_writers, begin):
    TagFactory(slug="a")
    before = find_edition()

    begin("a", wanted=False)()

    assert find_edition() == before


def test_old_marks_go_without_waiting_for_those_that_others_delete(many_writers, begin):
    """Two of them, each in the midst of deleting, and a third that has still to begin."""
    TagFactory(slug="a")
    TagFactory(slug="b")
    prune_soon()
    end_first = begin("a")
    add_marks(10)
    prune_soon()
    end_second = begin("b")
    names = [find_edition()]

    end_second()
    names.append(find_edition())
    end_first()
    names.append(find_edition())

    assert len(set(names)) == 3
    assert Edition.objects.count() < 10


def test_no_sum_comes_back_when_the_mark_that_changed_it_is_deleted(
    many_writers, begin
):
    """A late mark that goes soon must not lead back to what was without it."""
    TagFactory(slug="late")
    end = begin("late")
    prune_soon()
    TagFactory()
    without = find_edition()

    end()
    prune_soon()
    TagFactory()

    assert find_edition() != without


def add_marks(count):
    for _ in range(count):
        TagFactory()


def prune_soon():
    """Let the next mark be one that deletes those before it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(id) FROM blog_edition")
        (last,) = cursor.fetchone()
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('blog_edition', 'id'), %s)",
            [(last // 64 + 1) * 64 - 1],
        )
