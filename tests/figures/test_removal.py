"""A paper goes with its figures and its files, or not at all."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db.models import ProtectedError

from blog.models import FigureUse, Post
from figures.models import Figure, PageImage, Paper
from figures.removal import remove_papers
from figures.store import Place, store_figure
from figures.uploads import add_paper
from tests.conftest import stored_files
from tests.factories import PageImageFactory
from tests.figures import cuts

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper():
    paper, _ = add_paper(ContentFile(b"%PDF-1.7"), "loss.pdf")
    store_figure(Place(paper.current_version, 1), cuts.cut(panels=[cuts.panel()]), ())
    return paper


def test_a_paper_goes_with_its_figures_and_files(
    paper, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        remove_papers(Paper.objects.all())

    assert not Paper.objects.exists()
    assert not Figure.objects.exists()
    assert stored_files() == []
    assert stored_files(storages["papers"]) == []


def test_images_of_its_pages_go_with_a_paper_and_with_no_other(
    paper, django_capture_on_commit_callbacks
):
    PageImageFactory(version=paper.current_version, number=1)
    kept = PageImageFactory(number=1)

    with django_capture_on_commit_callbacks(execute=True):
        remove_papers(Paper.objects.filter(pk=paper.pk))

    assert PageImage.objects.get() == kept
    assert stored_files(storages["papers"]) == sorted(
        [kept.image.name, kept.version.pdf.name]
    )


def test_images_of_pages_stay_where_the_paper_stays(
    paper, django_capture_on_commit_callbacks
):
    page = PageImageFactory(version=paper.current_version)
    post = Post.objects.create(title="Loss", slug="loss")
    FigureUse.objects.create(post=post, figure=Figure.objects.whole().get())

    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(ProtectedError),
    ):
        remove_papers(Paper.objects.all())

    assert PageImage.objects.get() == page
    assert page.image.name in stored_files(storages["papers"])


def test_a_paper_whose_figure_a_post_shows_stays_whole(
    paper, django_capture_on_commit_callbacks
):
    post = Post.objects.create(title="Loss", slug="loss")
    FigureUse.objects.create(post=post, figure=Figure.objects.whole().get())
    files = stored_files()

    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(ProtectedError),
    ):
        remove_papers(Paper.objects.all())

    assert Paper.objects.exists()
    assert stored_files() == files
