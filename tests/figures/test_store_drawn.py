"""An import finds a figure that an editor had drawn by hand before."""

import pytest

from figures.extraction.geometry import Box
from figures.models import Figure
from figures.store import Place, store_figure
from tests.conftest import stored_files
from tests.factories import FigureFactory, PaperVersionFactory
from tests.figures import cuts

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return PaperVersionFactory(paper__slug="loss")


def store(version, cut, position=1, claimed=()):
    return store_figure(Place(version, position), cut, claimed)


def draw(version, number="3", box=(110.0, 130.0, 290.0, 210.0), page_number=2):
    """A figure where an earlier import had seen nothing."""
    return FigureFactory(
        paper=version.paper,
        version=version,
        key="loss/drawn",
        kind="",
        number="",
        caption="",
        page_number=None,
        edited_kind="figure",
        edited_number=number,
        edited_box=list(box),
        edited_page_number=page_number,
        is_detected=False,
    )


def test_a_figure_drawn_by_hand_is_adopted_by_a_later_import_of_its_label(version):
    drawn = draw(version)

    (found,) = store(version, cuts.cut("3"))

    found.refresh_from_db()
    assert (found.pk, found.key) == (drawn.pk, drawn.key)
    assert (found.is_detected, found.detected_kind) == (True, "figure")
    assert found.caption == "Loss by step."
    assert found.crop_box == Box(110, 130, 290, 210)
    assert found.detected_box == [100.0, 120.0, 300.0, 220.0]
    assert stored_files() == []


def test_a_figure_that_was_found_counts_before_one_drawn_with_its_label(version):
    drawn = draw(version)
    Figure.objects.filter(pk=drawn.pk).update(edited_number="x")
    (found,) = store(version, cuts.cut("3"))
    Figure.objects.filter(pk=drawn.pk).update(edited_number="3")
    # The older of the two, in databases that hand rows out by age.
    assert drawn.pk < found.pk

    (again,) = store(version, cuts.cut("3"))

    assert again == found


@pytest.mark.parametrize("number", ["3", ""])
def test_of_two_with_one_label_the_drawn_one_is_adopted_where_it_stands(
    version, number
):
    (found,) = store(version, cuts.cut(number))
    drawn = draw(version, number, page_number=9)
    elsewhere = cuts.cut(number, page_number=9, is_repeated=True)

    (first,) = store(version, cuts.cut(number, is_repeated=True))
    (second,) = store(version, elsewhere, 2, claimed=[first.pk])
    (again,) = store(version, elsewhere, 2, claimed=[first.pk])

    assert (first, second, again) == (found, drawn, drawn)
    assert second.detected_occurrence == 2
