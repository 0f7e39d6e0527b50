"""How other sites embed posts and figures."""

from __future__ import annotations

from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest

from tests.blog.heads import read_head
from tests.factories import (
    AuthorFactory,
    FigureFactory,
    PaperFactory,
    PostFactory,
    cut,
)

pytestmark = pytest.mark.django_db


def ask(client, path, status=200, **query):
    url = path if "://" in path else f"http://testserver{path}"
    response = client.get(f"/oembed?{urlencode({'url': url} | query)}")
    assert response.status_code == status
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    return response


@pytest.fixture
def figure():
    paper = PaperFactory(
        slug="scaling", authors="Ada\nBen", doi="10.1/x", is_public=True
    )
    return cut(
        FigureFactory(paper=paper, key="scaling/figure-3", number="3", name="Scores")
    )


@pytest.fixture
def post(figure):
    ada = AuthorFactory(name="Ada", slug="ada")
    return PostFactory(
        published=True,
        slug="less",
        title="Less & more",
        lead_figure=figure,
        authors=[ada, AuthorFactory(name="Ben")],
    )


def test_a_post_is_a_link_with_a_thumbnail(client, post):
    embed = ask(client, "/blog/less/").json()

    copy = post.lead_figure.renditions.get(format="png", width=1280)
    assert embed == {
        "version": "1.0",
        "type": "link",
        "title": "Less & more",
        "author_name": "Ada, Ben",
        "author_url": "http://testserver/blog/author/ada/",
        "provider_name": "Offprint",
        "provider_url": "http://testserver/",
        "cache_age": 3600,
        "thumbnail_url": f"http://testserver{copy.file.url}",
        "thumbnail_width": 1280,
        "thumbnail_height": 640,
    }


def test_a_figure_is_a_photo_in_its_largest_copy(client, figure):
    embed = ask(client, "/papers/scaling/figure-3/").json()

    copy = figure.renditions.get(format="png", width=1280)
    assert embed["type"] == "photo"
    assert embed["url"] == f"http://testserver{copy.file.url}"
    assert (embed["width"], embed["height"]) == (1280, 640)
    assert embed["title"] == "Figure 3: Scores"
    assert embed["author_name"] == "Ada and Ben"
    assert embed["author_url"] == "https://doi.org/10.1/x"


@pytest.mark.parametrize("limit", [{"maxwidth": 700}, {"maxheight": 320}])
def test_no_picture_is_larger_than_was_asked_for(client, figure, post, limit):
    photo = ask(client, "/papers/scaling/figure-3/", **limit).json()
    link = ask(client, "/blog/less/", **limit).json()

    assert (photo["width"], photo["height"]) == (640, 320)
    assert link["thumbnail_width"] == 640


def test_where_no_copy_is_small_enough_there_is_a_link(client, figure):
    embed = ask(client, "/papers/scaling/figure-3/", maxwidth=100).json()

    assert embed["type"] == "link"
    assert "url" not in embed


def test_the_same_as_xml(client, post):
    response = ask(client, "/blog/less/", format="xml")

    assert response.headers["Content-Type"].startswith("text/xml")
    root = ET.fromstring(response.content)  # noqa: S314  # our own words
    assert root.tag == "oembed"
    assert root.findtext("title") == "Less & more"
    assert root.findtext("thumbnail_width") == "1280"


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example/blog/less/",
        "http://testserver@elsewhere.example/blog/less/",
        "ftp://testserver/blog/less/",
        "http://[/blog/less/",
        "/blog/draft/",
        "/blog/nothing/",
        "/blog/",
        "/papers/scaling/figure-4/",
        "/admin/",
        "nonsense",
    ],
)
def test_what_is_not_ours_or_not_public_is_not_found(client, post, url):
    PostFactory(slug="draft")
    paper = post.lead_figure.paper
    FigureFactory(paper=paper, number="4", key="scaling/figure-4", state="new")

    assert "error" in ask(client, url, status=404).json()


def test_other_formats_are_not_implemented(client, post):
    assert "error" in ask(client, "/blog/less/", status=501, format="yaml").json()


@pytest.mark.parametrize("width", ["x", "0", "-5", "9" * 12])
def test_a_width_is_a_number(client, post, width):
    assert "maxwidth" in ask(client, "/blog/less/", 400, maxwidth=width).json()["error"]


def test_without_an_address_nothing_is_found(client):
    response = client.get("/oembed")

    assert response.status_code == 400
    assert "url is missing" in response.json()["error"]


def test_a_post_says_where_to_ask(client, post):
    head = read_head(client, "/blog/less/")

    found = client.get(head.link("alternate", "application/json+oembed"))
    as_xml = client.get(head.link("alternate", "text/xml+oembed"))

    assert found.json()["title"] == "Less & more"
    assert b"<title>Less &amp; more</title>" in as_xml.content


def test_nothing_is_kept_of_what_has_no_end_of_addresses(client, post):
    for number in range(3):
        response = ask(client, f"/blog/less/?n={number}", maxwidth=700 + number)
        assert response.headers["Cache-Control"] == "no-cache"
        assert "ETag" not in response.headers
