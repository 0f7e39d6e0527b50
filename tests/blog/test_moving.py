"""Tags, authors and series get other slugs, and no reader is lost."""

import pytest
from django.test import Client
from django.urls import reverse

from blog.models import Post
from tests.blog.test_checks import found
from tests.factories import AuthorFactory, PostFactory, SeriesFactory, TagFactory

pytestmark = pytest.mark.django_db

# By their part of the address: their factory, and what posts call them.
KINDS = {
    "tag": (TagFactory, "tags"),
    "author": (AuthorFactory, "authors"),
    "series": (SeriesFactory, "series"),
}


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def admin(editor):
    client = Client()
    client.force_login(editor)
    return client


def make(kind, slug, **post):
    """A heading with a post under it."""
    factory, field = KINDS[kind]
    heading = factory(slug=slug)
    PostFactory(**post, **{field: heading if kind == "series" else [heading]})
    return heading


def rename(admin, heading, slug):
    """In the admin, as an editor would."""
    name = "title" if hasattr(heading, "title") else "name"
    address = reverse(
        f"admin:blog_{heading._meta.model_name}_change", args=[heading.pk]
    )
    response = admin.post(address, {name: str(heading), "slug": slug})
    assert response.status_code == 302
    heading.refresh_from_db()
    assert heading.slug == slug


@pytest.mark.parametrize("end", ["", "feed.atom", "feed.json"])
def test_a_former_address_leads_to_the_present_one(client, admin, kind, end):
    heading = make(kind, "old", published=True)
    rename(admin, heading, "newer")
    rename(admin, heading, "newest")

    for slug in ("old", "newer"):
        response = client.get(f"/blog/{kind}/{slug}/{end}")
        there = (response.status_code, response.headers.get("Location"))
        assert there == (301, f"/blog/{kind}/newest/{end}")
    assert client.get(f"/blog/{kind}/newest/{end}").status_code == 200
    assert client.get(f"/blog/{kind}/unknown/{end}").status_code == 404


def test_what_readers_have_never_found_leaves_no_trace(client, admin, kind):
    heading = make(kind, "old")
    rename(admin, heading, "new")
    Post.objects.update(status="published", published_at="2026-01-01T00:00Z")

    assert client.get(f"/blog/{kind}/old/").status_code == 404


def test_nobody_is_led_to_a_heading_without_posts(client, admin, kind):
    heading = make(kind, "old", published=True)
    rename(admin, heading, "new")
    Post.objects.update(status="draft")

    assert client.get(f"/blog/{kind}/old/").status_code == 404
    assert client.get(f"/blog/{kind}/old/feed.atom").status_code == 404


def test_a_slug_goes_back_and_a_slug_goes_to_another(client, admin):
    first, second = (make("tag", slug, published=True) for slug in ("first", "second"))

    rename(admin, first, "other")
    rename(admin, first, "first")
    assert client.get("/blog/tag/first/").status_code == 200
    assert client.get("/blog/tag/other/")["Location"] == "/blog/tag/first/"

    rename(admin, first, "third")
    rename(admin, second, "first")
    assert client.get("/blog/tag/first/").context["topic"] == second
    rename(admin, second, "fourth")
    # Whoever had it last.
    assert client.get("/blog/tag/first/")["Location"] == "/blog/tag/fourth/"


def test_a_page_that_is_not_there_is_no_move(client):
    make("tag", "one", published=True)

    assert client.get("/blog/tag/one/?page=2").status_code == 404


def test_a_link_to_a_former_address_is_told(admin, kind):
    heading = make(kind, "old", published=True)
    rename(admin, heading, "new")

    [finding] = found(f"[a](/blog/{kind}/old/) [b](/blog/{kind}/new/)")

    assert (finding.code, finding.is_blocking) == ("moved", False)
    assert f"/blog/{kind}/new/" in finding.hint
