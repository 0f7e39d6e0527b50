"""Nobody sees through a post of theirs what they may not see."""

import pytest
from django.test import Client

from blog.models import Post, SiteIdentity
from tests.blog.forms import ADD, address, form
from tests.factories import (
    FigureFactory,
    PaperFactory,
    PostFactory,
    SeriesFactory,
    TagFactory,
    UserFactory,
    cut,
)

pytestmark = pytest.mark.django_db

WRITING = ("blog.view_post", "blog.add_post", "blog.change_post")
BLIND = "The text shows or names figures, and you may not see figures."
UNKNOWN = "That choice is not one of the available choices."


def writer(*rights):
    client = Client()
    client.force_login(UserFactory(editor=True, permissions=[*WRITING, *rights]))
    return client


@pytest.fixture
def secret():
    figure = FigureFactory(caption="A secret caption.", paper__title="A secret paper")
    return cut(figure)


@pytest.mark.parametrize("text", ["![](figure:{})", "[](figure:{})"])
def test_who_may_not_see_figures_brings_none_into_a_text(secret, text):
    blind, post = writer(), PostFactory(slug="post")
    for key in (secret.key, "no/such"):
        body = f"Words.\n\n{text.format(key)}"
        assert BLIND in blind.post(ADD, form(body=body)).content.decode()
        response = blind.post(address(post), form(post, body=body))
        assert BLIND in response.content.decode()

    assert Post.objects.get() == post
    assert "secret" not in blind.get("/blog/post/").content.decode()


@pytest.mark.parametrize("right", ["figures.view_figure", "figures.change_figure"])
def test_who_may_see_figures_does(secret, right):
    seeing = writer(right)
    seeing.post(ADD, form(slug="post", body=f"![](figure:{secret.key})"))

    assert "A secret caption." in seeing.get("/blog/post/").content.decode()


def test_figures_of_the_text_stay_while_others_write_on(secret):
    blind, text = writer(), f"![](figure:{secret.key})"
    post = PostFactory(body=text)

    blind.post(address(post), form(post, body=f"{text}\n\nMore."))

    post.refresh_from_db()
    assert post.body == f"{text}\n\nMore."


def test_no_figure_is_led_with_that_one_may_not_see(secret):
    blind, post = writer(), PostFactory()
    sent = form(post, lead_figure=secret.pk)

    assert UNKNOWN in blind.post(address(post), sent).content.decode()
    post.refresh_from_db()
    assert post.lead_figure is None

    Post.objects.update(lead_figure=secret)
    blind.post(address(post), sent | {"title": "Another title"})
    post.refresh_from_db()
    assert (post.title, post.lead_figure) == ("Another title", secret)


def test_no_paper_is_written_about_that_one_may_not_see(secret):
    blind, seeing, post = writer(), writer("figures.view_paper"), PostFactory()
    papers = [secret.paper_id, PaperFactory().pk]

    refused = blind.post(address(post), form(post, papers=papers)).content.decode()
    assert "is not one of the available choices." in refused
    assert not post.papers.exists()

    seeing.post(address(post), form(post, papers=papers))
    assert post.papers.count() == 2
    post.refresh_from_db()
    blind.post(address(post), form(post, papers=papers[:1], title="Another title"))
    post.refresh_from_db()
    assert (post.title, post.papers.get()) == ("Another title", secret.paper)


@pytest.mark.parametrize(
    ("field", "make"),
    [
        ("papers", lambda: PaperFactory(title="A secret")),
        ("lead_figure", lambda: cut(FigureFactory(name="A secret"))),
        ("translation_of", lambda: PostFactory(title="A secret")),
        ("series", lambda: SeriesFactory(title="A secret")),
        ("tags", lambda: TagFactory(name="A secret")),
    ],
)
def test_the_form_names_nothing_that_its_writer_may_not_see(field, make):
    thing = make()
    blind, seeing = Client(), Client()
    rights = ["blog.add_post"]
    blind.force_login(UserFactory(editor=True, permissions=rights))
    seeing.force_login(UserFactory(admin=True))

    for ask in (blind.get, blind.post):
        html = ask(ADD, form(title="") | {field: thing.pk}).content.decode()
        assert "A secret" not in html
    assert "A secret" in seeing.get(ADD, {field: thing.pk}).content.decode()


@pytest.mark.parametrize("field", ["footer", "about", "logo"])
def test_what_the_site_says_of_itself_shows_no_figure_either(client, secret, field):
    address = "/admin/blog/siteidentity/1/change/"
    words = dict.fromkeys(["name", "tagline", "accent", "logo", "footer", "about"], "")
    logo = FigureFactory(own=True)
    words[field] = logo.pk if field == "logo" else f"![](figure:{secret.key})"
    keeper = UserFactory(editor=True, permissions=["blog.change_siteidentity"])
    client.force_login(keeper)

    reason = UNKNOWN if field == "logo" else BLIND
    assert reason in client.post(address, words).content.decode()
    assert not SiteIdentity.objects.exists()
    assert "secret" not in client.get("/about/").content.decode()
