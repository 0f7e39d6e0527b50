import json

import pytest

from tests.factories import (
    AuthorFactory,
    FigureFactory,
    FormerSlugFactory,
    PaperFactory,
    PostFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

TYPES = {
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "json": "application/vnd.citationstyles.csl+json",
}


@pytest.fixture
def paper():
    return PaperFactory(slug="curves", title="On <Curves>", is_public=True)


@pytest.mark.parametrize("form", TYPES)
def test_a_public_post_has_a_file_for_each_form(client, settings, form):
    settings.SITE_NAME = "The Journal"
    post = PostFactory(published=True, slug="it-bends", title="It bends")

    response = client.get(f"/blog/it-bends/cite.{form}")

    assert response["Content-Type"] == TYPES[form]
    assert response["Content-Disposition"] == f'attachment; filename="it-bends.{form}"'
    words = response.content.decode()
    assert post.title in words
    assert "The Journal" in words
    assert "http://testserver/blog/it-bends/" in words


@pytest.mark.parametrize("form", TYPES)
def test_a_public_paper_has_a_file_for_each_form(client, paper, form):
    response = client.get(f"/papers/curves/cite.{form}")

    assert response["Content-Type"] == TYPES[form]
    assert response["Content-Disposition"] == f'attachment; filename="curves.{form}"'
    assert "On <Curves>" in response.content.decode()


@pytest.mark.parametrize("form", ["bibtex", "BIB", "txt", "json5"])
def test_other_forms_are_not_found(client, paper, form):
    PostFactory(published=True, slug="it-bends")

    assert client.get(f"/blog/it-bends/cite.{form}").status_code == 404
    assert client.get(f"/papers/curves/cite.{form}").status_code == 404


@pytest.mark.parametrize("trait", [{}, {"scheduled": True}])
def test_only_editors_cite_what_is_not_public(client, trait):
    PostFactory(slug="draft", **trait)

    assert client.get("/blog/draft/cite.bib").status_code == 404
    assert client.get("/blog/nowhere/cite.bib").status_code == 404
    client.force_login(UserFactory(editor=True, permissions=["blog.view_post"]))
    response = client.get("/blog/draft/cite.bib")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_only_editors_cite_papers_that_are_not_public(client):
    paper = PaperFactory(slug="hidden")
    PostFactory(published=True, papers=[paper])

    assert client.get("/papers/hidden/cite.bib").status_code == 404
    assert client.get("/papers/nowhere/cite.bib").status_code == 404
    client.force_login(
        UserFactory(
            editor=True, permissions=["figures.view_paper", "figures.view_figure"]
        )
    )
    response = client.get("/papers/hidden/cite.bib")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_a_former_address_leads_to_the_present_one(client):
    FormerSlugFactory(slug="old", post=PostFactory(published=True, slug="new"))
    FormerSlugFactory(slug="gone", post=PostFactory(slug="draft"))

    for rest in ("cite.ris", "figures/"):
        response = client.get(f"/blog/old/{rest}")
        assert (response.status_code, response["Location"]) == (
            301,
            f"/blog/new/{rest}",
        )
        assert client.get(f"/blog/gone/{rest}").status_code == 404
    assert client.get("/blog/old.md")["Location"] == "/blog/new.md"


def test_nobody_posts_to_a_citation(client, paper):
    assert client.post("/papers/curves/cite.bib").status_code == 405


def test_the_page_shows_both_citations_to_copy(client):
    paper = PaperFactory(
        slug="curves", title="On Curves & Lines", authors="Bo Two", is_public=True
    )
    post = PostFactory(
        published=True,
        slug="it-bends",
        title="It <bends>",
        authors=[AuthorFactory(name="Mira Okafor")],
        papers=[paper],
    )

    html = client.get(post.get_absolute_url()).content.decode()

    assert "title = {It &lt;bends&gt;}" in html
    assert "author = {Okafor, Mira}" in html
    assert "title = {On Curves \\&amp; Lines}" in html
    assert "TI  - On Curves &amp; Lines" in html
    for form in TYPES:
        assert f'href="/blog/it-bends/cite.{form}"' in html
        assert f'href="/papers/curves/cite.{form}"' in html
    assert "Okafor, M. (" in html


def test_a_paper_without_a_page_has_no_files_but_words(client):
    post = PostFactory(published=True, papers=[PaperFactory(slug="hidden")])

    html = client.get(post.get_absolute_url()).content.decode()

    assert "TY  - UNPB" in html
    assert "/papers/hidden" not in html


def test_the_paper_s_card_leads_to_its_page_once_a_figure_is_public(client):
    paper = PaperFactory(slug="seen", doi="10.1/x")
    figure = FigureFactory(paper=paper)
    post = PostFactory(published=True, papers=[paper])
    before = client.get(post.get_absolute_url()).content.decode()
    post.figure_uses.create(figure=figure)

    after = client.get(post.get_absolute_url()).content.decode()

    assert "/papers/seen/" not in before
    assert f'<h2 dir="auto"><a href="/papers/seen/">{paper}</a></h2>' in after


def test_a_citation_of_many_authors_is_short_to_read_and_whole_to_copy(client):
    paper = PaperFactory(authors="\n".join(f"Ada N{letter}" for letter in "abcdefg"))
    post = PostFactory(published=True, papers=[paper], slug="many")

    html = client.get(post.get_absolute_url()).content.decode()

    assert "Na, A. et al." in html
    assert "AU  - Ng, Ada" in html


def test_csl_json_keeps_letters_as_they_are(client):
    PostFactory(published=True, slug="letters", title="日本 “é”")

    words = client.get("/blog/letters/cite.json").content.decode()

    assert "日本 “é”" in words
    assert json.loads(words)[0]["title"] == "日本 “é”"
