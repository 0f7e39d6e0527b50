"""Readers are given a kept page again, and never one that has changed since."""

import gzip
from http.cookies import SimpleCookie

import brotli
import pytest
from django.core.cache import caches
from django.core.handlers.base import BaseHandler
from django.test import override_settings
from django.utils import timezone

from blog.models import Edition, Post
from tests.factories import (
    AuthorFactory,
    FigureFactory,
    FormerSlugFactory,
    PostFactory,
    PreviewLinkFactory,
    TagFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    return PostFactory(
        published=True,
        title="A title",
        authors=[AuthorFactory(slug="ada")],
        tags=[TagFactory(slug="scaling")],
    )


@pytest.fixture
def addresses(post):
    FigureFactory(paper__slug="open", paper__is_public=True, key="open/figure-1")
    topics = ["/blog/tag/scaling/", "/blog/author/ada/"]
    parts = ["/papers/open/figure-1/details/", "/papers/open/cite.bib"]
    return ["/", "/blog/", *topics, *parts, post.get_absolute_url()]


def read(client, address, **headers):
    response = client.get(address, **headers)
    assert response.status_code == 200, address
    return response


def test_a_kept_page_takes_one_query(client, addresses, django_assert_num_queries):
    for address in addresses:
        made = read(client, address)
        with django_assert_num_queries(1):
            kept = read(client, address)
        assert kept.content == made.content
        assert kept.headers.items() == made.headers.items()


def test_who_has_the_page_is_told_so(client, addresses, django_assert_num_queries):
    for address in addresses:
        etag = read(client, address)["ETag"]
        caches["answers"].clear()
        with django_assert_num_queries(1):
            response = client.get(address, headers={"If-None-Match": f'"x", {etag}'})
        assert response.status_code == 304
        assert response.content == b""
        assert response["ETag"] == etag
        assert "must-revalidate" in response["Cache-Control"]


def test_what_has_changed_is_never_the_same_page(client, post):
    addresses = ["/", "/blog/", "/blog/tag/scaling/", post.get_absolute_url()]
    before = {address: read(client, address)["ETag"] for address in addresses}

    Post.objects.update(title="Another title")

    for address, etag in before.items():
        response = read(client, address, headers={"If-None-Match": etag})
        assert b"Another title" in response.content
        assert response["ETag"] != etag


def test_what_is_not_public_any_more_is_gone_at_once(client, post):
    etag = read(client, post.get_absolute_url())["ETag"]

    Post.objects.update(status=Post.Status.DRAFT)

    response = client.get(post.get_absolute_url(), headers={"If-None-Match": etag})
    assert response.status_code == 404


def test_a_post_is_there_by_itself_the_moment_its_time_comes(client, post, monkeypatch):
    coming = PostFactory(scheduled=True, title="Tomorrow's")
    assert b"Tomorrow" not in read(client, "/").content
    assert client.get(coming.get_absolute_url()).status_code == 404

    monkeypatch.setattr(timezone, "now", lambda: coming.published_at)

    assert b"Tomorrow" in read(client, "/").content
    assert b"Tomorrow" in read(client, coming.get_absolute_url()).content


def test_everybody_may_keep_a_page_but_has_to_ask_before_showing_it(client, addresses):
    for address in addresses:
        response = read(client, address)
        assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
        for header in ("Accept-Encoding", "Accept-Language", "Cookie"):
            assert header in response["Vary"]
        assert "Set-Cookie" not in response
        assert not response.cookies
        assert "Content-Security-Policy" in response


def test_editors_are_given_fresh_pages_that_nobody_else_may_keep(client, post):
    address = post.get_absolute_url()
    read(client, address)
    client.force_login(UserFactory(admin=True))

    response = read(client, address, headers={"If-None-Match": "*"})

    assert response["Cache-Control"] == "private, no-cache"
    assert "ETag" not in response
    client.logout()
    assert "ETag" in read(client, address)


def test_what_an_editor_sees_is_not_kept_for_readers(client, post):
    draft = PostFactory(title="Secret")
    client.force_login(UserFactory(admin=True))
    read(client, draft.get_absolute_url())
    client.logout()

    assert client.get(draft.get_absolute_url()).status_code == 404


def test_who_has_a_message_waiting_gets_a_fresh_page(client, post):
    client.cookies = SimpleCookie({"messages": "x"})

    assert "private" in read(client, "/")["Cache-Control"]


def test_who_is_sent_a_cookie_gets_it_with_no_page_for_everybody(client, post):
    address = post.get_absolute_url()
    client.get(address)
    client.cookies["csrftoken"] = "none of ours"

    answer = client.get(address)

    assert "csrftoken" in answer.cookies
    assert "public" not in answer.headers["Cache-Control"]


def test_previews_are_kept_by_nobody(client):
    link = PreviewLinkFactory()

    for _ in range(2):
        response = read(client, f"/blog/preview/{link.token}/")
        assert "no-store" in response["Cache-Control"]
        assert "ETag" not in response


def test_what_an_address_carries_beside_the_page_is_no_other_page(client, post):
    plain = read(client, "/blog/")

    for query in ("utm_source=x", "page=1&fbclid=y", "q=<script>"):
        response = read(client, f"/blog/?{query}")
        assert b"utm" not in response.content
        assert b"fbclid" not in response.content
        assert b"script&gt;" not in response.content
    assert read(client, "/blog/?utm_source=x")["ETag"] == plain["ETag"]


def test_pages_of_a_list_are_kept_apart(client):
    PostFactory.create_batch(21, published=True)
    first, second = read(client, "/blog/"), read(client, "/blog/?page=2")

    assert first["ETag"] != second["ETag"]
    assert first.content == read(client, "/blog/").content
    assert second.content == read(client, "/blog/?page=2").content


def test_hosts_and_schemes_have_pages_of_their_own(client, post):
    etags = {
        read(client, "/")["ETag"],
        read(client, "/", headers={"host": "localhost"})["ETag"],
        client.get("/", secure=True)["ETag"],
    }

    assert len(etags) == 3


def test_what_is_not_found_is_asked_for_again(client, post):
    for _ in range(2):
        response = client.get("/blog/nothing/")
        assert response.status_code == 404
        assert "ETag" not in response


def test_a_former_address_is_asked_for_again(client):
    """For ever is too long: the address may be another post's one day."""
    FormerSlugFactory(slug="old")

    for _ in range(2):
        response = client.get("/blog/old/")
        assert response.status_code == 301
        assert response["Cache-Control"] == "no-cache"


def test_a_head_is_that_of_the_page(client, post):
    for _ in range(2):
        head, page = client.head("/"), client.get("/")
        assert head.content == b""
        for header in ("Content-Type", "Content-Length", "ETag", "Cache-Control"):
            assert head[header] == page[header]


def test_a_head_leaves_nothing_for_the_server_to_throw_away(rf, post):
    site = BaseHandler()
    site.load_middleware()

    for _ in range(2):
        assert site.get_response(rf.head("/")).content == b""


@pytest.mark.parametrize(
    ("accepted", "encoding", "decode"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip;q=0.8, br;q=0", "gzip", gzip.decompress),
        ("deflate", None, bytes),
        ("", None, bytes),
    ],
)
def test_pages_are_sent_in_as_few_bytes_as_the_reader_understands(
    client, post, accepted, encoding, decode
):
    plain = read(client, "/").content

    for _ in range(2):
        response = read(client, "/", headers={"Accept-Encoding": accepted})
        assert response.headers.get("Content-Encoding") == encoding
        assert int(response["Content-Length"]) == len(response.content)
        assert decode(response.content) == plain


def test_where_no_edition_is_known_nothing_is_kept(client, post):
    read(client, "/")
    Edition.objects.all().delete()

    for _ in range(2):
        response = read(client, "/")
        assert "ETag" not in response
        assert response["Cache-Control"] == "no-cache"


@override_settings(DEBUG=True)
def test_nothing_is_kept_while_somebody_works_on_the_templates(client, post):
    assert "ETag" not in read(client, "/")


@pytest.mark.parametrize("address", ["/blog/coming/", "/blog/?page=2", "/nowhere/"])
def test_nobody_shows_without_asking_that_something_is_not_there(client, address):
    PostFactory(scheduled=True, slug="coming")

    response = client.get(address)

    assert response.status_code == 404
    assert response["Cache-Control"] == "no-cache"
    assert "Cookie" in response["Vary"]
    client.force_login(UserFactory(admin=True))
    assert client.get("/nowhere/")["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("query", ["01", "+1", "x", "last", "9999999"])
def test_a_page_of_a_list_has_one_address(client, post, query):
    for address in ("/blog/", "/papers/", "/figures/", "/blog/tag/scaling/"):
        assert client.get(address, {"page": query}).status_code == 404


def test_a_year_has_one_address(client, post):
    year = timezone.localtime(post.published_at).year

    assert client.get(f"/blog/archive/{year}/").status_code == 200
    assert client.get(f"/blog/archive/0{year}/").status_code == 404
