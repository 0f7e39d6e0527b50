import pytest

from blog.models import Post
from blog.prose import prose_length
from tests.factories import PostFactory

BIBTEX = "```bibtex\n" + "@misc{key, title = {Of a work}}\n" * 300 + "```\n"


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("Some words.", "Some words."),
        ("Some\n\n   words.", "Some words."),
        ("Before\n\n```python\ncode\n```\n\nafter", "Before after"),
        ("Before\n\n~~~~\ncode\n```\nmore\n~~~~\n\nafter", "Before after"),
        ("Before\n\n```\nnever closed", "Before ``` never closed"),
        ("A [link](https://example.org/a/long/one).", "A [link]."),
        ("[](figure:paper/figure-1) shows", "[] shows"),
        ("|a|\n|-:|\n|1|", "|a| |1|"),
    ],
)
def test_prose_is_what_is_read_word_by_word(text, prose):
    assert prose_length(text) == len(prose)


@pytest.mark.parametrize("text", ["```a\n" * 40_000, "](" * 100_000, "~" * 200_000])
def test_no_text_takes_long(text):
    assert prose_length(text) >= 0


@pytest.mark.django_db
def test_lists_know_the_same_minutes_as_the_page():
    prose = "word " * 2200
    post = PostFactory(published=True, body=f"{prose}\n\n{BIBTEX}")

    [listed] = Post.objects.for_listing()
    assert listed.reading_minutes == post.reading_minutes == 8

    post.body = prose * 2
    post.save(update_fields=["body"])
    [listed] = Post.objects.for_listing()
    assert listed.reading_minutes == post.reading_minutes == 17


@pytest.mark.django_db
def test_saving_what_was_read_without_its_body_keeps_the_length():
    post = PostFactory(body="word " * 3000)
    listed = Post.objects.for_listing().get()
    listed.deck = "New"
    listed.save()

    post.refresh_from_db()
    assert post.prose_length == 14999
