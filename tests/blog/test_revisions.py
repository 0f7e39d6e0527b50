"""What each save changed, and the way back."""

import pytest

from blog.contrasts import contrast
from blog.models import Post
from blog.publishing import save_post
from blog.revisions import RestoreRefusedError, list_changes, restore
from tests.factories import PostFactory, UserFactory

pytestmark = pytest.mark.django_db


def save(post, **words):
    for name, value in words.items():
        setattr(post, name, value)
    save_post(post, None)
    post.refresh_from_db()
    return post


@pytest.fixture
def post():
    """A post of three saves."""
    post = PostFactory(title="First", body="One two three.")
    save(post)
    save(post, title="Second", body="One three four five.")
    return save(post, deck="A deck.")


def test_each_save_says_how_many_words_came_and_went(post):
    changes = list_changes(post, 0, 20)

    assert [(each.added, each.removed) for each in changes] == [(2, 0), (4, 3), (4, 0)]
    assert [each.is_current for each in changes] == [True, False, False]
    assert changes[0].before == changes[1].revision
    assert changes[-1].before is None


def test_a_page_of_saves_knows_the_one_before_it(post, django_assert_num_queries):
    # The saves, and the words of two of them: those are counted once and for all.
    for expected in (2, 1):
        with django_assert_num_queries(expected):
            [change] = list_changes(post, 1, 1)
        assert (change.added, change.removed, change.is_current) == (4, 3, False)


def test_restoring_adds_a_revision_and_deletes_none(post):
    old, user = post.revisions.last(), UserFactory()
    before = set(post.revisions.all())

    restore(old, user, post.version)

    restored = Post.objects.get()
    assert (restored.title, restored.deck, restored.body) == (
        "First",
        "",
        "One two three.",
    )
    assert restored.version == post.version + 1
    newest = restored.revisions.first()
    assert (newest.restored_from, newest.saved_by) == (old, user)
    assert set(restored.revisions.all()) == before | {newest}


def test_a_post_that_was_saved_meanwhile_is_not_restored(post):
    seen = post.version
    save(post, title="Third")

    with pytest.raises(RestoreRefusedError, match="saved the post meanwhile"):
        restore(post.revisions.last(), UserFactory(), seen)

    assert Post.objects.get().title == "Third"


def test_the_present_words_are_not_restored(post):
    with pytest.raises(RestoreRefusedError, match="already"):
        restore(post.revisions.first(), UserFactory(), post.version)


def test_a_published_post_is_not_restored_to_what_may_not_be_published(post):
    save(post, body="![](figure:no/such)")
    broken = post.revisions.first()
    save(post, body="Sound.")
    Post.objects.update(status="published", published_at="2024-05-01T00:00Z")

    with pytest.raises(RestoreRefusedError) as refusal:
        restore(broken, UserFactory(), post.version)

    assert refusal.value.sentences[1:] == ("There is no figure “no/such”.",)
    assert Post.objects.get().body == "Sound."


def test_what_readers_live_with_already_keeps_nobody_from_earlier_words(post):
    earlier = save(post, body="Earlier ![](figure:no/such)").revisions.first()
    save(post, body="![](figure:no/such)")
    Post.objects.update(status="published", published_at="2024-05-01T00:00Z")

    assert restore(earlier, UserFactory(), post.version).body.startswith("Earlier")


def fates(old, new):
    return [
        line.left_out or [(run.fate, run.words) for run in line.runs]
        for line in contrast(old, new)
    ]


def test_texts_are_compared_by_lines_and_then_by_words():
    old = "One.\n\nTwo.\n\nThree.\n\nFour is here.\n\nFive."
    new = "One.\n\nTwo.\n\nThree.\n\nFour was here.\n\nSix.\n\nFive."

    assert fates(old, new) == [
        2,
        [("same", "Three.")],
        [("same", "Four"), ("removed", "is"), ("added", "was"), ("same", "here.")],
        [("added", "Six.")],
        [("same", "Five.")],
    ]


def test_what_has_nothing_in_common_stands_apart_and_what_is_the_same_says_nothing():
    assert fates("Alpha beta.", "Gamma delta.") == [
        [("removed", "Alpha beta.")],
        [("added", "Gamma delta.")],
    ]
    assert contrast("a\n\nb", "a\nb  \n") == []
    assert fates("", "New.") == [[("added", "New.")]]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a\n" * 50_000, "b\na\n" * 25_000),
        ("a b " * 25_000, "b a c " * 16_000),
        ("word " * 200 + "\n", "word other " * 100 + "\n"),
        ("\n".join(map(str, range(30_000))), "\n".join(map(str, range(0, 60_000, 2)))),
    ],
)
def test_the_longest_texts_are_compared_without_reading_them_again_and_again(old, new):
    repeat = max(1, 200_000 // len(old))

    runs = [run for line in contrast(old * repeat, new * repeat) for run in line.runs]

    assert {run.fate for run in runs} >= {"added"}
