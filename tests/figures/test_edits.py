"""What editors change is held against what others changed, and can be taken back."""

import pytest
from django.db import transaction
from django.tasks import default_task_backend
from django_tasks_db.models import DBTaskResult

from figures.edits import (
    EditConflictError,
    EditRefusedError,
    edit_figure,
    edit_figures,
    undo_last,
)
from figures.models import Figure, FigureEdit
from figures.tasks import cut_figure
from tests.factories import (
    FigureFactory,
    PaperVersionFactory,
    UserFactory,
    use,
)

pytestmark = pytest.mark.django_db

BOX = [100.0, 100.0, 300.0, 200.0]


@pytest.fixture(autouse=True)
def _empty_queue():
    default_task_backend.clear()


@pytest.fixture
def ada():
    return UserFactory(username="ada")


@pytest.fixture
def berta():
    return UserFactory(username="berta")


def queued_cuts():
    return [
        result.kwargs["figure_id"]
        for result in default_task_backend.results
        if result.task == cut_figure
    ]


def stored(figure):
    """All columns, to be compared with what they were."""
    return Figure.objects.filter(pk=figure.pk).values().get()


def undo(by):
    return undo_last(by, Figure.objects.all())


def test_several_columns_of_several_figures_are_one_deed(ada):
    one, other = FigureFactory(caption="Found."), FigureFactory()

    deed = edit_figures(
        {
            one.pk: {"edited_caption": "Typed.", "tier": "essential"},
            other.pk: {"tier": "other"},
        },
        ada,
    )

    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.caption, one.tier, other.tier) == ("Typed.", "essential", "other")
    assert set(FigureEdit.objects.values_list("figure", "deed", "made_by")) == {
        (one.pk, deed, ada.pk),
        (other.pk, deed, ada.pk),
    }
    edit = one.edits.get()
    assert edit.before == {"edited_caption": "", "tier": "supporting"}
    assert edit.after == {"edited_caption": "Typed.", "tier": "essential"}


def test_nothing_is_written_where_nothing_changes(ada):
    figure = FigureFactory(tier="other")
    before = stored(figure)

    deed = edit_figure(figure, {"tier": "other", "edited_name": ""}, ada)

    assert deed is None
    assert stored(figure) == before
    assert not FigureEdit.objects.exists()


def test_only_columns_that_change_are_noted(ada):
    figure, same = FigureFactory(), FigureFactory(tier="other")

    edit_figures(
        {
            figure.pk: {"tier": "other", "credit": ""},
            same.pk: {"tier": "other"},
        },
        ada,
    )

    assert FigureEdit.objects.get().after == {"tier": "other"}


def test_what_somebody_else_wrote_meanwhile_is_a_conflict_with_name_and_time(
    ada, berta
):
    figure = FigureFactory()
    edit_figure(figure, {"edited_caption": "Berta's"}, berta)
    before = stored(figure)

    with pytest.raises(EditConflictError) as refusal:
        edit_figure(
            figure,
            {"edited_caption": "Ada's", "credit": "Ada"},
            ada,
            seen={"edited_caption": "", "credit": ""},
        )

    (conflict,) = refusal.value.conflicts
    assert conflict.field == "edited_caption"
    assert (conflict.mine, conflict.theirs) == ("Ada's", "Berta's")
    assert conflict.editor == "berta"
    assert conflict.made_at == figure.edits.get().made_at
    assert stored(figure) == before


def test_the_same_words_from_two_editors_are_no_conflict(ada, berta):
    figure = FigureFactory()
    edit_figure(figure, {"edited_caption": "Both."}, berta)

    deed = edit_figure(
        figure,
        {"edited_caption": "Both.", "tier": "other"},
        ada,
        seen={"edited_caption": "", "tier": "supporting"},
    )

    assert FigureEdit.objects.get(deed=deed).after == {"tier": "other"}


def test_what_another_changed_beside_it_is_left_alone(ada, berta):
    figure = FigureFactory()
    # Loaded before: this row knows nothing of the caption.
    stale = Figure.objects.get(pk=figure.pk)
    edit_figure(figure, {"edited_caption": "Berta's"}, berta)

    edit_figure(stale, {"tier": "other"}, ada, seen={"tier": "supporting"})

    figure.refresh_from_db()
    assert (figure.caption, figure.tier) == ("Berta's", "other")


def test_one_conflict_stops_the_whole_deed(ada, berta):
    one, other = FigureFactory(), FigureFactory()
    edit_figure(other, {"tier": "other"}, berta)

    with pytest.raises(EditConflictError):
        edit_figures(
            {one.pk: {"tier": "essential"}, other.pk: {"tier": "essential"}},
            ada,
            {pk: {"tier": "supporting"} for pk in (one.pk, other.pk)},
        )

    one.refresh_from_db()
    assert one.tier == "supporting"


def test_a_conflict_names_nobody_where_no_editor_has_written_what_is_there(ada, berta):
    figure = FigureFactory()
    edit_figure(figure, {"edited_box": BOX}, berta)
    # An accepted version has moved it.
    Figure.objects.filter(pk=figure.pk).update(edited_box=[1.0, 2.0, 30.0, 40.0])

    with pytest.raises(EditConflictError) as refusal:
        edit_figure(figure, {"edited_box": [0, 0, 9, 9]}, ada, {"edited_box": BOX})

    (conflict,) = refusal.value.conflicts
    assert (conflict.editor, conflict.made_at) == ("", None)


def test_an_undo_is_what_a_conflict_names_where_it_was_the_last_word(ada, berta):
    figure = FigureFactory()
    edit_figure(figure, {"tier": "other"}, berta)
    undo(berta)

    with pytest.raises(EditConflictError) as refusal:
        edit_figure(figure, {"tier": "essential"}, ada, {"tier": "other"})

    (conflict,) = refusal.value.conflicts
    assert conflict.theirs == "supporting"
    assert conflict.editor == "berta"
    assert conflict.made_at == figure.edits.get().undone_at


def test_a_figure_that_went_with_its_paper_is_refused_with_a_sentence(ada):
    figure = FigureFactory()
    Figure.objects.filter(pk=figure.pk).delete()

    with pytest.raises(EditRefusedError, match="removed"):
        edit_figure(figure, {"tier": "other"}, ada)


@pytest.mark.parametrize("part", ["itself", "panel"])
def test_what_a_post_uses_is_not_discarded(ada, part):
    figure = FigureFactory(number="3", name="Loss")
    panel = FigureFactory(parent=figure, paper=figure.paper, number="3a", name="Loss")
    use({"itself": figure, "panel": panel}[part])

    with pytest.raises(EditRefusedError, match=r"“Figure 3a?: Loss” is used in a post"):
        edit_figure(figure, {"state": "discarded"}, ada)

    figure.refresh_from_db()
    assert figure.state == Figure.State.CONFIRMED
    assert not FigureEdit.objects.exists()


def test_what_is_discarded_already_may_be_edited_while_a_post_uses_it(ada):
    figure = FigureFactory(state="discarded")
    use(figure)

    assert edit_figure(figure, {"state": "discarded", "tier": "other"}, ada)


@pytest.fixture
def cut_out():
    """A figure with a box on a page of a PDF, cut as it is to be."""
    figure = FigureFactory(version=PaperVersionFactory(), detected_box=BOX)
    figure.cut_from = figure.recipe
    figure.save()
    return figure


def test_words_queue_no_cutting(ada, cut_out):
    edit_figure(cut_out, {"edited_caption": "Typed.", "state": "new"}, ada)

    assert queued_cuts() == []


def test_a_moved_box_queues_one_cutting_and_so_does_its_undo(ada, cut_out):
    moved = {"edited_box": [90.0, 90.0, 300.0, 200.0], "edited_page_number": 4}
    edit_figure(cut_out, moved, ada)
    cut_out.refresh_from_db()
    assert queued_cuts() == [cut_out.pk]
    assert cut_out.is_being_cut

    undo(ada)

    cut_out.refresh_from_db()
    assert queued_cuts() == [cut_out.pk] * 2
    assert cut_out.crop_box is not None
    assert not cut_out.is_being_cut


def test_a_page_alone_is_another_place_too(ada, cut_out):
    edit_figure(cut_out, {"edited_page_number": 4}, ada)

    assert queued_cuts() == [cut_out.pk]


def test_a_moved_box_has_another_try_where_the_last_has_failed(ada, cut_out):
    Figure.objects.filter(pk=cut_out.pk).update(cut_failure="No such page.")

    edit_figure(cut_out, {"edited_box": [90.0, 90.0, 300.0, 200.0]}, ada)

    cut_out.refresh_from_db()
    assert cut_out.cut_failure == ""


def test_a_deed_that_is_rolled_back_leaves_no_task_in_the_queue(ada, cut_out, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    before = stored(cut_out)

    def move_and_fail():
        with transaction.atomic():
            edit_figure(cut_out, {"edited_box": [90.0, 90.0, 300.0, 200.0]}, ada)
            assert DBTaskResult.objects.count() == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        move_and_fail()

    assert stored(cut_out) == before
    assert not DBTaskResult.objects.exists()
