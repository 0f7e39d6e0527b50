"""The screen of a figure while it waits, and what is not decided unseen."""

import pytest
from django.test import Client
from django.utils import timezone

from figures.models import Figure, WorkerBeat
from tests.figures.screens import open_form, place, press

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


def html_of(client, figure):
    return client.get(figure.get_admin_url()).content.decode()


def test_a_cut_that_no_task_is_left_to_make_can_be_asked_for_again(client):
    figure = place()
    press(client, figure, left="90.125")

    html = html_of(client, figure)

    assert "The cut has been lost on its way." in html
    assert 'value="cut-again"' in html


def test_without_a_worker_the_screen_says_so(client, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    figure = place()
    press(client, figure, left="90.125")

    assert "No worker is running." in html_of(client, figure)

    WorkerBeat.objects.create(worker_id="one", beaten_at=timezone.now())
    assert "No worker is running." not in html_of(client, figure)


def test_a_figure_that_others_have_changed_is_not_confirmed_unseen(client):
    figure = place()
    fields = open_form(client, figure)
    Figure.objects.filter(pk=figure.pk).update(edited_caption="Theirs.")

    response = client.post(
        figure.get_admin_url(), fields | {"deed": "confirm"}, follow=True
    )

    figure.refresh_from_db()
    assert figure.state == "new"
    assert "since you opened it" in response.content.decode()


def test_discarding_is_not_kept_from_by_a_field_that_cannot_be_saved(client):
    figure = place()
    fields = open_form(client, figure) | {"left": "900"}

    response = client.post(
        figure.get_admin_url(), fields | {"deed": "discard"}, follow=True
    )

    figure.refresh_from_db()
    assert (figure.state, figure.edited_box) == ("discarded", None)
    assert "Not saved, Left:" in response.content.decode()
