"""A new version of a paper: taken in, compared, declined. No figure is touched by it."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.tasks import default_task_backend

from figures.comparing import Reading, propose
from figures.models import PaperVersion, VersionComparison
from figures.removal import remove_papers
from figures.tasks import compare_version
from figures.uploads import UploadError, add_paper
from figures.versions import (
    KnownVersionError,
    VersionError,
    accept_version,
    add_version,
    compare_again,
    decline_version,
)
from tests.conftest import stored_files
from tests.factories import UserFactory
from tests.figures.newer import (
    LOSS,
    PARTS,
    RATES,
    compared,
    cut,
    everything,
    paper_with,
    upload,
)

pytestmark = pytest.mark.django_db

Status = VersionComparison.Status


@pytest.fixture(autouse=True)
def empty_queue():
    default_task_backend.clear()


@pytest.fixture
def paper():
    return paper_with(cut("1", LOSS), cut("2", RATES))


def test_an_uploaded_version_waits_beside_the_current_one(paper):
    before, current = everything(), paper.current_version
    default_task_backend.clear()

    version = upload(paper)

    assert paper.current_version == current
    assert (version.is_current, version.comparison.status) == (False, Status.PENDING)
    assert len(stored_files(storages["papers"])) == 2
    (job,) = default_task_backend.results
    assert job.kwargs == {"version_id": version.pk}
    assert everything() == before


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"<html>", "is not a PDF"),
        (b"%PDF-1.7 old", "is what this paper's figures are cut from already"),
        (b"%PDF-1.7 other", "is here already, as another paper: “other”"),
    ],
)
def test_what_is_no_new_version_is_refused_with_a_sentence(paper, content, sentence):
    add_paper(ContentFile(b"%PDF-1.7 other"), "other.pdf")
    files = stored_files(storages["papers"])

    with pytest.raises(UploadError, match=sentence):
        upload(paper, content)

    assert paper.versions.count() == 1
    assert stored_files(storages["papers"]) == files


def test_the_bytes_of_an_earlier_version_are_told(paper):
    first = paper.current_version
    accept_version(compared(paper), (), UserFactory())

    with pytest.raises(KnownVersionError, match="is an earlier version") as raised:
        upload(paper, b"%PDF-1.7 old")

    assert raised.value.version == first


def test_one_version_is_decided_on_before_the_next_comes(paper):
    compared(paper)

    with pytest.raises(UploadError, match=r"“loss-v2.pdf” is still to be decided on"):
        upload(paper, b"%PDF-1.7 newer")
    with pytest.raises(UploadError, match="uploaded as the new version already"):
        upload(paper)

    assert paper.versions.count() == 2
    assert len(stored_files(storages["papers"])) == 2


def test_a_version_that_failed_makes_room_for_the_next(
    paper, django_capture_on_commit_callbacks
):
    failed = upload(paper)
    failed.comparison.mark_failed("Broken.")

    with django_capture_on_commit_callbacks(execute=True):
        newer = upload(paper, b"%PDF-1.7 newer")

    assert set(paper.versions.all()) == {paper.current_version, newer}
    assert len(stored_files(storages["papers"])) == 2


def test_no_version_is_taken_in_while_the_paper_is_imported(paper):
    paper.mark_extracting()

    with pytest.raises(UploadError, match="still being imported"):
        upload(paper)


def test_no_version_is_taken_in_of_a_paper_that_was_removed(paper):
    remove_papers(type(paper).objects.filter(pk=paper.pk))

    with pytest.raises(UploadError, match="has been removed"):
        add_version(paper, ContentFile(b"%PDF-1.7 new"), "loss-v2.pdf")


def test_a_declined_version_leaves_nothing_behind(
    paper, django_capture_on_commit_callbacks
):
    before, files = everything(), stored_files(storages["papers"])
    version = compared(paper, cut("1", PARTS))

    with django_capture_on_commit_callbacks(execute=True):
        decline_version(version)

    assert not VersionComparison.objects.exists()
    assert stored_files(storages["papers"]) == files
    assert everything() == before
    assert upload(paper).comparison.status == Status.PENDING


def test_a_version_declined_while_it_was_read_stays_declined(paper):
    version = upload(paper)
    comparison = version.comparison
    decline_version(version)

    comparison.mark_comparing()
    propose(comparison, Reading(comparison))
    compare_version.func(version_id=version.pk)

    assert PaperVersion.objects.filter(paper=paper).count() == 1
    with pytest.raises(VersionError, match="Somebody else has declined"):
        compare_again(version)


def test_a_version_goes_with_its_paper(paper, django_capture_on_commit_callbacks):
    compared(paper, cut("1", LOSS))

    with django_capture_on_commit_callbacks(execute=True):
        remove_papers(type(paper).objects.all())

    assert not VersionComparison.objects.exists()
    assert stored_files(storages["papers"]) == []
