"""The editor's preview: the post's public page as typed, or a plain sentence and a status."""

import pytest
from django.test import Client

from blog import markdown, runaway
from blog.markdown import render_markdown
from blog.models import Post, PostAuthor
from tests.conftest import count_queries
from tests.factories import (
    AuthorFactory,
    FigureFactory,
    PaperFactory,
    PostFactory,
    SeriesFactory,
    TagFactory,
    UserFactory,
    cut,
)

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/blog/post/preview/"


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


def read(client, **words):
    return client.post(ADDRESS, words).content.decode()


def test_the_preview_is_the_public_page_with_the_text_as_typed(client):
    post = PostFactory(title="Stored", body="Stored words.", papers=[PaperFactory()])
    text = f"## A heading\n\nSome *words*.\n\n![](figure:{cut(FigureFactory()).key})"

    html = read(client, post=post.pk, title="Typed <b>", deck="A deck.", body=text)

    assert render_markdown(text) in html
    assert "Typed &lt;b&gt;</h1>" in html
    assert "A deck." in html
    assert str(post.papers.get()) in html
    assert 'href="#h-a-heading"' in html
    assert "Stored words." not in html


def test_the_stored_post_is_shown_before_anything_is_typed(client):
    post = PostFactory(title="Stored", body="Stored words.", tags=[TagFactory()])
    PostAuthor.objects.create(post=post, author=AuthorFactory(name="Ada"))

    html = client.get(ADDRESS, {"post": post.pk}).content.decode()

    assert "Stored words." in html
    assert ">Ada</a>" in html
    assert post.tags.get().name in html


def test_what_is_chosen_is_shown_before_it_is_saved(client):
    stays = PostFactory(papers=[PaperFactory(title="Old paper")], tags=[TagFactory()])
    paper, tag = PaperFactory(title="New paper"), TagFactory(name="New tag")
    first, second = AuthorFactory(name="First"), AuthorFactory(name="Second")
    series = SeriesFactory(title="New series")

    html = read(
        client,
        post=stays.pk,
        papers=["", paper.pk],
        tags=["", tag.pk],
        author=["", second.pk, first.pk],
        series=series.pk,
    )

    for words in ("New paper", "New tag", "New series"):
        assert words in html
    assert "Old paper" not in html
    assert html.index(">Second</a>") < html.index(">First</a>")
    stays.refresh_from_db()
    assert stays.papers.get().title == "Old paper"
    assert stays.series is None


def test_a_post_that_is_still_to_be_added_has_a_preview(client):
    html = read(client, post="", title="New", body="First words.", papers="", tags="")

    assert "New</h1>" in html
    assert "First words." in html
    assert not Post.objects.exists()
    assert client.get(ADDRESS).status_code == 200


def test_titles_of_papers_are_not_for_those_who_may_not_see_papers():
    client = Client()
    client.force_login(UserFactory(editor=True, permissions=["blog.change_post"]))
    paper = PaperFactory(title="A secret paper")

    assert "A secret paper" not in read(client, papers=[paper.pk], body="words")


def test_figures_are_shown_to_those_who_may_see_them_or_the_post_they_stand_in(client):
    figure = cut(FigureFactory(caption="A secret caption."))
    gone = FigureFactory(state="discarded")
    text = f"Words.\n\n![](figure:{figure.key})"
    post = PostFactory(body=text)
    blind, seeing = Client(), Client()
    permissions = ["blog.change_post"]
    blind.force_login(UserFactory(editor=True, permissions=permissions))
    permissions = [*permissions, "figures.view_figure"]
    seeing.force_login(UserFactory(editor=True, permissions=permissions))

    for user in (client, seeing):
        assert "A secret caption." in read(user, body=text)
    sentence = "The text shows or names figures, and you may not see figures."
    for key in (figure.key, gone.key, "no/such"):
        for body in (f"![](figure:{key})", f"[](figure:{key})"):
            html = read(blind, body=body)
            assert sentence in html
            assert "secret" not in html
            assert key not in html
    assert "Words alone." in read(blind, body="Words alone.")
    assert "A secret caption." in read(blind, post=post.pk, body=f"{text}\n\nMore.")
    assert sentence in read(blind, post=post.pk, body=f"{text}\n\n[](figure:no/such)")


def test_what_is_being_typed_is_not_kept(client, monkeypatch):
    def refuse(*_args):
        raise AssertionError("something was kept")

    monkeypatch.setattr(markdown.cache, "set", refuse)

    assert client.post(ADDRESS, {"body": "Some words."}).status_code == 200


def test_an_unknown_key_is_seen_in_the_preview(client):
    html = read(client, body="![](figure:no/such)")

    assert "There is no figure “no/such”." in html
    assert '<meta name="figure" content="no/such">' in html


def test_the_page_may_be_framed_by_us_alone_and_is_kept_and_found_by_nobody(client):
    for response in (client.get(ADDRESS), client.post(ADDRESS, {"body": "Words."})):
        assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
        policy = response.headers["Content-Security-Policy"]
        assert "frame-ancestors 'self'" in policy
        assert "default-src 'self'" in policy
        assert "no-store" in response.headers["Cache-Control"]
        assert "noindex" in response.headers["X-Robots-Tag"]
        assert "blog/site.css" in response.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_each_role_gets_its_status_and_never_a_login_page(newcomer, method):
    client = Client()
    response = getattr(client, method)(ADDRESS)
    assert (response.status_code, response["Content-Type"]) == (401, "text/plain")
    assert "You are logged out." in response.content.decode()

    client.force_login(newcomer)
    response = getattr(client, method)(ADDRESS)
    assert (response.status_code, response["Content-Type"]) == (403, "text/plain")

    reader = UserFactory(permissions=["blog.change_post"])
    client.force_login(reader)
    assert getattr(client, method)(ADDRESS).status_code == 401

    for permission in ("blog.add_post", "blog.change_post"):
        client.force_login(UserFactory(editor=True, permissions=[permission]))
        assert getattr(client, method)(ADDRESS).status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_drafts_of_others_are_not_for_those_who_may_only_add(method):
    draft, public = PostFactory(body="Secret."), PostFactory(published=True)
    client = Client()
    client.force_login(UserFactory(editor=True, permissions=["blog.add_post"]))

    refused = getattr(client, method)(ADDRESS, {"post": draft.pk})

    assert (refused.status_code, refused["Content-Type"]) == (403, "text/plain")
    assert "Secret." not in refused.content.decode()
    assert getattr(client, method)(ADDRESS, {"post": public.pk}).status_code == 200


@pytest.mark.parametrize("asked", ["0", "999999", "x", "9" * 40, "-1", "²"])
def test_a_post_that_is_not_there_is_a_sentence(client, asked):
    response = client.post(ADDRESS, {"post": asked, "body": "Words."})

    assert (response.status_code, response["Content-Type"]) == (404, "text/plain")


def test_ids_that_are_none_are_passed_over(client):
    junk = ["", "x", "-1", "9" * 40, "\x00"]

    words = {"papers": junk, "tags": junk, "author": junk, "series": "\x00"}

    assert client.post(ADDRESS, {"body": "Words."} | words).status_code == 200


def test_a_text_too_long_is_refused_before_it_is_read(client, monkeypatch):
    monkeypatch.setattr(runaway, "MAX_CHARACTERS", 10)

    response = client.post(ADDRESS, {"body": "a" * 11})

    assert (response.status_code, response["Content-Type"]) == (413, "text/plain")
    assert "10 is the most" in response.content.decode()


def test_the_preview_needs_the_form_s_token(editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)

    assert client.post(ADDRESS, {"body": "words"}).status_code == 403


def test_it_costs_the_same_however_much_there_is(client):
    def post_with(count):
        post = PostFactory(
            papers=PaperFactory.create_batch(count),
            tags=TagFactory.create_batch(count),
            body="\n\n".join(
                f"![](figure:{cut(FigureFactory()).key})" for _ in range(count)
            ),
        )
        for author in AuthorFactory.create_batch(count):
            PostAuthor.objects.create(post=post, author=author)
        return f"{ADDRESS}?post={post.pk}"

    assert count_queries(client, post_with(1)) == count_queries(client, post_with(6))


@pytest.mark.parametrize("address", ["/markdownx/markdownify/", "/markdownx/upload/"])
def test_markdownx_s_own_addresses_do_not_exist(client, address):
    assert client.post(address).status_code == 404


def test_a_post_that_is_only_typed_leads_to_no_page_of_its_own(client):
    body = f"![](figure:{cut(FigureFactory()).key})"
    stored = PostFactory(slug="stored")

    assert "/blog/stored/figures/" in read(client, post=stored.pk, body=body)
    typed = read(client, title="Typed", body=body)
    assert "<picture>" in typed
    assert "/blog/new/figures/" not in typed
    assert "cite.bib" not in typed
