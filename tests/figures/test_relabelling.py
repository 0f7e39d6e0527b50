"""A figure that an editor calls otherwise takes its panels along, and keeps all keys."""

import pytest

from figures.edits import edit_figure, undo_last
from figures.extraction.geometry import Box
from figures.merging import merge
from figures.models import Figure
from figures.reviewing import caption_values, crop_values, edit_with_panels
from figures.store import find_known_panel
from tests.factories import FigureFactory, PaperVersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def figure():
    figure = FigureFactory(number="3")
    for letter in "ab":
        FigureFactory(paper=figure.paper, parent=figure, number=f"3{letter}")
    return figure


def labels(figure):
    parts = Figure.objects.filter(paper=figure.paper).in_reading_order()
    return [part.label for part in parts]


def keys(figure):
    parts = Figure.objects.filter(paper=figure.paper).in_reading_order()
    return [part.key for part in parts]


def test_panels_follow_the_number_of_their_figure_and_no_key_changes(figure, editor):
    before = keys(figure)

    edit_with_panels(figure, {"edited_number": "S4"}, editor)

    assert labels(figure) == ["Figure S4", "Figure S4a", "Figure S4b"]
    assert keys(figure) == before


def test_panels_of_a_table_are_called_tables(figure, editor):
    edit_with_panels(figure, {"edited_kind": "table"}, editor)

    assert labels(figure) == ["Table 3", "Table 3a", "Table 3b"]


def test_a_number_as_found_leaves_nothing_edited_in_the_panels(figure, editor):
    edit_with_panels(figure, {"edited_number": "4"}, editor)
    figure.refresh_from_db()

    edit_with_panels(figure, {"edited_number": ""}, editor)

    assert labels(figure) == ["Figure 3", "Figure 3a", "Figure 3b"]
    assert not Figure.objects.exclude(edited_number="").exists()


def test_one_undo_takes_back_the_numbers_of_all(figure, editor):
    edit_with_panels(figure, {"edited_number": "4"}, editor)

    undo_last(editor, figure.paper.figures.all())

    assert labels(figure) == ["Figure 3", "Figure 3a", "Figure 3b"]


def test_a_panel_whose_number_is_its_own_keeps_it(figure, editor):
    FigureFactory(paper=figure.paper, parent=figure, number="inset")

    edit_with_panels(figure, {"edited_number": "4"}, editor)

    assert "Figure inset" in labels(figure)


def test_a_caption_with_another_number_renames_the_panels(figure, editor):
    box = {"left": 100.0, "top": 300.0, "right": 400.0, "bottom": 320.0}
    passage = {
        "kind": "figure",
        "number": "7",
        "caption": "Loss.",
        "text": "Figure 7: Loss.",
        "box": box,
    }

    edit_with_panels(figure, caption_values(figure, passage), editor)

    assert labels(figure) == ["Figure 7", "Figure 7a", "Figure 7b"]


def test_a_merged_figure_names_its_panels_by_the_number_it_takes_over(editor):
    version = PaperVersionFactory()
    on_page = {"paper": version.paper, "version": version, "page_number": 2}
    nameless = FigureFactory(
        number="", caption="", detected_box=[10, 10, 90, 90], **on_page
    )
    FigureFactory(parent=nameless, number="a", **on_page)
    named = FigureFactory(number="5", detected_box=[100, 10, 190, 90], **on_page)

    merge(nameless, named, editor)

    panel = nameless.panels.get()
    assert panel.label == "Figure 5a"


def test_panels_of_a_renumbered_figure_are_found_again_by_their_letters(figure, editor):
    edit_with_panels(figure, {"edited_number": "S4"}, editor)
    figure.refresh_from_db()
    drawn = FigureFactory(
        paper=figure.paper, parent=figure, kind="", number="", edited_number="S4c"
    )

    assert find_known_panel(figure, "a").label == "Figure S4a"
    assert find_known_panel(figure, "c") == drawn


def test_a_figure_on_another_page_leaves_its_caption_behind(editor):
    figure = FigureFactory(
        page_number=2, detected_box=[1, 1, 9, 9], detected_caption_box=[1, 10, 9, 12]
    )
    assert figure.caption_box

    edit_figure(figure, crop_values(figure, Box(20, 20, 90, 90), 3), editor)
    figure.refresh_from_db()

    assert figure.caption_box is None
