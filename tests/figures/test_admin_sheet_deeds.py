"""The contact sheet of a paper: what it does to many figures at once."""

import pytest
from django.test import Client

from blog.models import FigureUse
from figures.models import Figure, FigureEdit
from tests.factories import (
    FigureFactory,
    PaperFactory,
    PostFactory,
)
from tests.figures.screens import said, states
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


def do(client, paper, deed, *figures, query="", **fields):
    sent = {"deed": deed, "figure": [figure.pk for figure in figures]} | fields
    return client.post(address(paper, query), sent, follow=True)


@pytest.mark.parametrize(
    ("deed", "column", "value", "sentence"),
    [
        ("confirm", "state", CONFIRMED, "2 figures confirmed."),
        ("discard", "state", DISCARDED, "2 figures discarded."),
        ("decorative", "alt_state", "decorative", "2 figures are decorative."),
        ("tier", "tier", "essential", "2 figures have a new tier."),
    ],
)
def test_what_is_ticked_is_done_at_once_and_undone_at_once(
    client, deed, column, value, sentence
):
    paper = PaperFactory()
    figures = [add(paper, "1"), add(paper, "2")]
    before = getattr(add(paper, "3"), column)

    response = do(client, paper, deed, *figures, query="?show=new", tier="essential")

    assert said(response) == [sentence]
    assert response.redirect_chain == [(address(paper, "?show=new"), 302)]
    stored = dict(Figure.objects.values_list("number", column))
    assert stored == {"1": value, "2": value, "3": before}
    assert said(do(client, paper, "undo")) == ["Undone."]
    assert set(Figure.objects.values_list(column, flat=True)) == {before}


def test_figures_are_looked_at_again_with_their_panels(client, paper):
    figure = add(paper, "1", state=CONFIRMED)
    panel = FigureFactory(paper=paper, parent=figure, number="1a")

    response = do(client, paper, "reopen", figure)

    assert said(response) == ["1 figure to be reviewed again."]
    assert states(figure, panel) == [NEW, NEW]


def test_what_a_post_uses_is_not_discarded_and_nothing_else_is(client, paper):
    used, other = add(paper, "1"), add(paper, "2")
    FigureUse.objects.create(post=PostFactory(), figure=used)

    response = do(client, paper, "discard", used, other)

    assert said(response) == [
        "“Figure 1” is used in a post; take it out there first. None was discarded."
    ]
    assert states(used, other) == [NEW, NEW]


@pytest.mark.parametrize(
    ("deed", "fields", "sentence"),
    [
        ("confirm", {"figure": []}, "Tick the figures first."),
        ("confirm", {"figure": ["x", "-1", "9" * 30]}, "Tick the figures first."),
        ("confirm", {"figure": ["9" * 5000]}, "Tick the figures first."),
        ("tier", {}, "Choose a tier first."),
        ("tier", {"tier": "best"}, "Choose a tier first."),
        ("erase", {}, "There is no such button here. Look again."),
        ("undo", {}, "There is nothing of yours to undo here."),
    ],
)
def test_what_cannot_be_done_to_many_says_why(client, paper, deed, fields, sentence):
    response = do(client, paper, deed, add(paper, "1"), **fields)

    assert said(response) == [sentence]
    assert not FigureEdit.objects.exists()


def test_what_is_discarded_is_not_counted_as_confirmed(client, paper):
    gone = add(paper, "1", state=DISCARDED)

    response = do(client, paper, "confirm", gone)

    assert said(response) == ["“Figure 1” is discarded; bring it back first."]


def test_only_what_a_deed_changes_is_counted(client, paper):
    done, new = add(paper, "1", state=CONFIRMED), add(paper, "2")
    half = add(paper, "3", state=CONFIRMED)
    for letter in "ab":
        FigureFactory(paper=paper, parent=half, number=f"3{letter}", state=NEW)

    response = do(client, paper, "confirm", done, new, half)
    assert said(response) == ["2 figures confirmed."]

    response = do(client, paper, "confirm", done, new, half)
    assert said(response) == ["Nothing to do: they are so already."]
    assert FigureEdit.objects.count() == 3


def test_figures_of_other_papers_are_left_alone(client, paper):
    other = add(PaperFactory(), "1")

    do(client, paper, "discard", other)

    assert states(other) == [NEW]
