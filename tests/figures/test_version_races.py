"""Two at the same moment: one comes first, the other gets a sentence, nothing is halved."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.tasks import default_task_backend

from figures.admin.imports import import_again
from figures.models import Figure, Paper, VersionComparison
from figures.removal import remove_papers
from figures.uploads import UploadError
from figures.versions import VersionError, accept_version, decline_version
from tests.factories import UserFactory
from tests.figures.newer import (
    LOSS,
    PARTS,
    RATES,
    all_of,
    compared,
    cut,
    paper_with,
    upload,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def version():
    default_task_backend.clear()
    paper = paper_with(cut("1", LOSS), cut("2", RATES))
    return compared(paper, cut("1", PARTS), cut("2", LOSS), cut("3", RATES))


def at_once(*deeds):
    """Do all at the same moment; the sentences of those that came too late."""
    sentences = []
    start = Barrier(len(deeds))

    def run(deed):
        start.wait()
        try:
            deed()
        except (UploadError, VersionError) as error:
            sentences.append(str(error))
        finally:
            connection.close()

    threads = [Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sentences


def accept(version, editor):
    accepted = all_of(version)
    return lambda: accept_version(version, accepted, editor)


def test_one_of_two_editors_accepts(version):
    one, other = UserFactory(username="ada"), UserFactory(username="berta")

    sentences = at_once(accept(version, one), accept(version, other))

    winner = VersionComparison.objects.get().accepted_by
    assert sentences == [f"This version has been accepted already, by {winner}."]
    assert Figure.objects.filter(version=version).count() == 3


def test_a_version_is_accepted_or_declined(version):
    sentences = at_once(
        accept(version, UserFactory(username="ada")), lambda: decline_version(version)
    )

    accepted = Figure.objects.filter(version=version).count()
    assert (accepted, sentences) in [
        (3, ["This version has been accepted already, by ada."]),
        (0, ["Somebody else has declined this version."]),
    ]


def test_an_import_comes_before_or_after(version):
    sentences = at_once(
        accept(version, UserFactory()), lambda: import_again([version.paper_id])
    )

    accepted = Figure.objects.filter(version=version).count()
    assert Paper.objects.get().status == Paper.Status.PENDING
    assert accepted == (0 if sentences else 3)


def test_a_paper_is_removed_whole(version):
    at_once(accept(version, UserFactory()), lambda: remove_papers(Paper.objects.all()))

    assert not Paper.objects.exists()
    assert not Figure.objects.exists()


def test_one_of_two_uploads_of_the_same_bytes_is_taken_in():
    paper = paper_with(cut("1", LOSS))

    sentences = at_once(*[lambda: upload(paper)] * 2)

    assert len(sentences) == 1
    version = paper.versions.get(is_current=False)
    assert version.pdf.storage.exists(version.pdf.name)
