"""A published post that has gone wrong by itself can still be written on."""

import pytest
from django.test import Client

from tests.blog.forms import UNKNOWN, send
from tests.factories import FigureFactory, PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


def test_an_older_problem_refuses_no_save_and_stands_among_the_checks(client):
    post = PostFactory(published=True, body=UNKNOWN)

    response = send(client, post, body=f"More words.\n\n{UNKNOWN}")

    assert post.body.startswith("More words.")
    assert "There is no figure “no/such”." in response.content.decode()


def test_a_new_problem_refuses_it_and_the_older_one_is_not_held_against_it(client):
    post = PostFactory(published=True, body=UNKNOWN)

    response = send(client, post, body=f"{UNKNOWN}\n\n![](figure:no/other)")

    assert post.body == UNKNOWN
    assert response.context["errors"] == [["There is no figure “no/other”."]]


def test_a_line_of_bibtex_that_moved_is_no_new_problem(client):
    body = "Words.\n\n```bibtex\n@article{two,\n```"
    post = PostFactory(published=True, body=body)

    send(client, post, body=f"More.\n\n{body}")

    assert post.body.startswith("More.")


def test_a_figure_that_was_discarded_since_holds_up_nobody(client):
    figure = FigureFactory(state="discarded")
    post = PostFactory(published=True, body=f"![](figure:{figure.key})")

    send(client, post, title="A better title")

    assert post.title == "A better title"


@pytest.mark.parametrize("slug", ["a-title", "another"])
def test_a_published_post_may_link_to_its_own_address(client, slug):
    post = PostFactory(published=True, slug="a-title", body="Sound.")
    body = f"## Heading\n\n[a](/blog/{slug}/) [b](/blog/{slug}/#h-heading)"

    send(client, post, slug=slug, body=body)

    assert post.body == body


def test_a_published_post_may_link_to_what_has_moved_or_comes_later(client):
    later = PostFactory(scheduled=True)
    post = PostFactory(published=True)

    send(client, post, body=f"[a]({later.get_absolute_url()})")

    assert post.body.startswith("[a]")
