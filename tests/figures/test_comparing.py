"""A new version is read in the background and held against the paper's figures."""

import sys
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from figures import sandbox
from figures.drawing import missing_pages
from figures.models import Figure, VersionComparison
from figures.tasks import compare_version
from figures.versions import compare_again
from figures.worker import lay_back, take_up_abandoned_tasks
from tests.factories import FigureFactory
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
CHILD = """
import sys
from figures.extraction.wire import *
from tests.figures.cuts import cut, panel
for event in [PageRead(1, 2), PageRead(2, 2), {events}]:
    write_event(sys.stdout.buffer, event)
"""


ONE = f'cut("1", text={LOSS!r}), Finished()'


@pytest.fixture
def paper():
    return paper_with(cut("1", LOSS), cut("2", RATES))


@pytest.fixture
def child_says(monkeypatch):
    def set_events(events):
        program = CHILD.format(events=events)
        words = [sys.executable, "-c", program]
        monkeypatch.setattr(sandbox, "command", lambda *_: words)

    return set_events


def run_comparison(version):
    compare_version.func(version_id=version.pk)
    version.refresh_from_db()
    version.comparison.refresh_from_db()
    return version.comparison


def test_comparing_proposes_figures_and_changes_none(paper, child_says):
    paper = paper_with_panel(paper)
    before = everything()
    child_says(
        f'cut("1", text={PARTS!r}), '
        f'cut("2", text={LOSS!r}, panels=[panel("a")]), Finished()'
    )

    comparison = run_comparison(upload(paper))

    assert comparison.status == Status.COMPARED
    assert (comparison.pages_done, comparison.version.page_count) == (2, 2)
    rows = [
        (row.figure and row.figure.key, row.found and row.found["detected_number"])
        for row in comparison.proposals.all()
    ]
    assert rows == [
        (None, "1"),
        ("loss/figure-1", "2"),
        ("loss/figure-2", None),
    ]
    (panel,) = comparison.proposals.get(figure__key="loss/figure-1").panels
    assert panel["found"]["detected_number"] == "2a"
    assert everything() == before


def paper_with_panel(paper):
    figure = Figure.objects.get(key="loss/figure-1")
    FigureFactory(paper=paper, parent=figure, number="1a", key="loss/figure-1a")
    return paper


def test_pages_with_proposed_figures_are_drawn_first(paper):
    version = compared(paper, cut("1", LOSS, page_number=3))
    version.page_count = 4

    assert missing_pages(version) == [3, 1, 2, 4]


@pytest.mark.parametrize(
    ("events", "sentence"),
    [
        ('Refused("It is locked.")', "It is locked."),
        ("", "broke on this one"),
    ],
)
def test_what_is_wrong_with_the_pdf_is_a_sentence(paper, child_says, events, sentence):
    child_says(events)

    comparison = run_comparison(upload(paper))

    assert comparison.status == Status.FAILED
    assert sentence in comparison.failure
    assert not comparison.proposals.exists()


def test_a_pdf_that_is_lost_is_a_sentence(paper):
    version = upload(paper)
    version.pdf.storage.delete(version.pdf.name)

    assert "not where it was stored" in run_comparison(version).failure


def test_a_failed_comparison_can_be_made_again(paper, child_says):
    version = upload(paper)
    version.comparison.mark_failed("Broken.")
    child_says(ONE)

    compare_again(version)

    assert run_comparison(version).status == Status.COMPARED


def test_comparing_twice_proposes_once(paper, child_says):
    version = compared(paper, cut("1", LOSS))
    child_says(ONE)

    compare_again(version)

    assert run_comparison(version).proposals.count() == 2


@pytest.fixture
def claimed(settings):
    """A comparison that workers have taken, one after the other."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    def claim(version, *workers):
        result = DBTaskResult.objects.get(
            args_kwargs__kwargs__version_id=version.pk,
        )
        for worker in workers:
            result.claim(worker)
        return result

    return claim


def test_a_comparison_that_cost_three_workers_fails_with_a_sentence(paper, claimed):
    version = upload(paper)
    claimed(version, "one", "two", "three")

    take_up_abandoned_tasks(timezone.now() + timedelta(minutes=5))

    version.comparison.refresh_from_db()
    assert version.comparison.status == Status.FAILED
    assert "cut short three times" in version.comparison.failure


def test_a_comparison_whose_worker_is_stopped_waits_for_the_next(paper, claimed):
    version = upload(paper)
    result = claimed(version, "one")
    version.comparison.mark_failed("The comparison broke off unexpectedly.")

    lay_back(result)

    version.comparison.refresh_from_db()
    assert version.comparison.status == Status.PENDING
