"""The page of the search."""

import brotli
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from blog.search import PAGE_SIZE
from blog.search.index import bring_up_to_date
from blog.views import search as views
from tests.factories import (
    AuthorFactory,
    FigureFactory,
    PaperFactory,
    PostFactory,
    cut,
)

pytestmark = pytest.mark.django_db


def read(client, address="/search/", **query):
    response = client.get(address, query)
    assert response.status_code == 200, query
    return response.content.decode()


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "  "}])
def test_without_a_question_there_is_the_form_alone(client, query):
    PostFactory(published=True)

    response = client.get("/search/", query)
    html = response.content.decode()

    assert 'name="q"' in html
    assert "Nothing" not in html
    assert 'class="tabs"' not in html
    assert "X-Robots-Tag" not in response


def test_results_travel_in_few_bytes_and_are_nobody_elses(client):
    PostFactory(published=True, title="Batches")

    response = client.get("/search/?q=batches", headers={"Accept-Encoding": "br"})

    assert b"Batches" in brotli.decompress(response.content)
    assert response["Cache-Control"] == "private, no-cache"


def test_results_of_all_kinds_stand_on_one_page(client):
    figure = cut(
        FigureFactory(number="5c", page_number=7, caption="Scaling batch size.")
    )
    paper = figure.paper
    paper.title, paper.is_public = "Large batches", True
    paper.save()
    PostFactory(
        published=True,
        title="Reinforcement",
        authors=[AuthorFactory(name="Mira Okafor")],
        body="Larger batches stop near 0.61.",
    )

    response = client.get("/search/", {"q": "batches"})
    html = response.content.decode()

    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "All <span>3</span>" in html
    assert "Fig. 5c</strong>, p. 7" in html
    assert "Scaling <mark>batch</mark> size." in html
    assert "Large <mark>batches</mark>" in html
    assert "Larger <mark>batches</mark> stop near 0.61." in html
    assert "Mira Okafor" in html
    assert html.count("<h1") == 1


def test_a_kind_has_pages_of_its_own(client):
    PaperFactory.create_batch(25, is_public=True, title="Curves")
    PostFactory(published=True, title="Curves")
    bring_up_to_date()

    everything = read(client, q="curves")
    first = read(client, q="curves", kind="papers")
    second = read(client, q="curves", kind="papers", page=2)

    assert everything.count("<article") == 9
    assert "All 25 papers" in everything
    assert first.count("<article") == 24
    assert "Page 1 of 2" in first
    assert "Posts <span>1</span>" in first
    assert 'href="?q=curves&amp;kind=papers&amp;page=2" rel="next"' in first
    assert second.count("<article") == 1
    assert "Papers <span>25</span>" in second


@pytest.mark.parametrize(
    "query",
    [
        {"kind": "users"},
        {"kind": "papers", "page": "2"},
        {"page": "2"},
        {"page": "0"},
        {"page": "01"},
        {"page": "x"},
        {"page": "51"},
        {"page": "00"},
        {"page": "9" * 400},
        {"page": "²"},
    ],
)
def test_pages_that_are_not_there_are_not_found(client, query):
    PaperFactory(is_public=True, title="Curves")

    assert client.get("/search/", {"q": "curves"} | query).status_code == 404


def test_there_are_no_more_pages_than_anybody_reads(client, monkeypatch):
    monkeypatch.setattr(views, "MAX_PAGES", 2)
    PaperFactory.create_batch(2 * PAGE_SIZE + 1, is_public=True, title="Curves")
    bring_up_to_date()

    html = read(client, q="curves", kind="papers", page=2)

    assert "Page 2 of 2" in html
    assert 'rel="next"' not in html
    query = {"q": "curves", "kind": "papers", "page": 3}
    assert client.get("/search/", query).status_code == 404


def test_a_kind_without_results_says_so(client):
    PostFactory(published=True, title="Curves")

    assert "Nothing of this kind." in read(client, q="curves", kind="papers")


def test_excerpts_come_from_the_index_and_from_no_body(client):
    body = "*Larger* batches stop. " + "words " * 5_000 + "The end of entropy."
    PostFactory(published=True, title="Long", body=body, deck="What lists say.")
    bring_up_to_date()

    with CaptureQueriesContext(connection) as queries:
        near = read(client, q="batches")
        far = read(client, q="entropy")

    assert "Larger <mark>batches</mark> stop." in near
    assert "What lists say." in far
    assert not [sql["sql"] for sql in queries if '"blog_post"."body"' in sql["sql"]]


def test_nothing_found_says_so_and_offers_another_spelling(client):
    PostFactory(published=True, title="The batch size has a ceiling")

    html = read(client, q="batch celing", kind="papers")

    assert "Nothing for “batch celing”." in html
    assert 'Try <a href="?q=batch+ceiling">“batch ceiling”</a>.' in html


def test_whatever_people_wrote_stays_text(client):
    evil = "<script>alert(1)</script> <mark>batch"
    FigureFactory(paper__is_public=True, paper__title=evil, caption=evil, name=evil)
    PostFactory(published=True, title=evil, body=f"`{evil}`", summary=evil)

    html = read(client, q='"><script>batch')

    assert "<script" not in html
    assert "&lt;mark&gt;<mark>batch</mark>" in html


def test_words_in_another_language_are_said_to_be(client):
    PostFactory(published=True, title="Größen", language="de")

    assert '<article class="row" lang="de">' in read(client, q="grossen")


def test_a_search_of_an_editor_is_kept_nowhere(client, editor):
    PostFactory(title="Draft of curves")
    client.force_login(editor)

    response = client.get("/search/", {"q": "curves"})

    assert "Not published" in response.content.decode()
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("query", [{}, {"q": "curves"}])
def test_what_a_reader_asks_is_kept_for_nobody_else(client, query):
    response = client.get("/search/", query)

    assert response["Cache-Control"] == "private, no-cache"


def test_the_search_only_answers_those_who_read(client):
    assert client.head("/search/?q=a").status_code == 200
    assert client.post("/search/", {"q": "a"}).status_code == 405


def test_browsers_learn_how_to_search(client):
    html = read(client, "/opensearch.xml")

    assert "<ShortName>Offprint</ShortName>" in html
    assert 'template="http://testserver/search/?q={searchTerms}"' in html
    assert html.startswith("<?xml")


def fill(count):
    for _ in range(count):
        figure = cut(FigureFactory(caption="Curves", paper__title="Curves"))
        figure.paper.is_public = True
        figure.paper.save()
        PostFactory(
            published=True,
            title="Curves",
            authors=[AuthorFactory(), AuthorFactory()],
            papers=[figure.paper],
        )


@pytest.mark.parametrize("count", [1, 12])
def test_a_question_takes_a_fixed_number_of_queries(
    client, django_assert_num_queries, count
):
    fill(count)
    bring_up_to_date()

    # what is stale, what is found; figures, renditions; posts, bylines, tags; papers;
    # the site's name
    with django_assert_num_queries(9):
        read(client, q="curves")
    # what is stale, what is found; words, whether they lead anywhere; the site's name
    with django_assert_num_queries(5):
        read(client, q="curvse")
