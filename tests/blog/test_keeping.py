"""Autosave: what is kept, for whom, and what each refusal says."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from blog.models import WorkingCopy
from blog.publishing import save_post
from blog.runaway import MAX_CHARACTERS
from tests.blog.forms import (
    ADD,
    COMPARE,
    KEEP,
    LIST,
    MERGE,
    SESSION,
    address,
    words,
)
from tests.factories import PostFactory, UserFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("copies_count_from_one"),
]

WRITING = ("blog.view_post", "blog.add_post", "blog.change_post")


@pytest.fixture
def client(editor):
    return logged_in(editor)


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_words_are_kept_beside_the_post(client, editor):
    post = PostFactory(body="Stored.")

    answer = client.post(KEEP, words(post, body="Typed.\r\n\r\nMore.")).json()

    copy = WorkingCopy.objects.get()
    assert (copy.post, copy.editor, copy.body) == (post, editor, "Typed.\n\nMore.")
    assert (answer["status"], answer["copy_version"]) == ("kept", 1)
    assert answer["words"].startswith("Saved ")
    assert answer["newer"] is None
    post.refresh_from_db()
    assert post.body == "Stored."


def test_a_copy_is_kept_again_and_again(client):
    post = PostFactory()

    client.post(KEEP, words(post, body="One."))
    client.post(KEEP, words(post, body="Two.", copy_version=1))

    copy = WorkingCopy.objects.get()
    assert (copy.body, copy.version) == ("Two.", 2)


def test_a_post_not_yet_added_is_kept_and_found_again(client):
    client.post(KEEP, words(title="A thought", body="Half of it."))

    html = client.get(ADD).content.decode()

    assert 'value="A thought"' in html
    assert "Half of it." in html
    assert "You have unsaved changes" in html


def test_a_form_opens_with_the_unsaved_words_and_says_so(client):
    post = PostFactory(body="A stored word.")
    client.post(KEEP, words(post, body="A typed word."))

    response = client.get(address(post))

    assert response.context["adminform"].form["body"].value() == "A typed word."
    html = response.content.decode()
    assert "You have unsaved changes" in html
    assert "Discard them" in html
    assert html.count("<del>") == html.count("<ins>") == 1


def test_a_copy_that_says_what_the_post_says_is_dropped(client):
    post = PostFactory()
    client.post(KEEP, words(post))

    html = client.get(address(post)).content.decode()

    assert "You have unsaved changes" not in html
    assert not WorkingCopy.objects.exists()


def test_nobody_sees_the_copy_of_another(client):
    post = PostFactory(body="Stored.")
    other = UserFactory(admin=True, username="ada")
    logged_in(other).post(KEEP, words(post, body="A secret thought."))

    html = client.get(address(post)).content.decode()

    assert "A secret thought." not in html
    assert "ada has unsaved changes of" in html


def test_others_at_the_same_post_are_named_while_it_is_news(client):
    post = PostFactory()
    ada = UserFactory(username="ada")
    copy = WorkingCopy.objects.create(post=post, editor=ada, body="Hers.")
    assert "ada has" in client.post(KEEP, words(post)).json()["others"]

    WorkingCopy.objects.filter(pk=copy.pk).update(
        saved_at=timezone.now() - timedelta(days=2)
    )
    answer = client.post(KEEP, words(post, copy_version=1)).json()
    assert answer["others"] == ""


def test_a_save_by_somebody_else_is_told_with_the_next_words_kept(client):
    post = PostFactory()
    before = words(post, body="Mine.")
    post.body = "Theirs."
    save_post(post, UserFactory(username="ada"))

    newer = client.post(KEEP, before).json()["newer"]

    assert (newer["by"], newer["version"]) == ("ada", 1)
    assert newer["words"].startswith("ada saved this post at ")


def test_one_s_own_save_in_another_tab_is_told_as_such(client, editor):
    post = PostFactory()
    before = words(post)
    save_post(post, editor)

    newer = client.post(KEEP, before).json()["newer"]

    assert newer["words"].startswith("You saved this post in another tab")


def test_the_tab_that_is_behind_is_told_what_the_other_kept(client):
    post = PostFactory()
    client.post(KEEP, words(post, body="Of the first tab."))

    response = client.post(KEEP, words(post, body="Of the second tab."))

    assert response.status_code == 409
    answer = response.json()
    assert answer["theirs"]["body"] == "Of the first tab."
    assert answer["copy_version"] == 1
    assert "<del>" in answer["html"]
    assert WorkingCopy.objects.get().body == "Of the first tab."


def test_words_sent_twice_are_no_conflict(client):
    post = PostFactory()

    for _attempt in range(2):
        assert client.post(KEEP, words(post, body="Typed.")).status_code == 200


def test_a_difference_is_escaped(client):
    post = PostFactory()
    client.post(KEEP, words(post, body="<script>one</script>"))

    answer = client.post(KEEP, words(post, body="<script>two</script>")).json()

    assert "<script" not in answer["html"]


def test_the_logged_out_get_json_and_a_token_and_never_a_login_page():
    client, post = Client(), PostFactory()

    for path in (KEEP, COMPARE, MERGE):
        response = client.post(path, words(post))
        assert (response.status_code, response.json()["status"]) == (401, "out")
    response = client.get(SESSION)
    assert response.status_code == 401
    assert response.json()["token"]
    assert not WorkingCopy.objects.exists()


def test_somebody_else_logged_in_is_noticed(client, editor):
    response = client.post(KEEP, words(editor=editor.pk + 1))

    assert (response.status_code, response.json()["status"]) == (401, "other")
    assert not WorkingCopy.objects.exists()


def test_the_session_says_who_is_logged_in(client, editor):
    session = client.get(SESSION).json()

    assert session["editor"] == str(editor.pk)
    assert session["token"]


def test_only_those_who_may_write_keep_words(newcomer):
    post = PostFactory()
    client = logged_in(newcomer)

    for path in (KEEP, COMPARE, MERGE):
        assert client.post(path, words(post)).status_code == 403
    assert client.post(KEEP, words()).status_code == 403
    assert not WorkingCopy.objects.exists()


def test_those_who_may_not_publish_keep_no_words_of_published_posts():
    writer = logged_in(UserFactory(editor=True, permissions=WRITING))

    assert writer.post(KEEP, words(PostFactory())).status_code == 200
    response = writer.post(KEEP, words(PostFactory(published=True)))

    assert response.status_code == 403
    assert "published now" in response.json()["words"]


def test_those_who_may_only_change_posts_keep_no_new_one():
    changer = UserFactory(editor=True, permissions=("blog.change_post",))

    assert logged_in(changer).post(KEEP, words()).status_code == 403


@pytest.mark.parametrize("post", ["x", "999999", "9" * 40, "9" * 5000, "-1"])
def test_a_post_that_there_is_not_is_not_kept(client, post):
    assert client.post(KEEP, words() | {"post": post}).status_code == 404


def test_words_without_room_are_refused_in_words(client):
    for changes in ({"title": "x" * 201}, {"body": "x" * (MAX_CHARACTERS + 1)}):
        response = client.post(KEEP, words(PostFactory(), **changes))
        assert response.status_code == 413
        assert "at most" in response.json()["words"]


def test_keeping_costs_as_much_for_many_editors_as_for_one(
    client, django_assert_max_num_queries
):
    post = PostFactory()
    for _ in range(5):
        WorkingCopy.objects.create(post=post, editor=UserFactory(), body="Theirs.")

    with django_assert_max_num_queries(12):
        client.post(KEEP, words(post))


def test_the_addresses_have_names():
    for name in ("keep", "session", "discard_copy", "compare", "merge"):
        assert reverse(f"admin:blog_post_{name}").startswith(LIST)


def test_who_deletes_a_post_is_told_what_colleagues_have_not_saved(client, editor):
    post, other = PostFactory(title="Stored"), PostFactory()
    berta = UserFactory(first_name="Berta", last_name="Bach")
    days_ago = timezone.now() - timedelta(days=3)
    for who, what in ((berta, post), (editor, post), (berta, other)):
        WorkingCopy.objects.create(editor=who, post=what, title="Typed")
    WorkingCopy.objects.filter(post=post).update(saved_at=days_ago)
    day = timezone.localtime(days_ago).strftime("%Y, %H:%M")

    one = client.get(f"{LIST}{post.pk}/delete/").content.decode()
    chosen = {"action": "delete_selected", "_selected_action": [post.pk, other.pk]}
    many = client.post(LIST, chosen).content.decode()

    assert one.count("Berta Bach has unsaved changes of") == 1
    assert f"{day}.</li>" in one
    assert many.count("Berta Bach has unsaved changes of") == 2
