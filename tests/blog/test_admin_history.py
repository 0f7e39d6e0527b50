"""A post's history in the admin: who may see it, compare and restore."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from blog.models import Post, WorkingCopy
from blog.publishing import save_post
from tests.blog.forms import address, messages_of
from tests.conftest import count_queries
from tests.factories import (
    FigureFactory,
    PostFactory,
    PostRevisionFactory,
    PreviewLinkFactory,
    UserFactory,
    cut,
)

pytestmark = pytest.mark.django_db

WRITING = ("blog.view_post", "blog.change_post")


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def post():
    """A draft of two saves."""
    post = PostFactory(title="First", body="One two <b>three</b>.")
    save_post(post, UserFactory(username="berta"))
    post.title, post.body = "Second", "One two <b>four</b>."
    save_post(post, None)
    post.refresh_from_db()
    return post


def at(name, post, *more):
    return reverse(f"admin:blog_post_{name}", args=[post.pk, *more])


def first(post):
    return post.revisions.last()


def test_the_tab_lists_the_saves_and_leads_to_each(client, post):
    html = client.get(address(post)).content.decode()

    assert "berta" in html
    assert "2 words added, 2 removed" in html
    assert at("revision", post, first(post).pk) in html
    assert at("revisions", post) in html


def test_the_tab_asks_as_much_however_many_saves_there_are(client, post):
    count_queries(client, address(post))
    few = count_queries(client, address(post))
    PostRevisionFactory.create_batch(30, post=post, saved_by=UserFactory())

    # The words of new saves are read once, to be counted.
    assert count_queries(client, address(post)) == few + 1
    assert count_queries(client, address(post)) == few


def test_a_comparison_asks_as_much_however_many_figures_and_saves_there_are(client):
    def comparison(count):
        figures = [cut(FigureFactory()) for _ in range(count)]
        embeds = [f"![](figure:{figure.key})" for figure in figures]
        post = PostFactory(body="\n\n".join(embeds))
        save_post(post, None)
        post.body = "\n\n".join(["New words.", *embeds[1:]])
        save_post(post, None)
        PostRevisionFactory.create_batch(count, post=post)
        return at("revision", post, first(post).pk)

    few, many = comparison(2), comparison(9)
    for each in (few, many):
        count_queries(client, each)

    assert count_queries(client, few) == count_queries(client, many)


def test_the_list_is_a_page_at_a_time(client, post):
    PostRevisionFactory.create_batch(30, post=post)

    one = client.get(at("revisions", post)).content.decode()
    two = client.get(at("revisions", post), {"p": "2"}).content.decode()

    assert one.count('class="revision-when"') == 20
    assert two.count('class="revision-when"') == 12
    assert "as it is now" in one
    assert "as it is now" not in two
    assert client.get(at("revisions", post), {"p": "x"}).status_code == 200


def test_django_s_own_history_leads_to_it(client, post):
    html = client.get(at("history", post)).content.decode()

    assert at("revisions", post) in html


def test_a_comparison_shows_words_that_came_and_went_and_stays_harmless(client, post):
    html = client.get(at("revision", post, first(post).pk)).content.decode()

    assert "First" in html
    assert "<del>" in html
    assert "&lt;b&gt;three&lt;/b&gt;." in html
    assert "<b>three" not in html
    assert "Restore these words" in html


def test_two_saves_are_compared_with_each_other(client, post):
    new, old = post.revisions.all()
    post.title = "Third"
    save_post(post, None)

    html = client.get(at("revision", post, old.pk), {"with": new.pk}).content.decode()

    assert "Second" in html
    assert "Third" not in html.partition('id="content-main"')[2]
    assert "Restore these words" not in html


def test_figures_that_came_went_and_moved_are_shown(client):
    one, two, three, four = (cut(FigureFactory()) for _ in range(4))

    def body(*figures):
        return "\n\n".join(f"![](figure:{figure.key})" for figure in figures)

    post = PostFactory(body=body(one, two, three))
    save_post(post, None)
    post.body = body(three, two, four)
    save_post(post, None)

    response = client.get(at("revision", post, first(post).pk))

    fates = [(each.key, each.fate) for each in response.context["comparison"].figures]
    # Of two that changed places, either may be said to have moved.
    assert fates == [
        (three.key, "same"),
        (two.key, "moved"),
        (four.key, "came"),
        (one.key, "went"),
    ]
    assert "was taken out" in response.content.decode()


def test_the_page_of_a_save_is_what_readers_would_get(client, post):
    response = client.get(at("revision_page", post, first(post).pk))

    assert "<h1" in (html := response.content.decode())
    assert "First" in html
    assert "&lt;b&gt;three" in html
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]
    assert "Second" in client.get(at("now_page", post)).content.decode()


def test_restoring_keeps_everything_and_says_so(client, post, editor):
    WorkingCopy.objects.create(post=post, editor=editor, title="Typed")

    response = client.post(
        at("restore", post, first(post).pk), {"version": post.version}, follow=True
    )

    post.refresh_from_db()
    assert post.title == "First"
    assert post.revisions.count() == 3
    assert post.revisions.first().saved_by == editor
    assert WorkingCopy.objects.get().title == "Typed"
    assert [sentence.partition(" ")[0] for sentence in messages_of(response)] == [
        "“First”",
        "What",
    ]
    assert "Restored from" in response.content.decode()
    assert LogEntry.objects.get().object_id == str(post.pk)


@pytest.mark.parametrize("version", ["0", "", "x", "\u0661", "9" * 30, "9" * 5000])
def test_restoring_what_changed_meanwhile_is_refused_with_a_sentence(
    client, post, version
):
    response = client.post(
        at("restore", post, first(post).pk), {"version": version}, follow=True
    )

    assert "Somebody saved the post meanwhile." in messages_of(response)[0]
    assert Post.objects.get().title == "Second"


def test_restoring_is_asked_for_by_post_alone_and_with_a_token(client, post, editor):
    assert client.get(at("restore", post, first(post).pk)).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)

    response = strict.post(at("restore", post, first(post).pk), {"version": "2"})

    assert response.status_code == 403


def test_saves_of_another_post_are_not_found(client, post):
    other = PostRevisionFactory()

    for name in ("revision", "revision_page"):
        assert client.get(at(name, post, other.pk)).status_code == 404
    assert client.post(at("restore", post, other.pk)).status_code == 404
    with_other = {"with": other.pk}
    assert (
        client.get(at("revision", post, first(post).pk), with_other).status_code == 404
    )
    for value in ("x", "0", "\u0661", "9" * 5000):
        found = client.get(at("revision", post, first(post).pk), {"with": value})
        assert found.status_code == 404


def seen_by(user, post):
    """The statuses of all that can be looked at, and of all that can be done."""
    client = Client()
    if user:
        client.force_login(user)
    pk = first(post).pk
    link = PreviewLinkFactory(post=post)
    looks = {
        client.get(address).status_code
        for address in (
            at("revisions", post),
            at("revision", post, pk),
            at("revision_page", post, pk),
            at("now_page", post),
        )
    }
    deeds = {
        client.post(address, fields).status_code
        for address, fields in (
            (at("restore", post, pk), {"version": "x"}),
            (at("make_link", post), {"days": "7"}),
            (at("revoke_link", post, link.pk), {}),
        )
    }
    return looks, deeds


def test_each_role_sees_and_does_what_it_may(post, newcomer):
    reader = UserFactory(editor=True, permissions=["blog.view_post"])
    writer = UserFactory(editor=True, permissions=WRITING)

    assert seen_by(None, post) == ({302}, {302})
    assert seen_by(UserFactory(permissions=WRITING), post) == ({302}, {302})
    assert seen_by(newcomer, post) == ({403}, {403})
    assert seen_by(reader, post) == ({200}, {403})
    assert seen_by(writer, post) == ({200}, {302})

    post.status, post.published_at = "published", timezone.now()
    post.save()
    assert seen_by(writer, post) == ({200}, {403})


def test_readers_are_offered_nothing_they_may_not_do(post):
    link = PreviewLinkFactory(post=post)
    reader = Client()
    reader.force_login(UserFactory(editor=True, permissions=["blog.view_post"]))

    for address_ in (at("revisions", post), at("revision", post, first(post).pk)):
        html = reader.get(address_).content.decode()
        assert link.token not in html
        assert "Restore these words" not in html
        assert "Make a link" not in html
