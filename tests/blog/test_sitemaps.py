"""What search engines and other programs are told of the site."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone

from blog.models import FigureUse, SiteIdentity
from figures.models import Figure
from tests.factories import (
    AuthorFactory,
    FigureFactory,
    PaperFactory,
    PostFactory,
    SeriesFactory,
    TagFactory,
    cut,
)

pytestmark = pytest.mark.django_db

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml"
    return ET.fromstring(response.content)  # noqa: S314  # our own words


def locations(root):
    return [element.text for element in root.iter(f"{SITEMAP}loc")]


def test_the_sitemap_lists_each_kind_of_page_there_is(client):
    PostFactory(published=True, tags=[TagFactory()], authors=[AuthorFactory()])

    assert locations(read(client, "/sitemap.xml")) == [
        f"http://testserver/sitemap-{name}.xml"
        for name in ("pages", "posts", "tags", "authors")
    ]


def test_the_first_page_and_the_lists_are_listed_and_what_the_site_says_of_itself(
    client,
):
    always = [
        f"http://testserver/{path}" for path in ("", "blog/", "papers/", "figures/")
    ]

    assert locations(read(client, "/sitemap-pages.xml")) == always
    SiteIdentity.objects.create(pk=1, about="Who we are.")
    pages = locations(read(client, "/sitemap-pages.xml"))
    assert pages == [*always, "http://testserver/about/"]
    for page in pages:
        assert client.get(page).status_code == 200


def test_public_posts_that_are_at_home_here_are_listed(client):
    PostFactory(published=True, slug="one")
    PostFactory()
    PostFactory(scheduled=True)
    PostFactory(published=True, canonical_url="https://elsewhere.example/post")

    sitemap = read(client, "/sitemap-posts.xml")

    assert locations(sitemap) == ["http://testserver/blog/one/"]


def test_a_post_lists_the_largest_copy_of_each_figure_it_shows(client):
    post = PostFactory(published=True)
    shown, thrown_away = cut(FigureFactory()), cut(FigureFactory())
    Figure.objects.filter(pk=thrown_away.pk).update(state="discarded")
    for figure in (shown, thrown_away):
        FigureUse.objects.create(post=post, figure=figure)

    pictures = read(client, "/sitemap-posts.xml").iter(f"{IMAGE}loc")

    copy = shown.renditions.get(format="png", width=1280, role="copy")
    assert [each.text for each in pictures] == [f"http://testserver{copy.file.url}"]


def test_figures_come_in_the_order_of_their_post(client):
    post, other = PostFactory(published=True), PostFactory(published=True)
    first, second = cut(FigureFactory()), cut(FigureFactory())
    for position, figure in enumerate([second, first]):
        FigureUse.objects.create(post=post, figure=figure, position=position)
    FigureUse.objects.create(post=other, figure=second)

    pictures = [
        [each.text for each in page.iter(f"{IMAGE}loc")]
        for page in read(client, "/sitemap-posts.xml").iter(f"{SITEMAP}url")
    ]

    addresses = {
        figure: "http://testserver"
        + figure.renditions.get(format="png", width=1280, role="copy").file.url
        for figure in (first, second)
    }
    assert pictures == [[addresses[second], addresses[first]], [addresses[second]]]


def test_each_version_of_a_post_names_all_of_them(client):
    post = PostFactory(published=True, slug="strangers")
    PostFactory(published=True, slug="fremde", language="de", translation_of=post)
    PostFactory(published=True, slug="alone")
    PostFactory(slug="secret", language="fr", translation_of=post)

    alternates = {
        page.findtext(f"{SITEMAP}loc"): [
            (link.get("rel"), link.get("hreflang"), link.get("href"))
            for link in page.iter(LINK)
        ]
        for page in read(client, "/sitemap-posts.xml").iter(f"{SITEMAP}url")
    }

    both = [
        ("alternate", language, f"http://testserver/blog/{slug}/")
        for language, slug in [
            ("x-default", "strangers"),
            ("en", "strangers"),
            ("de", "fremde"),
        ]
    ]
    assert alternates == {
        "http://testserver/blog/strangers/": both,
        "http://testserver/blog/fremde/": both,
        "http://testserver/blog/alone/": [],
    }


def test_public_papers_and_figures_are_listed(client):
    paper = PaperFactory(slug="open", is_public=True)
    FigureFactory(paper=paper, number="1", key="open/figure-1")
    FigureFactory(paper=paper, number="2", key="open/figure-2", state="new")
    FigureFactory()

    papers = locations(read(client, "/sitemap-papers.xml"))
    figures = locations(read(client, "/sitemap-figures.xml"))

    assert papers == ["http://testserver/papers/open/"]
    assert figures == ["http://testserver/papers/open/figure-1/"]


def test_headings_are_listed_once_if_they_have_public_posts(client):
    tag, series = TagFactory(slug="read"), SeriesFactory(slug="laws")
    newest = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
    for published_at in (newest, datetime(2026, 1, 1, tzinfo=UTC)):
        PostFactory(
            published=True, published_at=published_at, tags=[tag], series=series
        )
    PostFactory(tags=[tag, TagFactory()], series=SeriesFactory())
    PostFactory(scheduled=True, tags=[tag, TagFactory()], series=SeriesFactory())

    tags = read(client, "/sitemap-tags.xml")

    assert locations(tags) == ["http://testserver/blog/tag/read/"]
    moment = datetime.fromisoformat(tags.find(f".//{SITEMAP}lastmod").text)
    assert moment == newest
    assert locations(read(client, "/sitemap-series.xml")) == [
        "http://testserver/blog/series/laws/"
    ]


def test_long_lists_come_in_pages(client, monkeypatch):
    monkeypatch.setattr("blog.sitemaps.Section.limit", 2)
    PostFactory.create_batch(3, published=True)

    index = locations(read(client, "/sitemap.xml"))

    assert index == [
        "http://testserver/sitemap-pages.xml",
        "http://testserver/sitemap-posts.xml",
        "http://testserver/sitemap-posts.xml?p=2",
    ]
    assert len(locations(read(client, "/sitemap-posts.xml"))) == 2
    assert len(locations(read(client, "/sitemap-posts.xml?p=2"))) == 1
    assert client.get("/sitemap-posts.xml?p=3").status_code == 404


def test_there_is_no_sitemap_of_other_things(client):
    assert client.get("/sitemap-drafts.xml").status_code == 404
    assert client.get("/sitemap-posts.xml?p=x").status_code == 404


def test_sitemaps_cost_the_same_however_long_they_are(
    client, django_assert_num_queries
):
    for _ in range(4):
        figure = cut(FigureFactory(paper__is_public=True))
        post = PostFactory(published=True, tags=[TagFactory()])
        FigureUse.objects.create(post=post, figure=figure)
        PostFactory(published=True, language="de", translation_of=post)

    # The edition; is there any, and how many: of the site's own pages, and of six kinds,
    # two of which have none.
    with django_assert_num_queries(13):
        client.get("/sitemap.xml")
    # The edition; how many, which of them, what they use, its pictures, its translations.
    for name, count in (("posts", 6), ("figures", 4), ("papers", 3), ("tags", 3)):
        with django_assert_num_queries(count):
            client.get(f"/sitemap-{name}.xml")


def test_search_engines_that_have_the_latest_get_nothing(client):
    PostFactory(published=True)
    etag = client.get("/sitemap-posts.xml").headers["ETag"]

    again = client.get("/sitemap-posts.xml", headers={"If-None-Match": etag})

    assert again.status_code == 304


def test_robots_are_told_where_the_sitemap_is_and_where_not_to_go(client):
    response = client.get("/robots.txt")

    assert response.headers["Content-Type"] == "text/plain"
    lines = response.content.decode().splitlines()
    assert "Sitemap: http://testserver/sitemap.xml" in lines
    for folder in ("/admin/", "/blog/preview/", "/search/"):
        assert f"Disallow: {folder}" in lines


def test_language_models_get_an_overview(client):
    SiteIdentity.objects.create(pk=1, name="Marginalia", tagline="Read <closely>.")
    PostFactory(
        published=True, slug="less", title="Less [is] more", deck="Half\nthe data."
    )
    PostFactory(slug="draft")
    PaperFactory(slug="open", title="Open", is_public=True)
    PaperFactory(slug="closed")

    text = client.get("/llms.txt").content.decode()

    assert text.startswith("# Marginalia\n\n> Read <closely>.\n\n## Posts\n")
    assert (
        "- [Less \\[is\\] more](http://testserver/blog/less.md): Half the data.\n"
        in text
    )
    assert "- [Open](http://testserver/papers/open/)\n" in text
    assert "draft" not in text
    assert "closed" not in text


def test_the_overview_is_of_the_latest(client, monkeypatch):
    monkeypatch.setattr("blog.views.machines.MOST_ENTRIES", 2)
    for ago in (3, 1, 2):
        at = timezone.now() - timedelta(days=ago)
        PostFactory(published=True, slug=f"{ago}-days-ago", published_at=at)
    for name in ("first", "second", "third"):
        PaperFactory(slug=name, is_public=True)

    text = client.get("/llms.txt").content.decode()

    assert re.findall(r"/blog/(.*)\.md\)", text) == ["1-days-ago", "2-days-ago"]
    assert re.findall(r"/papers/(.*)/\)", text) == ["third", "second"]
