"""Another release of the site is another name for each page."""

import pytest
from django.template import Engine

from blog.editions.release import release


@pytest.fixture(autouse=True)
def read_again():
    release.cache_clear()
    yield
    release.cache_clear()


def named_anew():
    release.cache_clear()
    return release()


def test_the_same_site_has_the_same_name_in_each_process():
    assert named_anew() == named_anew()


def test_a_template_that_was_changed_makes_another_release(tmp_path, monkeypatch):
    page = tmp_path / "page.html"
    page.write_text("Before")
    engine = Engine.get_default()
    monkeypatch.setattr(engine, "dirs", [*engine.dirs, tmp_path])
    before = named_anew()

    page.write_text("After")

    assert named_anew() != before


@pytest.mark.django_db
def test_another_release_is_another_edition_of_each_page(client, monkeypatch):
    known = {"If-None-Match": client.get("/")["ETag"]}
    assert client.get("/", headers=known).status_code == 304

    monkeypatch.setenv("OFFPRINT_OF_TOMORROW", "1")
    release.cache_clear()

    assert client.get("/", headers=known).status_code == 200


def test_what_the_site_is_called_makes_another_release_and_its_secret_none(monkeypatch):
    before = named_anew()

    monkeypatch.setenv("DJANGO_SECRET_KEY", "another")
    assert named_anew() == before

    monkeypatch.setenv("OFFPRINT_NAME", "Another name")
    assert named_anew() != before
