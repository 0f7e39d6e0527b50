"""The contact sheet of a paper: what it shows, and to whom."""

import pytest
from django.test import Client

from blog.models import FigureUse
from figures.alt_texts import figures_to_describe, needs_alt_text
from figures.models import Figure, Paper
from tests.conftest import count_queries
from tests.factories import (
    FigureFactory,
    PaperFactory,
    PostFactory,
    UserFactory,
    cut,
)
from tests.figures.screens import states
from tests.figures.sheets import CONFIRMED, DISCARDED, NEW, add, address

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def paper():
    return PaperFactory(title="Rates of Learning", page_count=8)


def numbers(client, paper, query=""):
    sheet = client.get(address(paper, query)).context["sheet"]
    return [figure.number for figure in sheet.figures]


def html_of(client, paper):
    return client.get(address(paper)).content.decode()


def test_each_role_sees_what_it_may(newcomer, paper):
    figure = add(paper, "1")
    sent = {"deed": "discard", "figure": figure.pk}
    client = Client()
    assert "/admin/login/" in client.get(address(paper)).headers["Location"]

    client.force_login(newcomer)
    assert client.get(address(paper)).status_code == 403
    assert client.post(address(paper), sent).status_code == 403

    client.force_login(UserFactory(editor=True, permissions=["figures.view_figure"]))
    html = html_of(client, paper)
    assert "Figure 1" in html
    assert 'name="deed"' not in html
    assert "Tick Figure 1" not in html
    assert client.post(address(paper), sent).status_code == 403
    assert states(figure) == [NEW]


def test_a_paper_that_is_not_there_has_no_sheet(client):
    assert client.get("/admin/figures/paper/99/figures/").status_code == 404


def test_a_plate_says_all_that_counts(client, paper):
    figure = cut(
        add(
            paper,
            "3",
            caption="Loss <by> step.",
            alt_text="",
            confidence=0.61,
            warnings=["The box is doubtful."],
        )
    )
    panel = cut(FigureFactory(paper=paper, parent=figure, number="3b"))
    gone = FigureFactory(paper=paper, parent=figure, number="3c", state=DISCARDED)
    FigureUse.objects.create(post=PostFactory(title="On rates"), figure=figure)

    html = html_of(client, paper)

    for words in ("Loss &lt;by&gt; step.", "alt text missing", "61 % sure", "On rates"):
        assert words in html
    assert "The box is doubtful." in html
    assert panel.get_admin_url() in html
    assert gone.get_admin_url() not in html


def test_a_post_that_leads_with_a_figure_is_named_too(client, paper):
    PostFactory(title="On rates", lead_figure=add(paper, "3"))

    assert "On rates" in html_of(client, paper)


def test_filters_show_what_they_say(client, paper):
    add(paper, "1", alt_state="confirmed")
    add(paper, "2", confidence=0.4, alt_state="decorative")
    add(paper, "3", state=CONFIRMED, confidence=0.4)
    add(paper, "4", state=DISCARDED)
    whole = add(paper, "5", alt_state="confirmed", state=CONFIRMED)
    FigureFactory(paper=paper, parent=whole, number="5a")
    add(PaperFactory(), "6")

    shown = {
        name: numbers(client, paper, f"?show={name}")
        for name in ("", "new", "doubtful", "alt", "confirmed", "discarded", "else")
    }

    assert shown == {
        "": ["1", "2", "3", "5"],
        "new": ["1", "2"],
        "doubtful": ["2"],
        "alt": ["3", "5"],
        "confirmed": ["3", "5"],
        "discarded": ["4"],
        "else": ["1", "2", "3", "5"],
    }
    filters = client.get(address(paper)).context["sheet"].filters
    assert [choice.count for choice in filters] == [4, 2, 1, 2, 2, 1]


def test_the_doubtful_come_first_and_what_was_drawn_last(client, paper):
    add(paper, "1", confidence=None)
    add(paper, "2", confidence=0.9)
    add(paper, "3", confidence=0.2)

    assert numbers(client, paper) == ["1", "2", "3"]
    assert numbers(client, paper, "?order=doubts") == ["3", "2", "1"]
    assert numbers(client, paper, "?order=upside-down") == ["1", "2", "3"]


def test_figures_stand_as_they_are_read(client, paper):
    add(paper, "2", position=4, detected_page_number=6)
    add(paper, "1", position=4, detected_page_number=2)

    assert numbers(client, paper) == ["1", "2"]


def test_a_doubtful_figure_is_to_be_checked(client, paper):
    add(paper, "1", confidence=0.4)
    add(paper, "2", confidence=0.4, state=CONFIRMED)
    add(paper, "3")

    cards = client.get(address(paper)).context["sheet"].cards

    assert [(card.shape, card.words) for card in cards] == [
        ("triangle", "check"),
        ("dot", "confirmed"),
        ("ring", "new"),
    ]


def test_the_alt_texts_to_write_are_a_link_that_counts_as_the_queue_does(client, paper):
    whole = add(paper, "1", alt_state="confirmed")
    gone = add(paper, "2", state=DISCARDED)
    add(paper, "3", alt_state="decorative")
    add(paper, "4")
    add(PaperFactory(), "5")
    for parent, state in ((whole, NEW), (whole, DISCARDED), (gone, NEW)):
        FigureFactory(paper=paper, parent=parent, state=state)

    html = html_of(client, paper)

    waiting = figures_to_describe().filter(needs_alt_text(), paper=paper)
    assert waiting.count() == 2
    link = f'<a href="/admin/figures/figure/alt-texts/?paper={paper.pk}">'
    assert f"{link}Write alt texts (2)</a>" in html
    Figure.objects.update(alt_state="confirmed")
    assert "Write alt texts" not in html_of(client, paper)


def test_an_import_shows_how_far_it_is_and_looks_again(client, paper):
    Paper.objects.update(status=Paper.Status.EXTRACTING, pages_done=2)
    add(paper, "1")

    html = html_of(client, paper)

    assert f'data-progress="{address(paper)}"' in html
    assert "data-going" in html
    assert "Reading page 3 of 8." in html
    assert "1 figure found." in html
    Paper.objects.update(status=Paper.Status.EXTRACTED)
    assert "data-progress" not in html_of(client, paper)
    assert "0 of 1 reviewed" in html_of(client, paper)


def test_an_empty_sheet_says_what_to_do(client, paper):
    assert "No figures yet. Draw a box on a page" in html_of(client, paper)

    add(paper, "1", state=DISCARDED)
    assert "No figure is of this kind." in html_of(client, paper)


def test_the_sheet_asks_as_much_for_many_figures_as_for_one(client, paper):
    first = cut(add(paper, "1"))
    cut(FigureFactory(paper=paper, parent=first, number="1a"))
    expected = count_queries(client, address(paper))

    for number in range(2, 7):
        figure = cut(add(paper, str(number)))
        cut(FigureFactory(paper=paper, parent=figure, number=f"{number}a"))
        FigureUse.objects.create(post=PostFactory(), figure=figure)

    # Session, user, paper, rights (2), figures, their copies, panels, the panels' copies,
    # posts.
    assert expected == 10
    assert count_queries(client, address(paper)) == expected
