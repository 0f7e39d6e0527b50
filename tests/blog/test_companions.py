"""What a post's page says of its series, and of when its words changed."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from blog.companions import find_part
from tests.factories import (
    PostFactory,
    PostRevisionFactory,
    PreviewLinkFactory,
    SeriesFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def series():
    return SeriesFactory(title="Curves")


@pytest.fixture
def parts(series):
    """Four parts, added in no order; a draft and a stranger beside them."""
    PostFactory(series=series, series_position=2, title="A draft")
    PostFactory(published=True, title="A stranger")
    posts = {
        place: PostFactory(
            published=True, series=series, series_position=place, title=f"Part {place}!"
        )
        for place in (9, 1, 5, 3)
    }
    return [posts[place] for place in sorted(posts)]


def read(client, post):
    response = client.get(post.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_a_part_knows_its_number_and_its_neighbours(client, parts):
    html = read(client, parts[1])

    assert "Part 2 of 4" in html
    assert f'href="/blog/{parts[0].slug}/" rel="prev"' in html
    assert f'href="/blog/{parts[2].slug}/" rel="next"' in html
    assert "A draft" not in html
    assert "A stranger" not in html


def test_the_first_and_the_last_part_have_one_neighbour(client, parts):
    first, last = read(client, parts[0]), read(client, parts[-1])

    assert 'rel="prev"' not in first
    assert 'rel="next"' in first
    assert 'rel="prev"' in last
    assert 'rel="next"' not in last


def test_a_series_of_one_has_no_parts_yet(client, series):
    html = read(client, PostFactory(published=True, series=series))

    assert "Curves" in html
    assert "Part 1 of" not in html
    assert "series-nav" not in html


def test_an_editor_sees_where_a_draft_will_stand(client, parts, series):
    client.force_login(UserFactory(editor=True, permissions=["blog.view_post"]))
    draft = series.posts.get(title="A draft")

    assert "Part 2 of 5" in read(client, draft)


def test_translations_are_no_parts_of_their_own(parts, series):
    german = [
        PostFactory(
            published=True,
            series=series,
            series_position=post.series_position,
            language="de",
            translation_of=post,
        )
        for post in parts[:2]
    ]

    original, translated = find_part(parts[1]), find_part(german[1])

    assert (original.number, original.count) == (2, 4)
    assert original.before == parts[0]
    assert (translated.number, translated.count) == (2, 4)
    assert translated.before == german[0]
    # Not translated yet.
    assert translated.after == parts[2]


def numbers_in_list(client, series):
    """The parts as the page of their series numbers them, by their titles."""
    html = client.get(f"/blog/series/{series.slug}/").content.decode()
    count = re.search(r"(\d+) parts?", html)[1]
    titles = re.findall(r"<h2[^>]*><a [^>]*>([^<]*)", html)
    numbers = map(int, re.findall(r"Part (\d+)<", html))
    return int(count), dict(zip(titles, numbers, strict=True))


def test_versions_of_a_draft_are_one_part_in_list_and_post_alike(client, series):
    draft = PostFactory(series=series, series_position=1)
    place = {"published": True, "series": series, "series_position": 1}
    german, french = (
        PostFactory(title=code, language=code, translation_of=draft, **place)
        for code in ("de", "fr")
    )
    second = PostFactory(
        published=True, series=series, series_position=2, title="second"
    )

    assert numbers_in_list(client, series) == (2, {"de": 1, "second": 2})
    part = find_part(second)
    assert (part.number, part.count, part.before) == (2, 2, german)
    assert find_part(french).after == second


def test_a_translation_elsewhere_in_the_series_moves_no_part(client, series):
    first, second = (
        PostFactory(published=True, series=series, series_position=place, title=title)
        for place, title in ((1, "first"), (2, "second"))
    )
    german = PostFactory(
        published=True,
        series=series,
        series_position=0,
        language="de",
        translation_of=second,
    )

    assert numbers_in_list(client, series) == (2, {"first": 1, "second": 2})
    assert [find_part(post).number for post in (first, second, german)] == [1, 2, 2]
    assert find_part(german).before == first


def change(post, days):
    """Let the words of ``post`` become others so long after it was published."""
    revision = PostRevisionFactory(post=post)
    revision.saved_at = post.published_at + timedelta(days=days)
    revision.save()


def test_a_later_change_of_words_is_told(client):
    post = PostFactory(published=True, published_at=timezone.now() - timedelta(days=30))
    change(post, days=-1)
    change(post, days=20)

    assert "Updated <time" in read(client, post)


@pytest.mark.parametrize("days", [-3, 0.5])
def test_corrections_of_the_first_day_are_no_update(client, days):
    post = PostFactory(published=True, published_at=timezone.now() - timedelta(days=30))
    change(post, days=days)

    assert "Updated" not in read(client, post)


def test_what_changes_no_words_is_no_update(client):
    post = PostFactory(published=True, published_at=timezone.now() - timedelta(days=30))
    change(post, days=0)
    post.slug = "another"
    post.save()

    assert "Updated" not in read(client, post)


def test_a_guest_finds_no_link_that_leads_nowhere(client):
    post = PostFactory(slug="secret")
    link = PreviewLinkFactory(post=post)

    html = client.get(f"/blog/preview/{link.token}/").content.decode()

    assert "@misc{" in html
    assert "cite.bib" not in html
    assert "/blog/secret/figures/" not in html
    assert "secret.md" not in html
