"""The queue of alt texts: two editors on one figure, and taking back what was done."""

import json
import re

import pytest
from django.test import Client

from figures.admin import alt_deeds
from figures.edits import edit_figure
from figures.models import Figure
from tests.factories import FigureFactory, UserFactory

pytestmark = pytest.mark.django_db

QUEUE = "/admin/figures/figure/alt-texts/"
MINE = "The loss falls from 4.2 to 2.9 within the first thousand steps."
THEIRS = "A blue curve falls steeply at first, then levels off at 2.9."
SEEN = json.dumps({"edited_alt_text": "", "alt_state": "draft"})


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def figure():
    return FigureFactory(number="1", alt_text="A curve.")


def post(client, figure, deed, alt_text="", seen=SEEN, **fields):
    form = {"figure": figure.pk, "deed": deed, "alt_text": alt_text, "seen": seen}
    response = client.post(QUEUE, form | fields)
    figure.refresh_from_db()
    return response


def change(figure, **values):
    """What somebody else does in the meantime."""
    edit_figure(figure, values, UserFactory(username="ada", admin=True))


def undo(client, figure):
    """Press the button as it stood on the page before."""
    last = re.search(r'name="last" value="([^"]+)"', page(client))
    return post(client, figure, "undo", last=last[1] if last else "")


def page(client):
    return client.get(QUEUE).content.decode()


def said(response):
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize("deed", ["confirm", "draft", "decorative"])
def test_two_editors_never_overwrite_each_other(client, figure, deed):
    change(figure, edited_alt_text=THEIRS, alt_state="confirmed")

    response = post(client, figure, deed, MINE)

    html = response.content.decode()
    assert "ada has changed this in the meantime" in html
    assert THEIRS in html
    assert MINE in html
    assert (figure.alt_text, figure.alt_state) == (THEIRS, "confirmed")


def test_one_s_own_text_can_be_put_in_the_place_of_theirs(client, figure):
    change(figure, edited_alt_text=THEIRS)
    entry = post(client, figure, "confirm", MINE).context["page"].entries[0]

    post(client, figure, "confirm", MINE, seen=entry.seen)

    assert (figure.alt_text, figure.alt_state) == (MINE, "confirmed")


def test_theirs_can_be_kept(client, figure):
    change(figure, edited_alt_text=THEIRS)

    response = client.get(post(client, figure, "theirs", MINE).url)

    assert response.context["page"].entries[0].typed == THEIRS
    assert figure.alt_text == THEIRS


def test_two_editors_who_agree_are_not_asked(client, figure):
    change(figure, edited_alt_text=MINE, alt_state="confirmed")

    assert post(client, figure, "confirm", MINE).status_code == 302


def test_a_change_of_nobody_known_is_a_conflict_too(client, figure):
    Figure.objects.update(edited_alt_text=THEIRS)

    html = post(client, figure, "confirm", MINE).content.decode()

    assert "Somebody else has changed this in the meantime." in html


def test_a_figure_that_is_removed_while_it_is_written_is_not_found(
    client, figure, monkeypatch
):
    def remove_first(ids):
        Figure.objects.filter(pk__in=ids).delete()
        return lock_figures(ids)

    lock_figures = alt_deeds.lock_figures
    monkeypatch.setattr(alt_deeds, "lock_figures", remove_first)
    form = {"figure": figure.pk, "deed": "confirm", "alt_text": MINE, "seen": SEEN}

    assert client.post(QUEUE, form).status_code == 404


def test_the_last_deed_can_be_taken_back_and_its_text_stays(client, figure):
    post(client, figure, "confirm", MINE)
    assert "Undo Figure 1" in page(client)

    response = undo(client, figure)

    figure.refresh_from_db()
    assert (figure.alt_text, figure.alt_state) == ("A curve.", "draft")
    assert response.context["page"].entries[0].typed == MINE
    assert said(response) == [
        "Figure 1: undone. Your text stands in the field, not saved."
    ]


def test_taking_back_a_state_says_no_more_than_that(client, figure):
    post(client, figure, "decorative")

    assert said(undo(client, figure)) == ["Figure 1: undone."]


def test_a_second_click_takes_nothing_else_back(client, figure):
    post(client, figure, "draft", THEIRS)
    seen = json.dumps({"edited_alt_text": THEIRS, "alt_state": "draft"})
    post(client, figure, "confirm", MINE, seen=seen)
    html = page(client)
    last = re.search(r'name="last" value="([^"]+)"', html)[1]

    post(client, figure, "undo", last=last)
    response = post(client, figure, "undo", last=last)

    assert said(client.get(response.url)) == ["There is nothing of yours to undo here."]
    assert figure.alt_text == THEIRS


def test_what_others_have_built_on_is_not_taken_back(client, figure):
    post(client, figure, "confirm", MINE)
    change(figure, edited_alt_text=THEIRS)

    response = client.get(undo(client, figure).url)

    assert said(response)[0].endswith("so this is not undone.")
    figure.refresh_from_db()
    assert figure.alt_text == THEIRS


def test_deeds_of_others_and_of_other_screens_are_not_offered(client, figure, editor):
    change(figure, edited_alt_text=THEIRS)
    assert 'name="last"' not in page(client)

    edit_figure(figure, {"credit": "Ada Example"}, editor)

    assert 'name="last"' not in page(client)
