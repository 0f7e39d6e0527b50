"""Two figures of one page become one, where the import has taken one for two."""

import pytest
from django.tasks import default_task_backend

from blog.models import FigureUse
from figures.edits import EditRefusedError, undo_last
from figures.extraction.geometry import Box
from figures.merging import merge
from figures.models import Figure
from tests.factories import (
    FigureFactory,
    PaperVersionFactory,
    PostFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

NEW, DISCARDED = Figure.State.NEW, Figure.State.DISCARDED


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
    return place(version, "1", (100, 100, 300, 200))


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


def state(figure):
    figure.refresh_from_db()
    return figure.state


def test_of_two_figures_one_is_made_around_both(figure, version, ada):
    other = place(version, "2", (250, 180, 400, 300), caption="Another.")
    part = place(version, "2a", (250, 180, 300, 300), parent=other)

    merge(figure, other, ada)

    figure.refresh_from_db()
    assert figure.crop_box == Box(100, 100, 400, 300)
    assert figure.caption == "What is to be seen."
    assert (state(other), state(part)) == (DISCARDED, DISCARDED)
    (job,) = default_task_backend.results
    assert job.kwargs == {"figure_id": figure.pk}


def test_a_merge_is_undone_in_one_go(figure, version, ada):
    other = place(version, "2", (250, 180, 400, 300))
    merge(figure, other, ada)

    undo_last(ada, Figure.objects.filter(pk=other.pk))

    assert (state(figure), state(other)) == (NEW, NEW)
    assert figure.edited_box is None
    assert figure.crop_box == Box(100, 100, 300, 200)


def test_what_a_figure_lacks_it_takes_from_the_one_it_is_merged_with(version, ada):
    nothing = {"caption": "", "alt_text": "", "name": "", "kind": ""}
    figure = place(version, "", (100, 100, 200, 200), key="p/drawn", **nothing)
    box = [100.0, 310.0, 300.0, 320.0]
    other = place(
        version,
        "5",
        (100, 200, 300, 300),
        kind="table",
        caption="Scores of all.",
        name="Scores",
        alt_text="Ada leads.",
        detected_caption_box=box,
    )

    merge(figure, other, ada)

    figure.refresh_from_db()
    assert str(figure) == "Table 5: Scores"
    assert (figure.caption, figure.alt_text) == ("Scores of all.", "Ada leads.")
    assert figure.caption_box == Box(*box)
    assert figure.key == "p/drawn"


def test_words_of_its_own_a_figure_keeps(version, ada):
    figure = place(version, "1", (100, 100, 200, 200), name="Mine", alt_text="Mine.")
    other = place(version, "2", (100, 200, 300, 300), name="Other", alt_text="Other.")

    merge(figure, other, ada)

    figure.refresh_from_db()
    assert (str(figure), figure.alt_text) == ("Figure 1: Mine", "Mine.")
    assert figure.caption_box is None


@pytest.mark.parametrize("why", ["itself", "page", "panel", "version", "boxless"])
def test_only_two_whole_figures_of_one_page_are_merged(figure, version, ada, why):
    others = {
        "itself": lambda: figure,
        "page": lambda: place(version, "2", (0, 0, 9, 9), page_number=4),
        "panel": lambda: place(version, "1a", (0, 0, 9, 9), parent=figure),
        "version": lambda: place(PaperVersionFactory(), "2", (0, 0, 9, 9)),
        "boxless": lambda: place(version, "2", ()),
    }
    other = others[why]()

    with pytest.raises(EditRefusedError, match="on one page"):
        merge(figure, other, ada)

    assert (state(figure), figure.edited_box) == (NEW, None)


def test_a_figure_that_a_post_uses_is_not_merged_away(figure, version, ada):
    other = place(version, "2", (250, 180, 400, 300))
    FigureUse.objects.create(post=PostFactory(), figure=other)

    with pytest.raises(EditRefusedError, match="used in a post"):
        merge(figure, other, ada)

    figure.refresh_from_db()
    assert figure.edited_box is None
