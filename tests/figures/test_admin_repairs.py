"""Putting a figure right on its screen: crop, caption, merging and splitting."""

import pytest
from django.tasks import default_task_backend
from django.test import Client

from figures.models import Figure, FigureEdit
from figures.tasks import cut_figure, queue_splitting, split_into_panels
from tests.figures.screens import (
    BOX,
    CAPTION_BOX,
    ELSEWHERE,
    draw_page,
    passage,
    place,
    press,
    said,
    series,
    states,
)

pytestmark = pytest.mark.django_db

NEW, DISCARDED = "new", "discarded"


@pytest.fixture(autouse=True)
def empty_queue():
    default_task_backend.clear()


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


def queued(task):
    results = default_task_backend.results
    return [r.kwargs for r in results if r.task.module_path == task.module_path]


def test_the_automatic_crop_comes_back_and_is_cut(client):
    (figure,) = series(1)
    press(client, figure, left="90", snap="")
    default_task_backend.clear()

    press(client, figure, "automatic")

    assert figure.edited_box is None
    assert queued(cut_figure) == [{"figure_id": figure.pk}]


def test_what_a_person_drew_has_no_automatic_crop(client):
    figure = place(detected_box=None, edited_box=BOX, confidence=None)

    response = press(client, figure, "automatic")

    assert "so it has no automatic crop." in said(response)[0]
    assert figure.edited_box == BOX


def test_the_caption_is_taken_into_the_crop_and_left_out(client):
    (figure,) = series(1)

    press(client, figure, "caption-in")
    assert figure.edited_box == [99.0, 120.0, 301.0, 251.0]

    press(client, figure, "caption-out")
    assert figure.edited_box == [99.0, 120.0, 301.0, 229.0]


@pytest.mark.parametrize("deed", ["caption-in", "caption-out"])
def test_a_caption_that_nobody_has_placed_is_asked_for(client, deed):
    figure = place(detected_caption_box=None)

    response = press(client, figure, deed)

    assert said(response) == [
        "Nobody has said yet where the caption stands. Pick it on the page."
    ]


def test_a_crop_that_is_all_caption_stays_as_it_is(client):
    figure = place(detected_box=CAPTION_BOX, detected_caption_box=CAPTION_BOX)

    response = press(client, figure, "caption-out")

    assert figure.edited_box is None
    assert said(response) == ["Nothing would be left of the crop."]


def test_a_failed_cut_is_tried_again(client):
    figure = place()
    Figure.objects.filter(pk=figure.pk).update(cut_failure="Too large.", cut_from=None)
    html = client.get(figure.get_admin_url()).content.decode()
    assert "Too large." in html

    press(client, figure, "cut-again")

    assert (figure.cut_failure, len(queued(cut_figure))) == ("", 1)


def pair(client, figure, chosen):
    here = f"{figure.version_id}/{figure.page_number}"
    return press(client, figure, "pair", passage=chosen, passages_of=here)


def test_a_paragraph_becomes_the_caption_with_its_label(client):
    figure = place(number="1", caption="Wrong.")
    caption = passage("Table 7: Right.", CAPTION_BOX, "table", "7")
    draw_page(figure.version, passages=[passage("Words."), caption])

    response = pair(client, figure, "1")

    assert (figure.caption, figure.label) == ("Right.", "Table 7")
    assert said(response) == ["The caption is paired."]


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ("", "Choose one from the list first."),
        ("-1", "Choose one from the list first."),
        ("7", "This page has changed. Pick the caption again."),
        ("9" * 5000, "Choose one from the list first."),
    ],
)
def test_a_caption_that_is_not_there_is_refused(client, chosen, sentence):
    figure = place()
    draw_page(figure.version, passages=[passage("Words.")])

    assert said(pair(client, figure, chosen)) == [sentence]


def test_a_paragraph_of_another_page_is_not_taken_for_one_of_this(client):
    figure = place(caption="Right.")
    draw_page(figure.version, passages=[passage("Table 9: Wrong.")])

    response = press(client, figure, "pair", passage="0", passages_of="99/1")

    assert said(response) == ["This page has changed. Pick the caption again."]
    assert figure.caption == "Right."


def test_two_figures_of_one_page_become_one(client):
    figure, other = series(2)
    Figure.objects.filter(pk=other.pk).update(detected_box=ELSEWHERE)

    response = press(client, figure, "merge", other=str(other.pk))

    assert figure.edited_box == [100.0, 120.0, 520.0, 220.0]
    assert states(figure, other) == [NEW, DISCARDED]
    assert said(response) == ["“Figure 2” is part of this figure now."]
    press(client, figure, "undo")
    assert (figure.edited_box, states(other)) == (None, [NEW])


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ("", "Choose one from the list first."),
        ("999", "That figure has been removed."),
        ("9" * 18, "That figure has been removed."),
        ("itself", "Only two figures on one page can be merged."),
        ("elsewhere", "Only two figures on one page can be merged."),
    ],
)
def test_what_cannot_be_merged_says_why(client, other, sentence):
    (figure,) = series(1)
    (elsewhere,) = series(1)
    known = {"itself": figure.pk, "elsewhere": elsewhere.pk}

    response = press(client, figure, "merge", other=str(known.get(other, other)))

    assert said(response) == [sentence]
    assert not FigureEdit.objects.exists()


def test_a_figure_is_split_by_the_worker_and_whole_again(client, editor):
    (figure,) = series(1)

    press(client, figure, "split", count="3")
    assert queued(split_into_panels) == [
        {"figure_id": figure.pk, "count": 3, "editor_id": editor.pk}
    ]
    press(client, figure, "split", count=" ")
    assert queued(split_into_panels)[1]["count"] is None

    panel = place(figure.version, parent=figure, number="1a")
    response = press(client, figure, "unsplit")
    assert states(figure, panel) == [NEW, DISCARDED]
    assert said(response) == ["The panels are discarded; the figure is whole."]


@pytest.mark.parametrize("count", ["1", "27", "many", "-2", "9" * 5000])
def test_an_impossible_number_of_panels_is_refused(client, count):
    (figure,) = series(1)

    response = press(client, figure, "split", count=count)

    assert "A figure has 2 to 26 panels." in said(response)[0]
    assert queued(split_into_panels) == []


def test_a_figure_is_split_once_at_a_time(client, editor, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    (figure,) = series(1)
    queue_splitting(figure, None, editor.pk)

    response = press(client, figure, "split")

    assert "Looking for panels." in response.content.decode()
    assert response.context["screen"].is_being_split


def test_a_panel_is_not_split(client):
    (figure,) = series(1)
    panel = place(figure.version, parent=figure, number="1a")

    response = press(client, panel, "split")

    assert said(response) == ["Only a whole figure out of a paper can be split."]
