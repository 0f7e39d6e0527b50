"""The figure that stands for a post on the home page and in lists."""

import pytest
from django.test import Client
from django.urls import reverse

from blog.admin.lead_figure import name_with_paper
from tests.blog.forms import address, send
from tests.factories import FigureFactory, PostFactory, cut

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor_client(editor):
    client = Client()
    client.force_login(editor)
    return client


def search(client):
    response = client.get(
        reverse("admin:blog_post_lead_figure"),
        {"app_label": "blog", "model_name": "post", "field_name": "lead_figure"},
    )
    return [result["text"] for result in response.json()["results"]]


@pytest.mark.parametrize("page", ["/", "/blog/"])
def test_a_discarded_figure_is_not_shown(client, page):
    figure = cut(FigureFactory())
    PostFactory(published=True, lead_figure=figure)
    assert b"<picture" in client.get(page).content

    figure.state = "discarded"
    figure.save()

    assert b"<picture" not in client.get(page).content


def test_figures_are_offered_with_their_papers_and_discarded_ones_are_not(
    editor_client,
):
    FigureFactory(number="1", name="Loss", paper__title="On Curves")
    FigureFactory(number="2", state="discarded")

    assert search(editor_client) == ["Figure 1: Loss · On Curves"]


def test_the_chosen_figure_is_named_with_its_paper(editor_client):
    figure = FigureFactory(number="1", paper__title="On Curves")
    post = PostFactory(lead_figure=figure)

    html = editor_client.get(address(post)).content.decode()

    assert "selected>Figure 1 · On Curves</option>" in html


def test_an_image_of_one_s_own_has_no_paper_to_name():
    figure = FigureFactory(own=True)

    assert name_with_paper(figure) == str(figure)


def test_a_discarded_figure_cannot_be_chosen(editor_client):
    post, figure = PostFactory(), FigureFactory(state="discarded")

    send(editor_client, post, lead_figure=figure.pk)

    assert post.lead_figure is None


def test_the_choice_is_for_editors_alone(client, newcomer):
    assert client.get(reverse("admin:blog_post_lead_figure")).status_code == 302

    client.force_login(newcomer)
    query = {"app_label": "blog", "model_name": "post", "field_name": "lead_figure"}
    response = client.get(reverse("admin:blog_post_lead_figure"), query)

    assert response.status_code == 403
