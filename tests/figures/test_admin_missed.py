"""A page of a paper: a box around what the import has missed becomes a figure."""

import re

import pytest
from django.tasks import default_task_backend
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from figures.models import Figure, FigureEdit
from tests.conftest import count_queries
from tests.factories import UserFactory
from tests.figures.screens import (
    CAPTION_BOX,
    draw_page,
    fields_of,
    passage,
    place,
    press,
    said,
    version_of_eight_pages,
)

pytestmark = pytest.mark.django_db

DRAWN = {"left": "100", "top": "400", "right": "300", "bottom": "500"}
BOX = [100.0, 400.0, 300.0, 500.0]


@pytest.fixture(autouse=True)
def empty_queue():
    default_task_backend.clear()


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def version():
    return version_of_eight_pages(slug="rates")


def address(version, number=3):
    return reverse("admin:figures_paper_page", args=[version.paper.pk, number])


def draw(client, version, **typed):
    """Open the page, draw a box on it and send the form."""
    sent = fields_of(client.get(address(version))) | {"kind": "figure"} | DRAWN | typed
    return client.post(address(version), sent)


def test_each_role_sees_what_it_may(newcomer, version):
    client = Client()
    assert "/admin/login/" in client.get(address(version)).headers["Location"]
    looker = UserFactory(
        editor=True, permissions=["figures.view_figure", "figures.view_paper"]
    )

    for user in (newcomer, looker):
        client.force_login(user)
        assert client.get(address(version)).status_code == 403
        assert client.post(address(version), DRAWN).status_code == 403
    assert not Figure.objects.exists()


@pytest.mark.parametrize("number", [0, 9, 10**30])
def test_a_page_that_the_paper_does_not_have_is_not_found(client, version, number):
    assert client.get(address(version, number)).status_code == 404


def test_a_box_on_a_page_becomes_a_figure_that_is_cut(client, version):
    draw_page(version)

    response = draw(client, version, number="S1")

    figure = Figure.objects.get()
    assert response.headers["Location"] == figure.get_admin_url()
    assert (figure.label, figure.page_number) == ("Figure S1", 3)
    assert (figure.edited_box, figure.state, figure.confidence) == (BOX, "new", None)
    assert figure.key == "rates/figure-s1"
    (result,) = default_task_backend.results
    assert result.kwargs == {"figure_id": figure.pk}
    html = client.get(figure.get_admin_url())
    assert said(html) == ["“Figure S1” is added, and being cut."]
    assert "did not find this figure" not in html.content.decode()


def test_a_caption_brings_its_label_unless_the_editor_types_one(client, version):
    caption = passage("Table 7: Rates.", CAPTION_BOX, "table", "7")
    draw_page(version, passages=[passage("Words."), caption])

    draw(client, version, passage="1")
    draw(client, version, passage="1", number="8", bottom="510")

    first, second = Figure.objects.order_by("pk")
    assert (first.label, first.caption) == ("Table 7", "Rates.")
    assert (second.label, second.caption) == ("Figure 8", "Rates.")
    assert first.edited_caption_box == CAPTION_BOX


def test_a_page_without_a_picture_takes_numbers_and_is_drawn_once(
    client, version, settings
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    assert "The page is being drawn." in client.get(address(version)).content.decode()
    assert "data-waiting" in client.get(address(version)).content.decode()
    assert DBTaskResult.objects.count() == 1

    draw(client, version)

    assert Figure.objects.get().edited_box == BOX


def test_a_page_that_cannot_be_drawn_says_why(client, version):
    type(version).objects.update(drawing_failure="Page 3 cannot be drawn.")

    html = client.get(address(version)).content.decode()

    assert "Page 3 cannot be drawn. The box can still be typed in numbers." in html
    assert default_task_backend.results == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"left": ""}, "Draw a box on the page, or type its four edges"),
        ({"left": "wide"}, "Enter a number."),
        ({"left": "inf"}, "Enter a number."),
        ({"right": "100"}, "This box is too small to show anything"),
        ({"left": "900", "right": "950"}, "This box lies outside page 3"),
        ({"kind": "poem"}, "Select a valid choice."),
        ({"passage": "7"}, "Select a valid choice."),
        ({"passage": "-1"}, "Select a valid choice."),
        ({"number": "1" * 41}, "at most 40 characters"),
    ],
)
def test_what_cannot_be_added_is_refused_and_stays_typed(
    client, version, typed, sentence
):
    draw_page(version, passages=[passage("Words.")])

    response = draw(client, version, **{"number": "S1"} | typed)

    html = response.content.decode()
    assert response.status_code == 422
    assert sentence in html
    for name, value in (DRAWN | {"number": "S1"} | typed).items():
        assert response.context["form"][name].value() == value
    assert "Error:" in html
    assert not Figure.objects.exists()


def test_undo_makes_the_new_figure_a_discarded_one(client, version):
    draw_page(version)
    draw(client, version)
    figure = Figure.objects.get()
    assert FigureEdit.objects.get().figure == figure

    press(client, figure, "undo")

    assert figure.state == "discarded"


def test_a_new_figure_stands_where_it_is_read(client, version):
    draw_page(version)
    above = place(version, number="1", position=1)
    below = place(
        version,
        number="2",
        position=2,
        page_number=5,
        detected_box=[100.0, 120.0, 300.0, 220.0],
    )

    draw(client, version, number="S1")

    figures = list(Figure.objects.whole().in_reading_order())
    assert figures == [above, Figure.objects.get(edited_number="S1"), below]


def test_two_of_one_name_have_two_keys(client, version):
    draw_page(version)

    draw(client, version, number="1")
    draw(client, version, number="1", bottom="510")

    first, second = Figure.objects.order_by("pk")
    assert first.key != second.key
    html = client.get(second.get_admin_url()).content.decode()
    assert "Another figure is called Figure 1, too." in html


def test_the_page_links_to_its_neighbours_and_to_its_figures(client, version):
    figure = place(version)
    gone = place(version, state="discarded")
    elsewhere = place(version, page_number=4)

    html = client.get(address(version)).content.decode()
    assert f'href="{address(version, 2)}"' in html
    assert f'href="{address(version, 4)}"' in html
    assert figure.get_admin_url() not in html

    draw_page(version)
    html = client.get(address(version)).content.decode()
    assert figure.get_admin_url() in html
    assert gone.get_admin_url() not in html
    assert elsewhere.get_admin_url() not in html


def test_any_page_is_one_choice_away(client, version):
    html = client.get(address(version)).content.decode()
    assert '<input type="number" name="page" value="3" min="1" max="8"' in html

    response = client.get(address(version), {"page": "7"})

    assert response.headers["Location"] == address(version, 7)


@pytest.mark.parametrize("number", ["0", "9", "x", "", "9" * 5000])
def test_a_page_that_cannot_be_chosen_is_refused_on_the_present_one(
    client, version, number
):
    response = client.get(address(version), {"page": number})

    assert response.status_code == 422
    assert response.context["title"] == "Page 3 of 8"
    assert "Choose a page from 1 to 8." in response.content.decode()
    assert not response.context["form"].errors


def test_whatever_describes_a_field_is_there(client, version):
    draw_page(version)

    for response in (client.get(address(version)), draw(client, version, left="")):
        html = response.content.decode()
        described = {
            name
            for names in re.findall('aria-describedby="([^"]*)"', html)
            for name in names.split()
        }
        assert {"handles-help", "id_number_helptext"} <= described
        assert all(f'id="{name}"' in html for name in described)


def test_paragraphs_can_be_picked_where_there_are_some(client, version):
    assert "data-pick" not in client.get(address(version)).content.decode()
    caption = passage("Table 7: Rates.", CAPTION_BOX, "table", "7")
    draw_page(version, passages=[passage("Words."), caption])

    html = draw(client, version, passage="1", left="").content.decode()

    select = html.partition("data-passage-choice")[2].partition("</select>")[0]
    (option,) = re.findall('<option[^>]*value="1"[^>]*>', select)
    assert "data-caption" in option
    assert 'data-box="100.0 230.0 300.0 250.0"' in option
    assert "selected" in option
    assert "data-pick" in html


def test_the_page_asks_as_much_for_many_figures_as_for_one(client, version):
    draw_page(version)
    place(version)
    expected = count_queries(client, address(version))

    for _ in range(5):
        figure = place(version)
        place(version, parent=figure)

    # Session, user, paper, rights (2), the PDF, the page's picture, figures.
    assert expected == 8
    assert count_queries(client, address(version)) == expected
