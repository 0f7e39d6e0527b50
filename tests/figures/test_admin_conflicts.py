"""Two editors on one figure: nobody's words are lost, the second one chooses."""

import pytest
from django.test import Client

from figures.models import Figure
from tests.factories import UserFactory
from tests.figures.screens import BOX, fields_of, open_form, place, press, said

pytestmark = pytest.mark.django_db

MINE = "Mine: the loss falls within a thousand steps."
THEIRS = "Theirs: a curve falls, and then stays flat."
CONFLICT = 409


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def berta():
    client = Client()
    client.force_login(UserFactory(username="berta", admin=True))
    return client


@pytest.fixture
def figure():
    return place(number="3", alt_text="A curve.", caption="Loss by step.")


def send(client, figure, sent, **typed):
    response = client.post(figure.get_admin_url(), sent | {"deed": "save"} | typed)
    figure.refresh_from_db()
    return response


def test_the_second_of_two_sees_both_texts_and_whose_they_are(client, berta, figure):
    sent = open_form(client, figure)
    press(berta, figure, alt_text=THEIRS)

    response = send(client, figure, sent, alt_text=MINE, deed="confirm")

    assert response.status_code == CONFLICT
    (conflict,) = response.context["conflicts"]
    assert (conflict.name, conflict.mine, conflict.theirs) == ("alt text", MINE, THEIRS)
    assert conflict.whose.startswith("berta, at ")
    html = response.content.decode()
    assert MINE in html
    assert THEIRS in html
    assert "Error:" in html
    assert (figure.alt_text, figure.state) == (THEIRS, "new")


@pytest.mark.parametrize(("choice", "stored"), [("mine", MINE), ("theirs", THEIRS)])
def test_the_second_of_two_chooses(client, berta, figure, choice, stored):
    sent = open_form(client, figure)
    press(berta, figure, alt_text=THEIRS)
    refused = send(client, figure, sent, alt_text=MINE, name="loss")

    chosen = fields_of(refused) | {"choice-edited_alt_text": choice}
    response = send(client, figure, chosen)

    assert response.status_code == 302
    assert (figure.alt_text, figure.name) == (stored, "loss")


def test_what_only_the_first_has_changed_stays(client, berta, figure):
    sent = open_form(client, figure)
    press(berta, figure, alt_text=THEIRS, caption="Their caption.", tier="essential")
    refused = send(client, figure, sent, alt_text=MINE)
    assert refused.context["form"]["caption"].value() == "Their caption."
    assert refused.context["form"]["alt_text"].value() == MINE

    send(client, figure, fields_of(refused) | {"choice-edited_alt_text": "mine"})

    assert figure.alt_text == MINE
    assert (figure.caption, figure.tier) == ("Their caption.", "essential")


def test_two_who_change_different_fields_meet_nobody(client, berta, figure):
    sent = open_form(client, figure)
    press(berta, figure, alt_text=THEIRS)

    response = send(client, figure, sent, name="loss")

    assert response.status_code == 302
    assert (figure.alt_text, figure.name) == (THEIRS, "loss")


def test_two_who_write_the_same_meet_nobody(client, berta, figure):
    sent = open_form(client, figure)
    press(berta, figure, alt_text=MINE)

    assert send(client, figure, sent, alt_text=MINE).status_code == 302


def test_a_third_change_while_choosing_is_shown_again(client, berta, figure):
    sent = open_form(client, figure)
    press(berta, figure, alt_text=THEIRS)
    refused = send(client, figure, sent, alt_text=MINE)
    press(berta, figure, alt_text="Theirs, once more: flat in the end.")

    chosen = fields_of(refused) | {"choice-edited_alt_text": "mine"}
    response = send(client, figure, chosen)

    assert response.status_code == CONFLICT
    assert "once more" in response.context["conflicts"][0].theirs


def test_two_crops_stand_against_each_other_as_wholes(client, berta, figure):
    sent = open_form(client, figure) | {"snap": ""}
    press(berta, figure, right="310", snap="")

    refused = send(client, figure, sent, left="90")

    (conflict,) = refused.context["conflicts"]
    assert conflict.name == "crop"
    assert conflict.mine == "left 90.0, top 120.0, right 300.0, bottom 220.0"
    assert conflict.theirs == "left 100.0, top 120.0, right 310.0, bottom 220.0"
    send(client, figure, fields_of(refused) | {"choice-edited_box": "mine"})
    assert figure.edited_box == [90.0, *BOX[1:]]


def test_what_an_undo_emptied_is_shown_as_the_import_s_own(client, berta, figure):
    press(berta, figure, caption="Theirs.")
    sent = open_form(client, figure)
    press(berta, figure, "undo")

    response = send(client, figure, sent, caption="Mine.")

    (conflict,) = response.context["conflicts"]
    assert (conflict.mine, conflict.theirs) == ("Mine.", "Loss by step.")


def test_a_choice_is_named_as_the_form_names_it(client, berta, figure):
    sent = open_form(client, figure)
    press(berta, figure, tier="essential")

    response = send(client, figure, sent, tier="other")

    (conflict,) = response.context["conflicts"]
    assert (conflict.name, conflict.mine, conflict.theirs) == (
        "tier",
        "other",
        "essential",
    )


def test_a_deed_on_what_was_decided_meanwhile_says_so(client, figure, monkeypatch):
    sent = open_form(client, figure)
    Figure.objects.filter(pk=figure.pk).update(state="discarded")

    response = client.post(
        figure.get_admin_url(), sent | {"deed": "confirm"}, follow=True
    )

    assert said(response) == ["“Figure 3” is discarded; bring it back first."]
