import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from tests.blog.pages import read
from tests.factories import (
    AuthorFactory,
    FigureFactory,
    PostFactory,
    SeriesFactory,
    TagFactory,
    cut,
)

pytestmark = pytest.mark.django_db


def test_dates_are_written_as_the_language_has_it(client):
    at = datetime(2026, 3, 12, 12, tzinfo=UTC)
    post = PostFactory(published=True, published_at=at)

    with override("de"):
        html = render_to_string("blog/_dates.html", {"post": post})

    assert "12. März 2026" in html
    assert "12 March 2026" in read(client, post.get_absolute_url())


def test_lists_have_pages(client):
    for number in range(25):
        PostFactory(
            published=True,
            title=f"Post number {number:02}",
            published_at=timezone.now() - timedelta(days=number + 1),
        )

    first, second = read(client, "/blog/"), read(client, "/blog/?page=2")

    assert "Post number 00" in first
    assert "Post number 19" in first
    assert "Post number 20" not in first
    assert "Page 1 of 2" in first
    assert 'href="?page=2" rel="next"' in first
    assert "Post number 20" in second
    assert 'href="?page=1" rel="prev"' in second
    assert "25 posts" in second


def test_lists_lead_to_each_of_their_pages(client):
    PostFactory.create_batch(61, published=True)

    html = read(client, "/blog/?page=2")

    assert '<a href="?page=2" aria-label="Page 2" aria-current="page">2</a>' in html
    assert '<a href="?page=4" aria-label="Page 4" >4</a>' in html


def test_a_year_lists_its_posts_and_leads_to_the_others(client):
    for year in (2021, 2024, 2024, 2026):
        at = datetime(year, 1, 1, tzinfo=UTC)
        PostFactory(published=True, title=f"Of {year}", published_at=at)
    PostFactory(title="A draft")

    html = read(client, "/blog/archive/2024/")

    assert "<h1>Posts of 2024</h1>" in html
    assert "2 posts" in html
    assert html.count("Of 2024") == 2
    assert "Of 2026" not in html
    assert '<a href="/blog/archive/2024/" aria-current="page">2024</a>' in html
    for page in (html, read(client, "/blog/")):
        assert page.index('href="/blog/archive/2026/"') < page.index(
            'href="/blog/archive/2021/"'
        )
        assert "/blog/archive/2025/" not in page


@pytest.mark.parametrize("year", ["2023", "0", "10000", "9" * 30])
def test_a_year_without_posts_is_not_known(client, year):
    PostFactory(published=True, published_at=datetime(2024, 5, 1, tzinfo=UTC))

    assert client.get(f"/blog/archive/{year}/").status_code == 404


def test_a_mistyped_date_does_not_make_a_thousand_years(client):
    PostFactory(published=True, published_at=datetime(24, 5, 1, tzinfo=UTC))
    PostFactory(published=True, published_at=datetime(2024, 5, 1, tzinfo=UTC))

    assert "/blog/archive/2024/" not in read(client, "/blog/")


def test_a_series_numbers_its_parts_and_counts_translations_once(client):
    series = SeriesFactory(title="Curves")
    PostFactory(published=True, title="Last", series=series, series_position=7)
    first = PostFactory(published=True, title="First", series=series, series_position=3)
    PostFactory(
        published=True,
        title="Erster",
        series=series,
        series_position=3,
        translation_of=first,
        language="de",
    )

    html = read(client, f"/blog/series/{series.slug}/")

    assert "2 parts, in the order to read them" in html
    assert "Erster" not in html
    assert html.index("Part 1") < html.index("First") < html.index("Part 2")


def test_a_title_says_its_language(client):
    PostFactory(published=True, title="Kurven")
    PostFactory(published=True, title="Courbes", language="fr")

    assert re.search(r'<h2 lang="fr"><a [^>]*>Courbes', read(client, "/blog/"))


@pytest.mark.parametrize("page", ["0", "-1", "3", "x", "1e9", "9" * 400, "%00"])
def test_pages_that_are_not_there_are_not_found(client, page):
    PostFactory(published=True)

    assert client.get(f"/blog/?page={page}").status_code == 404


def test_topics_list_their_own_posts(client):
    tag = TagFactory(name="Scaling")
    author = AuthorFactory(name="Mira", affiliation="Desk", about="Reads.")
    series = SeriesFactory(title="Curves", about="In order.")
    mine = {"tags": [tag], "authors": [author], "series": series}
    PostFactory(published=True, title="Second", series_position=2, **mine)
    PostFactory(
        published=True,
        title="First",
        series_position=1,
        published_at=timezone.now() - timedelta(days=9),
        **mine,
    )
    PostFactory(published=True, title="Elsewhere")

    pages = {
        kind: read(client, f"/blog/{kind}/{topic.slug}/")
        for kind, topic in [("tag", tag), ("author", author), ("series", series)]
    }

    assert all("Elsewhere" not in html for html in pages.values())
    assert "<h1>Scaling</h1>" in pages["tag"]
    assert "Desk" in pages["author"]
    assert "Reads." in pages["author"]
    assert "In order." in pages["series"]
    assert pages["tag"].index("Second") < pages["tag"].index("First")
    assert pages["series"].index("First") < pages["series"].index("Second")


def test_an_unknown_address_leads_back_to_the_posts(client):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert b"There is no such page." in response.content
    assert b'href="/blog/"' in response.content


@pytest.mark.parametrize("name", ["400.html", "404_bare.html", "500.html"])
def test_error_pages_need_nothing_of_the_request(name):
    assert "Offprint" in render_to_string(name)


def test_pages_only_answer_those_who_read(client):
    post = PostFactory(published=True)

    for address in ("/", "/blog/", post.get_absolute_url()):
        assert client.head(address).status_code == 200
        assert client.post(address).status_code == 405


def test_no_page_has_anything_inline(client):
    figure = cut(FigureFactory())
    post = PostFactory(
        published=True,
        lead_figure=figure,
        body=f"![](figure:{figure.key})\n\n```python\nx = 1\n```\n\n|a|\n|-:|\n|1|",
    )

    for address in ("/", "/blog/", post.get_absolute_url()):
        html = read(client, address)
        # Data is no script, whatever element it stands in.
        scripts = re.findall(r"<script(?![^>]*(?: src=|ld\+json))", html)
        assert not scripts
        assert "<style" not in html
        assert "style=" not in html


def fill(count):
    """Posts with all that a post can have, and the last of them."""
    for number in range(count):
        figures = [cut(FigureFactory(), widths=(640,)) for _ in range(3)]
        post = PostFactory(
            published=True,
            published_at=timezone.now() - timedelta(days=number + 1),
            authors=[AuthorFactory(), AuthorFactory()],
            tags=[TagFactory()],
            papers=[figures[0].paper],
            lead_figure=figures[0],
            series=SeriesFactory(),
            body="\n\n".join(f"![](figure:{figure.key})" for figure in figures),
        )
        for position, figure in enumerate(figures):
            post.figure_uses.create(figure=figure, position=position)
    return post


@pytest.mark.parametrize("count", [2, 15])
def test_the_list_takes_ten_queries(client, django_assert_num_queries, count):
    fill(count)

    with django_assert_num_queries(10):
        # edition, count, which posts, and they, bylines, tags, renditions; the first
        # and the last year, and those between; the site's name
        read(client, "/blog/")


@pytest.mark.parametrize(
    ("kind", "queries"), [("tag", 10), ("author", 10), ("series", 11)]
)
def test_a_heading_takes_as_many_queries(
    client, django_assert_num_queries, kind, queries
):
    heading = {"tag": TagFactory, "author": AuthorFactory, "series": SeriesFactory}
    topic = heading[kind](slug="one")
    for _ in range(7):
        post = fill(1)
        if kind == "series":
            topic.posts.add(post)
        elif kind == "tag":
            post.tags.add(topic)
        else:
            post.authors.add(topic)

    with django_assert_num_queries(queries):
        # edition, heading, which are parts of a series, whether it has any, count, which posts, and they, bylines, tags, renditions;
        # the site's name
        read(client, f"/blog/{kind}/one/")


@pytest.mark.parametrize("count", [2, 15])
def test_a_year_takes_eleven_queries(client, django_assert_num_queries, count):
    year = fill(count).published_at.year

    with django_assert_num_queries(11):  # as the list, and whether there are any
        read(client, f"/blog/archive/{year}/")


@pytest.mark.parametrize("count", [2, 15])
def test_a_post_takes_twelve_queries(client, django_assert_num_queries, count):
    post = fill(count)
    read(client, post.get_absolute_url())
    caches["answers"].clear()

    # edition; post, byline, tags, papers, copies of its lead figure; the site's name; its series,
    # its translations, which of its papers have pages; and, text kept or not: figures,
    # renditions
    with django_assert_num_queries(12):
        read(client, post.get_absolute_url())


def test_a_heading_says_where_its_posts_can_be_followed(client):
    PostFactory(published=True, tags=[TagFactory(slug="owls")])

    assert '<a href="/blog/tag/owls/feed.atom">' in read(client, "/blog/tag/owls/")
    assert read(client, "/blog/").count('<a href="/feed.atom">') == 1
