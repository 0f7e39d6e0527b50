"""What papers, figures and lists tell machines of themselves."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from blog.models import SiteIdentity
from tests.blog.heads import read_head
from tests.factories import (
    AuthorFactory,
    FigureFactory,
    PaperFactory,
    PostFactory,
    RenditionFactory,
    SeriesFactory,
    TagFactory,
    cut,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    SiteIdentity.objects.create(pk=1, name="Marginalia")
    return PostFactory(
        published=True,
        authors=[AuthorFactory(slug="mira")],
        series=SeriesFactory(title="Laws", slug="laws"),
    )


def test_a_paper_page_shows_its_most_important_figure_on_cards(client, paper):
    supporting = cut(FigureFactory(paper=paper, key="scaling/figure-1", position=1))
    key = FigureFactory(
        paper=paper, key="scaling/figure-2", position=2, tier="essential"
    )
    cut(key, widths=(960,))

    head = read_head(client, "/papers/scaling/")

    copy = key.renditions.get(format="png", role="copy")
    assert head.one("og:image") == f"http://testserver{copy.file.url}"
    assert supporting.renditions.exists()


def test_a_paper_page_describes_the_paper_honestly(client, paper):
    head = read_head(client, "/papers/scaling/")

    article = head.thing("ScholarlyArticle")
    assert article["@id"] == "http://testserver/papers/scaling/#paper"
    assert article["url"] == "https://arxiv.org/abs/2510.13786"
    assert head.link("canonical") == "http://testserver/papers/scaling/"
    assert head.one("citation_title") == "The Art of It"
    assert head.all("citation_author") == ["Ada Lovelace", "Ben Bell"]
    assert head.one("citation_conference_title") == "ICLR"
    assert head.one("citation_arxiv_id") == "2510.13786"
    assert not head.all("citation_pdf_url")


def test_a_paper_that_is_to_appear_has_not_appeared_anywhere(client, paper):
    paper.venue = "Under review at ICLR"
    paper.save()

    head = read_head(client, "/papers/scaling/")

    assert not head.all("citation_conference_title")
    assert not head.all("citation_journal_title")


def test_a_figure_page_says_whose_picture_it_is(client, paper):
    cut(FigureFactory(paper=paper, key="scaling/figure-1", number="1", name="Scores"))

    head = read_head(client, "/papers/scaling/figure-1/")

    image = head.thing("ImageObject")
    # What Google asks for a licence badge: contentUrl, and license with its page.
    assert image["contentUrl"].startswith("http://testserver/media/figures/")
    assert image["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert image["acquireLicensePage"] == "https://arxiv.org/abs/2510.13786"
    assert "Ada Lovelace and Ben Bell" in image["creditText"]
    assert image["copyrightNotice"] == "© 2025 Ada Lovelace, Ben Bell"
    assert image["creator"][0]["name"] == "Ada Lovelace"
    assert head.one("og:image") == image["contentUrl"]


def test_cards_show_the_card_of_a_figure_and_all_else_its_copies(client, paper):
    figure = cut(
        FigureFactory(paper=paper, key="scaling/figure-1", alt_text="A curve.")
    )
    card = RenditionFactory(figure=figure, role="card", width=1200, height=630)
    post = PostFactory(published=True, lead_figure=figure)
    SiteIdentity.objects.create(pk=1, name="Marginalia", logo=figure)

    for page in (
        *("/papers/scaling/", "/papers/scaling/figure-1/"),
        *(post.get_absolute_url(), "/"),
    ):
        head = read_head(client, page)
        assert head.one("og:image") == f"http://testserver{card.file.url}"
        assert head.one("og:image:width") == "1200"
        assert head.one("og:image:height") == "630"
        assert head.one("og:image:alt") == "A curve."
        assert head.one("twitter:card") == "summary_large_image"
    image = read_head(client, "/papers/scaling/figure-1/").thing("ImageObject")
    assert (image["width"], image["height"]) == (1280, 640)
    lead = read_head(client, post.get_absolute_url()).thing("BlogPosting")["image"]
    assert lead["contentUrl"] == image["contentUrl"]
    asked = {"url": "http://testserver/papers/scaling/figure-1/"}
    assert client.get("/oembed", asked).json()["url"] == image["contentUrl"]
    listed = client.get("/api/figures/scaling/figure-1/").json()
    assert card.file.url not in str(listed)


def test_the_home_page_and_lists_describe_the_site(client, post):
    home, posts = read_head(client, "/"), read_head(client, "/blog/")

    assert home.thing("WebSite")["name"] == "Marginalia"
    assert home.one("og:type") == "website"
    assert home.link("canonical") == "http://testserver/"
    assert posts.link("canonical") == "http://testserver/blog/"
    assert home.link("alternate", "application/atom+xml") == "/feed.atom"


def test_a_site_without_a_tagline_says_what_it_is_for(client):
    head = read_head(client, "/")

    assert head.one("description").startswith("Posts about papers")


@pytest.mark.parametrize("heading", ["tag/laws", "author/mira", "series/laws"])
def test_the_page_of_a_heading_leads_to_its_own_feeds_first(client, post, heading):
    post.tags.add(TagFactory(name="Laws", slug="laws"))

    head = read_head(client, f"/blog/{heading}/")

    feeds = [each["href"] for each in head.links if each.get("rel") == "alternate"]
    assert feeds == [
        *(f"/blog/{heading}/feed.{form}" for form in ("atom", "json")),
        *("/feed.atom", "/feed.json"),
    ]
    assert client.get(feeds[0]).status_code == 200
    assert head.link("canonical") == f"http://testserver/blog/{heading}/"


def test_a_paper_of_which_nobody_said_anything_is_described_by_its_figures(client):
    PaperFactory(slug="silent", title="Silence", authors="Ada\nBen", is_public=True)

    head = read_head(client, "/papers/silent/")

    assert head.one("description") == "Figures and tables from Ada and Ben, “Silence”."


def test_a_heading_speaks_for_itself(client, post):
    post.series.about = "How far does it go?"
    post.series.save()

    head = read_head(client, "/blog/series/laws/")

    assert head.one("description") == "How far does it go?"
    assert head.one("og:title") == "Laws"


def test_a_further_page_of_a_list_is_a_page_of_its_own(client):
    PostFactory.create_batch(21, published=True)

    for address in ("/blog/", "/blog/?page=2"):
        head = read_head(client, address)
        assert head.link("canonical") == f"http://testserver{address}"
    first = read_head(client, "/blog/?page=1&utm_source=elsewhere")
    assert first.link("canonical") == "http://testserver/blog/"


def test_a_list_of_one_kind_of_figures_is_a_page_of_its_own(client, monkeypatch):
    monkeypatch.setattr("blog.views.figures.FigureListView.paginate_by", 1)
    for number in ("1", "2"):
        FigureFactory(kind="table", number=number, paper__is_public=True)

    for address in ("/figures/?kind=tables", "/figures/?kind=tables&page=2"):
        head = read_head(client, address)
        assert head.link("canonical") == f"http://testserver{address}"
        assert head.one("og:url") == f"http://testserver{address}"
        assert head.one("og:title") == "Tables"
    whole = read_head(client, "/figures/?kind=")
    assert whole.link("canonical") == "http://testserver/figures/"
    assert whole.one("og:title") == "Figures"


def test_cards_of_lists_bear_the_heading_of_the_page(client):
    PostFactory(published=True, published_at=datetime(2024, 5, 1, tzinfo=UTC))

    pages = {
        "/": "Offprint",
        "/blog/": "Posts",
        "/blog/archive/2024/": "Posts of 2024",
        "/papers/": "Papers",
    }
    for address, title in pages.items():
        assert read_head(client, address).one("og:title") == title


def test_a_page_that_is_not_there_leads_to_the_feeds_of_the_site(client):
    response = client.get("/blog/tag/nothing/")

    assert response.status_code == 404
    assert "/blog/tag/nothing/feed" not in response.content.decode()


def test_a_picture_of_the_site_itself_is_from_no_paper(client):
    picture = cut(FigureFactory(own=True, key="images/dawn", name="Dawn"))
    picture.credit = "Photo: Mira Okafor"
    picture.save()
    PostFactory(published=True, lead_figure=picture)

    head = read_head(client, "/images/dawn/")
    image = head.thing("ImageObject")
    embed = client.get(head.link("alternate", "application/json+oembed")).json()

    assert image["creditText"] == "Photo: Mira Okafor."
    assert not {"license", "creator", "copyrightNotice"} & set(image)
    assert head.link("canonical") == "http://testserver/images/dawn/"
    assert (embed["type"], embed["url"]) == ("photo", image["contentUrl"])
    found = client.get("/api/figures/images/dawn/").json()
    assert (found["kind"], found["paper"], found["page"]) == ("picture", None, None)
    assert found["url"] == "http://testserver/images/dawn/"
