"""Requests that are too large: refused before they are on the disk."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from figures.models import Paper

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/"
ADD = "/admin/figures/paper/add/"


def pdf(size):
    return SimpleUploadedFile("paper.pdf", b"%PDF-1.7".ljust(size))


@pytest.fixture(autouse=True)
def _small_papers(settings):
    settings.PAPER_MAX_BYTES = 10_000
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 20_000


def test_a_stranger_sends_no_large_file(client):
    assert client.post(LOGIN, {"file": pdf(30_000)}).status_code == 400


def test_a_small_form_of_a_stranger_passes(client):
    assert client.post(LOGIN, {"file": pdf(100)}).status_code == 200


def test_an_editor_adds_several_papers_at_once(client, editor):
    client.force_login(editor)
    pdfs = [pdf(9_000), pdf(9_001), pdf(9_002)]

    client.post(ADD, {"pdfs": pdfs, "is_whole": "1"})

    assert Paper.objects.count() == 3


def test_an_editor_is_told_that_a_batch_is_too_large(client, editor):
    client.force_login(editor)
    pdfs = [pdf(9_000) for _ in range(12)]

    response = client.post(ADD, {"pdfs": pdfs, "is_whole": "1"})

    assert response.status_code == 400
    assert "too large for one upload" in response.content.decode()
    assert not Paper.objects.exists()
