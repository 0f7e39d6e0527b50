"""Nothing changes under a published post until an editor accepts, with real PDFs."""

import pytest
from django.core.files.base import ContentFile
from django.tasks import default_task_backend

from figures.comparing import compare
from figures.ingest import ingest_paper
from figures.models import Figure
from figures.tasks import cut_figure
from figures.uploads import add_paper
from figures.versions import accept_version, add_version
from tests.factories import PostFactory, UserFactory
from tests.figures.newer import all_of, everything
from tests.pdfs import Paper

pytestmark = pytest.mark.django_db


def draw(*figures):
    """A page for each figure: its title, inside the plot, and its caption."""
    paper = Paper()
    paper.title_page()
    for title, right, caption in figures:
        page = paper.page()
        page.paragraph(72, lines=8)
        page.plot((150, 200, right, 350), title=title)
        page.caption(372, caption)
        page.paragraph(420, lines=12)
    return ContentFile(paper.content())


LOSS = "Loss by step for three models of growing size, averaged over five seeds."
OLD = draw(("Loss", 450, f"Figure 1: {LOSS}"))
NEW = draw(
    ("Parts", 400, "Figure 1: What each part of the recipe adds to the score."),
    ("Loss of all", 400, f"Figure 2: {LOSS} Shaded: one deviation."),
)


def run_queued_cuts():
    for result in default_task_backend.results:
        if result.task.module_path == cut_figure.module_path:
            cut_figure.func(**result.kwargs)


def test_a_post_shows_the_old_figure_until_the_new_version_is_accepted(client):
    default_task_backend.clear()
    paper, _ = add_paper(OLD, "loss.pdf")
    ingest_paper(paper)
    figure = Figure.objects.get(key="loss/figure-1")
    post = PostFactory(published=True, body=f"![A curve](figure:{figure.key})")
    published, stored = client.get(post.get_absolute_url()).content, everything()

    version = add_version(paper, NEW, "loss-v2.pdf")
    compare(version.comparison)

    assert client.get(post.get_absolute_url()).content == published
    assert everything() == stored

    accept_version(version, all_of(version), UserFactory())
    run_queued_cuts()

    figure.refresh_from_db()
    html = client.get(post.get_absolute_url()).content.decode()
    assert figure.key == "loss/figure-1"
    assert figure.cut_from == figure.recipe
    assert "Shaded: one deviation." in html
    assert "Fig. 2 in the paper, p. 3" in html
    for copy in figure.renditions.filter(role="copy"):
        assert copy.file.url in html
        assert copy.file.url not in published.decode()
    assert Figure.objects.get(key="loss/figure-1-2").renditions.exists()
