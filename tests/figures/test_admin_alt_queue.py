"""The queue of alt texts: what waits in it, what is written."""

import json

import pytest
from django.test import Client

from figures.models import Figure
from tests.conftest import count_queries
from tests.factories import (
    FigureFactory,
    PaperFactory,
    PaperVersionFactory,
    cut,
)

pytestmark = pytest.mark.django_db

QUEUE = "/admin/figures/figure/alt-texts/"
LIST = "/admin/figures/figure/"
TEXT = "The loss falls from 4.2 to 2.9 within the first thousand steps."


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


def seen(figure):
    columns = ("edited_alt_text", "alt_state")
    return json.dumps({name: getattr(figure, name) for name in columns})


def write(client, figure, deed, alt_text, address=QUEUE, **fields):
    fields = {"seen": seen(figure), "figure": figure.pk} | fields
    response = client.post(address, fields | {"deed": deed, "alt_text": alt_text})
    figure.refresh_from_db()
    return response


def shown(response):
    return [entry.figure.number for entry in response.context["page"].entries]


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_the_queue_holds_what_nobody_has_decided(client):
    paper = PaperFactory()
    first = FigureFactory(paper=paper, number="1", position=1)
    FigureFactory(paper=paper, number="1a", parent=first, alt_text="")
    FigureFactory(paper=paper, number="2", alt_state="confirmed", position=2)
    FigureFactory(paper=paper, number="3", alt_state="decorative", position=3)
    FigureFactory(paper=paper, number="4", state="discarded", position=4)

    response = client.get(QUEUE)

    assert shown(response) == ["1", "1a"]
    assert "2 of 4 done" in response.content.decode()


def test_an_entry_shows_all_that_writing_takes(client):
    figure = cut(FigureFactory(number="3", caption="Loss <by> step."))
    Figure.objects.update(text="Loss Step")

    html = client.get(QUEUE).content.decode()

    assert "copy-1280" in html
    assert "Loss &lt;by&gt; step." in html
    assert "Loss Step" in html
    assert "A curve that rises." in html
    assert figure.get_admin_url() in html
    assert "Say what the plots show. 40 characters or more." in html


def test_many_words_are_folded_away(client):
    FigureFactory()
    Figure.objects.update(text="word " * 100)

    assert "<details>" in client.get(QUEUE).content.decode()


def test_a_panel_stands_under_its_figure_s_caption(client):
    figure = FigureFactory(number="3", caption="Loss by step.", alt_state="confirmed")
    FigureFactory(paper=figure.paper, parent=figure, number="3b", caption="")

    html = client.get(QUEUE).content.decode()

    assert ">Figure 3b</a>" in html
    assert "Caption of Figure 3" in html
    assert "Loss by step." in html


def test_one_paper_can_be_looked_at_alone(client):
    figure = FigureFactory(number="1")
    FigureFactory(number="2")

    response = client.get(QUEUE, {"paper": figure.paper.pk})

    assert shown(response) == ["1"]
    assert "0 of 1 done" in response.content.decode()


@pytest.mark.parametrize("query", ["?paper=999", "?paper=x", "?page=-1", "?at=1e9"])
def test_an_address_that_makes_no_sense_is_not_found(client, query):
    assert client.get(f"{QUEUE}{query}").status_code == 404


def test_ten_stand_on_a_page(client):
    paper = PaperFactory()
    figures = [
        FigureFactory(paper=paper, number=str(n), position=n) for n in range(1, 13)
    ]

    assert len(shown(client.get(QUEUE))) == 10
    assert shown(client.get(QUEUE, {"page": 2})) == ["11", "12"]
    assert shown(client.get(QUEUE, {"page": 9})) == ["11", "12"]
    assert shown(client.get(QUEUE, {"at": figures[10].pk})) == ["11", "12"]
    assert "Page 1 of 2" in client.get(QUEUE).content.decode()


def test_confirming_moves_on_to_the_next(client):
    paper = PaperFactory()
    figure = FigureFactory(paper=paper, number="1", position=1)
    following = FigureFactory(paper=paper, number="2", position=2)

    response = write(client, figure, "confirm", f" {TEXT}\r\n", f"{QUEUE}?page=1")

    assert (figure.alt_text, figure.alt_state) == (TEXT, "confirmed")
    assert response.url == (f"{QUEUE}?page=1&at={following.pk}#figure-{following.pk}")
    assert said(client.get(response.url)) == ["Figure 1: alt text confirmed."]


def test_after_the_last_there_is_nothing_to_do(client):
    figure = FigureFactory(paper=None, number="1")

    response = client.get(write(client, figure, "confirm", TEXT).url)

    assert "Every figure has its alt text." in response.content.decode()


def test_without_figures_there_is_a_way_to_some(client):
    assert "No figures yet." in client.get(QUEUE).content.decode()


def test_a_confirmed_draft_is_kept_word_by_word(client):
    figure = FigureFactory(alt_text=TEXT)

    write(client, figure, "confirm", TEXT)

    Figure.objects.filter(pk=figure.pk).update(detected_alt_text="Found again.")
    figure.refresh_from_db()
    assert (figure.alt_text, figure.alt_state) == (TEXT, "confirmed")


def test_what_is_confirmed_is_what_was_seen(client):
    figure = FigureFactory(alt_text=TEXT)
    Figure.objects.update(detected_alt_text="Found again, and otherwise.")

    write(client, figure, "confirm", TEXT)

    assert figure.alt_text == TEXT


def test_a_decorative_figure_keeps_its_words_and_needs_none(client):
    figure = FigureFactory(alt_text="A curve.")

    write(client, figure, "decorative", "")

    assert (figure.alt_text, figure.alt_state) == ("A curve.", "decorative")


def test_a_draft_stays_in_the_queue(client):
    figure = FigureFactory(number="1")

    response = client.get(write(client, figure, "draft", TEXT).url)

    assert (figure.alt_text, figure.alt_state) == (TEXT, "draft")
    assert shown(response) == ["1"]
    assert said(response) == ["Figure 1: draft saved."]


def test_an_emptied_draft_is_the_paper_s_again(client):
    figure = FigureFactory(number="1", alt_text="Found.", edited_alt_text=TEXT)

    response = client.get(write(client, figure, "draft", "").url)

    assert figure.alt_text == "Found."
    assert said(response) == ["Figure 1: the draft out of the paper stands again."]


@pytest.mark.parametrize("deed", ["confirm", "draft"])
@pytest.mark.parametrize(
    ("alt_text", "sentence"),
    [
        ("Loss by step", "This is the caption again"),
        ("Image of a curve & a line", "Screen readers say that it is an image."),
        ("plot.png", "This is the name of a file."),
        ("run-7.pdf", "This is the name of a file."),
    ],
)
def test_a_refused_text_is_shown_again_with_its_reason(
    client, alt_text, sentence, deed
):
    paper = PaperFactory()
    version = PaperVersionFactory(paper=paper, original_name="run-7.pdf")
    figure = FigureFactory(
        paper=paper, number="1", version=version, caption="Loss by step."
    )
    FigureFactory(paper=paper, number="2")

    response = write(client, figure, deed, alt_text)

    html = response.content.decode()
    assert sentence in html
    assert "<title>Error: Alt texts to write" in html
    assert alt_text.replace("&", "&amp;") in html
    assert shown(response) == ["1", "2"]
    assert (figure.edited_alt_text, figure.alt_state) == ("", "draft")


def test_nothing_is_no_text_to_confirm(client):
    response = write(client, FigureFactory(), "confirm", " ")

    assert "There is no alt text to confirm." in response.content.decode()


def test_the_same_words_twice_in_a_paper_are_hinted_at(client):
    figure = FigureFactory(alt_text=TEXT)
    FigureFactory(paper=figure.paper, alt_text=TEXT, alt_state="confirmed")

    html = client.get(QUEUE).content.decode()

    assert "Another figure of this paper says the same." in html


@pytest.mark.parametrize(
    "fields",
    [{"seen": "{"}, {"seen": "[]"}, {"seen": '{"state": "new"}'}, {"deed": "burn"}],
)
def test_a_form_that_is_none_of_ours_is_refused(client, fields):
    figure = FigureFactory()
    form = {"figure": figure.pk, "deed": "confirm", "alt_text": TEXT} | fields

    assert client.post(QUEUE, form).status_code == 400


def test_a_figure_that_is_gone_is_not_found(client):
    figure = FigureFactory(state="discarded")

    assert write(client, figure, "confirm", TEXT).status_code == 404


def test_the_queue_asks_as_much_for_many_figures_as_for_one(
    client, django_assert_num_queries
):
    cut(FigureFactory(version=PaperVersionFactory()))
    expected = count_queries(client, QUEUE)
    for _ in range(5):
        figure = cut(FigureFactory(version=PaperVersionFactory()))
        cut(FigureFactory(paper=figure.paper, parent=figure))

    with django_assert_num_queries(expected):
        client.get(QUEUE)


def test_the_list_of_figures_leads_to_the_queue(client):
    FigureFactory.create_batch(2)
    FigureFactory(alt_state="confirmed")

    html = client.get(LIST).content.decode()

    assert f'<a href="{QUEUE}">Alt texts to write (2)</a>' in html
