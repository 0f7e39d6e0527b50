"""The screen of one figure: what it shows, and what of it is stored."""

import json

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from figures.models import Figure, FigureEdit
from tests.conftest import count_queries
from tests.factories import FigureFactory, PostFactory, UserFactory, cut
from tests.figures.screens import (
    BOX,
    draw_page,
    open_form,
    place,
    press,
    said,
    version_of_eight_pages,
)

pytestmark = pytest.mark.django_db


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


def html_of(client, figure):
    return client.get(figure.get_admin_url()).content.decode()


def test_each_role_sees_what_it_may(newcomer):
    figure = place()
    client = Client()
    login = f"/admin/login/?next={figure.get_admin_url()}"
    assert client.get(figure.get_admin_url()).headers["Location"] == login

    client.force_login(newcomer)
    assert client.get(figure.get_admin_url()).status_code == 403
    assert client.post(figure.get_admin_url(), {"deed": "discard"}).status_code == 403
    figure.refresh_from_db()
    assert figure.state == Figure.State.NEW


def test_who_may_only_look_gets_a_screen_without_buttons():
    figure = place()
    draw_page(figure.version)
    client = Client()
    client.force_login(UserFactory(editor=True, permissions=["figures.view_figure"]))

    response = client.get(figure.get_admin_url())

    html = response.content.decode()
    assert all(field.field.disabled for field in response.context["form"])
    assert 'name="deed" value="confirm"' not in html
    assert 'name="deed" value="pair"' not in html
    assert "Add a missed figure" not in html
    # The page is as private as its PDF.
    assert "data-stage" not in html
    refused = client.post(figure.get_admin_url(), {"deed": "confirm"})
    figure.refresh_from_db()
    assert (refused.status_code, figure.state) == (403, Figure.State.NEW)


def test_saving_what_nobody_changed_stores_nothing(client):
    figure = place(caption="Loss <by> step.", name="loss")

    response = post(client, figure)

    assert response.headers["Location"] == figure.get_admin_url()
    assert not FigureEdit.objects.exists()
    assert (figure.edited_caption, figure.edited_name, figure.edited_box) == (
        "",
        "",
        None,
    )


def test_only_what_the_editor_changed_is_stored(client):
    figure = place(caption="Found.", name="loss")

    response = press(client, figure, caption="Better.", tier="essential")

    edit = FigureEdit.objects.get()
    assert edit.after == {"edited_caption": "Better.", "tier": "essential"}
    assert (figure.caption, figure.detected_caption) == ("Better.", "Found.")
    assert said(response) == ["Saved."]


def test_typing_what_was_detected_is_no_edit_of_one_s_own(client):
    figure = place(caption="Found.")
    press(client, figure, caption="Better.")

    press(client, figure, caption="Found.")

    assert (figure.caption, figure.edited_caption) == ("Found.", "")


def test_white_around_what_was_detected_is_no_edit(client):
    figure = place(caption=" Found in two\r\nlines. ", name="loss ")

    press(client, figure, credit="Ada Example")

    assert FigureEdit.objects.get().after == {"credit": "Ada Example"}


def test_what_another_import_finds_meanwhile_does_not_become_an_edit(client):
    figure = place(caption="Found.")
    sent = open_form(client, figure) | {"credit": "Ada Example"}
    Figure.objects.filter(pk=figure.pk).update(
        detected_caption="Found again.", detected_box=[90.0, 110.0, 310.0, 225.0]
    )

    client.post(figure.get_admin_url(), sent)

    figure.refresh_from_db()
    assert (figure.caption, figure.edited_caption) == ("Found again.", "")
    assert (figure.credit, figure.edited_box) == ("Ada Example", None)


@pytest.mark.parametrize("seen", ["", "{}", "[]", "null", "nonsense", '{"shown": 1}'])
def test_a_form_that_lost_what_it_showed_is_held_against_what_is_stored(client, seen):
    figure = place(caption="Found.")

    response = post(client, figure, seen=seen, name="loss")

    assert response.status_code == 302
    assert FigureEdit.objects.get().after == {"edited_name": "loss"}


def test_what_sticks_out_of_the_page_is_cut_off(client):
    figure = place()
    draw_page(figure.version)

    post(client, figure, left="-20", right="700.456")

    assert figure.edited_box == [0.0, 120.0, 612.0, 220.0]


def test_a_moved_box_is_cut_anew_and_shown_with_its_page(client, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    figure = place()
    draw_page(figure.version)

    post(client, figure, left="90.125", page="4")

    assert (figure.edited_box, figure.edited_page_number) == ([90.12, *BOX[1:]], 4)
    assert figure.is_being_cut
    html = html_of(client, figure)
    assert "Being cut anew. Readers see the old crop" in html
    assert "data-waiting" in html


def test_an_image_of_one_s_own_has_words_and_no_crop(client):
    figure = FigureFactory(own=True, key="images/harbour")

    response = client.get(figure.get_admin_url())
    press(client, figure, name="Harbour", alt_state="decorative")

    assert "This image is from no paper." in response.content.decode()
    assert not {"kind", "left", "page", "snap"} & set(response.context["form"].fields)
    assert (figure.name, figure.alt_state) == ("Harbour", "decorative")


def test_a_figure_that_went_with_its_paper_is_a_sentence_not_an_error(client):
    figure = place()
    sent = open_form(client, figure)
    figure.paper.delete()

    response = client.post(figure.get_admin_url(), sent, follow=True)

    assert response.redirect_chain == [("/admin/figures/figure/", 302)]
    assert said(response) == ["There is no such figure, or not any more."]


def test_an_autosave_leaves_no_message_behind(client):
    figure = place()
    sent = open_form(client, figure) | {"name": "loss", "deed": "save"}

    response = client.post(
        figure.get_admin_url(), sent, follow=True, headers={"X-Autosave": "1"}
    )

    assert said(response) == []
    assert json.loads(response.context["form"]["seen"].value())["shown"]["name"] == (
        "loss"
    )


def test_a_page_that_nobody_has_drawn_is_asked_for_once(client, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    figure = place()

    assert "The page is being drawn." in html_of(client, figure)
    assert "data-waiting" in html_of(client, figure)

    assert DBTaskResult.objects.count() == 1


def test_a_page_that_cannot_be_drawn_says_why_and_is_not_asked_for(client, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    figure = place()
    type(figure.version).objects.update(drawing_failure="Page 3 cannot be drawn.")

    html = html_of(client, figure)

    assert "Page 3 cannot be drawn. The crop can still be typed in numbers." in html
    assert "data-waiting" not in html
    assert not DBTaskResult.objects.exists()


def test_the_screen_asks_as_much_for_many_figures_as_for_one(client):
    version = version_of_eight_pages()
    draw_page(version)
    figure = cut(place(version, number="1"))
    expected = count_queries(client, figure.get_admin_url())

    for number in range(2, 6):
        other = cut(place(version, number=str(number)))
        place(version, parent=figure, number=f"1{'abcde'[number - 1]}")
        PostFactory(lead_figure=figure)
        PostFactory(lead_figure=other)

    # Session, user, rights (2), the figure with its copies (2), the paper's figures,
    # the page, the queue of splittings, the last edit, posts.
    assert expected == 11
    assert count_queries(client, figure.get_admin_url()) == expected
