"""Programs that know dates and no ETags are told what has not changed; nobody else is."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from blog.models import Post
from tests.factories import PostFactory, UserFactory

pytestmark = pytest.mark.django_db

BEGIN = datetime(2026, 5, 4, 3, 2, 1, 200_000, tzinfo=UTC)
ADDRESSES = ["/", "/feed.atom", "/sitemap-posts.xml", "/api/posts/"]


@pytest.fixture
def clock(monkeypatch):
    """Sets the time, in seconds from the beginning."""

    def set_clock(seconds):
        monkeypatch.setattr(timezone, "now", lambda: BEGIN + timedelta(seconds=seconds))

    set_clock(0)
    PostFactory(published=True, published_at=BEGIN - timedelta(days=9))
    return set_clock


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_has_lasted_is_dated(client, clock, address):
    client.get(address)
    clock(5)

    made = client.get(address)
    again = client.get(address, headers={"If-Modified-Since": made["Last-Modified"]})

    assert made["Last-Modified"] == "Mon, 04 May 2026 03:02:01 GMT"
    assert (again.status_code, again.content) == (304, b"")
    assert again["Last-Modified"] == made["Last-Modified"]
    assert client.head(address)["Last-Modified"] == made["Last-Modified"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_may_still_change_in_the_same_second_is_not(client, clock, address):
    for seconds in (0, 3.7):
        clock(seconds)
        for _ in range(2):
            assert "Last-Modified" not in client.get(address)


def test_no_other_date_tells_that_nothing_has_changed(client, clock):
    client.get("/")
    clock(5)

    for second in (2, 6):
        later = {"If-Modified-Since": f"Mon, 04 May 2026 03:02:0{second} GMT"}
        assert client.get("/", headers=later).status_code == 200


def test_what_has_changed_is_told_to_whoever_has_a_date(client, clock):
    client.get("/")
    clock(5)
    known = {"If-Modified-Since": client.get("/")["Last-Modified"]}

    Post.objects.update(title="Another title")

    changed = client.get("/", headers=known)
    assert b"Another title" in changed.content
    clock(10)
    assert client.get("/", headers=known).status_code == 200
    assert client.get("/")["Last-Modified"] > known["If-Modified-Since"]


def test_an_etag_counts_for_more_than_a_date(client, clock):
    client.get("/")
    clock(5)
    known = {"If-Modified-Since": client.get("/")["Last-Modified"]}

    response = client.get("/", headers=known | {"If-None-Match": 'W/"another"'})

    assert response.status_code == 200


def test_fresh_answers_have_no_date(client, clock):
    client.get("/feed.atom")
    clock(5)
    client.force_login(UserFactory(admin=True))

    for address in ADDRESSES:
        assert "Last-Modified" not in client.get(address)


def test_a_date_is_no_answer_for_what_is_not_there(client, clock):
    client.get("/")
    clock(10)
    known = {"If-Modified-Since": client.get("/")["Last-Modified"]}

    assert client.get("/", headers=known).status_code == 304
    assert client.get("/blog/nowhere/", headers=known).status_code == 404
