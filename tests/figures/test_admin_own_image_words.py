"""The words of a picture: its alt text from where it is written of, and its own screen."""

import pytest

from figures.models import Figure, FigureEdit, OwnImage
from figures.preparing import report_failure
from tests.conftest import count_queries
from tests.factories import UserFactory
from tests.figures.extraction.images import encoded, photo
from tests.figures.own_uploads import WORDS, prepare_all, send

pytestmark = pytest.mark.django_db

# What the screen of a figure sends where nobody has touched it.
SCREEN = {
    "number": "",
    "kind": "figure",
    "name": "Harbour",
    "caption": "",
    "alt_text": "",
    "alt_state": "draft",
    "tier": "supporting",
    "dark_mode": "card",
    "deed": "save",
}


@pytest.fixture
def writer(client):
    permissions = ["figures.add_figure", "figures.change_figure", "figures.view_figure"]
    user = UserFactory(editor=True, permissions=permissions)
    client.force_login(user)
    return user


@pytest.fixture
def added(client, writer):
    return send(client).json()


def test_alt_text_is_written_where_the_text_is(client, added, writer):
    answer = client.post(
        added["alt_url"], {"alt_text": WORDS, "seen": added["seen"]}
    ).json()

    figure = Figure.objects.get()
    assert (figure.alt_text, figure.alt_state) == (WORDS, "confirmed")
    assert (answer["alt"], answer["alt_state"]) == (WORDS, "confirmed")
    assert FigureEdit.objects.get().made_by == writer


def test_a_picture_can_be_decorative(client, added):
    answer = client.post(added["alt_url"], {"decorative": "1"}).json()

    assert answer["alt_state"] == "decorative"


@pytest.mark.parametrize(
    ("alt_text", "sentence"),
    [("", "no alt text"), ("Harbour.png", "name of a file"), ("x" * 5000, "too long")],
)
def test_a_bad_alt_text_is_refused(client, added, alt_text, sentence):
    response = client.post(added["alt_url"], {"alt_text": alt_text})

    assert response.status_code == 422
    assert sentence in response.json()["problem"]
    assert Figure.objects.get().alt_state == "draft"


def test_two_who_describe_it_at_once_hear_of_each_other(client, added):
    Figure.objects.update(edited_alt_text="Three boats.", alt_state="confirmed")

    response = client.post(added["alt_url"], {"alt_text": WORDS, "seen": added["seen"]})

    assert response.status_code == 409
    theirs = response.json()["theirs"]
    assert theirs["edited_alt_text"] == "Three boats."
    assert Figure.objects.get().alt_text == "Three boats."


def test_what_was_seen_may_be_nonsense(client, added):
    response = client.post(added["alt_url"], {"alt_text": WORDS, "seen": "[1"})

    assert response.status_code == 400
    assert response.json()["problem"]


def test_the_list_of_figures_costs_the_same_with_more_pictures(client, admin_user):
    client.force_login(admin_user)
    send(client)
    before = count_queries(client, "/admin/figures/figure/")
    send(client, encoded(photo((50, 50))), "Quay.png")
    prepare_all()

    assert count_queries(client, "/admin/figures/figure/") == before


def test_its_screen_shows_what_has_become_of_it(client, admin_user):
    client.force_login(admin_user)
    answer = send(client).json()
    page = client.get(answer["admin_url"]).content.decode()
    assert "This picture is being prepared." in page
    assert "data-waiting" in page

    report_failure(OwnImage.objects.get(), "It broke.")
    page = client.get(answer["admin_url"]).content.decode()
    assert "It broke." in page
    assert 'value="cut-again"' in page

    client.post(answer["admin_url"], SCREEN | {"deed": "cut-again"})
    assert OwnImage.objects.get().failure == ""

    prepare_all()
    page = client.get(answer["admin_url"]).content.decode()
    assert "<picture>" in page
    assert "This image is from no paper." in page
    assert "data-waiting" not in page


def test_its_words_are_edited_on_its_screen(client, admin_user):
    client.force_login(admin_user)
    answer = send(client).json()
    said = {
        "name": "Old harbour",
        "caption": "Boats at dusk.",
        "alt_text": WORDS,
        "alt_state": "confirmed",
        "credit": "Photograph: M. Okafor",
    }

    response = client.post(answer["admin_url"], SCREEN | said)

    assert response.status_code == 302
    figure = Figure.objects.get()
    assert (figure.name, figure.caption, figure.alt_text) == (
        "Old harbour",
        "Boats at dusk.",
        WORDS,
    )
    assert figure.credit == "Photograph: M. Okafor"
