"""The editor's tray: which figures it offers, to whom, and what it says of each."""

import json

import pytest
from django.test import Client

from figures.edits import edit_figure
from figures.models import Figure, FigureEdit, OwnImage
from tests.conftest import count_queries
from tests.factories import (
    FigureFactory,
    PaperFactory,
    PostFactory,
    UserFactory,
    cut,
)

pytestmark = pytest.mark.django_db

TRAY = "/admin/blog/post/figures/"
WORDS = "/admin/blog/post/figure-words/"


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


def read(client, **asked):
    return client.get(TRAY, asked).content.decode()


def add_own(key, user=None):
    figure = FigureFactory(own=True, key=key, name=key, caption="")
    OwnImage.objects.create(
        figure=figure,
        sha256=f"{figure.pk:064x}",
        original_name=key,
        size=1,
        uploaded_by=user,
    )
    return figure


def test_figures_stand_in_the_paper_s_order_with_their_panels():
    client = Client()
    client.force_login(UserFactory(admin=True))
    whole = cut(FigureFactory(number="3", caption="Loss & more.", position=2))
    paper = whole.paper
    FigureFactory(paper=paper, parent=whole, number="3b", caption="", position=1)
    FigureFactory(paper=paper, number="1", position=1, tier="essential")
    FigureFactory(paper=paper, number="9", state="discarded", position=3)

    html = read(client, paper=paper.pk)

    keys = [part.partition('"')[0] for part in html.split('data-key="')[1:]]
    names = [key.rpartition("/")[2] for key in keys]
    assert names == ["figure-1", "figure-3", "figure-3b"]
    assert 'data-number="3b"' in html
    assert "Loss &amp; more." in html
    assert "Insert essential figures</button>" in html.replace(" (1)", "")


def test_a_table_is_found_by_its_letter_t(client):
    table = FigureFactory(kind="table", number="2")

    assert 'data-number="t2"' in read(client, paper=table.paper.pk)


def test_states_are_said_in_words(client):
    new = FigureFactory(state="new", alt_state="draft")
    FigureFactory(paper=new.paper, alt_state="decorative")
    FigureFactory(paper=new.paper, alt_state="confirmed")

    html = read(client, paper=new.paper.pk)

    for words in ("not reviewed", "alt text is a draft", "decorative"):
        assert words in html
    assert "alt text confirmed" in html


def test_images_of_one_s_own_are_those_in_the_text_and_one_s_latest(client, editor):
    add_own("images/mine", editor)
    add_own("images/used")
    add_own("images/neither")

    html = read(client, image=["images/used", "images/\x00", "no/such"])

    assert "images/mine" in html
    assert "images/used" in html
    assert "images/neither" not in html


def test_an_empty_tray_says_what_to_do(client):
    assert "No paper is chosen" in read(client)
    assert "No figures were found" in read(client, paper=PaperFactory().pk)

    reading = PaperFactory(status="extracting", pages_done=2, page_count=9)
    html = read(client, paper=reading.pk)
    assert "Reading page 2 of 9." in html
    assert "data-in-progress" in html


def test_a_failed_import_says_why(client):
    failed = PaperFactory(status="failed", failure="The PDF is <locked>.")

    assert "The PDF is &lt;locked&gt;." in read(client, paper=failed.pk)


def test_titles_of_papers_are_for_those_who_may_see_them_or_the_post():
    client = Client()
    permissions = ["blog.change_post", "figures.view_figure"]
    client.force_login(UserFactory(editor=True, permissions=permissions))
    secret, own = PaperFactory(title="Secret"), PaperFactory(title="Stored with it")
    figure = FigureFactory(paper=secret)
    post = PostFactory(papers=[own])

    html = read(client, paper=[secret.pk, own.pk], post=post.pk)

    assert "Stored with it" in html
    assert "Secret" not in html
    assert figure.key not in html
    assert "Some of the chosen papers are not shown" in html
    new = read(client, paper=[secret.pk, own.pk])
    assert "Stored with it" not in new
    assert "No paper is chosen" not in new


@pytest.mark.parametrize("permission", ["view_paper", "change_paper"])
def test_whoever_may_look_at_papers_gets_any_that_is_chosen(permission):
    client = Client()
    permissions = ["blog.change_post", "figures.view_figure", f"figures.{permission}"]
    client.force_login(UserFactory(editor=True, permissions=permissions))

    html = read(client, paper=PaperFactory(title="Chosen now").pk)

    assert "Chosen now" in html
    assert "are not shown" not in html


def test_the_tray_costs_the_same_with_a_hundred_figures(client):
    def paper_with(count):
        paper = PaperFactory()
        for number in range(count):
            whole = FigureFactory(paper=paper, number=str(number))
            FigureFactory(paper=paper, parent=whole, number=f"{number}a", caption="")
        return f"{TRAY}?paper={paper.pk}"

    assert count_queries(client, paper_with(1)) == count_queries(client, paper_with(50))


@pytest.mark.parametrize("address", [TRAY, WORDS])
def test_each_role_gets_its_status_and_never_a_login_page(newcomer, address):
    key = {"key": FigureFactory().key}
    client = Client()
    response = client.get(address, key)
    assert (response.status_code, response["Content-Type"]) == (401, "text/plain")

    client.force_login(newcomer)
    assert client.get(address, key).status_code == 403

    writer = UserFactory(editor=True, permissions=["blog.change_post"])
    client.force_login(writer)
    assert client.get(address, key).status_code == 403

    permissions = ["blog.change_post", "figures.view_figure"]
    client.force_login(UserFactory(editor=True, permissions=permissions))
    assert client.get(address, key).status_code == 200


def test_the_tray_of_a_draft_is_not_for_those_who_may_only_add():
    client = Client()
    permissions = ["blog.add_post", "figures.view_figure"]
    client.force_login(UserFactory(editor=True, permissions=permissions))

    assert client.get(TRAY, {"post": PostFactory().pk}).status_code == 403
    assert client.get(TRAY, {"post": "0"}).status_code == 404


def words_of(client, figure):
    return client.get(WORDS, {"key": figure.key}).json()


def change(client, figure, **words):
    shown = words_of(client, figure)
    names = ("caption", "alt_text", "alt_state", "seen")
    data = {name: shown[name] for name in names} | words
    return client.post(WORDS, data | {"key": figure.key})


def test_words_changed_everywhere_can_be_undone_by_the_same_rules(client, editor):
    figure = FigureFactory(caption="Found.", alt_text="A found alt text.")

    response = change(client, figure, caption="Written by hand.")

    assert response.json()["caption"] == "Written by hand."
    figure.refresh_from_db()
    assert figure.caption == "Written by hand."
    assert figure.alt_state == Figure.AltState.DRAFT
    assert FigureEdit.objects.get().made_by == editor

    change(client, figure, caption="Found.")
    figure.refresh_from_db()
    assert figure.edited_caption == ""


def test_a_confirmed_alt_text_is_kept_word_by_word(client):
    figure = FigureFactory(alt_text="Loss falls from two to one within an hour.")

    change(client, figure, alt_state="confirmed")

    figure.refresh_from_db()
    assert figure.alt_state == Figure.AltState.CONFIRMED
    assert figure.edited_alt_text == "Loss falls from two to one within an hour."


def test_an_alt_text_that_breaks_a_rule_is_refused_with_its_sentence(client):
    figure = FigureFactory(caption="Loss by step.")

    response = change(client, figure, alt_text="plot.png", alt_state="confirmed")

    assert (response.status_code, response["Content-Type"]) == (400, "text/plain")
    assert "name of a file" in response.content.decode()
    assert not FigureEdit.objects.exists()


def test_who_was_first_is_said_and_saving_again_writes_over_it(client):
    figure = FigureFactory(caption="Found.")
    seen = words_of(client, figure)["seen"]
    edit_figure(figure, {"edited_caption": "Berta's."}, UserFactory(username="berta"))

    refused = change(client, figure, caption="Mine.", seen=seen)

    assert refused.status_code == 409
    assert "berta" in refused.json()["sentence"]
    assert "Berta&#x27;s" not in refused.json()["sentence"]
    figure.refresh_from_db()
    assert figure.caption == "Berta's."

    seen = refused.json()["seen"]
    assert change(client, figure, caption="Mine.", seen=seen).status_code == 200


def test_changing_needs_its_own_permission():
    client = Client()
    permissions = ["blog.change_post", "figures.view_figure"]
    client.force_login(UserFactory(editor=True, permissions=permissions))
    figure = FigureFactory()

    assert words_of(client, figure)["may_change"] is False
    assert change(client, figure, caption="Mine.").status_code == 403


@pytest.mark.parametrize(
    "seen", ["", "[]", "null", '{"state": "confirmed"}', "[" * 100_000]
)
def test_what_cannot_have_been_seen_is_no_error_of_the_server(client, seen):
    figure = FigureFactory()

    response = change(client, figure, caption="Mine.", seen=seen)

    assert response.status_code == 400
    figure.refresh_from_db()
    assert figure.caption != "Mine."


def test_words_of_figures_that_are_not_there_are_a_sentence(client):
    gone = FigureFactory(state="discarded")

    for key in (gone.key, "no/such", "\x00", ""):
        assert client.get(WORDS, {"key": key}).status_code == 404


def test_what_was_seen_is_readable(client):
    seen = json.loads(words_of(client, FigureFactory())["seen"])

    assert set(seen) == {"edited_caption", "edited_alt_text", "alt_state"}
