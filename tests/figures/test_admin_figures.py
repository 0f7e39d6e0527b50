"""Figures in the admin: the list of all, and what is done to several of them."""

import pytest
from django.test import Client

from figures.models import Figure
from tests.conftest import count_queries
from tests.factories import FigureFactory, PaperFactory, UserFactory, cut, use

pytestmark = pytest.mark.django_db

LIST = "/admin/figures/figure/"


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


@pytest.mark.parametrize(
    ("action", "state", "message"),
    [
        ("confirm", Figure.State.CONFIRMED, "2 figures confirmed."),
        ("discard", Figure.State.DISCARDED, "2 figures discarded."),
    ],
)
def test_several_figures_are_decided_at_once(client, action, state, message):
    figures = FigureFactory.create_batch(2, state=Figure.State.NEW)

    response = client.post(
        LIST,
        {"action": action, "_selected_action": [figure.pk for figure in figures]},
        follow=True,
    )

    assert [str(m) for m in response.context["messages"]] == [message]
    assert set(Figure.objects.values_list("state", flat=True)) == {state}


def test_what_a_post_shows_is_not_discarded_with_others(client):
    used, other = FigureFactory(number="3"), FigureFactory()
    use(used)
    use(used)

    response = client.post(
        LIST,
        {"action": "discard", "_selected_action": [used.pk, other.pk]},
        follow=True,
    )

    assert [str(m) for m in response.context["messages"]] == [
        "“Figure 3” is used in a post; take it out there first.",
        "1 figure discarded.",
    ]
    assert list(Figure.objects.kept()) == [used]


def test_the_list_is_in_reading_order(client):
    paper = PaperFactory()
    first = FigureFactory(paper=paper, number="1", position=1)
    second = FigureFactory(paper=paper, number="2", position=2)
    for letter, position in (("b", 2), ("a", 1)):
        for figure in (first, second):
            FigureFactory(
                paper=paper,
                parent=figure,
                number=figure.number + letter,
                position=position,
            )

    listed = client.get(LIST).context["cl"].result_list

    assert [figure.number for figure in listed] == ["1", "1a", "1b", "2", "2a", "2b"]


def test_the_list_asks_as_much_for_many_figures_as_for_one(
    client, django_assert_num_queries
):
    cut(FigureFactory())
    expected = count_queries(client, LIST)
    for _ in range(5):
        cut(FigureFactory())

    with django_assert_num_queries(expected):
        client.get(LIST)


def test_missing_alt_text_is_seen_in_the_list(client):
    FigureFactory(alt_text="")

    html = client.get(LIST).content.decode()

    assert "missing" in html


def test_doubt_is_a_number_with_a_shape(client):
    FigureFactory(confidence=0.55, warnings=["The box is doubtful."])

    html = client.get(LIST).content.decode()

    assert "mark-triangle" in html
    assert "55%" in html


def test_figures_come_from_papers_and_are_discarded(client):
    figure = FigureFactory()

    assert client.get(f"{LIST}add/").status_code == 403
    assert client.get(f"{LIST}{figure.pk}/delete/").status_code == 403


def test_each_role_sees_what_it_may(newcomer):
    figure = FigureFactory(state=Figure.State.NEW)
    chosen = {"action": "confirm", "_selected_action": [figure.pk]}
    client = Client()
    assert client.get(LIST).status_code == 302

    client.force_login(newcomer)
    assert client.get(LIST).status_code == 403

    client.force_login(UserFactory(editor=True, permissions=["figures.view_figure"]))
    assert client.get(LIST).status_code == 200
    assert client.post(LIST, chosen).status_code == 200
    figure.refresh_from_db()
    assert figure.state == Figure.State.NEW


def test_what_was_drawn_by_hand_has_no_confidence(client):
    FigureFactory(is_detected=False, confidence=None)

    assert "drawn by hand" in client.get(LIST).content.decode()


def test_what_is_from_no_paper_was_uploaded(client):
    FigureFactory(own=True, key="images/harbour")

    assert "uploaded" in client.get(LIST).content.decode()


def test_what_is_discarded_is_not_counted_as_confirmed(client):
    gone = FigureFactory(number="3", state=Figure.State.DISCARDED)
    new = FigureFactory(state=Figure.State.NEW)

    response = client.post(
        LIST, {"action": "confirm", "_selected_action": [gone.pk, new.pk]}, follow=True
    )

    assert sorted(str(message) for message in response.context["messages"]) == [
        "1 figure confirmed.",
        "“Figure 3” is discarded; bring it back first.",
    ]


def test_a_line_of_the_list_leads_to_the_review(client):
    figure = FigureFactory(number="3", name="Loss")

    html = client.get(LIST).content.decode()

    assert figure.get_admin_url() in html
    assert "Figure 3: Loss" in html
