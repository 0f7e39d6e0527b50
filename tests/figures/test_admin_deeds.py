"""What an editor decides on a figure's screen: keep, discard, look again, undo."""

import pytest
from django.test import Client
from django.urls import reverse

from blog.models import FigureUse
from figures.models import Figure
from tests.factories import FigureFactory, PaperFactory, PostFactory, UserFactory
from tests.figures.screens import place, press, said, series, states

pytestmark = pytest.mark.django_db

NEW, CONFIRMED, DISCARDED = "new", "confirmed", "discarded"


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


def test_confirming_saves_and_leads_to_the_next_that_nobody_has_seen(client):
    first, done, third = series(3)
    Figure.objects.filter(pk=done.pk).update(state=CONFIRMED)

    response = press(client, first, "confirm", name="loss")

    assert (first.name, first.state) == ("loss", CONFIRMED)
    assert response.redirect_chain == [(third.get_admin_url(), 302)]


def test_after_the_last_one_comes_what_was_passed_over(client):
    first, second = series(2)

    assert press(client, second, "confirm").redirect_chain == [
        (first.get_admin_url(), 302)
    ]
    response = press(client, first, "confirm")

    sheet = reverse("admin:figures_paper_sheet", args=[first.paper.pk])
    assert response.redirect_chain == [(sheet, 302)]
    assert said(response) == ["All figures of this paper are reviewed."]


def test_what_cannot_be_saved_is_not_confirmed_either(client):
    (figure,) = series(1)

    response = press(client, figure, "confirm", left="")

    assert (response.status_code, figure.state) == (422, NEW)


def test_a_figure_is_confirmed_and_discarded_with_its_panels(client):
    (figure,) = series(1)
    kept = place(figure.version, parent=figure, number="1a")
    gone = place(figure.version, parent=figure, number="1b", state=DISCARDED)

    press(client, figure, "confirm")
    assert states(figure, kept, gone) == [CONFIRMED, CONFIRMED, DISCARDED]

    response = press(client, figure, "discard")
    assert states(figure, kept, gone) == [DISCARDED] * 3
    assert said(response)[0] == "“Figure 1” is discarded. Undo brings it back."

    press(client, figure, "reopen")
    assert states(figure, kept, gone) == [NEW] * 3


def test_what_is_discarded_is_brought_back_before_it_is_confirmed(client):
    figure, _other = series(2)
    press(client, figure, "discard")

    response = press(client, figure, "confirm")

    assert said(response) == ["“Figure 1” is discarded; bring it back first."]
    assert response.redirect_chain == [(figure.get_admin_url(), 302)]
    assert figure.state == DISCARDED


@pytest.mark.parametrize("is_panel", [False, True])
def test_what_a_post_shows_is_not_discarded(client, is_panel):
    figure, _other = series(2)
    shown = place(figure.version, parent=figure, number="1a") if is_panel else figure
    FigureUse.objects.create(post=PostFactory(), figure=shown)

    response = press(client, figure, "discard", name="loss")

    sentence = f"“{shown}” is used in a post; take it out there first."
    if not is_panel:
        sentence = "“Figure 1: loss” is used in a post; take it out there first."
    assert said(response) == [sentence]
    assert response.redirect_chain == [(figure.get_admin_url(), 302)]
    assert (figure.name, figure.state) == ("loss", NEW)


def test_undo_takes_back_the_last_deed_on_the_paper_and_goes_there(client):
    first, second = series(2)
    press(client, first, "confirm")

    response = press(client, second, "undo")

    assert response.redirect_chain == [(first.get_admin_url(), 302)]
    assert said(response) == ["Undone: state of Figure 1."]
    assert states(first) == [NEW]
    again = press(client, second, "undo")
    assert said(again) == ["There is nothing of yours to undo here."]


def test_undo_is_one_s_own_and_of_this_paper(client):
    (figure,) = series(1)
    (elsewhere,) = series(1)
    press(client, elsewhere, name="loss")
    other = Client()
    other.force_login(UserFactory(admin=True))
    press(other, figure, name="theirs")

    response = press(client, figure, "undo")

    assert said(response) == ["There is nothing of yours to undo here."]
    elsewhere.refresh_from_db()
    assert (figure.name, elsewhere.name) == ("theirs", "loss")


def test_what_was_typed_and_not_saved_is_not_lost_by_an_undo(client):
    (figure,) = series(1)

    response = press(client, figure, "undo", name="loss")

    assert "Undo once more takes it back." in said(response)[0]
    assert figure.name == "loss"
    press(client, figure, "undo")
    assert figure.name == ""


def test_what_others_have_built_on_is_not_undone(client):
    (figure,) = series(1)
    press(client, figure, name="mine")
    other = Client()
    other.force_login(UserFactory(admin=True))
    press(other, figure, name="theirs")

    response = press(client, figure, "undo")

    assert "has been changed since by somebody else" in said(response)[0]
    assert figure.name == "theirs"


def test_an_image_of_one_s_own_is_reviewed_by_itself(client):
    figure = FigureFactory(own=True, key="images/harbour", state=NEW)
    FigureFactory(own=True, key="images/quay", state=NEW)

    response = press(client, figure, "confirm", name="Harbour")

    assert response.redirect_chain == [("/admin/figures/figure/", 302)]
    assert (figure.name, figure.state) == ("Harbour", CONFIRMED)
    press(client, figure, "undo")
    assert figure.state == NEW
    for deed in ("automatic", "caption-in", "split", "pair", "merge", "cut-again"):
        assert press(client, figure, deed).status_code == 200


def test_a_deed_of_no_such_name_only_saves(client):
    figure = FigureFactory(paper=PaperFactory(), state=NEW)

    response = press(client, figure, "delete-everything", name="loss")

    assert said(response) == ["Saved."]
    assert (figure.name, figure.state) == ("loss", NEW)
