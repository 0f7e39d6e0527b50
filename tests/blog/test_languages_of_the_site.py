"""Readers are spoken to in their language, posts keep theirs, the admin speaks English."""

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import Client
from django.utils import translation

from blog.search.texts import text_of_figure
from figures.credits import credit_line
from figures.models import Figure
from tests.factories import FigureFactory, PaperFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    PaperFactory(slug="owls")
    figure = FigureFactory(
        paper__slug="night",
        paper__authors="A. Khatri\nB. Lund",
        paper__title="Night",
        number="7",
        state=Figure.State.CONFIRMED,
    )
    return PostFactory(
        published=True,
        title="On owls",
        slug="on-owls",
        body=f"See [](figure:{figure.key}).\n\n![An owl](figure:{figure.key})",
    )


def read(client, address, language):
    return client.get(address, headers={"Accept-Language": language})


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "de-CH, de;q=0.9, en;q=0.5",
            {
                "/": ["Neueste Beiträge", "Zum Text springen"],
                "/blog/": ["2 Beiträge", "Abbildungen"],
                "/blog/on-owls/": ["Veröffentlicht", "1 Minute", "Dieser Beitrag"],
                "/blog/on-owls/figures/": ["Zurück zum Beitrag"],
                "/search/?q=zebra": ["Nichts zu „zebra“."],
                "/no-such-page/": ["Diese Seite gibt es nicht."],
            },
        ),
        (
            "fr",
            {
                "/": ["Derniers billets", "Aller au texte"],
                "/blog/": ["2\u00a0billets", "Articles"],
                "/blog/on-owls/": ["Publié", "1\u00a0minute", "Ce billet"],
                "/blog/on-owls/figures/": ["Retour au billet"],
                "/search/?q=zebra": ["Rien pour «\u00a0zebra\u00a0»."],
                "/no-such-page/": ["Cette page n\u2019existe pas."],
            },
        ),
        (
            "es, pt;q=0.5",
            {
                "/": ["Latest posts"],
                "/search/?q=zebra": ["Nothing for “zebra”."],
                "/no-such-page/": ["There is no such page."],
            },
        ),
    ],
)
def test_readers_are_spoken_to_in_their_language(client, post, language, words):
    PostFactory(published=True)
    spoken = {"d": "de", "f": "fr"}.get(language[0], "en")
    for address, expected in words.items():
        response = read(client, address, language)
        html = response.content.decode()
        for word in expected:
            assert word in html, address
        assert f'<html lang="{spoken}">' in html
        assert response["Content-Language"] == spoken
        assert "Accept-Language" in response["Vary"]


def test_dates_are_written_as_the_language_writes_them(client):
    PostFactory(published=True, slug="old", published_at="2024-03-05T12:00:00Z")

    assert "5. März 2024" in read(client, "/blog/old/", "de").content.decode()
    assert "5 mars 2024" in read(client, "/blog/old/", "fr").content.decode()


def test_a_kept_answer_is_kept_for_readers_of_its_language(client, post):
    caches["answers"].clear()
    made = {tag: read(client, "/", tag) for tag in ("de", "fr", "en")}
    for tag, first in made.items():
        again = read(client, "/", tag)
        assert again.content == first.content
        assert again["Content-Language"] == tag
        assert "Accept-Language" in again["Vary"]
        headers = {"Accept-Language": tag, "If-None-Match": first["ETag"]}
        unchanged = client.get("/", headers=headers)
        assert unchanged.status_code == 304
        assert "Accept-Language" in unchanged["Vary"]
    assert len({response["ETag"] for response in made.values()}) == len(made)


def test_what_stands_in_a_text_speaks_the_language_of_the_text(client, post):
    english = read(client, "/blog/on-owls/", "de").content.decode()
    assert "Figure 1</a>" in english
    assert "Abbildung 1" not in english

    post.language = "de-AT"
    post.save()
    for address in ("/blog/on-owls/", "/blog/on-owls/figures/"):
        german = read(client, address, "fr").content.decode()
        assert "<strong>Abbildung 1</strong> · Abb. 7 im Paper" in german
    for address in ("/feed.atom", "/feed.json"):
        assert "Abbildung 1" in client.get(address).content.decode()


def test_a_text_in_a_language_we_do_not_speak_has_the_words_of_its_reader(client, post):
    post.language = "es"
    post.save()

    assert "Abbildung 1</a>" in read(client, "/blog/on-owls/", "de").content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/api/",
        "/api/posts/on-owls/",
        "/api/figures/night/figure-7/",
        "/api/nothing/",
        "/feed.atom",
        "/feed.json",
        "/oembed?url=http://testserver/papers/night/figure-7/",
        "/oembed?url=http://testserver/papers/night/figure-7/&format=xml",
        "/oembed?url=nonsense",
    ],
)
def test_programs_are_told_the_same_whatever_their_users_speak(client, post, address):
    english, german = (read(client, address, tag) for tag in ("en", "de"))

    assert german.content == english.content
    assert german.get("ETag") == english.get("ETag")
    assert german["Content-Language"] == settings.LANGUAGE_CODE
    assert "Accept-Language" not in german.get("Vary", "")


def test_credits_have_the_quotes_of_their_language(post):
    figure = Figure.objects.get(number="7")

    with translation.override("de"):
        assert credit_line(figure) == "Abbildung 7 aus A. Khatri und B. Lund, „Night“."
    with translation.override("fr"):
        assert credit_line(figure) == (
            "Figure 7, source\u00a0: A. Khatri et B. Lund, «\u00a0Night\u00a0»."
        )


def test_the_search_index_is_the_same_whoever_s_request_makes_it(post):
    figure = Figure.objects.get(number="7")
    with translation.override("de"):
        assert text_of_figure(figure).words.startswith("Figure 7")


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_the_admin_speaks_english_whatever_the_browser_asks_for(post, language):
    client = Client(headers={"Accept-Language": language})
    assert b"Username" in client.get("/admin/login/").content

    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    for address in (
        "/admin/",
        "/admin/blog/post/",
        f"/admin/blog/post/{post.pk}/change/",
    ):
        response = client.get(address)
        html = response.content.decode()
        assert response["Content-Language"] == settings.LANGUAGE_CODE
        assert 'lang="en' in html
        for word in ("Abmelden", "Déconnexion", "Cerrar sesión", "Beiträge", "Billets"):
            assert word not in html
    assert b"There is no such page." in client.get("/admin/nothing/").content
