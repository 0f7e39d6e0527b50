"""Which addresses are whose, and what no post may be called."""

import re

import pytest
from django.test import Client

from blog.addresses import TAKEN_SLUGS
from blog.models import Post
from blog.urls import urlpatterns
from tests.blog.forms import ADD, address, form, send
from tests.factories import PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


def test_all_that_stands_beside_the_posts_is_taken():
    included = [
        route for each in urlpatterns for route in getattr(each, "url_patterns", ())
    ]
    routes = [str(each.pattern) for each in (*urlpatterns, *included)]

    words = {
        found[1] for route in routes if (found := re.match(r"blog/([\w-]+)/", route))
    }

    assert words == TAKEN_SLUGS


@pytest.mark.parametrize("slug", sorted(TAKEN_SLUGS))
def test_a_post_under_whose_address_others_stand_is_refused(client, slug):
    response = client.post(ADD, form(slug=slug))

    sentence = f"Other addresses of the site begin with “{slug}”."
    assert sentence in response.content.decode()
    assert not Post.objects.exists()


def test_a_slug_from_before_can_be_changed_and_leads_on(client):
    post = PostFactory(published=True, slug="tag")

    response = send(client, post, title="Another title")
    assert "Other addresses of the site" in response.content.decode()
    send(client, post, slug="tags-and-more")

    assert client.get("/blog/tag/")["Location"] == "/blog/tags-and-more/"
    assert client.get(address(post)).status_code == 200
