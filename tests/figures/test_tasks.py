"""What follows a task: the next ones are queued, and no figure waits for nothing."""

import pytest
from django.core.files.base import ContentFile
from django.tasks import default_task_backend

from figures.models import Figure
from figures.recutting import cut_again
from figures.tasks import cut_figure, draw_paper, extract_paper
from figures.uploads import add_paper
from tests.pdfs import one_figure_paper

pytestmark = pytest.mark.django_db

DRAWN = [140.0, 190.0, 460.0, 360.0]


@pytest.fixture
def figure():
    """Imported, and cut as an editor drew it."""
    paper, _ = add_paper(ContentFile(one_figure_paper()), "loss.pdf", queue=False)
    extract_paper.func(paper_id=paper.pk)
    Figure.objects.update(edited_box=DRAWN)
    cut_again(Figure.objects.get())
    default_task_backend.clear()
    return Figure.objects.get()


def queued(task):
    return [job.kwargs for job in default_task_backend.results if job.task == task]


def test_an_import_has_the_pages_drawn_and_no_figure_cut_again(figure):
    extract_paper.func(paper_id=figure.paper_id)

    assert queued(draw_paper) == [{"version_id": figure.version_id}]
    assert queued(cut_figure) == []


def test_a_drawn_crop_that_an_import_turns_is_cut_again(figure):
    # An earlier import took the figure for one that lies on its side.
    Figure.objects.update(rotation=90)
    turned = Figure.objects.get()
    Figure.objects.update(cut_from=turned.recipe)

    extract_paper.func(paper_id=figure.paper_id)

    figure.refresh_from_db()
    assert figure.is_being_cut
    assert queued(cut_figure) == [{"figure_id": figure.pk}]
