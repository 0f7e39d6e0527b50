"""The editor's preview: the site's own HTML, or a plain sentence and a status."""

import pytest
from django.test import Client

from blog import markdown, runaway
from blog.markdown import render_markdown
from tests.factories import FigureFactory, UserFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/blog/post/preview/"


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


def test_the_preview_is_what_readers_get(client):
    text = f"Some *words*.\n\n![](figure:{FigureFactory().key})"

    response = client.post(ADDRESS, {"content": text})

    assert response.content.decode() == render_markdown(text)
    assert "no-store" in response.headers["Cache-Control"]


def test_what_is_being_typed_is_not_kept(client, monkeypatch):
    def refuse(*_args):
        raise AssertionError("something was kept")

    monkeypatch.setattr(markdown.cache, "set", refuse)

    assert client.post(ADDRESS, {"content": "Some words."}).status_code == 200


def test_an_unknown_key_is_seen_in_the_preview(client):
    response = client.post(ADDRESS, {"content": "![](figure:no/such)"})

    assert "There is no figure “no/such”." in response.content.decode()


def test_the_page_around_it_may_be_framed_by_us_alone(client):
    response = client.get(ADDRESS)

    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    policy = response.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "default-src 'self'" in policy
    assert "blog/site.css" in response.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_each_role_gets_its_status_and_never_a_login_page(newcomer, method):
    client = Client()
    response = getattr(client, method)(ADDRESS)
    assert (response.status_code, response["Content-Type"]) == (401, "text/plain")
    assert "You are logged out." in response.content.decode()

    client.force_login(newcomer)
    response = getattr(client, method)(ADDRESS)
    assert (response.status_code, response["Content-Type"]) == (403, "text/plain")

    reader = UserFactory(permissions=["blog.change_post"])
    client.force_login(reader)
    assert getattr(client, method)(ADDRESS).status_code == 401

    for permission in ("blog.add_post", "blog.change_post"):
        client.force_login(UserFactory(editor=True, permissions=[permission]))
        assert getattr(client, method)(ADDRESS).status_code == 200


def test_a_text_too_long_is_refused_before_it_is_read(client, monkeypatch):
    monkeypatch.setattr(runaway, "MAX_CHARACTERS", 10)

    response = client.post(ADDRESS, {"content": "a" * 11})

    assert (response.status_code, response["Content-Type"]) == (413, "text/plain")
    assert "10 is the most" in response.content.decode()


def test_the_preview_needs_the_form_s_token(editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)

    assert client.post(ADDRESS, {"content": "words"}).status_code == 403


@pytest.mark.parametrize("address", ["/markdownx/markdownify/", "/markdownx/upload/"])
def test_markdownx_s_own_addresses_do_not_exist(client, address):
    assert client.post(address).status_code == 404
