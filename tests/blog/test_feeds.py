"""Feeds: read by a feed reader, and held against what their formats ask for."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from xml.etree import ElementTree as ET

import feedparser
import pytest
from django.core.cache import caches
from django.utils import timezone

from blog.models import SiteIdentity
from tests.factories import (
    AuthorFactory,
    FigureFactory,
    PaperFactory,
    PostFactory,
    SeriesFactory,
    TagFactory,
    cut,
    give_vector,
)

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def read_atom(client, address="/feed.atom"):
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    parsed = feedparser.parse(
        response.content, response_headers={"content-type": "application/atom+xml"}
    )
    assert not parsed.bozo, parsed.get("bozo_exception")
    check_atom(response.content)
    return parsed


def check_atom(content):
    """What RFC 4287 says must be there, and no more than once."""
    feed = ET.fromstring(content)  # noqa: S314  # our own words
    assert feed.tag == f"{ATOM}feed"
    for element in [feed, *feed.iter(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1, name
        assert element.find(f"{ATOM}link") is not None
    for entry in feed.iter(f"{ATOM}entry"):
        assert len(entry.findall(f"{ATOM}content")) == 1
        assert [*entry.findall(f"{ATOM}author"), *feed.findall(f"{ATOM}author")]
    for moment in (*feed.iter(f"{ATOM}updated"), *feed.iter(f"{ATOM}published")):
        assert datetime.fromisoformat(moment.text).tzinfo


def read_json(client, address="/feed.json"):
    """A JSON feed that has what version 1.1 asks for."""
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/feed+json")
    feed = json.loads(response.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(feed["title"], str)
    assert feed["feed_url"] == f"http://testserver{address}"
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert isinstance(item["content_html"], str)
        assert datetime.fromisoformat(item["date_published"]).tzinfo
        assert datetime.fromisoformat(item["date_modified"]).tzinfo
    return feed


@pytest.fixture
def post():
    """A post with all that feeds tell of one."""
    return PostFactory(
        published=True,
        title="Less is <more>",
        slug="less",
        deck="Half the data, & all of the score.",
        language="de",
        body="Some words.",
        lead_figure=cut(FigureFactory()),
        authors=[AuthorFactory(name="Ada", slug="ada"), AuthorFactory(name="Ben")],
        tags=[TagFactory(name="Scaling", slug="scaling")],
        series=SeriesFactory(slug="laws"),
    )


def test_a_feed_reader_learns_all_of_a_post(client, post):
    entry = read_atom(client).entries[0]

    assert entry.title == "Less is <more>"
    assert entry.link == "http://testserver/blog/less/"
    assert entry.summary == "Half the data, &amp; all of the score."
    assert [author.name for author in entry.authors] == ["Ada", "Ben"]
    assert entry.authors[0].href == "http://testserver/blog/author/ada/"
    assert [tag.term for tag in entry.tags] == ["Scaling"]
    assert entry.content[0].language == "de"
    assert entry.content[0].value == "<p>Some words.</p>"
    (enclosure,) = entry.enclosures
    assert enclosure.href.startswith("http://testserver/media/figures/")


def test_a_json_feed_says_the_same(client, post):
    (item,) = read_json(client)["items"]

    assert item["title"] == "Less is <more>"
    assert item["url"] == "http://testserver/blog/less/"
    assert item["summary"] == "Half the data, & all of the score."
    assert [author["name"] for author in item["authors"]] == ["Ada", "Ben"]
    assert item["tags"] == ["Scaling"]
    assert item["language"] == "de"
    assert item["content_html"].strip() == "<p>Some words.</p>"
    assert item["image"].startswith("http://testserver/media/figures/")


def test_texts_are_whole_and_their_addresses_too(client):
    figure = cut(FigureFactory(alt_text='The "best" <curve> > all'))
    give_vector(figure)
    body = f"![](figure:{figure.key})\n\n[](figure:{figure.key}) [all](/blog/) $x^2$"
    PostFactory(published=True, slug="whole", body=body)

    html = read_json(client)["items"][0]["content_html"]

    assert 'href="http://testserver/blog/whole/#fig-1"' in html
    assert 'href="http://testserver/blog/"' in html
    assert '<img src="http://testserver/media/figures/' in html
    # What is for paper would be seen twice by whoever has no style sheet.
    assert html.count("<img") == html.count("best") == 1
    assert 'srcset="http://testserver/media/figures/' in html
    assert ", http://testserver/media/figures/" in html
    assert "<math" in html
    assert '"/' not in html
    assert "loading=" not in html
    assert "fetchpriority=" not in html


def test_what_xml_cannot_say_is_left_out_of_atom(client):
    figure = cut(FigureFactory(caption="A\x0b B\x0c\ufffe caption"))
    PostFactory(published=True, title="Odd\x0b", body=f"![](figure:{figure.key})")

    entry = read_atom(client).entries[0]

    assert entry.title == "Odd"
    assert "B caption" in entry.content[0].value


@pytest.mark.parametrize("read", [read_atom, read_json])
def test_drafts_and_posts_to_come_are_in_no_feed(client, read):
    tag = TagFactory(slug="later")
    PostFactory(tags=[tag])
    PostFactory(scheduled=True, tags=[tag])
    end = "atom" if read is read_atom else "json"

    feed = read(client, f"/feed.{end}")

    assert not (feed.entries if end == "atom" else feed["items"])
    assert client.get(f"/blog/tag/later/feed.{end}").status_code == 404


@pytest.mark.parametrize("heading", ["tag/scaling", "author/ada", "series/laws"])
def test_each_heading_has_feeds_of_its_own_posts(client, post, heading):
    PostFactory(published=True, title="Another")

    atom = read_atom(client, f"/blog/{heading}/feed.atom")
    feed = read_json(client, f"/blog/{heading}/feed.json")

    assert [entry.link for entry in atom.entries] == ["http://testserver/blog/less/"]
    assert [item["url"] for item in feed["items"]] == ["http://testserver/blog/less/"]
    assert feed["home_page_url"] == f"http://testserver/blog/{heading}/"


def test_unknown_headings_have_no_feeds(client):
    assert client.get("/blog/tag/nothing/feed.atom").status_code == 404


def test_a_feed_bears_the_name_of_the_site(client, post):
    SiteIdentity.objects.create(pk=1, name="Marginalia", tagline="Read closely.")

    atom, feed = read_atom(client), read_json(client)

    assert (atom.feed.title, atom.feed.subtitle) == ("Marginalia", "Read closely.")
    assert (feed["title"], feed["description"]) == ("Marginalia", "Read closely.")
    assert read_json(client, "/blog/tag/scaling/feed.json")["title"] == (
        "Scaling · Marginalia"
    )


def test_a_post_keeps_its_name_when_it_moves(client, post):
    before = read_atom(client).entries[0].id
    post.slug = "moved"
    post.save()

    assert read_atom(client).entries[0].id == before
    assert read_json(client)["items"][0]["id"] == before


@pytest.mark.parametrize("heading", ["", "/blog/series/laws"])
def test_feeds_hold_the_latest_posts_the_latest_first(client, heading):
    now, series = timezone.now(), SeriesFactory(slug="laws")
    days = [2, 0, 21, *range(3, 21), 1]
    for place, ago in enumerate(days):
        PostFactory(
            published=True,
            published_at=now - timedelta(days=ago),
            title=f"{ago} days ago",
            series=series,
            series_position=place,
        )

    atom = read_atom(client, f"{heading}/feed.atom").entries
    feed = read_json(client, f"{heading}/feed.json")["items"]

    latest = [f"{ago} days ago" for ago in range(20)]
    assert [entry.title for entry in atom] == latest
    assert [item["title"] for item in feed] == latest


def test_readers_that_have_the_latest_get_nothing(client, post):
    etag = client.get("/feed.atom").headers["ETag"]

    again = client.get("/feed.atom", headers={"If-None-Match": etag})
    post.title = "Changed"
    post.save()
    changed = client.get("/feed.atom", headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200


def test_a_feed_costs_the_same_however_much_it_says(
    client, post, django_assert_num_queries
):
    for number in range(3):
        paper = PaperFactory(doi=f"10.1000/{number}", is_public=True)
        shown = cut(FigureFactory(paper=paper))
        PostFactory(
            published=True,
            body=f"![](figure:{shown.key}) As said [@doi:10.1000/{number}].",
            lead_figure=cut(FigureFactory()),
            authors=[AuthorFactory(), AuthorFactory()],
            tags=[TagFactory(), TagFactory()],
        )
    client.get("/feed.atom")
    caches["answers"].clear()

    # The edition; site, posts and lead figures, bylines, tags, renditions; the figures of
    # all texts, their renditions, the papers cited.
    with django_assert_num_queries(9):
        content = client.get("/feed.atom").content.decode()
    assert content.count("&lt;picture&gt;") == 3
    # In the reference, and as the figure's source.
    assert content.count("https://doi.org/10.1000/") == 6
