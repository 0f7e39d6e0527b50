"""Readers may choose another language than their browser asks for."""

import pytest
from django.core.cache import caches
from django.test import Client

from tests.factories import PostFactory

pytestmark = pytest.mark.django_db


def choose(client, language, address="/blog/", **headers):
    words = {"language": language, "next": address}
    return client.post("/language/", words, headers=headers)


def test_the_choice_outweighs_the_browser_and_leads_back(client):
    PostFactory(published=True)
    response = choose(client, "de", "/blog/?page=1")

    assert response.status_code == 302
    assert response["Location"] == "/blog/?page=1"
    page = client.get("/blog/", headers={"Accept-Language": "fr"})
    assert '<html lang="de">' in page.content.decode()
    cookie = response.cookies["django_language"]
    assert (cookie["samesite"], cookie["httponly"]) == ("Lax", True)
    assert cookie["max-age"] > 300 * 24 * 3600


def test_no_reader_is_given_the_page_that_another_chose(client):
    PostFactory(published=True)
    caches["answers"].clear()
    choose(client, "de")
    german = client.get("/blog/")
    other = Client().get("/blog/")
    again = client.get("/blog/", headers={"If-None-Match": other["ETag"]})

    assert '<html lang="de">' in german.content.decode()
    assert '<html lang="en">' in other.content.decode()
    assert '<html lang="de">' in again.content.decode()
    assert german["ETag"] != other["ETag"]
    for name in ("Cookie", "Accept-Language"):
        assert name in german["Vary"]
        assert name in other["Vary"]


def test_the_form_is_in_every_page_and_says_which_language_is_spoken(client):
    for address in ("/", "/blog/", "/no-such-page/", "/search/?q=owl"):
        html = client.get(address, headers={"Accept-Language": "fr"}).content.decode()
        assert f'<input type="hidden" name="next" value="{address}">' in html
        assert (
            '<button name="language" value="fr" lang="fr" aria-current="true">Français<'
        ) in html
        assert '<button name="language" value="de" lang="de">Deutsch</button>' in html


def test_the_form_is_taken_without_a_token_of_the_reader_s_own():
    client = Client(enforce_csrf_checks=True)

    assert choose(client, "de").status_code == 302


@pytest.mark.parametrize("address", ["https://example.org/", "//example.org/", ""])
def test_the_choice_never_leads_away_from_the_site(client, address):
    response = choose(client, "de", address, Referer="https://example.org/")

    assert response["Location"] == "/"


def test_a_language_that_the_site_does_not_speak_changes_nothing(client):
    assert "django_language" not in choose(client, "xx").cookies
    assert client.get("/language/").status_code == 405


def test_a_choice_is_not_kept_for_others(client):
    response = choose(client, "de")

    assert "public" not in response.get("Cache-Control", "")
    assert "ETag" not in response
