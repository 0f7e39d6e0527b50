"""What an editor accepts of a new version is written; nothing else is."""

from dataclasses import replace

import pytest
from django.tasks import default_task_backend

from figures.edits import edit_figure
from figures.extraction.geometry import Box
from figures.models import Figure, VersionComparison
from figures.store import Place, store_figure
from figures.tasks import cut_figure
from figures.versions import accept_version
from tests.factories import UserFactory
from tests.figures import cuts
from tests.figures.newer import (
    LOSS,
    PARTS,
    RATES,
    all_of,
    compared,
    cut,
    figure_of,
    paper_with,
    proposal_of,
)

pytestmark = pytest.mark.django_db

BOX = [100.0, 120.0, 300.0, 220.0]
MOVED = Box(110.0, 420.0, 310.0, 520.0)


@pytest.fixture(autouse=True)
def empty_queue():
    default_task_backend.clear()


@pytest.fixture
def paper():
    return paper_with(cut("1", LOSS), cut("2", RATES))


@pytest.fixture
def editor():
    return UserFactory(username="berta")


def columns(figure):
    return {
        name: getattr(figure, name)
        for name in ("detected_number", "detected_page_number", "detected_caption")
    }


def cuts_queued():
    return [
        result.kwargs["figure_id"]
        for result in default_task_backend.results
        if result.task.module_path == cut_figure.module_path
    ]


def test_accepted_figures_hold_what_was_found_at_the_same_key(paper, editor):
    redrawn = cut("2", LOSS, page_number=3, colour="grey")
    version = compared(paper, cut("1", PARTS), redrawn)
    old = figure_of(paper, "figure-1")
    files = {copy.file.name for copy in old.renditions.all()}

    accept_version(version, all_of(version), editor)

    loss = figure_of(paper, "figure-1")
    assert loss.pk == old.pk
    assert (loss.number, loss.page_number, loss.version) == ("2", 3, version)
    assert {copy.file.name for copy in loss.renditions.all()} == files
    assert loss.is_being_cut
    new = figure_of(paper, "figure-1-2")
    assert (new.caption, new.state, new.version) == (PARTS, "new", version)
    assert set(cuts_queued()) == {loss.pk, new.pk}


def test_what_is_left_out_stays_and_so_does_the_pdf_it_is_cut_from(paper, editor):
    first = paper.current_version
    version = compared(paper, cut("1", PARTS), cut("2", LOSS + " More."))
    before = Figure.objects.in_bulk()

    accept_version(version, (), editor)

    assert Figure.objects.in_bulk().keys() == before.keys()
    for figure in Figure.objects.all():
        assert columns(figure) == columns(before[figure.pk])
        assert figure.version == first
    assert first.pdf.storage.exists(first.pdf.name)
    assert cuts_queued() == []


def test_the_new_version_is_current_and_the_decision_is_noted(paper, editor):
    first = paper.current_version
    version = compared(paper, cut("1", LOSS))

    accept_version(version, all_of(version), editor)

    paper.refresh_from_db()
    first.refresh_from_db()
    assert paper.current_version == version
    assert (paper.page_count, first.page_count) == (4, 3)
    comparison = VersionComparison.objects.get()
    assert (comparison.status, comparison.accepted_by) == ("accepted", editor)
    assert not comparison.proposals.exists()


def test_the_same_pixels_are_not_cut_again(paper, editor):
    version = compared(paper, cut("2", LOSS), cut("1", RATES, colour="grey"))

    accept_version(version, all_of(version), editor)

    assert cuts_queued() == [figure_of(paper, "figure-2").pk]
    assert not figure_of(paper, "figure-1").is_being_cut


def test_labels_may_swap(paper, editor):
    version = compared(paper, cut("1", RATES), cut("2", LOSS))

    accept_version(version, all_of(version), editor)

    assert figure_of(paper, "figure-1").number == "2"
    assert figure_of(paper, "figure-2").number == "1"
    assert set(Figure.objects.values_list("detected_occurrence", flat=True)) == {1}


def test_half_a_swap_leaves_two_figures_of_one_label(paper, editor):
    version = compared(paper, cut("1", RATES), cut("2", LOSS))

    accept_version(version, {proposal_of(version, "figure-2").pk}, editor)

    assert figure_of(paper, "figure-1").detected_occurrence == 1
    rates = figure_of(paper, "figure-2")
    assert (rates.number, rates.detected_occurrence) == ("1", 2)


def test_what_is_the_same_to_the_bit_goes_along(paper, editor):
    version = compared(paper, cut("1", LOSS), cut("2", RATES, colour="grey"))

    accept_version(version, (), editor)

    assert figure_of(paper, "figure-1").version == version
    assert figure_of(paper, "figure-2").version != version


def test_figures_that_are_gone_stay_and_are_marked(paper, editor):
    version = compared(paper, cut("1", LOSS))

    accept_version(version, all_of(version), editor)

    rates = figure_of(paper, "figure-2")
    assert not rates.is_detected
    assert rates.version != version
    assert rates.renditions.exists()


def test_panels_follow_their_figure_by_their_letters(editor):
    letters = [cuts.panel("a"), cuts.panel("b")]
    paper = paper_with(cut("1", LOSS, panels=letters))
    newer = [cuts.panel("c"), cuts.panel("a", text="testing")]
    version = compared(paper, cut("1", PARTS), cut("2", LOSS, panels=newer))

    accept_version(version, all_of(version), editor)

    panels = {
        key.removeprefix("loss/"): (number, caption, found)
        for key, number, caption, found in Figure.objects.exclude(
            parent=None
        ).values_list("key", "number", "caption", "is_detected")
    }
    assert panels == {
        "figure-1a": ("2a", "testing", True),
        "figure-1b": ("1b", "training", False),
        "figure-1c": ("2c", "training", True),
    }


def test_discarded_figures_are_found_again_and_stay_discarded(paper, editor):
    Figure.objects.filter(key="loss/figure-2").update(state="discarded")
    version = compared(paper, cut("1", LOSS), cut("3", RATES))

    accept_version(version, (), editor)

    rates = figure_of(paper, "figure-2")
    assert (rates.state, rates.number, rates.version) == ("discarded", "3", version)


def test_an_editors_words_and_states_stay(paper, editor):
    figure = figure_of(paper, "figure-1")
    mine = {"edited_caption": "Mine.", "edited_alt_text": "A.", "state": "confirmed"}
    edit_figure(figure, mine | {"alt_state": "confirmed"}, editor)
    version = compared(paper, cut("1", LOSS + " More."))

    accept_version(version, all_of(version), editor)

    figure.refresh_from_db()
    assert (figure.caption, figure.alt_text) == ("Mine.", "A.")
    assert (figure.state, figure.alt_state) == ("confirmed", "confirmed")
    assert figure.detected_caption == LOSS + " More."


def test_a_confirmed_draft_that_reads_otherwise_is_a_draft_again(paper, editor):
    Figure.objects.update(alt_state="confirmed")
    version = compared(paper, cut("1", LOSS, alt_text="Other."), cut("2", RATES))

    accept_version(version, all_of(version), editor)

    assert figure_of(paper, "figure-1").alt_state == "draft"
    assert figure_of(paper, "figure-2").alt_state == "confirmed"


@pytest.mark.parametrize(
    ("found", "crop"),
    [
        (MOVED, [115.0, 425.0, 210.0, 505.0]),
        (replace(MOVED, right=311.5), [115.0, 425.0, 210.0, 505.0]),
        (replace(MOVED, right=330.0), None),
    ],
)
def test_an_editors_crop_moves_with_a_figure_of_its_size(paper, editor, found, crop):
    figure = figure_of(paper, "figure-1")
    edit_figure(figure, {"edited_box": [105.0, 125.0, 200.0, 205.0]}, editor)
    version = compared(paper, cut("1", LOSS, crop_box=found))

    accept_version(version, all_of(version), editor)

    figure.refresh_from_db()
    assert figure.edited_box == crop
    assert figure.detected_box[:2] == [110.0, 420.0]


def test_a_crop_on_another_page_than_the_figure_was_found_on_falls(paper, editor):
    figure = figure_of(paper, "figure-1")
    drawn = {"edited_box": BOX, "edited_page_number": 1}
    edit_figure(figure, drawn, editor)
    version = compared(paper, cut("1", LOSS, page_number=3))

    accept_version(version, all_of(version), editor)

    figure.refresh_from_db()
    assert (figure.edited_box, figure.page_number) == (None, 3)


def test_importing_again_leaves_alone_what_was_left_out(paper, editor):
    version = compared(paper, cut("1", RATES), cut("2", LOSS))
    accept_version(version, (), editor)
    before = figure_of(paper, "figure-1")

    store_figure(Place(version, 1), cut("1", RATES), ())

    assert columns(figure_of(paper, "figure-1")) == columns(before)
    assert figure_of(paper, "figure-1-2").caption == RATES
