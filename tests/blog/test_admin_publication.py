"""Publishing in the admin: saving a draft always works, publishing says what is in its way."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from blog.admin import publication
from blog.models import Post
from blog.publishing import unpublish
from tests.blog.forms import ADD, LIST, UNKNOWN, address, form, messages_of, send
from tests.factories import PostFactory, UserFactory

pytestmark = pytest.mark.django_db

WRITING = ("blog.view_post", "blog.add_post", "blog.change_post", "blog.delete_post")


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def writer():
    """Somebody who writes, and has others publish."""
    client = Client()
    client.force_login(UserFactory(editor=True, permissions=WRITING))
    return client


def test_a_draft_may_say_anything_and_one_line_counts_what_is_in_the_way(client):
    post = PostFactory(title="<b>")

    response = send(client, post, body=f"{UNKNOWN}\n\n[](/)")

    assert post.body.startswith(UNKNOWN)
    [sentence] = messages_of(response)
    assert "was changed successfully" in sentence
    assert sentence.endswith(" 2 things stand in the way of publication: see Checks.")
    assert "<b>" not in sentence.replace("&lt;b&gt;", "")

    [sentence] = messages_of(send(client, post, body="Sound."))
    assert "in the way" not in sentence


def test_a_post_changed_in_a_window_of_its_own_is_told_of_nothing(client):
    post = PostFactory()

    response = client.post(address(post), form(post, body=UNKNOWN, _popup="1"))

    post.refresh_from_db()
    assert (response.status_code, post.body) == (200, UNKNOWN)


def test_publishing_shows_the_post_to_readers(client):
    post = PostFactory()

    response = send(client, post, body="New words.", _publish="Publish")

    assert post.is_public
    assert post.body == "New words."
    assert "Published on" in messages_of(response)[-1]
    assert Client().get(post.get_absolute_url()).status_code == 200


def test_what_became_of_a_post_is_said_in_the_editor_s_language(client, monkeypatch):
    translations = {"“%(post)s”: %(state)s": "%(state)s (« %(post)s »)"}
    monkeypatch.setattr(publication, "_", lambda text: translations.get(text, text))
    post = PostFactory()

    response = send(client, post, _publish="Publish")

    assert messages_of(response)[-1].endswith(f"(« {post} »)")


def test_a_refused_publication_keeps_the_draft_and_says_why(client):
    post = PostFactory()

    response = send(client, post, body=UNKNOWN, _publish="Publish")

    assert (post.status, post.body) == (Post.Status.DRAFT, UNKNOWN)
    assert messages_of(response)[1:] == [
        f"“{post}” is saved, but not published:",
        "There is no figure “no/such”.",
    ]


def test_a_new_post_can_be_published_at_once(client):
    client.post(ADD, form(_publish="Publish"))

    assert Post.objects.published().count() == 1


def test_a_date_to_come_schedules_and_is_shown_as_such(client):
    post = PostFactory(published_at=timezone.now() + timedelta(days=3))

    response = send(client, post, _publish="Publish")

    assert post.is_scheduled
    assert "Scheduled for" in response.content.decode()


def test_a_past_date_is_never_shown_as_scheduled(client):
    post = PostFactory(published_at=timezone.now() - timedelta(days=3))

    response = send(client, post, _publish="Publish")

    html = response.content.decode()
    assert "Published on" in html
    assert "Scheduled" not in html


def test_a_dated_draft_is_a_draft(client):
    post = PostFactory(published_at=timezone.now() + timedelta(days=3))

    html = client.get(address(post)).content.decode()

    assert "Scheduled" not in html


def test_a_published_post_cannot_be_broken_and_nothing_typed_is_lost(client):
    post = PostFactory(published=True, body="Sound.")

    response = send(client, post, title="New title", body=f"My words.\n\n{UNKNOWN}")

    assert post.body == "Sound."
    html = response.content.decode()
    assert "There is no figure “no/such”." in html
    assert "My words." in html
    assert "New title" in html


def test_a_published_post_keeps_its_date(client):
    post = PostFactory(published=True)

    response = send(client, post, published_at_0="", published_at_1="")

    assert "A published post keeps its date." in response.content.decode()
    assert post.is_public


def test_a_title_left_out_is_said_once(client):
    post = PostFactory(published=True)

    response = send(client, post, title="")

    assert response.context["errors"] == [["This field is required."]]


def test_unpublishing_saves_whatever_the_text_says(client):
    post = PostFactory(published=True)

    response = send(client, post, body=UNKNOWN, _unpublish="Unpublish")

    assert (post.status, post.body) == (Post.Status.DRAFT, UNKNOWN)
    assert messages_of(response)[-1] == f"“{post}” is a draft again."
    assert Client().get(post.get_absolute_url()).status_code == 404


def test_those_who_may_not_publish_see_no_button_and_have_no_way_round(writer):
    post = PostFactory()

    assert 'name="_publish"' not in writer.get(address(post)).content.decode()
    assert writer.post(ADD, form(_publish="1")).status_code == 403
    for button in ("_publish", "_unpublish"):
        changes = {"body": "New.", button: "1"}
        assert writer.post(address(post), form(post, **changes)).status_code == 403


def test_what_readers_see_is_changed_by_those_who_may_publish(writer):
    post = PostFactory(published=True, body="Sound.")

    assert writer.get(address(post)).status_code == 200
    assert writer.post(address(post), form(post, body="New.")).status_code == 403
    assert writer.get(f"{LIST}{post.pk}/delete/").status_code == 403
    assert writer.get(f"{LIST}{PostFactory().pk}/delete/").status_code == 200


def test_posts_are_published_together_and_each_refusal_is_told(client):
    sound, broken = PostFactory(title="Sound"), PostFactory(body=UNKNOWN)
    public = PostFactory(published=True)
    posts = [sound.pk, broken.pk, public.pk]

    response = client.post(
        LIST, {"action": "publish_posts", "_selected_action": posts}, follow=True
    )

    assert set(Post.objects.published()) == {sound, public}
    assert len(messages_of(response)) == 3


def test_a_save_between_choosing_and_publishing_is_checked(client, monkeypatch):
    posts = PostFactory.create_batch(3)
    tell = publication.PublicationAdmin.message_user

    def meddle(admin, request, text, level):
        # While the first is told of, others save the second and delete the third.
        if Post.objects.drafts().count() == 2:
            Post.objects.drafts().first().delete()
            Post.objects.drafts().update(body=UNKNOWN)
        tell(admin, request, text, level)

    monkeypatch.setattr(publication.PublicationAdmin, "message_user", meddle)
    chosen = [post.pk for post in posts]
    client.post(LIST, {"action": "publish_posts", "_selected_action": chosen})

    assert Post.objects.published().count() == 1
    assert Post.objects.drafts().get().body == UNKNOWN


def test_posts_are_unpublished_together(client):
    posts = PostFactory.create_batch(2, published=True)

    response = client.post(
        LIST,
        {"action": "unpublish_posts", "_selected_action": [post.pk for post in posts]},
        follow=True,
    )

    assert not Post.objects.published().exists()
    assert messages_of(response) == ["2 posts are drafts again."]


def test_posts_are_unpublished_together_or_not_at_all(client, monkeypatch):
    posts = PostFactory.create_batch(2, published=True)
    done = []

    def fail_at_the_second(post):
        if done:
            raise RuntimeError
        done.append(post)
        unpublish(post)

    monkeypatch.setattr(publication, "unpublish", fail_at_the_second)
    chosen = [post.pk for post in posts]
    with pytest.raises(RuntimeError):
        client.post(LIST, {"action": "unpublish_posts", "_selected_action": chosen})

    assert len(done) == 1
    assert set(Post.objects.published()) == set(posts)


def test_publishing_together_is_not_offered_to_all(writer):
    PostFactory()

    assert "publish_posts" not in writer.get(LIST).content.decode()
