"""What is taken in, what is refused, and that nothing is left of what is refused."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.tasks import default_task_backend

from figures.models import Paper, PaperVersion
from figures.uploads import UploadError, add_paper
from tests.conftest import stored_files

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\nonly the beginning is looked at here"


@pytest.fixture(autouse=True)
def empty_queue():
    default_task_backend.clear()


def stored_papers():
    return stored_files(storages["papers"])


def test_a_pdf_becomes_a_pending_paper_with_its_job_queued():
    paper, is_new = add_paper(ContentFile(PDF), "Scaling RL.pdf")

    assert is_new
    assert paper.slug == "scaling-rl"
    assert paper.status == Paper.Status.PENDING
    assert paper.current_version.original_name == "Scaling RL.pdf"
    (job,) = default_task_backend.results
    assert job.kwargs == {"paper_id": paper.pk}


def test_the_pdf_is_stored_privately_under_the_name_of_its_hash():
    paper, _ = add_paper(ContentFile(PDF), "../../etc/passwd.pdf")

    assert stored_papers() == [paper.current_version.pdf.name]
    assert paper.current_version.sha256 in paper.current_version.pdf.name
    assert stored_files() == []
    assert paper.current_version.original_name == "passwd.pdf"


def test_the_same_bytes_lead_to_the_paper_that_exists():
    first, _ = add_paper(ContentFile(PDF), "first.pdf")

    second, is_new = add_paper(ContentFile(PDF), "second.pdf")

    assert (second, is_new) == (first, False)
    assert Paper.objects.count() == len(stored_papers()) == 1
    assert len(default_task_backend.results) == 1


def test_papers_of_the_same_file_name_get_slugs_of_their_own():
    slugs = [
        add_paper(ContentFile(PDF + bytes([n])), "paper.pdf")[0].slug for n in range(3)
    ]

    assert slugs == ["paper", "paper-2", "paper-3"]


def test_no_paper_gets_the_place_of_images_without_one():
    paper, _ = add_paper(ContentFile(PDF), "images.pdf")
    assert paper.slug == "images-2"

    paper.slug = "images"
    with pytest.raises(ValidationError, match="choose another"):
        paper.full_clean()


def test_a_name_without_latin_letters_still_makes_a_slug():
    paper, _ = add_paper(ContentFile(PDF), "論文.pdf")

    assert paper.slug == "paper"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "“x.pdf” is empty."),
        (b"<html>", "“x.pdf” is not a PDF. Upload the paper as a PDF file."),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 5000 + b"%PDF-", "“x.pdf” is not a PDF."),
    ],
)
def test_what_is_no_pdf_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(UploadError, match=sentence):
        add_paper(ContentFile(content), "x.pdf")

    assert Paper.objects.count() == 0
    assert stored_papers() == []


def test_a_header_after_some_junk_is_a_pdf():
    _, is_new = add_paper(ContentFile(b"\n\n junk " + PDF), "x.pdf")

    assert is_new


def test_a_paper_over_the_size_limit_is_refused_with_both_sizes(settings):
    settings.PAPER_MAX_BYTES = 1024**2

    with pytest.raises(UploadError, match="has 3 MB; papers may have 1 MB at most"):
        add_paper(ContentFile(PDF + b"0" * 3 * 1024**2), "x.pdf")


def test_a_full_disk_is_a_sentence_and_leaves_nothing(monkeypatch):
    def no_space(name, content, max_length=None):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storages["papers"], "save", no_space)

    with pytest.raises(UploadError, match="No space left on device"):
        add_paper(ContentFile(PDF), "x.pdf")

    assert Paper.objects.count() == 0


def test_no_file_is_left_when_the_row_cannot_be_written(monkeypatch):
    def fails(self, *args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(PaperVersion, "save", fails)

    with pytest.raises(RuntimeError):
        add_paper(ContentFile(PDF), "x.pdf")

    assert Paper.objects.count() == 0
    assert stored_papers() == []


def test_bytes_left_by_an_upload_that_broke_off_are_used():
    paper, _ = add_paper(ContentFile(PDF), "x.pdf")
    left_over = stored_papers()
    paper.delete()

    add_paper(ContentFile(PDF), "x.pdf")

    assert stored_papers() == left_over


def test_a_stump_left_by_a_full_disk_is_not_taken_for_the_paper():
    name = add_paper(ContentFile(PDF), "x.pdf")[0].current_version.pdf.name
    Paper.objects.all().delete()
    storages["papers"].delete(name)
    storages["papers"].save(name, ContentFile(PDF[:10]))

    paper, _ = add_paper(ContentFile(PDF), "x.pdf")

    assert paper.current_version.pdf.read() == PDF


def test_a_disk_that_fills_up_midway_leaves_no_stump(monkeypatch):
    save = storages["papers"].save

    def half(name, content, max_length=None):
        save(name, ContentFile(PDF[:10]))
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storages["papers"], "save", half)

    with pytest.raises(UploadError):
        add_paper(ContentFile(PDF), "x.pdf")

    assert stored_papers() == []


def test_a_file_that_the_storage_lost_is_put_back_by_the_next_upload():
    paper, _ = add_paper(ContentFile(PDF), "x.pdf")
    storages["papers"].delete(paper.current_version.pdf.name)

    again, is_new = add_paper(ContentFile(PDF), "x.pdf")

    assert (again, is_new) == (paper, False)
    assert paper.current_version.pdf.read() == PDF


def test_no_row_is_left_when_the_job_cannot_be_queued(monkeypatch):
    def fails(paper):
        raise RuntimeError

    monkeypatch.setattr("figures.uploads.queue_extraction", fails)

    with pytest.raises(RuntimeError):
        add_paper(ContentFile(PDF), "x.pdf")

    assert not Paper.objects.exists()
    assert stored_papers() == []


@pytest.fixture
def look_too_early(monkeypatch):
    """Each upload looks before the others are there."""
    monkeypatch.setattr("figures.uploads.known_version", lambda sha256: None)


@pytest.mark.usefixtures("look_too_early")
def test_two_uploads_of_the_same_bytes_at_once_make_one_paper():
    first, _ = add_paper(ContentFile(PDF), "first.pdf")

    second, is_new = add_paper(ContentFile(PDF), "second.pdf")

    assert (second, is_new) == (first, False)
    assert Paper.objects.count() == 1
    assert stored_papers() == [first.current_version.pdf.name]


def test_two_papers_of_one_name_at_once_both_come_in(monkeypatch):
    add_paper(ContentFile(PDF), "paper.pdf")
    slugs = iter(["paper", "paper-2"])
    monkeypatch.setattr("figures.uploads.free_slug", lambda name: next(slugs))

    other, is_new = add_paper(ContentFile(PDF + b"2"), "paper.pdf")

    assert (other.slug, is_new) == ("paper-2", True)
    assert len(stored_papers()) == 2
