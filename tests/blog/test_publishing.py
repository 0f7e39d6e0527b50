"""The deeds of publishing: what is kept, what is refused, what readers still find."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from blog import publishing
from blog.models import FormerSlug, Post
from blog.publishing import (
    PublicationRefusedError,
    find_problems,
    publish,
    save_post,
    unpublish,
)
from figures.models import Figure
from tests.factories import FigureFactory, FormerSlugFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db


def sentences(post):
    return [problem.sentence for problem in find_problems(post)]


def former_slugs():
    return set(FormerSlug.objects.values_list("slug", flat=True))


def test_each_save_keeps_the_words_with_who_and_when():
    post, writer = PostFactory(title="First"), UserFactory()

    save_post(post, writer)
    post.title = "Second"
    save_post(post, writer)

    latest, first = post.revisions.all()
    assert (first.title, latest.title) == ("First", "Second")
    assert latest.saved_by == writer
    assert first.saved_at <= latest.saved_at


def test_a_save_that_changes_no_word_keeps_none():
    post = PostFactory()

    save_post(post, None)
    post.language = "cy"
    save_post(post, None)
    assert post.revisions.count() == 1

    for name in ("title", "deck", "summary", "body"):
        setattr(post, name, "New.")
        save_post(post, None)
    assert post.revisions.count() == 5


def test_saves_are_counted_and_each_revision_says_which_one_left_it():
    post = PostFactory()

    save_post(post, None)
    save_post(post, None)
    post.title = "Another title"
    save_post(post, None)
    publish(post)

    post.refresh_from_db()
    assert post.version == 4
    assert list(post.revisions.values_list("version", flat=True)) == [3, 1]


def test_a_save_that_fails_changes_nothing(monkeypatch):
    post = PostFactory(published=True, slug="old", title="Before")

    def fail(*_args):
        raise RuntimeError

    monkeypatch.setattr(publishing, "record_revision", fail)
    post.slug, post.title = "new", "After"
    with pytest.raises(RuntimeError):
        save_post(post, None)

    post.refresh_from_db()
    assert (post.slug, post.title) == ("old", "Before")
    assert former_slugs() == set()


def test_a_save_notes_the_figures_of_the_text_in_their_order():
    one, two, three = FigureFactory.create_batch(3)
    post = PostFactory(
        body=f"As [](figure:{two.key}) shows.\n\n![](figure:{one.key})\n\n"
        f"![](figure:{two.key})\n\n![](figure:no/such)\n\n`figure:{three.key}`"
    )

    save_post(post, None)

    uses = post.figure_uses.values_list("figure__key", "position")
    assert list(uses) == [(two.key, 0), (one.key, 1)]

    post.body = f"![](figure:{three.key})"
    save_post(post, None)

    assert [use.figure for use in post.figure_uses.all()] == [three]


def test_a_sound_post_has_no_problems():
    figure = FigureFactory(alt_state="confirmed")
    post = PostFactory(body=f"See [](figure:{figure.key}).\n\n![](figure:{figure.key})")

    assert sentences(post) == []


def test_each_problem_is_a_sentence():
    gone = FigureFactory(state=Figure.State.DISCARDED)
    unseen = FigureFactory()
    post = PostFactory(
        title=" ",
        body=f"![](figure:no/such) ![](figure:{gone.key}) [](figure:{unseen.key})",
    )

    assert sentences(post) == [
        "The post has no title.",
        "There is no figure “no/such”.",
        f"The figure “{gone.key}” was discarded.",
        f"The text refers to “{unseen.key}” but does not show it.",
    ]


def test_a_post_without_text_has_a_problem():
    assert sentences(PostFactory(body="\n")) == ["The post has no text."]


def test_a_text_that_is_not_converted_has_a_problem():
    (sentence,) = sentences(PostFactory(body="[" * 8000))

    assert "brackets" in sentence


def test_a_published_post_is_public_at_once():
    post = PostFactory()

    publish(post)

    assert list(Post.objects.published()) == [post]


def test_a_post_published_for_later_waits():
    post = PostFactory()

    publish(post, at=timezone.now() + timedelta(hours=1))

    assert not Post.objects.published().exists()
    assert post.is_scheduled


def test_a_refused_post_stays_as_it_was():
    post = PostFactory(body="![](figure:no/such)")

    with pytest.raises(PublicationRefusedError, match="There is no figure") as refusal:
        publish(post)

    assert [problem.field for problem in refusal.value.problems] == ["body"]
    post.refresh_from_db()
    assert (post.status, post.published_at) == (Post.Status.DRAFT, None)


def test_what_is_checked_is_what_was_saved_last():
    post, sound = PostFactory(), PostFactory(body="![](figure:no/such)")
    Post.objects.filter(pk=post.pk).update(body="![](figure:no/such)")
    Post.objects.filter(pk=sound.pk).update(body="Sound.")

    with pytest.raises(PublicationRefusedError, match="There is no figure"):
        publish(post)
    publish(sound)

    assert list(Post.objects.published()) == [sound]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="locks all of the database")
def test_nobody_saves_a_post_while_it_is_checked():
    post = PostFactory()

    with CaptureQueriesContext(connection) as queries:
        publish(post)

    first = next(each["sql"] for each in queries if "SELECT" in each["sql"])
    assert first.endswith("FOR UPDATE")


def test_a_post_with_a_date_is_published_at_that():
    at = timezone.now() + timedelta(days=1)
    post = PostFactory(published_at=at)

    publish(post)

    assert post.is_scheduled
    assert post.published_at == at


def test_an_unpublished_post_keeps_its_date():
    post = PostFactory(published=True)
    date = post.published_at

    unpublish(post)

    assert not Post.objects.published().exists()
    post.refresh_from_db()
    assert post.published_at == date


def test_a_public_address_leads_on_when_it_changes():
    post = PostFactory(published=True, slug="old")

    post.slug = "new"
    save_post(post, None)

    assert former_slugs() == {"old"}


def test_an_address_that_was_never_public_is_forgotten():
    draft, scheduled = PostFactory(slug="draft"), PostFactory(scheduled=True)

    for post in (draft, scheduled):
        post.slug += "-new"
        save_post(post, None)

    assert former_slugs() == set()


def test_a_post_may_take_its_former_address_back():
    post = PostFactory(published=True, slug="new")
    FormerSlugFactory(post=post, slug="old")

    post.slug = "old"
    save_post(post, None)

    assert former_slugs() == {"new"}


def test_an_address_that_was_public_is_kept_through_a_time_as_draft():
    post = PostFactory(published=True, slug="old")

    unpublish(post)
    post.slug = "new"
    save_post(post, None)
    publish(post)

    assert former_slugs() == {"old"}


def test_a_post_published_again_needs_no_way_to_itself():
    post = PostFactory(published=True)

    unpublish(post)
    publish(post)

    assert former_slugs() == set()
