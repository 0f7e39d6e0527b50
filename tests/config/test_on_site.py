"""The admin's "View on site" leads on, and tells of nothing that may not be seen."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from tests.factories import FigureFactory, PaperFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db

MAKERS = {
    "blog.view_post": PostFactory,
    "figures.view_paper": PaperFactory,
    "figures.view_figure": FigureFactory,
}


def way_to(thing, pk=None):
    kind = ContentType.objects.get_for_model(thing)
    return reverse("admin:view_on_site", args=[kind.pk, pk or thing.pk])


@pytest.mark.parametrize("right", MAKERS)
def test_it_leads_whoever_may_see_a_thing_to_its_page(client, right):
    thing = MAKERS[right]()
    client.force_login(UserFactory(editor=True, permissions=[right]))

    location = client.get(way_to(thing)).headers["Location"]

    assert location == f"http://testserver{thing.get_absolute_url()}"
    assert client.get(way_to(thing, pk=10**6)).status_code == 404


@pytest.mark.parametrize("right", MAKERS)
def test_to_others_nothing_is_there(client, right):
    thing = MAKERS[right]()
    others = [each for each in MAKERS if each != right]
    client.force_login(UserFactory(editor=True, permissions=others))

    assert client.get(way_to(thing)).status_code == 404


def test_strangers_are_asked_to_log_in_first(client):
    answer = client.get(way_to(PaperFactory()))

    assert answer.headers["Location"].startswith("/admin/login/")


def test_what_the_admin_does_not_know_is_not_there(client):
    client.force_login(UserFactory(admin=True))
    session = ContentType.objects.get(app_label="sessions", model="session")

    assert client.get(f"/admin/r/{session.pk}/1/").status_code == 404
