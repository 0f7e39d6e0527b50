import pytest
from django.utils import timezone

from tests.blog.pages import read
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
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


def test_a_former_address_leads_to_the_present_one(client):
    former = FormerSlugFactory(slug="old")

    response = client.get("/blog/old/")

    assert response.status_code == 301
    assert response["Location"] == former.post.get_absolute_url()


def test_a_former_address_of_what_is_not_public_any_more_leads_nowhere(client):
    FormerSlugFactory(slug="old", post=PostFactory())

    assert client.get("/blog/old/").status_code == 404


def test_an_editor_s_way_to_a_draft_is_no_permanent_one(editor_client):
    former = FormerSlugFactory(slug="old", post=PostFactory())

    response = editor_client.get("/blog/old/")

    assert response.status_code == 302
    assert response["Location"] == former.post.get_absolute_url()
    assert "no-store" in response["Cache-Control"]


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
