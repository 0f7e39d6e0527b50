"""An editor takes back what he did last: all of it, or nothing where others built on it."""

import pytest

from figures.edits import EditRefusedError, edit_figure, edit_figures, undo_last
from figures.models import Figure, FigureEdit
from tests.factories import FigureFactory, UserFactory, use

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return UserFactory(username="ada")


@pytest.fixture
def berta():
    return UserFactory(username="berta")


def undo(by):
    return undo_last(by, Figure.objects.all())


def test_undo_takes_back_all_figures_of_a_deed_and_only_those(ada):
    one, other, third = FigureFactory.create_batch(3)
    edit_figure(third, {"tier": "other"}, ada)
    edit_figures({pk: {"tier": "essential"} for pk in (one.pk, other.pk)}, ada)

    changed = undo_last(ada, Figure.objects.filter(pk=one.pk))

    assert {figure.pk for figure, _values in changed} == {one.pk, other.pk}
    tiers = Figure.objects.order_by("pk").values_list("tier", flat=True)
    assert list(tiers) == ["supporting", "supporting", "other"]


def test_undo_leaves_alone_what_somebody_else_has_decided_the_same(ada):
    berta = UserFactory(admin=True)
    figure = FigureFactory(state="new")
    edit_figure(figure, {"state": "confirmed"}, ada)
    edit_figure(figure, {"state": "new"}, berta)
    edit_figure(figure, {"state": "confirmed"}, berta)

    with pytest.raises(EditRefusedError, match="by somebody else"):
        undo_last(ada, Figure.objects.all())

    figure.refresh_from_db()
    assert figure.state == "confirmed"


def test_undo_goes_back_step_by_step_until_there_is_nothing_left(ada):
    figure = FigureFactory()
    for tier in ("essential", "other"):
        edit_figure(figure, {"tier": tier}, ada)

    seen = []
    for _step in range(2):
        undo(ada)
        figure.refresh_from_db()
        seen.append(figure.tier)

    assert seen == ["essential", "supporting"]
    with pytest.raises(EditRefusedError, match="nothing of yours"):
        undo(ada)


def test_undo_leaves_what_others_did(ada, berta):
    figure = FigureFactory()
    edit_figure(figure, {"tier": "other"}, ada)
    edit_figure(figure, {"credit": "Berta"}, berta)

    undo(ada)

    figure.refresh_from_db()
    assert (figure.tier, figure.credit) == ("supporting", "Berta")
    with pytest.raises(EditRefusedError, match="nothing of yours"):
        undo(ada)


def test_undo_is_refused_whole_where_somebody_has_built_on_a_part(ada, berta):
    one, other = FigureFactory(), FigureFactory(name="Loss", number="7")
    edit_figures({pk: {"tier": "other"} for pk in (one.pk, other.pk)}, ada)
    edit_figure(other, {"tier": "essential"}, berta)

    with pytest.raises(EditRefusedError, match="“Figure 7: Loss” has been changed"):
        undo(ada)

    one.refresh_from_db()
    assert one.tier == "other"
    assert FigureEdit.objects.standing().count() == 3


def test_undo_does_not_discard_what_a_post_uses_by_now(ada):
    figure = FigureFactory(state="discarded")
    edit_figure(figure, {"state": "new"}, ada)
    use(figure)

    with pytest.raises(EditRefusedError, match="used in a post"):
        undo(ada)

    figure.refresh_from_db()
    assert figure.state == Figure.State.NEW
