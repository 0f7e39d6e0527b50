"""The queue of alt texts: who may look, and who may write."""

import pytest
from django.test import Client

from figures.models import FigureEdit
from tests.factories import FigureFactory, UserFactory

pytestmark = pytest.mark.django_db

QUEUE = "/admin/figures/figure/alt-texts/"
TEXT = "The loss falls from 4.2 to 2.9 within the first thousand steps."


def post(client, figure, deed, alt_text=TEXT):
    form = {"figure": figure.pk, "deed": deed, "alt_text": alt_text, "seen": "{}"}
    return client.post(QUEUE, form)


def test_each_role_does_what_it_may(newcomer):
    figure = FigureFactory()
    client = Client()
    assert client.get(QUEUE).url == f"/admin/login/?next={QUEUE}"

    client.force_login(UserFactory())
    assert client.get(QUEUE).status_code == 302

    client.force_login(newcomer)
    assert client.get(QUEUE).status_code == 403
    assert post(client, figure, "confirm").status_code == 403

    client.force_login(UserFactory(editor=True, permissions=["figures.view_figure"]))
    response = client.get(QUEUE)
    assert "A curve that rises." in response.content.decode()
    assert "<textarea" not in response.content.decode()
    assert post(client, figure, "confirm").status_code == 403
    assert post(client, figure, "undo").status_code == 403
    assert not FigureEdit.objects.exists()


def test_who_is_logged_out_gets_back_what_was_typed():
    figure = FigureFactory()

    response = post(Client(), figure, "confirm", "Typed <with> care.")

    assert response.status_code == 401
    assert "Typed &lt;with&gt; care." in response.content.decode()
    assert not FigureEdit.objects.exists()
