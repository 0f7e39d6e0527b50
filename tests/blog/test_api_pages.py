"""Lists in the API: pages that lead to each other, in few lengths."""

from __future__ import annotations

import pytest

from tests.factories import FigureFactory, PaperFactory, PostFactory

pytestmark = pytest.mark.django_db


def read(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.json()


def test_lists_come_in_pages_that_lead_to_each_other(client):
    PostFactory.create_batch(5, published=True)

    seen, address = [], "/api/posts/?page_size=2"
    while address:
        page = read(client, address)
        seen += [row["slug"] for row in page["results"]]
        last, address = page, page["next"]

    assert len(seen) == len(set(seen)) == 5
    assert last["previous"] == "http://testserver/api/posts/?page_size=2&page=2"


@pytest.mark.parametrize(
    "query",
    ["page_size=101", "page_size=0", "page=01", "page=x", "page=-1", "page=1e3"],
)
def test_a_page_that_cannot_be_is_refused_with_a_sentence(client, query):
    error = read(client, f"/api/posts/?{query}", status=400)["error"]

    assert error.startswith(query.split("=")[0])
    assert error.endswith(".")


def test_the_figures_of_a_paper_come_in_pages_in_reading_order(client):
    paper = PaperFactory(slug="long", is_public=True)
    for number in range(1, 6):
        FigureFactory(
            paper=paper, key=f"long/figure-{number}", number=number, position=6 - number
        )

    whole = read(client, "/api/papers/long/")
    seen, address = [], "/api/papers/long/?page_size=2"
    while address:
        page = read(client, address)
        seen += [figure["key"] for figure in page["figures"]]
        last, address = page, page["next"]

    assert seen == [f"long/figure-{number}" for number in (5, 4, 3, 2, 1)]
    assert [figure["key"] for figure in whole["figures"]] == seen
    assert (whole["next"], whole["previous"]) == (None, None)
    assert last["previous"] == "http://testserver/api/papers/long/?page_size=2&page=2"
    assert last["title"] == whole["title"]
    assert "error" in read(client, "/api/papers/long/?page=2", status=404)


def test_no_answer_holds_all_figures_of_a_paper_without_end(client):
    paper = PaperFactory(slug="endless", is_public=True)
    FigureFactory.create_batch(101, paper=paper)

    first = read(client, "/api/papers/endless/")

    assert len(first["figures"]) == 100
    assert len(read(client, first["next"])["figures"]) == 1


def test_only_pages_of_the_usual_lengths_are_kept(client):
    PostFactory(published=True)
    for query in ("", "?page=1", "?page_size=100"):
        assert "ETag" in client.get(f"/api/posts/{query}").headers
    for address in ("posts/?page_size=20", "posts/?page_size=99&page=1"):
        response = client.get(f"/api/{address}")
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "no-cache"
        assert "ETag" not in response.headers


def test_what_is_no_list_has_no_pages(client):
    PostFactory(published=True, slug="less")
    tags = {client.get(f"/api/posts/less/?page={n}").headers["ETag"] for n in "123"}

    assert len(tags) == 1
