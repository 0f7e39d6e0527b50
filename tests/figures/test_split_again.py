"""A figure is split once more, by hand or by a worker; what it had is kept or undone."""

import pytest
from django.core.files.base import ContentFile

from blog.models import FigureUse
from figures.edits import EditRefusedError, edit_figure, undo_last
from figures.models import Figure
from figures.reviewing import edit_with_panels
from figures.splitting import split_figure
from figures.uploads import add_paper
from tests.conftest import stored_files
from tests.factories import FigureFactory, PostFactory, UserFactory
from tests.pdfs import SIDE_BY_SIDE, Paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return UserFactory(username="ada")


@pytest.fixture
def figure():
    drawn = Paper()
    page = drawn.page()
    for box in SIDE_BY_SIDE:
        page.plot(box)
    paper, _ = add_paper(ContentFile(drawn.content()), "loss.pdf", queue=False)
    return FigureFactory(
        paper=paper,
        version=paper.current_version,
        number="1",
        key="loss/figure-1",
        caption="Runs: (a) short ones, (b) long ones and (c) all.",
        page_number=1,
        detected_box=[70.0, 90.0, 540.0, 210.0],
    )


def split(figure, by, count=None):
    split_figure(Figure.objects.get(pk=figure.pk), count, by.pk)
    figure.refresh_from_db()


def states(figure):
    return {panel.key.rpartition("/")[2]: panel.state for panel in figure.panels.all()}


def undo(by):
    return undo_last(by, Figure.objects.all())


def test_fewer_panels_than_before_discard_the_rest(figure, ada):
    split(figure, ada)

    split(figure, ada, count=2)

    assert states(figure) == {
        "figure-1a": "new",
        "figure-1b": "new",
        "figure-1c": "discarded",
    }


def test_a_panel_that_a_post_uses_stays_whatever_is_found(figure, ada):
    split(figure, ada)
    last = figure.panels.get(number="1c")
    FigureUse.objects.create(post=PostFactory(), figure=last)

    split(figure, ada, count=2)

    assert set(states(figure).values()) == {"new"}


def test_more_panels_than_before_bring_discarded_ones_back(figure, ada):
    split(figure, ada)
    split(figure, ada, count=2)

    split(figure, ada)

    assert set(states(figure).values()) == {"new"}
    assert figure.panels.count() == 3


def test_undo_takes_all_panels_back_at_once(figure, ada):
    split(figure, ada)

    undo(ada)

    assert set(states(figure).values()) == {"discarded"}


def test_undoing_a_second_split_brings_back_what_the_first_had_found(figure, ada):
    split(figure, ada)
    boxes = list(figure.panels.values_list("edited_box", flat=True))
    split(figure, ada, count=2)

    undo(ada)

    assert set(states(figure).values()) == {"new"}
    assert list(figure.panels.values_list("edited_box", flat=True)) == boxes


def test_a_split_is_not_undone_once_a_post_uses_a_panel(figure, ada):
    split(figure, ada)
    panel = figure.panels.get(number="1b")
    FigureUse.objects.create(post=PostFactory(), figure=panel)

    with pytest.raises(EditRefusedError, match="used in a post"):
        undo(ada)

    assert set(states(figure).values()) == {"new"}


def test_a_task_that_runs_twice_doubles_nothing(figure, ada):
    split(figure, ada)
    panels, files = list(figure.panels.values_list("pk", "key")), stored_files()

    split(figure, ada)

    assert list(figure.panels.values_list("pk", "key")) == panels
    assert stored_files() == files
    undo(ada)
    assert set(states(figure).values()) == {"discarded"}


def test_words_that_an_editor_gave_a_panel_stay(figure, ada):
    split(figure, ada)
    panel = figure.panels.get(number="1a")
    edit_figure(panel, {"edited_caption": "Mine.", "edited_name": ""}, ada)

    split(figure, ada)

    panel.refresh_from_db()
    assert (panel.caption, panel.name) == ("Mine.", "")


def test_what_an_editor_saves_meanwhile_stays(figure, ada, monkeypatch):
    split(figure, ada)
    save, typed = Figure.save, set()

    def save_after_an_editor(self, **options):
        if self.pk not in typed:
            Figure.objects.filter(pk=self.pk).update(edited_caption="Typed meanwhile.")
        typed.add(self.pk)
        save(self, **options)

    monkeypatch.setattr(Figure, "save", save_after_an_editor)

    split(figure, ada, count=2)

    captions = set(figure.panels.values_list("caption", flat=True))
    assert captions == {"Typed meanwhile."}


def test_a_figure_that_bears_another_number_by_now_keeps_its_panels(figure, ada):
    split(figure, ada)
    panels = list(figure.panels.values_list("pk", flat=True))
    edit_with_panels(figure, {"edited_number": "4"}, ada)

    split(figure, ada)

    assert list(figure.panels.values_list("pk", flat=True)) == panels
    labels = [panel.label for panel in figure.panels.all()]
    assert labels == ["Figure 4a", "Figure 4b", "Figure 4c"]
    assert set(states(figure)) == {"figure-1a", "figure-1b", "figure-1c"}
