"""A box that an editor moved is cut out of the PDF again, in the real child process."""

import sys

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from figures import sandbox
from figures.models import Figure
from figures.recutting import cut_again
from figures.store import Place, store_figure
from figures.uploads import add_paper
from tests.conftest import stored_files
from tests.factories import FigureFactory
from tests.figures import cuts
from tests.pdfs import one_figure_paper

pytestmark = pytest.mark.django_db

MOVED = [140.0, 190.0, 460.0, 360.0]


@pytest.fixture
def version():
    paper, _ = add_paper(ContentFile(one_figure_paper()), "loss.pdf", queue=False)
    return paper.current_version


@pytest.fixture
def figure(version):
    """A figure that an import has cut, on the only page."""
    (figure,) = store_figure(Place(version, 1), cuts.cut(page_number=1), ())
    return figure


def move(figure, box=MOVED, page_number=None):
    """As another request does, beside the row that the worker has loaded."""
    Figure.objects.filter(pk=figure.pk).update(
        edited_box=box, edited_page_number=page_number, cut_failure=""
    )


def load(figure):
    return Figure.objects.get(pk=figure.pk)


def master(figure):
    with figure.renditions.get(role="master").file.open() as file:
        return Image.open(file).copy()


def state(figure):
    """All that a try that came to nothing leaves as it was, but the sentence."""
    columns = Figure.objects.filter(pk=figure.pk).values().get()
    del columns["cut_failure"]
    return columns, list(figure.renditions.values()), stored_files()


def test_the_new_copies_show_the_box_as_it_was_drawn(figure):
    move(figure)

    cut_again(load(figure))

    figure.refresh_from_db()
    assert master(figure).size == (960, 510)
    assert figure.cut_from == figure.recipe
    assert figure.cut_from["box"] == MOVED
    assert not figure.is_being_cut
    assert figure.looks != cuts.LOOKS


def test_the_old_files_go_once_the_new_ones_are_there_for_all(
    figure, django_capture_on_commit_callbacks
):
    old = stored_files()
    move(figure)

    with django_capture_on_commit_callbacks() as callbacks:
        cut_again(load(figure))
    assert set(old) < set(stored_files())
    for callback in callbacks:
        callback()

    assert set(old).isdisjoint(stored_files())
    names = sorted(figure.renditions.values_list("file", flat=True))
    assert stored_files() == names


def test_the_automatic_crop_is_cut_to_its_ink(figure):
    cut_again(load(figure))
    move(figure)
    cut_again(load(figure))
    Figure.objects.filter(pk=figure.pk).update(
        edited_box=None, detected_box=[100.0, 180.0, 500.0, 360.0]
    )

    cut_again(load(figure))

    figure.refresh_from_db()
    assert figure.cut_from["trim"]
    assert master(figure).width == pytest.approx(902, abs=5)


def test_the_same_recipe_is_not_cut_twice(figure, monkeypatch):
    move(figure)
    cut_again(load(figure))
    before = state(figure)
    # A child process that cannot even start.
    monkeypatch.setattr(sandbox, "command", lambda: ["/nowhere"])

    cut_again(load(figure))

    assert state(figure) == before
    assert load(figure).cut_failure == ""


def test_what_is_cut_from_no_pdf_is_left_alone():
    image = FigureFactory(own=True)

    cut_again(image)

    image.refresh_from_db()
    assert (image.cut_from, image.cut_failure) == (None, "")


def test_a_second_worker_with_the_same_task_doubles_nothing(
    figure, django_capture_on_commit_callbacks
):
    move(figure)
    first, second = load(figure), load(figure)

    with django_capture_on_commit_callbacks(execute=True):
        cut_again(first)
    before = stored_files()
    with django_capture_on_commit_callbacks(execute=True):
        cut_again(second)

    assert stored_files() == before
    assert sorted(figure.renditions.values_list("file", flat=True)) == before
    assert not load(figure).is_being_cut


@pytest.fixture
def meanwhile(monkeypatch):
    """Have something happen after the worker has read the row, before it cuts."""

    def set_up(deed):
        real = sandbox.command

        def command():
            deed()
            return real()

        monkeypatch.setattr(sandbox, "command", command)

    return set_up


def test_nothing_is_stored_where_the_box_has_moved_on(figure, meanwhile):
    move(figure)
    onward = [150.0, 200.0, 400.0, 300.0]
    meanwhile(lambda: move(figure, onward))
    copies = list(figure.renditions.values())
    files = stored_files()

    cut_again(load(figure))

    figure.refresh_from_db()
    assert figure.edited_box == onward
    assert figure.is_being_cut
    assert (list(figure.renditions.values()), stored_files()) == (copies, files)


def test_a_failure_does_not_fall_on_a_box_that_was_drawn_since(figure, meanwhile):
    move(figure, page_number=40)
    meanwhile(lambda: move(figure))

    cut_again(load(figure))

    assert load(figure).cut_failure == ""


def test_words_that_were_typed_meanwhile_stay(figure, meanwhile):
    move(figure)
    typed = Figure.objects.filter(pk=figure.pk)
    meanwhile(lambda: typed.update(edited_caption="Typed meanwhile."))

    cut_again(load(figure))

    assert load(figure).caption == "Typed meanwhile."


@pytest.mark.parametrize(
    ("box", "page_number", "sentence"),
    [
        (MOVED, 40, "This PDF has no page 40."),
        ([700.0, 100.0, 800.0, 200.0], None, "outside page 1"),
        ([300.0, 100.0, 300.0, 200.0], None, "no area"),
    ],
)
def test_what_cannot_be_cut_is_a_sentence_and_the_old_copies_stay(
    figure, box, page_number, sentence
):
    move(figure, box, page_number)
    before = state(figure)

    cut_again(load(figure))

    assert state(figure) == before
    assert sentence in load(figure).cut_failure
    assert not load(figure).is_being_cut


def test_a_pdf_that_is_gone_is_a_sentence(figure, version):
    version.pdf.storage.delete(version.pdf.name)
    move(figure)
    before = state(figure)

    cut_again(load(figure))

    assert state(figure) == before
    assert "PDF is not where it was stored" in load(figure).cut_failure


def test_a_full_disk_is_a_sentence_and_leaves_no_half(figure, monkeypatch):
    save, saved = default_storage.save, []

    def save_two_then_run_out_of_space(name, content):
        if len(saved) == 2:
            raise OSError(28, "No space left on device")
        saved.append(save(name, content))
        return saved[-1]

    move(figure)
    before = state(figure)
    monkeypatch.setattr(default_storage, "save", save_two_then_run_out_of_space)

    cut_again(load(figure))

    assert len(saved) == 2
    assert state(figure) == before
    assert "No space left on device" in load(figure).cut_failure


CHILD = """
import sys
from figures.extraction.wire import *
for event in [{events}]:
    write_event(sys.stdout.buffer, event)
"""


@pytest.mark.parametrize(
    ("events", "sentence"),
    [
        ("1/0", "broke on this one"),
        ("Finished()", "broke off"),
        ("PageRead(1, 1), Finished()", "broke off"),
    ],
)
def test_a_child_that_cuts_nothing_is_a_sentence(figure, monkeypatch, events, sentence):
    program = CHILD.format(events=events)
    monkeypatch.setattr(sandbox, "command", lambda: [sys.executable, "-c", program])
    move(figure)
    before = state(figure)

    cut_again(load(figure))

    assert state(figure) == before
    assert sentence in load(figure).cut_failure


def test_a_bug_is_raised_and_the_figure_does_not_wait_for_ever(figure, monkeypatch):
    def fails(*args):
        raise ZeroDivisionError

    monkeypatch.setattr(default_storage, "save", fails)
    move(figure)
    before = state(figure)

    with pytest.raises(ZeroDivisionError):
        cut_again(load(figure))

    assert state(figure) == before
    assert "broke off" in load(figure).cut_failure


def test_a_figure_that_was_removed_meanwhile_leaves_no_files(figure, meanwhile):
    move(figure)
    meanwhile(Figure.objects.filter(pk=figure.pk).delete)
    files = stored_files()

    cut_again(load(figure))

    assert stored_files() == files
    assert not Figure.objects.exists()
