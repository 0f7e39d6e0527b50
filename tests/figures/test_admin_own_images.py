"""The addresses that take in pictures: who may, what they answer, and nothing but JSON."""

import pytest
from django.test import Client

from figures.models import Figure, FigureEdit, OwnImage
from figures.preparing import report_failure
from figures.worker import beat
from tests.factories import FigureFactory, UserFactory
from tests.figures.extraction.images import encoded, photo
from tests.figures.own_uploads import ADD, WORDS, prepare_all, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client):
    permissions = ["figures.add_figure", "figures.change_figure", "figures.view_figure"]
    user = UserFactory(editor=True, permissions=permissions)
    client.force_login(user)
    return user


@pytest.fixture
def added(client, writer):
    return send(client).json()


def test_a_picture_is_taken_in(client, writer):
    response = send(client, caption=" Boats. ")

    assert response.status_code == 201
    answer = response.json()
    figure = Figure.objects.get()
    assert answer["key"] == figure.key == "images/harbour"
    assert answer["markdown"] == "![](figure:images/harbour)"
    assert (answer["ready"], answer["failure"], answer["thumbnail"]) == (
        False,
        "",
        None,
    )
    assert (answer["alt"], answer["alt_state"]) == ("", "draft")
    assert figure.caption == "Boats."
    assert figure.own_image.uploaded_by == writer


def test_the_same_picture_is_known(client, added):
    response = send(client, name="other.png")

    assert response.status_code == 200
    assert response.json()["key"] == added["key"]


def test_alt_text_that_comes_along_is_confirmed(client, writer):
    answer = send(client, alt_text=WORDS).json()

    assert (answer["alt"], answer["alt_state"]) == (WORDS, "confirmed")
    assert FigureEdit.objects.get().made_by == writer


def test_alt_text_for_a_known_picture_needs_the_right_to_change_it(client, added):
    adder = UserFactory(editor=True, permissions=["figures.add_figure"])
    client.force_login(adder)

    response = send(client, alt_text=WORDS)

    assert response.status_code == 200
    assert (response.json()["alt"], response.json()["alt_state"]) == ("", "draft")
    assert not FigureEdit.objects.exists()


def test_whoever_may_only_add_describes_what_they_add(client):
    adder = UserFactory(editor=True, permissions=["figures.add_figure"])
    client.force_login(adder)

    assert send(client, alt_text=WORDS).json()["alt_state"] == "confirmed"


def test_alt_text_that_comes_along_describes_a_known_picture_once(client, added):
    assert send(client, alt_text=WORDS).json()["alt"] == WORDS

    assert send(client, alt_text=f"{WORDS} Twice.").json()["alt"] == WORDS


def test_a_discarded_picture_is_restored_by_who_may_change_figures(client, added):
    Figure.objects.update(state=Figure.State.DISCARDED)
    assert send(client).status_code == 200
    assert Figure.objects.get().state == Figure.State.CONFIRMED

    Figure.objects.update(state=Figure.State.DISCARDED)
    adder = UserFactory(editor=True, permissions=["figures.add_figure"])
    client.force_login(adder)
    response = send(client, alt_text=WORDS)

    assert response.status_code == 403
    assert "but was discarded" in response.json()["problem"]
    assert Figure.objects.get().state == Figure.State.DISCARDED


@pytest.mark.parametrize(
    ("alt_text", "caption", "sentence"),
    [
        ("harbour.png", "", "name of a file"),
        ("Harbour", "", "name of a file"),
        ("Boats at dusk.", "Boats at dusk", "caption again"),
        ("Picture of boats", "", "Begin with what it shows"),
        ("", "x" * 20_001, "far too long"),
    ],
)
def test_words_that_are_refused_keep_the_picture_out(
    client, writer, alt_text, caption, sentence
):
    response = send(client, alt_text=alt_text, caption=caption)

    assert response.status_code == 422
    assert sentence in response.json()["problem"]
    assert not Figure.objects.exists()


@pytest.mark.parametrize(
    ("content", "status", "sentence"),
    [
        (b"", 400, "empty"),
        (b"<svg onload='alert(1)'>", 415, "may hold scripts"),
        (b"<html>", 415, "is no picture"),
    ],
)
def test_what_is_no_picture_is_refused_in_a_sentence(
    client, writer, content, status, sentence
):
    response = send(client, content)

    assert response.status_code == status
    assert sentence in response.json()["problem"]


def test_a_pdf_is_offered_another_way_in(client, writer):
    answer = send(client, b"%PDF-1.7").json()

    assert answer["pdf"] is True
    assert answer["add_paper_url"] == "/admin/figures/paper/add/"


def test_a_picture_that_is_too_large_is_refused(client, writer, settings):
    settings.OWN_IMAGE_MAX_BYTES = 50

    response = send(client)

    assert response.status_code == 413
    assert "0 MB at most" in response.json()["problem"]


def test_a_form_that_is_too_large_is_not_even_read(client, writer, settings):
    settings.OWN_IMAGE_MAX_BYTES = 1024**2

    response = send(client, bytes(3 * 1024**2))

    assert response.status_code == 413
    assert "has 3.0 MB" in response.json()["problem"]


def test_a_form_without_a_picture_is_refused(client, writer):
    response = client.post(ADD, {"alt_text": WORDS})

    assert response.status_code == 400
    assert "No picture arrived" in response.json()["problem"]


def test_a_form_that_broke_off_is_refused(client, writer):
    response = client.post(
        ADD, b"half a form", content_type="multipart/form-data; boundary=x y"
    )

    assert response.status_code == 400
    assert response["Content-Type"] == "application/json"


def test_whoever_is_logged_out_is_told_so(client):
    for address in (ADD, "/admin/figures/figure/1/alt-text/"):
        response = client.post(address)

        assert response.status_code == 401
        assert "logged out" in response.json()["problem"]
    assert client.get("/admin/figures/figure/images/1/").status_code == 401


@pytest.mark.parametrize(
    "make",
    [
        lambda: UserFactory(editor=True, permissions=["figures.change_figure"]),
        lambda: UserFactory(permissions=["figures.add_figure"]),
    ],
    ids=["may not add", "no staff"],
)
def test_whoever_may_not_add_figures_adds_none(client, make):
    client.force_login(make())

    response = send(client)

    assert response.status_code == 403
    assert "may not" in response.json()["problem"]
    assert not Figure.objects.exists()


def test_each_address_asks_for_its_own_permission(client, added):
    client.force_login(UserFactory(editor=True, permissions=["blog.change_post"]))

    assert client.get(added["status_url"]).status_code == 403
    assert client.post(added["alt_url"], {"alt_text": WORDS}).status_code == 403
    assert client.post(added["again_url"]).status_code == 403


def test_forged_forms_are_refused(writer, added):
    forger = Client(enforce_csrf_checks=True)
    forger.force_login(writer)

    assert send(forger, encoded(photo((50, 50)))).status_code == 403
    assert forger.post(added["alt_url"], {"alt_text": WORDS}).status_code == 403
    assert forger.post(added["again_url"]).status_code == 403
    assert Figure.objects.get().alt_state == Figure.AltState.DRAFT


def test_a_form_with_its_token_is_taken_in(writer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(writer)
    client.get("/admin/password_change/")
    token = client.cookies["csrftoken"].value

    assert send(client, csrfmiddlewaretoken=token).status_code == 201
    assert send(client, csrfmiddlewaretoken="x" * 32).status_code == 403


def test_addresses_are_for_posts_alone(client, added):
    for address in (ADD, added["alt_url"], added["again_url"]):
        assert client.get(address).status_code == 405


def test_once_it_is_prepared_there_is_something_to_see(client, added):
    prepare_all()

    answer = client.get(added["status_url"]).json()

    assert answer["ready"]
    assert (answer["thumbnail"]["width"], answer["thumbnail"]["height"]) == (80, 60)
    assert answer["thumbnail"]["src"].endswith(".webp")


def test_while_no_worker_runs_it_says_so(client, added):
    assert "No worker" in added["hint"]
    beat("ada")

    assert client.get(added["status_url"]).json()["hint"] == ""


def test_a_failure_is_told_and_can_be_tried_again(client, added):
    report_failure(OwnImage.objects.get(), "It broke.")
    told = client.get(added["status_url"]).json()
    assert (told["failure"], told["can_try_again"]) == ("It broke.", True)

    answer = client.post(added["again_url"]).json()

    assert answer["failure"] == ""


def test_nothing_is_tried_again_without_the_file(client, added):
    OwnImage.objects.update(original="", failure="It is damaged.")

    response = client.post(added["again_url"])

    assert response.status_code == 409
    assert "Upload another" in response.json()["problem"]


def test_what_is_no_own_image_has_no_status(client, writer):
    figure = FigureFactory()

    assert client.get(f"/admin/figures/figure/images/{figure.pk}/").status_code == 404
    assert (
        client.post(f"/admin/figures/figure/images/{figure.pk}/again/").status_code
        == 404
    )
    assert client.post("/admin/figures/figure/999/alt-text/").status_code == 404


def test_editors_may_add_pictures(client, editor):
    client.force_login(editor)

    assert send(client).status_code == 201
