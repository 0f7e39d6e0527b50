"""A figure is split into panels because an editor asks for it, in the real child process."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.tasks import default_task_backend

from figures import sandbox
from figures.models import Figure, FigureEdit
from figures.splitting import split_figure
from figures.uploads import add_paper
from tests.conftest import stored_files
from tests.factories import FigureFactory, UserFactory
from tests.pdfs import SIDE_BY_SIDE, Paper

pytestmark = pytest.mark.django_db

WORDS = "Runs: (a) short ones, (b) long ones and (c) all."


@pytest.fixture
def ada():
    return UserFactory(username="ada")


@pytest.fixture
def version():
    paper = Paper()
    page = paper.page()
    for box in SIDE_BY_SIDE:
        page.plot(box)
    stored, _ = add_paper(ContentFile(paper.content()), "loss.pdf", queue=False)
    return stored.current_version


@pytest.fixture
def figure(version):
    return place(version)


def place(version, **columns):
    return FigureFactory(
        **{
            "paper": version.paper,
            "version": version,
            "number": "1",
            "key": "loss/figure-1",
            "caption": WORDS,
            "page_number": 1,
            "detected_box": [70.0, 90.0, 540.0, 210.0],
        }
        | columns
    )


def split(figure, by, count=None):
    split_figure(Figure.objects.get(pk=figure.pk), count, by.pk)
    figure.refresh_from_db()


def states(figure):
    return {panel.key.rpartition("/")[2]: panel.state for panel in figure.panels.all()}


def test_letters_of_the_caption_tell_panels_apart(figure, ada):
    split(figure, ada)

    assert figure.split_failure == ""
    panels = list(figure.panels.all())
    assert [panel.key for panel in panels] == [
        "loss/figure-1a",
        "loss/figure-1b",
        "loss/figure-1c",
    ]
    assert [panel.label for panel in panels] == ["Figure 1a", "Figure 1b", "Figure 1c"]
    assert [panel.caption for panel in panels] == ["short ones", "long ones", "all."]
    assert [panel.position for panel in panels] == [1, 2, 3]
    for panel, box in zip(panels, SIDE_BY_SIDE, strict=True):
        assert panel.edited_box == pytest.approx(box, abs=2)


def test_panels_are_new_figures_of_the_same_paper_and_cut_at_once(figure, ada):
    default_task_backend.clear()

    split(figure, ada)

    for panel in figure.panels.all():
        assert (panel.paper, panel.version) == (figure.paper, figure.version)
        assert (panel.state, panel.is_detected) == (Figure.State.NEW, False)
        assert not panel.is_being_cut
        assert panel.looks
        assert panel.renditions.get(role="master").width == pytest.approx(423, abs=6)
    files = [name for panel in figure.panels.all() for name in files_of(panel)]
    assert sorted(files) == stored_files()
    assert default_task_backend.results == []


def files_of(figure):
    return list(figure.renditions.values_list("file", flat=True))


def test_an_editor_says_how_many_where_nothing_else_does(version, ada):
    figure = place(version, caption="Runs.")

    split(figure, ada, count=2)

    assert states(figure) == {"figure-1a": "new", "figure-1b": "new"}
    assert [panel.caption for panel in figure.panels.all()] == ["", ""]


def test_where_no_panels_can_be_told_apart_it_says_so(version, ada):
    figure = place(version, caption="A run.", detected_box=[75.0, 95.0, 225.0, 205.0])

    split(figure, ada)

    assert "Say how many" in figure.split_failure
    assert not figure.panels.exists()
    assert not FigureEdit.objects.exists()


def test_a_second_try_takes_the_sentence_back(figure, ada):
    Figure.objects.filter(pk=figure.pk).update(split_failure="Nothing found.")

    split(figure, ada)

    assert figure.split_failure == ""


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"page_number": 40}, "no page 40"),
        ({"detected_box": [700.0, 90.0, 800.0, 210.0]}, "outside page 1"),
    ],
)
def test_what_cannot_be_split_is_a_sentence(version, ada, columns, sentence):
    figure = place(version, **columns)

    split(figure, ada)

    assert sentence in figure.split_failure
    assert not figure.panels.exists()


def test_a_pdf_that_is_gone_is_a_sentence(figure, version, ada):
    version.pdf.storage.delete(version.pdf.name)

    split(figure, ada)

    assert "PDF is not where it was stored" in figure.split_failure


def test_a_full_disk_is_a_sentence_and_leaves_no_half(figure, ada, monkeypatch):
    save, saved = default_storage.save, []

    def save_six_then_run_out_of_space(name, content):
        if len(saved) == 6:
            raise OSError(28, "No space left on device")
        saved.append(save(name, content))
        return saved[-1]

    monkeypatch.setattr(default_storage, "save", save_six_then_run_out_of_space)

    split(figure, ada)

    assert len(saved) == 6
    assert "No space left on device" in figure.split_failure
    assert stored_files() == []
    assert Figure.objects.get() == figure


def test_an_image_of_ones_own_is_left_alone(ada):
    image = FigureFactory(own=True)

    split(image, ada)

    assert (image.split_failure, image.panels.count()) == ("", 0)


def test_a_figure_that_was_removed_meanwhile_leaves_no_files(figure, ada, monkeypatch):
    real = sandbox.command

    def command():
        Figure.objects.filter(pk=figure.pk).delete()
        return real()

    monkeypatch.setattr(sandbox, "command", command)

    split_figure(Figure.objects.get(pk=figure.pk), None, ada.pk)

    assert stored_files() == []
    assert not Figure.objects.exists()
