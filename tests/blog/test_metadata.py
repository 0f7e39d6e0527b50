"""What a post tells machines of itself, parsed as those machines parse it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from blog.models import Post, SiteIdentity
from tests.blog.heads import read_head
from tests.factories import (
    AuthorFactory,
    FigureFactory,
    PostFactory,
    PreviewLinkFactory,
    SeriesFactory,
    TagFactory,
    cut,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(paper):
    SiteIdentity.objects.create(pk=1, name="Marginalia")
    return PostFactory(
        status=Post.Status.PUBLISHED,
        published_at=datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC),
        title='Less </script> & "more"',
        slug="less",
        deck="Half the <data>.",
        language="de",
        authors=[AuthorFactory(name="Mira Okafor", slug="mira", affiliation="A Lab")],
        tags=[TagFactory(name="Scaling"), TagFactory(name="Training")],
        series=SeriesFactory(title="Laws", slug="laws"),
        papers=[paper],
        lead_figure=cut(
            FigureFactory(paper=paper, key="scaling/figure-1", caption="A curve.")
        ),
    )


def test_search_engines_read_a_post_as_an_article(client, post):
    article = read_head(client, "/blog/less/").thing("BlogPosting")

    # What Google asks of articles: headline, image, dates, author with name and url.
    assert article["headline"] == 'Less </script> & "more"'
    assert article["description"] == "Half the <data>."
    assert article["image"]["contentUrl"].startswith("http://testserver/media/")
    assert (article["image"]["width"], article["image"]["height"]) == (1280, 640)
    assert article["datePublished"] == "2026-03-04T05:06:07+00:00"
    assert datetime.fromisoformat(article["dateModified"]).tzinfo
    (author,) = article["author"]
    assert author["@type"] == "Person"
    assert author["name"] == "Mira Okafor"
    assert author["url"] == "http://testserver/blog/author/mira/"
    assert author["affiliation"]["name"] == "A Lab"
    assert article["mainEntityOfPage"] == "http://testserver/blog/less/"
    assert article["inLanguage"] == "de"
    assert article["keywords"] == ["Scaling", "Training"]
    assert [each["name"] for each in article["isPartOf"]] == ["Marginalia", "Laws"]
    assert article["publisher"]["name"] == "Marginalia"


def test_an_article_is_about_its_paper(client, post):
    article = read_head(client, "/blog/less/").thing("BlogPosting")

    (about,) = article["about"]
    assert about["@type"] == "ScholarlyArticle"
    assert about["@id"] == "http://testserver/papers/scaling/#paper"
    assert about["headline"] == "The Art of It"
    assert [each["name"] for each in about["author"]] == ["Ada Lovelace", "Ben Bell"]
    assert about["datePublished"] == "2025"
    assert about["url"] == "https://arxiv.org/abs/2510.13786"
    assert about["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert article["citation"] == [{"@id": about["@id"]}]


def test_a_page_says_where_it_stands(client, post):
    steps = read_head(client, "/blog/less/").thing("BreadcrumbList")["itemListElement"]

    assert [(each["position"], each["item"]) for each in steps] == [
        (1, "http://testserver/"),
        (2, "http://testserver/blog/"),
        (3, "http://testserver/blog/less/"),
    ]


def test_no_title_ends_the_script_it_stands_in(client, post):
    html = client.get("/blog/less/").content.decode()

    data = html.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert json.loads(data)
    assert not set("<>&") & set(data)


def test_cards_show_title_deck_and_picture(client, post):
    head = read_head(client, "/blog/less/")

    assert head.one("og:type") == "article"
    assert head.one("og:title") == 'Less </script> & "more"'
    assert head.one("og:description") == "Half the <data>."
    assert head.one("description") == "Half the <data>."
    assert head.one("og:url") == "http://testserver/blog/less/"
    assert head.one("og:site_name") == "Marginalia"
    assert head.one("og:image").startswith("http://testserver/media/figures/")
    assert head.one("og:image:width") == "1280"
    assert head.one("og:image:height") == "640"
    assert head.one("og:image:alt") == "A curve that rises."
    assert head.one("twitter:card") == "summary_large_image"
    assert head.one("article:published_time") == "2026-03-04T05:06:07+00:00"
    assert head.all("article:tag") == ["Scaling", "Training"]


def test_reference_managers_find_what_to_cite(client, post):
    head = read_head(client, "/blog/less/")

    assert head.one("citation_title") == 'Less </script> & "more"'
    assert head.all("citation_author") == ["Mira Okafor"]
    assert head.one("citation_publication_date") == "2026/03/04"
    assert head.one("citation_language") == "de"
    assert head.one("citation_keywords") == "Scaling; Training"
    assert "citation_title=The Art of It" in head.one("citation_reference")
    assert not head.all("citation_pdf_url")


def test_a_post_appeared_on_the_same_day_wherever_it_says_so(client, post, settings):
    settings.TIME_ZONE = "Pacific/Auckland"
    post.published_at = datetime(2025, 12, 31, 20, tzinfo=UTC)
    post.save()

    head = read_head(client, "/blog/less/")

    assert head.one("citation_publication_date") == "2026/01/01"
    assert "1 January 2026" in client.get("/blog/less/").content.decode()
    ris = client.get("/blog/less/cite.ris").content.decode()
    assert "DA  - 2026/01/01" in ris
    bibtex = client.get("/blog/less/cite.bib").content.decode()
    assert "year = {2026}" in bibtex


def test_no_title_of_a_paper_adds_a_field(client, paper, post):
    paper.title = "Laws; citation_doi=10.1/forged"
    paper.save()

    (reference,) = read_head(client, "/blog/less/").all("citation_reference")

    fields = dict(field.split("=", 1) for field in reference.split("; "))
    assert fields["citation_title"] == "Laws, citation_doi=10.1/forged"
    assert "citation_doi" not in fields


def test_a_post_from_elsewhere_names_its_home(client, post):
    post.canonical_url = "https://elsewhere.example/less"
    post.save()

    head = read_head(client, "/blog/less/")

    assert head.link("canonical") == "https://elsewhere.example/less"
    assert head.one("og:url") == "https://elsewhere.example/less"
    article = head.thing("BlogPosting")
    assert article["mainEntityOfPage"] == "https://elsewhere.example/less"


def test_a_post_is_canonical_where_it_is_whatever_is_asked(client, post):
    head = read_head(client, "/blog/less/?utm_source=x")

    assert head.link("canonical") == "http://testserver/blog/less/"


def test_a_bare_post_says_nothing_it_does_not_know(client):
    PostFactory(published=True, slug="bare")

    head = read_head(client, "/blog/bare/")

    article = head.thing("BlogPosting")
    assert article["author"]["@type"] == "Organization"
    assert not {"image", "keywords", "about", "description"} & set(article)
    assert head.one("twitter:card") == "summary"
    assert not head.all("og:image")
    assert not head.all("description")


def test_feeds_are_found_from_a_post(client, post):
    head = read_head(client, "/blog/less/")

    assert head.link("alternate", "application/atom+xml") == "/feed.atom"
    assert head.link("alternate", "application/feed+json") == "/feed.json"


def test_drafts_tell_machines_nothing_but_to_go(client, admin_client):
    draft = PostFactory(slug="draft", title="Not yet")
    link = PreviewLinkFactory(post=draft)

    for reader, address in (
        (admin_client, "/blog/draft/"),
        (client, f"/blog/preview/{link.token}/"),
    ):
        head = read_head(reader, address)
        assert head.one("robots") == "noindex, nofollow"
        assert not head.data
        assert not head.all("og:title")
        assert not head.all("citation_title")


def test_a_hostile_host_is_not_repeated(client, post):
    response = client.get("/blog/less/", headers={"Host": "evil.example"})

    assert response.status_code == 400
