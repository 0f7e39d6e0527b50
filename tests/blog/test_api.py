"""The API: what is public, in shapes that stay, at a cost that does not grow."""

from __future__ import annotations

import pytest
from django.core.cache import caches
from django.test import Client

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
    give_vector,
)

pytestmark = pytest.mark.django_db

POST_FIELDS = {
    *("slug", "title", "deck", "summary", "language", "published", "updated"),
    *("authors", "tags", "series", "image", "canonical_url", "url", "markdown", "api"),
}
PAPER_FIELDS = {
    *("slug", "title", "authors", "year", "venue", "doi", "arxiv_id", "licence"),
    *("key_contribution", "source", "url", "api"),
}
FIGURE_FIELDS = {
    *("key", "kind", "label", "name", "caption", "alt", "is_decorative"),
    *("long_description", "page", "tier", "panel_of", "paper", "licence", "credit"),
    *("images", "changed", "url", "api"),
}


def read(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers
    return response.json()


@pytest.fixture
def post():
    """A public post about a public paper, which shows one of its figures."""
    paper = PaperFactory(slug="scaling", authors="Ada\nBen", licence="cc-by")
    figure = cut(FigureFactory(paper=paper, key="scaling/figure-3", number="3"))
    post = PostFactory(
        published=True,
        slug="less",
        title="Less",
        body=f"![](figure:{figure.key})",
        lead_figure=figure,
        authors=[AuthorFactory(name="Ada", slug="ada")],
        tags=[TagFactory(name="Laws", slug="laws")],
        series=SeriesFactory(title="All", slug="all"),
        papers=[paper],
    )
    FigureUse.objects.create(post=post, figure=figure)
    return post


def test_the_root_leads_to_all_lists(client, post):
    SiteIdentity.objects.create(pk=1, name="Marginalia", tagline="Read closely.")

    root = read(client, "/api/")

    assert (root["name"], root["tagline"]) == ("Marginalia", "Read closely.")
    for name in ("posts", "papers", "figures"):
        assert len(read(client, root["links"][name])["results"]) == 1
    assert client.get(root["links"]["feed_json"]).status_code == 200


def test_a_list_of_posts_has_all_but_their_texts(client, post):
    PostFactory()
    PostFactory(scheduled=True)

    page = read(client, "/api/posts/")

    assert (page["next"], page["previous"]) == (None, None)
    (row,) = page["results"]
    assert set(row) == POST_FIELDS
    assert row["url"] == "http://testserver/blog/less/"
    assert row["authors"][0]["name"] == "Ada"
    assert row["tags"][0]["url"] == "http://testserver/blog/tag/laws/"
    assert row["series"]["title"] == "All"
    assert row["image"]["width"] == 1280


def test_a_post_has_its_text_its_papers_and_its_figures(client, post):
    PaperFactory(slug="secret").posts.add(post)
    hidden = FigureFactory(paper=post.papers.first(), number="A1", state="new")
    FigureUse.objects.create(post=post, figure=hidden)

    found = read(client, "/api/posts/less/")

    assert set(found) == POST_FIELDS | {"html", "papers", "figures"}
    assert 'src="http://testserver/media/figures/' in found["html"]
    assert [paper["slug"] for paper in found["papers"]] == ["scaling"]
    assert [figure["key"] for figure in found["figures"]] == ["scaling/figure-3"]


def test_a_paper_has_its_public_figures_and_posts(client, post):
    FigureFactory(paper=post.papers.first(), number="A1")
    PostFactory(papers=[post.papers.first()])

    (row,) = read(client, "/api/papers/")["results"]
    found = read(client, row["api"])

    assert set(row) == PAPER_FIELDS
    assert set(found) == PAPER_FIELDS | {"figures", "next", "previous", "posts"}
    assert found["authors"] == ["Ada", "Ben"]
    assert [figure["key"] for figure in found["figures"]] == ["scaling/figure-3"]
    assert [each["slug"] for each in found["posts"]] == ["less"]


def test_a_figure_has_its_copies_and_says_whose_it_is(client, post):
    give_vector(Figure.objects.get(key="scaling/figure-3"))
    (row,) = read(client, "/api/figures/")["results"]
    found = read(client, "/api/figures/scaling/figure-3/")

    assert found == row
    assert set(row) == FIGURE_FIELDS
    assert (row["label"], row["page"], row["paper"]) == ("Figure 3", 3, "scaling")
    assert row["licence"] == "cc-by"
    assert row["credit"].startswith("Figure 3 from Ada and Ben")
    sizes = {(image["type"], image["width"]) for image in row["images"]}
    assert sizes == {
        (f"image/{form}", width)
        for form in ("avif", "webp", "png")
        for width in (640, 1280)
    } | {("image/svg+xml", 320)}


@pytest.mark.parametrize(
    "address",
    [
        *("posts/draft/", "posts/later/", "posts/nothing/"),
        *("papers/secret/", "papers/nothing/"),
        *("figures/secret/figure-1/", "figures/secret/", "figures/%00/"),
        *("users/", "posts/less/revisions/"),
        *("posts/?page=2", "posts/?page=9999999"),
    ],
)
def test_what_is_not_public_is_not_there(client, admin_client, post, address):
    PostFactory(slug="draft")
    PostFactory(slug="later", scheduled=True)
    FigureFactory(paper__slug="secret", key="secret/figure-1")

    for reader in (client, admin_client):
        error = read(reader, f"/api/{address}", status=404)["error"]
        assert error == "There is nothing public at this address."


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_can_only_be_read(post, method):
    browser = Client(enforce_csrf_checks=True)

    response = getattr(browser, method)("/api/posts/less/")

    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert "error" in response.json()


def test_pages_of_other_sites_may_ask_whether_anything_changed(client, post):
    origin = {"Origin": "https://elsewhere.example"}
    asking = origin | {"Access-Control-Request-Headers": "if-none-match"}

    allowed = client.options("/api/posts/", headers=asking)
    found = client.get("/api/posts/", headers=origin)
    etag = {"If-None-Match": found.headers["ETag"]}
    again = client.get("/api/posts/", headers=origin | etag)

    assert (allowed.status_code, found.status_code, again.status_code) == (
        204,
        200,
        304,
    )
    assert "GET" in allowed.headers["Access-Control-Allow-Methods"]
    assert "If-None-Match" in allowed.headers["Access-Control-Allow-Headers"]
    assert "ETag" in found.headers["Access-Control-Expose-Headers"]
    for response in (allowed, found, again):
        assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_an_address_without_its_slash_is_led_on(client):
    response = client.get("/api/posts")

    assert response.status_code == 301
    assert response.headers["Location"] == "/api/posts/"


def test_what_has_not_changed_is_not_sent_again(client, post):
    etag = client.get("/api/posts/less/").headers["ETag"]

    again = client.get("/api/posts/less/", headers={"If-None-Match": etag})
    post.title = "Changed"
    post.save()
    changed = client.get("/api/posts/less/", headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200


def test_nobody_gets_a_cookie(client, post):
    assert not client.get("/api/").cookies
    assert not client.get("/api/posts/").cookies


@pytest.mark.parametrize(
    ("address", "count"),
    [
        # Posts with series and lead figures; bylines, tags, renditions.
        ("posts/", 4),
        # And papers, figures, those of panels, renditions; the text asks for its figures and renditions.
        ("posts/less/", 10),
        ("papers/", 1),
        # Paper, figures, the figures of panels, renditions, posts.
        ("papers/scaling/", 5),
        # Figures, the figures of panels, renditions.
        ("figures/", 3),
        ("figures/scaling/figure-3/", 2),
    ],
)
def test_answers_cost_the_same_however_much_there_is(
    client, post, django_assert_num_queries, address, count
):
    paper = post.papers.first()
    for number in ("A1", "A2", "A3"):
        figure = cut(FigureFactory(paper=paper, number=number))
        other = PostFactory(
            published=True,
            papers=[paper],
            lead_figure=figure,
            tags=[TagFactory()],
            authors=[AuthorFactory(), AuthorFactory()],
        )
        panel = FigureFactory(parent=figure, paper=paper, number=f"{number}a")
        FigureUse.objects.create(post=post, figure=panel)
        for each in (post, other):
            FigureUse.objects.create(post=each, figure=figure)
    client.get(f"/api/{address}")
    caches["answers"].clear()

    # The edition comes first.
    with django_assert_num_queries(1 + count):
        client.get(f"/api/{address}")


def test_a_panel_names_its_figure_if_that_is_public(client, post):
    whole = FigureFactory(paper__slug="closed", key="closed/figure-1", number="1")
    panel = FigureFactory(
        parent=whole, paper=whole.paper, key="closed/figure-1a", number="1a"
    )
    FigureUse.objects.create(post=post, figure=panel)

    def parents():
        rows = [
            *read(client, "/api/figures/")["results"],
            *read(client, "/api/posts/less/")["figures"],
            read(client, "/api/figures/closed/figure-1a/"),
        ]
        return {row["panel_of"] for row in rows if row["key"] == "closed/figure-1a"}

    assert parents() == {None}
    FigureUse.objects.create(post=post, figure=whole)
    assert parents() == {"closed/figure-1"}
