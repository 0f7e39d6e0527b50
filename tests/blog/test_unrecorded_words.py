"""Saves from before summaries were kept: what nobody recorded is never taken for empty."""

import pytest
from django.test import Client
from django.urls import reverse

from blog.keeping import words_of
from blog.models import Post
from blog.publishing import save_post
from blog.revisions import RestoreRefusedError, list_changes, restore
from tests.blog.forms import form, send
from tests.factories import (
    PostFactory,
    PostRevisionFactory,
    PreviewLinkFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    """A post whose one save is an old one."""
    post = PostFactory(title="Old", body="Old words.", summary="A summary.")
    PostRevisionFactory(post=post, summary=None)
    return post


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


def save(post, **words):
    for name, value in words.items():
        setattr(post, name, value)
    save_post(post, None)
    post.refresh_from_db()


def test_restoring_an_old_save_leaves_the_summary_alone(post):
    save(post, title="New", summary="A newer summary.")

    restore(post.revisions.last(), UserFactory(), post.version)

    restored = Post.objects.get()
    assert (restored.title, restored.summary) == ("Old", "A newer summary.")
    assert restored.revisions.first().summary == "A newer summary."


def test_an_old_save_of_the_present_words_is_not_restored(post):
    with pytest.raises(RestoreRefusedError, match="already"):
        restore(post.revisions.last(), UserFactory(), post.version)


def test_the_next_save_records_what_the_old_one_did_not(post):
    save(post)

    assert [each.summary for each in post.revisions.all()] == ["A summary.", None]


def test_a_summary_that_was_not_recorded_is_not_counted_as_added(post):
    save(post, title="Old now")

    newest, oldest = list_changes(post, 0, 20)

    assert (newest.added, newest.removed) == (1, 0)
    assert (oldest.added, oldest.removed) == (3, 0)


def test_a_comparison_leaves_the_summary_out(client, post):
    save(post, title="New")
    address = reverse(
        "admin:blog_post_revision", args=[post.pk, post.revisions.last().pk]
    )

    comparison = client.get(address).context["comparison"]

    assert "summary" not in [field.name for field in comparison.fields]
    assert "title" in [field.name for field in comparison.fields]


def test_words_that_are_known_are_those_that_were_recorded(post):
    assert "summary" not in words_of(post.revisions.first())


def test_who_began_from_an_old_save_is_asked_about_a_summary_both_may_have_changed(
    client, post
):
    mine = form(post)
    save(post, summary="Hers.")

    response = send(client, post, **mine | {"summary": "Mine."})

    assert response.status_code == 409
    assert post.summary == "Hers."


def test_a_link_pinned_to_a_save_shows_all_words_of_it(post):
    save(post)
    link = PreviewLinkFactory(post=post, revision=post.revisions.first())
    save(post, title="New", deck="New deck.", summary="New summary.", body="New.")

    html = Client().get(reverse("blog:preview", args=[link.token])).content.decode()

    assert "A summary." in html
    assert "Old words." in html
    assert "New" not in html


def test_a_link_pinned_to_an_old_save_shows_the_summary_there_is(post):
    link = PreviewLinkFactory(post=post, revision=post.revisions.first())

    html = Client().get(reverse("blog:preview", args=[link.token])).content.decode()

    assert "A summary." in html
