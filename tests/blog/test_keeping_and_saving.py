"""Working copies and saves: what a save makes needless, what a merge puts together."""

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from blog.keeping import OtherTabError, drop_saved_copy, find_copy, keep
from blog.models import Post, WorkingCopy
from blog.publishing import save_post
from tests.blog.forms import (
    ADD,
    COMPARE,
    DISCARD,
    KEEP,
    MERGE,
    address,
    form,
    messages_of,
    send,
    words,
)
from tests.factories import PostFactory, PostRevisionFactory, UserFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("copies_count_from_one"),
]


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


def test_discarded_words_are_gone_and_the_post_is_as_stored(client):
    post = PostFactory(body="Stored.")
    client.post(KEEP, words(post, body="Typed."))

    response = client.post(
        DISCARD, {**form(post), "post": post.pk, "copy_version": 1}, follow=True
    )

    assert messages_of(response) == ["Your unsaved changes are discarded."]
    assert response.context["adminform"].form["body"].value() == "Stored."
    assert not WorkingCopy.objects.exists()


def test_words_that_another_tab_kept_since_are_not_discarded(client):
    post = PostFactory()
    client.post(KEEP, words(post, body="One."))
    client.post(KEEP, words(post, body="Two.", copy_version=1))

    response = client.post(DISCARD, {"post": post.pk, "copy_version": 1}, follow=True)

    assert "Nothing is discarded" in messages_of(response)[0]
    assert WorkingCopy.objects.get().body == "Two."


def test_a_tab_of_long_ago_takes_no_newer_copy_along(client, monkeypatch):
    monkeypatch.setattr("blog.keeping.MOST_STARTS", 2**30)
    post = PostFactory()
    first = client.post(KEEP, words(post, body="One.")).json()["copy_version"]
    WorkingCopy.objects.all().delete()
    client.post(KEEP, words(post, body="Of the newer tab."))

    client.post(DISCARD, {"post": post.pk, "copy_version": first})
    send(client, post, body="Of the older tab.", copy_version=str(first))

    assert WorkingCopy.objects.get().body == "Of the newer tab."


def test_nobody_saves_under_the_name_of_who_began(client, editor):
    post = PostFactory(body="Stored.")
    other = UserFactory()

    response = client.post(address(post), form(post, body="Typed.", editor=other.pk))

    assert response.status_code == 409
    assert "Typed." in response.content.decode()
    post.refresh_from_db()
    assert post.body == "Stored."
    assert send(client, post, body="Mine.", editor=editor.pk).status_code == 200
    assert post.body == "Mine."


def test_a_save_makes_the_copy_needless(client):
    post = PostFactory()
    client.post(KEEP, words(post, body="Typed."))

    send(client, post, body="Typed.", copy_version="1")

    assert post.body == "Typed."
    assert not WorkingCopy.objects.exists()


def test_a_new_post_makes_the_copy_of_what_was_to_be_one_needless(client):
    client.post(KEEP, words(title="A title", body="Some words."))

    client.post(ADD, form(copy_version="1"))

    assert Post.objects.get().body == "Some words."
    assert not WorkingCopy.objects.exists()


def test_a_save_leaves_what_another_tab_has_kept_since(client):
    post = PostFactory()
    client.post(KEEP, words(post, body="Of one tab."))
    client.post(KEEP, words(post, body="Of another tab.", copy_version=1))

    response = send(client, post, body="Of one tab.", copy_version="1")

    assert post.body == "Of one tab."
    assert WorkingCopy.objects.get().body == "Of another tab."
    assert "You have unsaved changes" in response.content.decode()


def test_a_refused_save_leaves_the_copy(client):
    post = PostFactory()
    client.post(KEEP, words(post, body="Typed."))

    send(client, post, title="", body="Typed.", copy_version="1")

    assert WorkingCopy.objects.get().body == "Typed."


def test_two_texts_are_compared(client):
    texts = {"body": "A blue bird.", "old-body": "A red bird."}

    html = client.post(COMPARE, words() | texts).content.decode()

    assert "red" in html
    assert html.count("<ins>") == 1


def test_a_save_by_another_is_merged_into_what_is_typed(client):
    post = PostFactory(body="One.\n\nTwo.")
    save_post(post, None)
    began = words(post, body="One.\n\nTwo, mine.")
    post.body = "One, theirs.\n\nTwo."
    save_post(post, UserFactory())

    answer = client.post(MERGE, began).json()

    assert answer["merged"]["body"] == "One, theirs.\n\nTwo, mine."
    assert (answer["version"], answer["is_disputed"]) == (2, False)


def test_a_merge_that_clashes_has_both_versions_between_marks(client):
    post = PostFactory(body="One.")
    save_post(post, None)
    began = words(post, body="Mine.")
    post.body = "Theirs."
    save_post(post, UserFactory(username="ada"))

    answer = client.post(MERGE, began).json()

    assert answer["is_disputed"]
    assert "Mine.\n\n**⟦⟦ada," in answer["merged"]["body"]
    assert "Theirs." in answer["merged"]["body"]


def test_a_form_sent_after_the_session_ended_comes_back_with_its_words():
    post = PostFactory(body="Stored.")

    response = Client().post(address(post), form(post, body="Typed & <kept>."))

    assert response.status_code == 401
    html = response.content.decode()
    assert "Typed &amp; &lt;kept&gt;." in html
    assert "Log in again" in html
    post.refresh_from_db()
    assert post.body == "Stored."


def test_a_form_of_a_post_that_was_deleted_comes_back_with_its_words(client):
    post = PostFactory()
    path, typed = address(post), form(post, body="Typed.")
    post.delete()

    response = client.post(path, typed)

    assert response.status_code == 404
    assert "This post was deleted." in response.content.decode()
    assert "Typed." in response.content.decode()


def test_a_form_that_may_not_be_saved_any_more_comes_back_with_its_words():
    permissions = ("blog.view_post", "blog.change_post")
    writer = Client()
    writer.force_login(UserFactory(editor=True, permissions=permissions))
    post = PostFactory(published=True, body="Stored.")

    response = writer.post(address(post), form(post, body="Typed."))

    assert response.status_code == 403
    assert "Typed." in response.content.decode()
    post.refresh_from_db()
    assert post.body == "Stored."


@pytest.mark.django_db(transaction=True)
def test_of_two_tabs_that_begin_at_once_one_is_told(run_at_once):
    post, editor = PostFactory(), UserFactory()

    def keep_one(text):
        try:
            keep(
                editor,
                post,
                {"title": "", "deck": "", "summary": "", "body": text},
                0,
                0,
            )
        except OtherTabError:
            return "told"
        finally:
            connections.close_all()
        return "kept"

    assert sorted(run_at_once(keep_one, "One.", "Two.")) == ["kept", "told"]
    assert WorkingCopy.objects.count() == 1


def test_a_copy_that_equals_what_was_saved_is_dropped_whatever_its_number():
    post, editor = PostFactory(), UserFactory()
    WorkingCopy.objects.create(
        post=post, editor=editor, title=post.title, body=post.body, version=9
    )

    drop_saved_copy(editor, post, added=False, version=1)

    assert find_copy(editor, post) is None


def test_a_form_of_a_post_with_an_endless_number_is_no_error_of_the_server(client):
    address = f"/admin/blog/post/{'9' * 5000}/change/"

    assert client.post(address, form()).status_code == 302


def test_numbers_of_rows_may_be_longer_than_those_of_versions(client):
    post = PostFactory(pk=2**40)

    assert client.post(KEEP, words(post, body="Typed.")).status_code == 200
    revision = PostRevisionFactory(pk=2**40 + 1, post=post)
    page = reverse("admin:blog_post_revision", args=[post.pk, revision.pk])
    assert client.get(page, {"with": revision.pk}).status_code == 200
