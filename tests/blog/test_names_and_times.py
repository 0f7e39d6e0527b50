"""What editors are called, and how it is said when somebody saved."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from blog.admin.meeting import say_time
from blog.models import Post, PostRevision, WorkingCopy
from blog.publishing import save_post
from tests.blog.forms import address, form, send
from tests.factories import PostFactory, PostRevisionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def ada():
    return UserFactory(username="ada", first_name="Ada", last_name="Lovelace")


def at(name, post, *more):
    return reverse(f"admin:blog_post_{name}", args=[post.pk, *more])


def test_a_time_of_today_needs_no_day():
    now = timezone.localtime()

    assert say_time(now) == f"{now:%H:%M}"


def test_a_time_of_another_day_has_its_day():
    earlier = datetime(2024, 5, 1, 14, 30, tzinfo=UTC)

    with timezone.override("Asia/Tokyo"):
        assert say_time(earlier) == "1 May 2024, 23:30"


def test_a_clash_with_an_older_save_says_its_day(client, ada):
    post = PostFactory(body="One.")
    save_post(post, None)
    mine = form(post)
    post.body = "Hers."
    save_post(post, ada)
    PostRevision.objects.update(saved_at=datetime(2024, 5, 1, 14, 30, tzinfo=UTC))

    html = send(client, post, **mine | {"body": "Mine."}).content.decode()

    assert "Ada Lovelace saved this post at 1 May 2024, 14:30" in html


def test_unsaved_changes_of_another_day_say_their_day(client, editor):
    post = PostFactory()
    WorkingCopy.objects.create(post=post, editor=editor, body="Typed.")
    WorkingCopy.objects.update(saved_at=timezone.now() - timedelta(days=400))

    html = client.get(address(post)).content.decode()

    day = timezone.localtime() - timedelta(days=400)
    assert f"You have unsaved changes of {day.day} {day:%b %Y}, " in html


def test_a_save_is_called_by_its_local_time():
    revision = PostRevisionFactory(title="A title")
    revision.saved_at = datetime(2024, 5, 1, 22, 30, tzinfo=UTC)

    with timezone.override("Asia/Tokyo"):
        assert str(revision) == "A title, 2 May 2024, 07:30"


def test_an_editor_has_one_name_on_all_pages_of_the_history(client, ada):
    post = PostFactory()
    save_post(post, ada)
    post.title = "New"
    save_post(post, UserFactory(username="grace"))
    newest, oldest = post.revisions.all()

    pages = [
        (address(post), {}),
        (at("revisions", post), {}),
        (at("revision", post, oldest.pk), {"with": newest.pk}),
    ]

    for page, asked in pages:
        html = client.get(page, asked).content.decode()
        assert "Ada Lovelace" in html
        assert "grace" in html


def test_the_log_says_which_save_was_restored(client):
    post = PostFactory(title="First")
    save_post(post, None)
    post.title = "Second"
    save_post(post, None)
    post.refresh_from_db()

    client.post(
        at("restore", post, post.revisions.last().pk), {"version": post.version}
    )

    assert Post.objects.get().title == "First"
    assert LogEntry.objects.get().change_message.startswith("Restored the save “First,")
