"""What pages tell machines of themselves, parsed as those machines parse it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from blog.models import Post, SiteIdentity
from tests.factories import (
    AuthorFactory,
    FigureFactory,
    PaperFactory,
    PostFactory,
    PreviewLinkFactory,
    SeriesFactory,
    TagFactory,
    cut,
)

pytestmark = pytest.mark.django_db


class Head(HTMLParser):
    """The metas, links and data of a page."""

    def __init__(self, html):
        super().__init__()
        self.metas, self.links, self.data, self.scripts = [], [], [], 0
        self.in_data = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "meta":
            name = attrs.get("property") or attrs.get("name")
            self.metas.append((name, attrs.get("content")))
        elif tag == "link":
            self.links.append(attrs)
        elif tag == "script":
            self.in_data = attrs.get("type") == "application/ld+json"

    def handle_endtag(self, tag):
        self.in_data = self.in_data and tag != "script"

    def handle_data(self, data):
        if self.in_data:
            self.data.append(json.loads(data))

    def all(self, name):
        return [content for each, content in self.metas if each == name]

    def one(self, name):
        (content,) = self.all(name)
        return content

    def link(self, rel, media_type=None):
        (link,) = [
            each
            for each in self.links
            if each.get("rel") == rel and each.get("type") == media_type
        ]
        return link["href"]

    def thing(self, kind):
        """The one thing of a kind in the page's data."""
        (graph,) = self.data
        assert graph["@context"] == "https://schema.org"
        (thing,) = [each for each in graph["@graph"] if each["@type"] == kind]
        return thing


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return Head(response.content.decode())


@pytest.fixture
def paper():
    return PaperFactory(
        slug="scaling",
        title="The Art of It",
        authors="Ada Lovelace\nBen Bell",
        year=2025,
        venue="ICLR",
        arxiv_id="2510.13786",
        licence="cc-by",
        is_public=True,
    )


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
    article = read(client, "/blog/less/").thing("BlogPosting")

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
    article = read(client, "/blog/less/").thing("BlogPosting")

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
    steps = read(client, "/blog/less/").thing("BreadcrumbList")["itemListElement"]

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
    head = read(client, "/blog/less/")

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
    head = read(client, "/blog/less/")

    assert head.one("citation_title") == 'Less </script> & "more"'
    assert head.all("citation_author") == ["Mira Okafor"]
    assert head.one("citation_publication_date") == "2026/03/04"
    assert head.one("citation_language") == "de"
    assert head.one("citation_keywords") == "Scaling; Training"
    assert "citation_title=The Art of It" in head.one("citation_reference")
    assert not head.all("citation_pdf_url")


def test_a_post_from_elsewhere_names_its_home(client, post):
    post.canonical_url = "https://elsewhere.example/less"
    post.save()

    head = read(client, "/blog/less/")

    assert head.link("canonical") == "https://elsewhere.example/less"
    assert head.one("og:url") == "https://elsewhere.example/less"
    article = head.thing("BlogPosting")
    assert article["mainEntityOfPage"] == "https://elsewhere.example/less"


def test_a_post_is_canonical_where_it_is_whatever_is_asked(client, post):
    head = read(client, "/blog/less/?utm_source=x")

    assert head.link("canonical") == "http://testserver/blog/less/"


def test_a_bare_post_says_nothing_it_does_not_know(client):
    PostFactory(published=True, slug="bare")

    head = read(client, "/blog/bare/")

    article = head.thing("BlogPosting")
    assert article["author"]["@type"] == "Organization"
    assert not {"image", "keywords", "about", "description"} & set(article)
    assert head.one("twitter:card") == "summary"
    assert not head.all("og:image")
    assert not head.all("description")


def test_feeds_are_found_from_a_post(client, post):
    head = read(client, "/blog/less/")

    assert head.link("alternate", "application/atom+xml") == "/feed.atom"
    assert head.link("alternate", "application/feed+json") == "/feed.json"


def test_drafts_tell_machines_nothing_but_to_go(client, admin_client):
    draft = PostFactory(slug="draft", title="Not yet")
    link = PreviewLinkFactory(post=draft)

    for reader, address in (
        (admin_client, "/blog/draft/"),
        (client, f"/blog/preview/{link.token}/"),
    ):
        head = read(reader, address)
        assert head.one("robots") == "noindex, nofollow"
        assert not head.data
        assert not head.all("og:title")
        assert not head.all("citation_title")


def test_a_hostile_host_is_not_repeated(client, post):
    response = client.get("/blog/less/", headers={"Host": "evil.example"})

    assert response.status_code == 400


def test_a_paper_page_shows_its_most_important_figure_on_cards(client, paper):
    supporting = cut(FigureFactory(paper=paper, key="scaling/figure-1", position=1))
    key = FigureFactory(
        paper=paper, key="scaling/figure-2", position=2, tier="essential"
    )
    cut(key, widths=(960,))

    head = read(client, "/papers/scaling/")

    copy = key.renditions.get(format="png", is_master=False)
    assert head.one("og:image") == f"http://testserver{copy.file.url}"
    assert supporting.renditions.exists()


def test_a_paper_page_describes_the_paper_honestly(client, paper):
    head = read(client, "/papers/scaling/")

    article = head.thing("ScholarlyArticle")
    assert article["@id"] == "http://testserver/papers/scaling/#paper"
    assert article["url"] == "https://arxiv.org/abs/2510.13786"
    assert head.link("canonical") == "http://testserver/papers/scaling/"
    assert head.one("citation_title") == "The Art of It"
    assert head.all("citation_author") == ["Ada Lovelace", "Ben Bell"]
    assert head.one("citation_conference_title") == "ICLR"
    assert head.one("citation_arxiv_id") == "2510.13786"
    assert not head.all("citation_pdf_url")


def test_a_figure_page_says_whose_picture_it_is(client, paper):
    cut(FigureFactory(paper=paper, key="scaling/figure-1", number="1", name="Scores"))

    head = read(client, "/papers/scaling/figure-1/")

    image = head.thing("ImageObject")
    # What Google asks for a licence badge: contentUrl, and license with its page.
    assert image["contentUrl"].startswith("http://testserver/media/figures/")
    assert image["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert image["acquireLicensePage"] == "https://arxiv.org/abs/2510.13786"
    assert "Ada Lovelace and Ben Bell" in image["creditText"]
    assert image["copyrightNotice"] == "© 2025 Ada Lovelace, Ben Bell"
    assert image["creator"][0]["name"] == "Ada Lovelace"
    assert head.one("og:image") == image["contentUrl"]


def test_the_home_page_and_lists_describe_the_site(client, post):
    home, posts = read(client, "/"), read(client, "/blog/")

    assert home.thing("WebSite")["name"] == "Marginalia"
    assert home.one("og:type") == "website"
    assert home.link("canonical") == "http://testserver/"
    assert posts.link("canonical") == "http://testserver/blog/"
    assert home.link("alternate", "application/atom+xml") == "/feed.atom"


@pytest.mark.parametrize("heading", ["tag/laws", "author/mira", "series/laws"])
def test_the_page_of_a_heading_leads_to_its_own_feeds_first(client, post, heading):
    post.tags.add(TagFactory(name="Laws", slug="laws"))

    head = read(client, f"/blog/{heading}/")

    feeds = [each["href"] for each in head.links if each.get("rel") == "alternate"]
    assert feeds == [
        *(f"/blog/{heading}/feed.{form}" for form in ("atom", "json")),
        *("/feed.atom", "/feed.json"),
    ]
    assert client.get(feeds[0]).status_code == 200
    assert head.link("canonical") == f"http://testserver/blog/{heading}/"


def test_a_heading_speaks_for_itself(client, post):
    post.series.about = "How far does it go?"
    post.series.save()

    head = read(client, "/blog/series/laws/")

    assert head.one("description") == "How far does it go?"
    assert head.one("og:title") == "Laws"


def test_a_further_page_of_a_list_is_a_page_of_its_own(client):
    PostFactory.create_batch(21, published=True)

    head = read(client, "/blog/?page=2")

    assert head.link("canonical") == "http://testserver/blog/?page=2"


def test_a_page_that_is_not_there_leads_to_the_feeds_of_the_site(client):
    response = client.get("/blog/tag/nothing/")

    assert response.status_code == 404
    assert "/blog/tag/nothing/feed" not in response.content.decode()
