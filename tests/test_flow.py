"""The whole way of a figure: uploaded, extracted, embedded, published, read."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from blog.models import Post
from figures.edits import edit_figure
from figures.models import Figure, Paper
from figures.sample import SAMPLE_SLUG, draw_sample_paper
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _work_at_once(settings):
    settings.TASKS = {
        "default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}
    }


def test_a_pdf_goes_in_and_a_post_with_its_figures_comes_out(client):
    editor = UserFactory(admin=True)
    client.force_login(editor)
    pdf = SimpleUploadedFile(f"{SAMPLE_SLUG}.pdf", draw_sample_paper())
    client.post(reverse("admin:figures_paper_add"), {"pdfs": pdf, "is_whole": "1"})
    assert Paper.objects.get().status == Paper.Status.EXTRACTED
    assert Figure.objects.whole().count() == 7

    figure = Figure.objects.get(key=f"{SAMPLE_SLUG}/figure-3")
    edit_figure(figure, {"state": Figure.State.CONFIRMED}, editor)
    client.post(
        reverse("admin:blog_post_add"),
        {
            "title": "Strangers",
            "slug": "strangers",
            "body": f"![Order rises](figure:{SAMPLE_SLUG}/figure-3)",
            "language": "en",
            "series_position": "0",
            "postauthor_set-TOTAL_FORMS": "0",
            "postauthor_set-INITIAL_FORMS": "0",
            "_publish": "Publish",
        },
    )
    client.logout()
    page = client.get(Post.objects.get().get_absolute_url()).content.decode()

    assert '<figure class="figure" id="fig-1"' in page
    assert 'alt="Order rises"' in page
    assert "Fig. 3 in the paper, p. 3" in page
    assert "Three strangers do what sixteen neighbours do." in page
    assert 'type="image/avif"' in page
