"""When a post last changed: one answer, wherever programs ask."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.blog.heads import read_head
from tests.factories import PostFactory, PostRevisionFactory, TagFactory

pytestmark = pytest.mark.django_db

PUBLISHED = datetime(2025, 1, 1, tzinfo=UTC)


def find_all_dates(client):
    """What each program is told of the one post there is, by where it is told."""
    head = read_head(client, "/blog/less/")
    atom = client.get("/feed.atom").content.decode()
    sitemap = client.get("/sitemap-posts.xml").content.decode()
    dates = {
        "head": head.one("article:modified_time"),
        "data": head.thing("BlogPosting")["dateModified"],
        "atom": re.search("<entry.*<updated>(.*)</updated>", atom, re.DOTALL)[1],
        "json feed": client.get("/feed.json").json()["items"][0]["date_modified"],
        "api": client.get("/api/posts/less/").json()["updated"],
        "api list": client.get("/api/posts/").json()["results"][0]["updated"],
        "sitemap": re.search("<lastmod>(.*)</lastmod>", sitemap)[1],
    }
    return {place: datetime.fromisoformat(date) for place, date in dates.items()}


@pytest.fixture
def post():
    return PostFactory(published=True, slug="less", published_at=PUBLISHED)


def save_words(post, saved_at):
    revision = PostRevisionFactory(post=post)
    revision.saved_at = saved_at
    revision.save()


def test_a_post_changes_when_its_words_do(client, post):
    corrected = PUBLISHED + timedelta(days=40)
    save_words(post, PUBLISHED)
    save_words(post, corrected)

    assert set(find_all_dates(client).values()) == {corrected}


def test_nothing_else_changes_a_post(client, post):
    save_words(post, PUBLISHED)
    post.tags.add(TagFactory())
    post.save()

    assert post.updated_at > PUBLISHED
    assert set(find_all_dates(client).values()) == {PUBLISHED}


def test_what_is_put_right_at_once_is_no_change(client, post):
    save_words(post, PUBLISHED + timedelta(hours=20))

    assert set(find_all_dates(client).values()) == {PUBLISHED}
