"""When a new version cannot be accepted: a sentence each time, and nothing is written."""

import pytest
from django.core.files.base import ContentFile
from django.tasks import default_task_backend

from figures.models import Paper
from figures.removal import remove_papers
from figures.store import Place, store_figure
from figures.versions import VersionError, accept_version, add_version, decline_version
from tests.factories import UserFactory
from tests.figures.newer import (
    LOSS,
    PARTS,
    RATES,
    all_of,
    compared,
    cut,
    everything,
    paper_with,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_queue():
    default_task_backend.clear()


@pytest.fixture
def paper():
    return paper_with(cut("1", LOSS), cut("2", RATES))


@pytest.fixture
def editor():
    return UserFactory(username="berta")


def refusal(version, editor, accepted=None):
    before = everything()
    with pytest.raises(VersionError) as raised:
        accept_version(version, accepted or {1}, editor)
    assert everything() == before
    return str(raised.value)


def test_the_second_to_accept_is_told_who_was_first(paper, editor):
    version = compared(paper, cut("1", LOSS))
    accept_version(version, all_of(version), editor)

    assert refusal(version, UserFactory()).endswith("already, by berta.")
    with pytest.raises(VersionError, match="by berta"):
        decline_version(version)


def test_nothing_is_accepted_while_the_paper_is_imported_again(paper, editor):
    version = compared(paper, cut("1", LOSS))
    Paper.objects.update(status=Paper.Status.PENDING)

    assert "being imported again" in refusal(version, editor)


def test_nothing_is_accepted_before_it_is_compared(paper, editor):
    version = add_version(paper, ContentFile(b"%PDF-1.7 new"), "loss-v2.pdf")

    assert "has not been compared" in refusal(version, editor)


def test_figures_that_came_after_the_comparison_are_compared_first(paper, editor):
    version = compared(paper, cut("1", LOSS))
    store_figure(Place(paper.current_version, 3), cut("9", PARTS), ())

    assert "Compare again" in refusal(version, editor)


@pytest.mark.parametrize("deed", [decline_version, None])
def test_a_version_that_is_gone_is_a_sentence(paper, editor, deed):
    version = compared(paper, cut("1", LOSS))
    if deed:
        deed(version)
        sentence = "Somebody else has declined this version."
    else:
        remove_papers(Paper.objects.all())
        sentence = "This paper has been removed."

    assert refusal(version, editor) == sentence
