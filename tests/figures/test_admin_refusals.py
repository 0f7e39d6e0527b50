"""What the screen of a figure refuses: with a sentence, and all that was typed."""

import re

import pytest
from django.test import Client

from figures.models import Figure, FigureEdit
from tests.figures.screens import draw_page, open_form, place

pytestmark = pytest.mark.django_db

TEXT = "The loss falls from 4.2 to 2.9 within the first thousand steps."


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


def post(client, figure, **typed):
    sent = open_form(client, figure) | {"snap": ""} | typed
    response = client.post(figure.get_admin_url(), sent | {"deed": "save"})
    figure.refresh_from_db()
    return response


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"left": "900", "right": "950"}, "This box lies outside page 3"),
        ({"right": "100"}, "This box is too small to show anything"),
        ({"bottom": "90"}, "This box is too small to show anything"),
        ({"top": ""}, "The box needs four numbers, and a page."),
        ({"page": ""}, "The box needs four numbers, and a page."),
        ({"page": "9"}, "The paper has no page 9: it has 8."),
        ({"page": "9" * 30}, "The paper has no page"),
        ({"page": "0"}, "greater than or equal to 1"),
        ({"left": "wide"}, "Enter a number."),
        ({"left": "nan"}, "Enter a number."),
        ({"right": "1e999"}, "Enter a number."),
    ],
)
def test_a_box_that_cannot_be_cut_is_refused_with_a_sentence(client, typed, sentence):
    figure = place()
    draw_page(figure.version)

    response = post(client, figure, **typed, caption="Typed, and not lost.")

    html = response.content.decode()
    assert response.status_code == 422
    assert sentence in html
    assert "Typed, and not lost." in html
    (name, value), *_ = typed.items()
    assert response.context["form"][name].value() == value
    assert not FigureEdit.objects.exists()


@pytest.mark.parametrize("alt_text", ["loss  BY step", "Figure 3"])
def test_alt_text_that_says_nothing_new_is_refused(client, alt_text):
    figure = place(number="3", caption="Loss by step.", alt_text="")

    response = post(client, figure, alt_text=alt_text)

    assert response.status_code == 422
    assert response.context["form"].errors["alt_text"]
    assert response.context["form"]["alt_text"].value() == alt_text
    assert figure.alt_text == ""


def test_a_draft_that_repeats_the_caption_cannot_be_confirmed(client):
    figure = place(caption="Loss by step.", alt_text="Loss by step.")

    assert post(client, figure, credit="Ada").status_code == 302
    response = post(client, figure, alt_state="confirmed")

    assert "This is the caption again" in response.content.decode()
    assert figure.alt_state == Figure.AltState.DRAFT


def test_a_caption_and_an_alt_text_typed_together_must_differ(client):
    figure = place(caption="Found.", alt_text="")

    response = post(client, figure, caption=TEXT, alt_text=TEXT)

    assert "This is the caption again" in response.content.decode()


def test_where_there_is_no_alt_text_there_is_none_to_confirm(client):
    figure = place(alt_text="")

    response = post(client, figure, alt_state="confirmed")

    assert "There is no alt text to confirm." in response.content.decode()


def test_every_id_on_the_screen_is_there_once(client):
    figure = place()
    draw_page(figure.version)

    refused = post(client, figure, alt_text="Figure 1", left="", tier="best")

    ids = re.findall(r'\bid="([^"]*)"', refused.content.decode())
    assert len(ids) == len(set(ids))
    assert {"id_left_error", "id_alt_text_error", "id_tier_error"} <= set(ids)
