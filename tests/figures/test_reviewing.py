"""What editors decide about figures while they review a paper, and how it is undone."""

import pytest
from django.tasks import default_task_backend

from figures.edits import EditRefusedError, edit_figure, undo_last
from figures.extraction.geometry import Box
from figures.models import Figure, FigureEdit
from figures.reviewing import (
    caption_values,
    confirm,
    crop_values,
    discard,
    reopen,
    set_column,
)
from tests.factories import (
    FigureFactory,
    PaperVersionFactory,
    UserFactory,
    use,
)

pytestmark = pytest.mark.django_db

NEW, CONFIRMED, DISCARDED = Figure.State.values
CAPTION = {
    "text": "Table 4: Scores.",
    "box": {"left": 100.0, "top": 400.0, "right": 300.0, "bottom": 410.0},
    "kind": "table",
    "number": "4",
    "label": "Table 4",
    "caption": "Scores.",
}
WORDS = CAPTION | {
    "text": "As seen above.",
    "kind": None,
    "number": "",
    "label": "",
    "caption": "",
}


@pytest.fixture(autouse=True)
def _empty_queue():
    default_task_backend.clear()


@pytest.fixture
def ada():
    return UserFactory(username="ada")


@pytest.fixture
def version():
    return PaperVersionFactory()


@pytest.fixture
def figure(version):
    """A figure with three panels, the last of them thrown away."""
    figure = place(version, "1", (100, 100, 300, 200))
    for number, state in (("1a", NEW), ("1b", NEW), ("1c", DISCARDED)):
        place(version, number, (100, 100, 200, 200), parent=figure, state=state)
    return figure


def place(version, number, box, **columns):
    return FigureFactory(
        **{
            "paper": version.paper,
            "version": version,
            "number": number,
            "detected_box": [float(edge) for edge in box],
            "state": NEW,
        }
        | columns
    )


def states(figure):
    """The figure's, then its panels'."""
    figure.refresh_from_db()
    return [figure.state, *figure.panels.values_list("state", flat=True)]


def undo(by):
    return undo_last(by, Figure.objects.all())


def test_a_figure_is_confirmed_with_its_panels_but_not_with_discarded_ones(figure, ada):
    confirm([figure], ada)

    assert states(figure) == [CONFIRMED, CONFIRMED, CONFIRMED, DISCARDED]


def test_a_confirmation_is_one_deed_that_undo_takes_back(figure, ada):
    confirm([figure, *figure.panels.all()], ada)
    assert FigureEdit.objects.values("deed").distinct().count() == 1
    assert FigureEdit.objects.count() == 3

    undo(ada)

    assert states(figure) == [NEW, NEW, NEW, DISCARDED]


def test_confirming_what_is_confirmed_is_no_deed(ada):
    figure = FigureFactory(state=CONFIRMED)

    assert confirm([figure], ada) is None
    assert confirm([], ada) is None


def test_a_figure_is_discarded_with_its_panels_and_brought_back_by_undo(figure, ada):
    discard([figure], ada)
    assert states(figure) == [DISCARDED] * 4

    undo(ada)

    assert states(figure) == [NEW, NEW, NEW, DISCARDED]


@pytest.mark.parametrize("place_in_figure", [0, 2])
def test_nothing_is_discarded_where_a_post_uses_a_part(figure, ada, place_in_figure):
    other = FigureFactory(state=NEW)
    use([figure, *figure.panels.all()][place_in_figure])

    with pytest.raises(EditRefusedError, match="used in a post"):
        discard([other, figure], ada)

    assert states(figure) == [NEW, NEW, NEW, DISCARDED]
    assert states(other) == [NEW]


def test_a_panel_is_discarded_alone(figure, ada):
    discard(figure.panels.all()[:1], ada)

    assert states(figure) == [NEW, DISCARDED, NEW, DISCARDED]


def test_a_discarded_figure_comes_back_with_its_panels(figure, ada):
    discard([figure], ada)
    figure.refresh_from_db()

    reopen([figure], ada)

    assert states(figure) == [NEW] * 4


def test_a_confirmed_figure_is_reopened_without_panels_that_were_thrown_away(
    figure, ada
):
    confirm([figure], ada)
    figure.refresh_from_db()

    reopen([figure], ada)

    assert states(figure) == [NEW, NEW, NEW, DISCARDED]


def test_a_discarded_panel_is_brought_back_alone(figure, ada):
    reopen([figure.panels.get(detected_number="1c")], ada)

    assert states(figure) == [NEW] * 4


def test_several_figures_are_told_the_same_at_once(ada):
    figures = FigureFactory.create_batch(2)

    set_column(figures, "alt_state", Figure.AltState.DECORATIVE, ada)

    assert FigureEdit.objects.values("deed").distinct().count() == 1
    assert set(Figure.objects.values_list("alt_state", flat=True)) == {"decorative"}


def test_a_crop_says_its_page_only_where_that_is_another(figure):
    box = Box(10.004, 20, 30, 40)

    assert crop_values(figure, box, 3) == {
        "edited_box": [10.0, 20, 30, 40],
        "edited_page_number": None,
    }
    assert crop_values(figure, box, 4)["edited_page_number"] == 4
    assert crop_values(figure, None, 4) == {
        "edited_box": None,
        "edited_page_number": None,
    }


def test_a_paired_caption_changes_words_kind_and_number_but_never_the_key(figure, ada):
    key = figure.key

    edit_figure(figure, caption_values(figure, CAPTION), ada)

    figure.refresh_from_db()
    assert figure.key == key
    assert (figure.label, figure.caption) == ("Table 4", "Scores.")
    assert figure.caption_box == Box(100, 400, 300, 410)
    assert default_task_backend.results == []


def test_words_without_a_label_are_a_caption_too_and_leave_the_number(figure, ada):
    edit_figure(figure, caption_values(figure, WORDS), ada)

    figure.refresh_from_db()
    assert (figure.label, figure.caption) == ("Figure 1", "As seen above.")


def test_a_panel_keeps_its_letter_whatever_caption_it_is_paired_with(figure, ada):
    panel = figure.panels.first()

    edit_figure(panel, caption_values(panel, CAPTION), ada)

    panel.refresh_from_db()
    assert (panel.label, panel.caption) == ("Figure 1a", "Scores.")


def test_a_number_without_end_is_cut_to_what_its_column_holds(figure, ada):
    edit_figure(figure, caption_values(figure, CAPTION | {"number": "9" * 99}), ada)

    figure.refresh_from_db()
    assert figure.number == "9" * 40
