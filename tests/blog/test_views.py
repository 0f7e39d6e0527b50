from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from tests.factories import (
    AuthorFactory,
    FigureFactory,
    FormerSlugFactory,
    PaperFactory,
    PostFactory,
    PostRevisionFactory,
    PreviewLinkFactory,
    SeriesFactory,
    TagFactory,
    UserFactory,
    cut,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor_client(client):
    client.force_login(UserFactory(editor=True, permissions=["blog.change_post"]))
    return client


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_a_published_post_shows_its_figure(client):
    figure = cut(FigureFactory(caption="Loss <by> step."))
    post = PostFactory(published=True, body=f"![A curve](figure:{figure.key})")

    html = read(client, post.get_absolute_url())

    assert 'id="fig-1"' in html
    assert 'alt="A curve"' in html
    assert "Loss &lt;by&gt; step." in html
    assert "noindex" not in html


def test_a_post_shows_what_it_is_and_what_it_reads(client):
    paper = PaperFactory(
        title="On Curves",
        authors="Ada One\nBo Two",
        venue="ICLR",
        year=2026,
        doi="10.1/x",
        arxiv_id="2510.1",
        licence="cc-by",
        key_contribution="It bends.",
    )
    ada, bo = AuthorFactory(name="Zoë Last"), AuthorFactory(name="Abe First")
    tag = TagFactory(name="Scaling")
    series = SeriesFactory(title="Curves")
    post = PostFactory(
        published=True,
        title="It <bends>",
        deck="A deck.",
        authors=[ada, bo],
        tags=[tag],
        papers=[paper],
        series=series,
        language="de",
        body="## First\n\nWords.",
    )

    html = read(client, post.get_absolute_url())

    for part in [
        "<title>It &lt;bends&gt; · Offprint</title>",
        '<meta name="description" content="A deck.">',
        f'href="/blog/tag/{tag.slug}/"',
        f'href="/blog/series/{series.slug}/"',
        '<a href="#h-first">First</a>',
        '<div class="prose" lang="de">',
        "Ada One, Bo Two. ICLR, 2026",
        "https://doi.org/10.1/x",
        "https://arxiv.org/abs/2510.1",
        "CC BY",
        "It bends.",
        "1 minute<",
    ]:
        assert part in html
    assert html.index("Zoë Last") < html.index("Abe First")


def test_a_post_that_first_appeared_elsewhere_says_where(client):
    post = PostFactory(published=True, canonical_url="https://example.org/first")

    html = read(client, post.get_absolute_url())

    assert '<link rel="canonical" href="https://example.org/first">' in html


@pytest.mark.parametrize("trait", [{}, {"scheduled": True}])
def test_what_is_not_public_is_not_found(client, trait):
    tag = TagFactory()
    author = AuthorFactory()
    series = SeriesFactory()
    post = PostFactory(
        title="Hidden", tags=[tag], authors=[author], series=series, **trait
    )

    assert client.get(post.get_absolute_url()).status_code == 404
    assert "Hidden" not in read(client, "/")
    assert "Hidden" not in read(client, "/blog/")
    for address in (
        f"/blog/tag/{tag.slug}/",
        f"/blog/author/{author.slug}/",
        f"/blog/series/{series.slug}/",
    ):
        assert client.get(address).status_code == 404


def test_readers_with_an_account_see_no_drafts(client):
    client.force_login(UserFactory())

    assert client.get(PostFactory().get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("trait", "notice"), [({}, "Draft."), ({"scheduled": True}, "Scheduled.")]
)
def test_editors_see_drafts_and_are_told_so(editor_client, trait, notice):
    post = PostFactory(**trait)

    response = editor_client.get(post.get_absolute_url())

    html = response.content.decode()
    assert notice in html
    assert '<meta name="robots" content="noindex, nofollow">' in html
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_a_date_to_come_makes_a_post_public_by_itself(client):
    post = PostFactory(scheduled=True)

    post.published_at = timezone.now() - timedelta(seconds=1)
    post.save()

    assert post.title in read(client, "/")


def test_a_former_address_leads_to_the_present_one(client):
    former = FormerSlugFactory(slug="old")

    response = client.get("/blog/old/")

    assert response.status_code == 301
    assert response["Location"] == former.post.get_absolute_url()


def test_a_former_address_of_what_is_not_public_any_more_leads_nowhere(client):
    FormerSlugFactory(slug="old", post=PostFactory())

    assert client.get("/blog/old/").status_code == 404


def test_a_preview_link_shows_a_draft_to_a_guest(client):
    link = PreviewLinkFactory(post=PostFactory(title="A draft", body="**Words**"))

    response = client.get(f"/blog/preview/{link.token}/")

    html = response.content.decode()
    assert "A draft" in html
    assert "<strong>Words</strong>" in html
    assert "<strong>Preview.</strong>" in html
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "private" in response["Cache-Control"]
    assert "no-store" in response["Cache-Control"]


def test_a_pinned_preview_stays_as_it_was(client):
    post = PostFactory(title="Before", body="Old words.")
    link = PreviewLinkFactory(post=post, revision=PostRevisionFactory(post=post))
    post.title, post.body = "After", "New words."
    post.save()

    html = read(client, f"/blog/preview/{link.token}/")

    assert "Before" in html
    assert "Old words." in html
    assert "New words." not in html


@pytest.mark.parametrize("token", ["", "x", "%00", "../admin", "é"])
def test_an_invented_token_shows_nothing(client, token):
    PreviewLinkFactory()

    assert client.get(f"/blog/preview/{token}/").status_code == 404


def test_an_expired_preview_link_shows_nothing(client):
    link = PreviewLinkFactory(expires_at=timezone.now())

    assert client.get(f"/blog/preview/{link.token}/").status_code == 404


def test_the_home_page_leads_with_the_latest_post_and_its_figure(client):
    figure = cut(FigureFactory(number="7", paper__title="On Curves"))
    paper = figure.paper
    PostFactory(
        published=True, title="Older", published_at=timezone.now() - timedelta(9)
    )
    PostFactory(published=True, title="Newest", lead_figure=figure, papers=[paper])

    html = read(client, "/")

    assert html.index("Newest") < html.index("Older")
    assert "Fig. 7 in the paper" in html
    assert 'fetchpriority="high"' in html
    assert "1 post" in html


def test_an_empty_site_says_so(client):
    assert "Nothing published yet." in read(client, "/")
    assert "No posts yet." in read(client, "/blog/")


def test_papers_of_drafts_are_not_on_the_home_page(client):
    PostFactory(papers=[PaperFactory(title="Secret paper")])
    PostFactory(published=True)

    assert "Secret paper" not in read(client, "/")


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


def test_robots_are_told_what_is_not_for_them(client):
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain"
    assert b"Disallow: /admin/" in response.content


def test_an_unknown_address_leads_back_to_the_posts(client):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert b"There is no such page." in response.content
    assert b'href="/blog/"' in response.content


@pytest.mark.parametrize("name", ["400.html", "403.html", "500.html"])
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
        assert "<script" not in html
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
    return post


@pytest.mark.parametrize("count", [2, 15])
def test_the_home_page_takes_five_queries(client, django_assert_num_queries, count):
    fill(count)

    with django_assert_num_queries(5):  # posts, bylines, tags, renditions, papers
        read(client, "/")


@pytest.mark.parametrize("count", [2, 15])
def test_a_list_takes_five_queries(client, django_assert_num_queries, count):
    fill(count)

    with django_assert_num_queries(5):  # count, posts, bylines, tags, renditions
        read(client, "/blog/")


@pytest.mark.parametrize("count", [2, 15])
def test_a_post_takes_six_queries(client, django_assert_num_queries, count):
    post = fill(count)
    read(client, post.get_absolute_url())

    # post, byline, tags, papers; and, text kept or not: figures, renditions
    with django_assert_num_queries(6):
        read(client, post.get_absolute_url())
