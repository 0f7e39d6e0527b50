"""Links that show a draft to guests: made, shown, revoked."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from blog.markdown import render_text
from blog.models import PreviewLink
from blog.publishing import save_post
from figures.models import Paper
from tests.blog.forms import messages_of
from tests.factories import (
    FigureFactory,
    PageImageFactory,
    PostFactory,
    PreviewLinkFactory,
    cut,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def post():
    """A draft of two saves."""
    post = PostFactory(title="First")
    save_post(post, None)
    post.title = "Second"
    save_post(post, None)
    return post


def at(name, post, *more):
    return reverse(f"admin:blog_post_{name}", args=[post.pk, *more])


def first(post):
    return post.revisions.last()


def test_a_link_for_guests_is_made_shown_and_revoked(client, post):
    response = client.post(at("make_link", post), {"days": "30"}, follow=True)

    link = PreviewLink.objects.get()
    days = (link.expires_at - timezone.now()) / timedelta(days=1)
    assert 29.9 < days < 30.1
    assert link.revision is None
    assert f"http://testserver/blog/preview/{link.token}/" in response.content.decode()
    assert "Second" in Client().get(f"/blog/preview/{link.token}/").content.decode()

    client.post(at("revoke_link", post, link.pk))
    assert Client().get(f"/blog/preview/{link.token}/").status_code == 404


def test_figures_lead_guests_nowhere_but_to_their_files():
    page = PageImageFactory(number=3)
    Paper.objects.update(licence="cc-by", details_confirmed_at=timezone.now())
    figure = FigureFactory(
        paper=page.version.paper,
        version=page.version,
        detected_box=[100, 150, 400, 300],
    )
    figure.page_number = figure.detected_page_number = 3
    figure.save()
    copy = cut(figure).renditions.get(role="master")
    post = PostFactory(body=f"![](figure:{figure.key})")
    link = PreviewLinkFactory(post=post)

    html = Client().get(f"/blog/preview/{link.token}/").content.decode()

    assert f'<a class="plate" href="{copy.file.url}"' in html
    for way in ("data-details", "page.svg"):
        assert way not in html
        assert way in render_text(post.body).html


def test_a_link_may_stay_with_a_save(client, post):
    client.post(at("make_link", post), {"days": "7", "revision": first(post).pk})

    link = PreviewLink.objects.get()
    assert "First" in Client().get(f"/blog/preview/{link.token}/").content.decode()


def test_the_form_offers_all_that_it_takes(client, post):
    html = client.get(at("revisions", post)).content.decode()

    for value in ("7", "30", str(first(post).pk)):
        assert f'<option value="{value}"' in html
    assert html.count(">always as saved on ") == 2
    assert ">always the post as saved last</option>" in html
    for label in ("id_days", "id_revision"):
        assert f'<label for="{label}">' in html


@pytest.mark.parametrize(
    "fields", [{}, {"days": "9999"}, {"days": "7", "revision": "999"}, {"days": "x"}]
)
def test_a_link_that_is_asked_for_wrongly_is_a_sentence(client, post, fields):
    response = client.post(at("make_link", post), fields, follow=True)

    assert messages_of(response)[0].startswith("Choose how long")
    assert not PreviewLink.objects.exists()


def test_links_of_another_post_are_not_revoked(client, post):
    link = PreviewLinkFactory()

    assert client.post(at("revoke_link", post, link.pk)).status_code == 404
    assert PreviewLink.objects.exists()
