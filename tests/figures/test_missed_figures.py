"""An editor draws a figure that the import has missed."""

import pytest
from django.tasks import default_task_backend

from blog.models import FigureUse
from figures.edits import EditRefusedError, undo_last
from figures.extraction.geometry import Box
from figures.models import Figure
from figures.reviewing import DrawnFigure, add_figure
from figures.tasks import cut_figure
from tests.factories import (
    FigureFactory,
    PaperVersionFactory,
    PostFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

PASSAGE = {
    "text": "Table 4: Scores.",
    "box": {"left": 100.0, "top": 400.0, "right": 300.0, "bottom": 410.0},
    "kind": "table",
    "number": "4",
    "label": "Table 4",
    "caption": "Scores.",
}


@pytest.fixture
def ada():
    return UserFactory(username="ada")


@pytest.fixture
def version():
    return PaperVersionFactory(paper__slug="loss")


def drawn(version, **changes):
    values = {
        "version": version,
        "page_number": 2,
        "kind": "figure",
        "number": "3",
        "box": Box(100, 100, 300, 200),
        "passage": None,
    }
    return DrawnFigure(**values | changes)


def add(version, by, number, page_number, top):
    box = Box(100, top, 300, top + 50)
    return add_figure(
        drawn(version, number=number, page_number=page_number, box=box), by
    )


def found(version, number, position, page_number, top):
    return FigureFactory(
        paper=version.paper,
        version=version,
        number=number,
        position=position,
        page_number=page_number,
        detected_box=[100.0, top, 300.0, top + 50.0],
    )


def reading_order(version):
    whole = version.paper.figures.whole().in_reading_order()
    return " ".join(figure.number for figure in whole)


def test_a_drawn_figure_is_new_named_by_its_label_and_queued_to_be_cut(version, ada):
    default_task_backend.clear()

    figure = add_figure(drawn(version), ada)

    figure.refresh_from_db()
    assert (figure.key, figure.label) == ("loss/figure-3", "Figure 3")
    assert (figure.state, figure.is_detected) == (Figure.State.NEW, False)
    assert figure.confidence is None
    assert figure.recipe == {
        "version": version.pk,
        "page": 2,
        "box": [100.0, 100.0, 300.0, 200.0],
        "rotation": 0,
        "trim": False,
    }
    (job,) = default_task_backend.results
    assert (job.task, job.kwargs) == (cut_figure, {"figure_id": figure.pk})


def test_a_drawn_figure_has_the_caption_that_was_picked(version, ada):
    figure = add_figure(drawn(version, kind="table", number="4", passage=PASSAGE), ada)

    figure.refresh_from_db()
    assert (figure.key, figure.caption) == ("loss/table-4", "Scores.")
    assert figure.caption_box == Box(100, 400, 300, 410)


def test_what_the_editor_calls_it_counts_more_than_the_captions_label(version, ada):
    figure = add_figure(drawn(version, passage=PASSAGE), ada)

    figure.refresh_from_db()
    assert (figure.label, figure.caption) == ("Figure 3", "Scores.")


def test_a_key_that_is_taken_gets_a_number_behind_it(version, ada):
    first = add_figure(drawn(version), ada)
    second = add_figure(drawn(version, box=Box(300, 300, 400, 400)), ada)
    nameless = add_figure(drawn(version, number="", box=Box(100, 500, 200, 600)), ada)

    assert first.key == "loss/figure-3"
    assert second.key == "loss/figure-3-2"
    assert nameless.key == "loss/figure-page-2"


def test_a_second_click_adds_no_second_figure(version, ada):
    first = add_figure(drawn(version), ada)

    assert add_figure(drawn(version), ada) == first
    assert version.figures.count() == 1


def test_a_number_that_unfolds_into_many_letters_makes_no_endless_key(version, ada):
    figure = add_figure(drawn(version, number="㎉" * 40), ada)

    assert len(figure.key) <= 160


def test_a_number_without_end_is_cut_to_what_its_column_holds(version, ada):
    figure = add_figure(drawn(version, number="9" * 99, passage=PASSAGE), ada)

    figure.refresh_from_db()
    assert figure.number == "9" * 40
    assert len(figure.key) <= 160


def test_undone_it_is_a_discarded_figure(version, ada):
    figure = add_figure(drawn(version), ada)

    undo_last(ada, version.paper.figures.all())

    figure.refresh_from_db()
    assert figure.state == Figure.State.DISCARDED


def test_it_is_not_undone_once_a_post_uses_it(version, ada):
    figure = add_figure(drawn(version), ada)
    FigureUse.objects.create(post=PostFactory(), figure=figure)

    with pytest.raises(EditRefusedError, match="used in a post"):
        undo_last(ada, version.paper.figures.all())


def test_the_first_figure_of_a_paper_has_its_place(version, ada):
    add(version, ada, "2", 2, 100)
    add(version, ada, "3", 2, 500)
    add(version, ada, "1", 1, 700)

    assert reading_order(version) == "1 2 3"


def test_a_figure_stands_between_those_around_it(version, ada):
    for place, (number, page_number) in enumerate([("1", 1), ("3", 3), ("5", 3)], 1):
        found(version, number, place, page_number, 100.0 * place)

    add(version, ada, "2", 2, 300)
    add(version, ada, "4", 3, 250)
    add(version, ada, "6", 9, 100)

    assert reading_order(version) == "1 2 3 4 5 6"


def test_several_on_one_page_stand_in_order_whichever_was_drawn_first(version, ada):
    found(version, "1", 1, 1, 100.0)
    found(version, "6", 2, 3, 100.0)

    for number, top in (("4", 500), ("2", 50), ("5", 600), ("3", 200)):
        add(version, ada, number, 2, top)

    assert reading_order(version) == "1 2 3 4 5 6"


def test_panels_stay_with_their_figure_where_one_is_drawn_behind_it(version, ada):
    whole = found(version, "1", 1, 2, 300.0)
    panel = found(version, "1a", 1, 2, 300.0)
    Figure.objects.filter(pk=panel.pk).update(parent=whole)
    found(version, "3", 2, 3, 100.0)

    add(version, ada, "2", 2, 500)

    numbers = [f.number for f in version.paper.figures.in_reading_order()]
    assert numbers == ["1", "1a", "2", "3"]
