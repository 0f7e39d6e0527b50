"""What readers see when something is not there, not allowed, or broken."""

import re

import pytest
from django.db import OperationalError
from django.test import Client

from blog.models import SiteIdentity
from blog.views.faults import find_words
from tests.factories import PostFactory, UserFactory


@pytest.mark.django_db
def test_what_is_not_there_offers_a_search_and_the_latest_posts(client):
    PostFactory(published=True, title="On Curves", slug="on-curves")
    PostFactory(title="A draft")

    response = client.get("/blog/scaling-curves.html")
    html = response.content.decode()

    assert response.status_code == 404
    assert 'name="q" value="scaling curves"' in html
    assert '<a href="/blog/on-curves/">On Curves</a>' in html
    assert "A draft" not in html


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", ""),
        ("/blog/tag/reinforcement-learning/", "reinforcement learning"),
        ("/2024/05/uber%C3%BCbung_zwei.php", "2024 05 uberübung zwei"),
        ("/a/b/c", ""),
        ("/" + "long-" * 100, "long " * 7 + "long"),
    ],
)
def test_the_words_of_an_address_are_proposed(path, words):
    assert find_words(path) == words


@pytest.mark.django_db
def test_an_address_is_shown_as_text(client):
    html = client.get('/"><script>alert(1)</script>').content.decode()

    assert "<script>alert" not in html
    assert 'value="script alert script"' in html


@pytest.mark.django_db
@pytest.mark.parametrize("count", [0, 9])
def test_what_is_not_there_takes_two_queries(client, django_assert_num_queries, count):
    PostFactory.create_batch(count, published=True)

    with django_assert_num_queries(2):  # posts; the site's name
        client.get("/nowhere/")


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["tag", "author", "series"])
def test_a_heading_that_is_not_there_is_a_page_too(client, kind):
    response = client.get(f"/blog/{kind}/nothing/")
    html = response.content.decode()

    assert response.status_code == 404
    assert "There is no such page." in html
    # Of no section: no way of the navigation says that one is in it.
    assert not re.findall("<a [^>]*aria-current", html)


def test_what_is_not_there_remains_so_while_the_database_is_away(client, monkeypatch):
    def fail(*args):
        raise OperationalError("The database is away.")

    monkeypatch.setattr("django.db.models.query.QuerySet._fetch_all", fail)

    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "There is no such page." in response.content.decode()


def test_a_fault_of_ours_is_told_without_the_database(client, settings):
    """Nothing marks this test as one that may ask the database: each try is a fault."""
    settings.SITE_NAME = "Lab <Journal>"
    client.raise_request_exception = False

    response = client.get("/")
    html = response.content.decode()

    assert response.status_code == 500
    assert "Something broke on our side." in html
    assert "Lab &lt;Journal&gt;" in html
    assert "Content-Security-Policy" in response.headers


def test_a_host_that_is_not_ours_is_told_so(client, settings):
    settings.ALLOWED_HOSTS = ["example.org"]

    response = client.get("/", headers={"host": "elsewhere.org"})

    assert response.status_code == 400
    assert "This request makes no sense to us." in response.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_cookie_says_how_to_send_it():
    SiteIdentity.objects.create(pk=1, name="Field Notes")
    client = Client(enforce_csrf_checks=True)

    response = client.post("/admin/login/", {"username": "ada"})
    html = response.content.decode()

    assert response.status_code == 403
    assert "Your browser kept no cookie from us." in html
    assert "Field Notes" in html


@pytest.mark.django_db
def test_a_form_that_is_too_old_says_what_to_do():
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "x" * 32

    html = client.post("/admin/login/", {"username": "ada"}).content.decode()

    assert "This form was too old to be taken." in html
    assert "Nothing was changed." in html


@pytest.mark.django_db
def test_what_is_not_allowed_says_whom_to_ask(client):
    client.force_login(UserFactory(editor=True))

    response = client.get("/admin/blog/post/")

    assert response.status_code == 403
    assert "This page is not for your account." in response.content.decode()
