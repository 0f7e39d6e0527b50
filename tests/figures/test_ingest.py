"""An import from start to end: what it stores, what it leaves alone, how it fails.

The child process is a real one; here it says what the test wants to hear.
"""

import sys

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from figures import ingest, sandbox
from figures.ingest import ingest_paper
from figures.models import Figure, Paper
from figures.uploads import add_paper
from tests.conftest import stored_files

pytestmark = pytest.mark.django_db

CHILD = """
import sys
from figures.extraction.wire import *
from tests.figures.cuts import cut, panel
pages = [PageRead(1, 2), PageRead(2, 2)]
paper = PaperRead("Fireflies", ("A. Author", "B. Author"), "", "10.5555/1", 2020, "", "", 2, 2, ("Hm.",))
for event in [{events}]:
    write_event(sys.stdout.buffer, event)
"""
WHOLE = '*pages, paper, cut("1", panels=[panel("a"), panel("b")]), cut("2"), Finished()'


@pytest.fixture
def paper():
    paper, _ = add_paper(ContentFile(b"%PDF-1.7"), "fireflies.pdf")
    return paper


@pytest.fixture
def child_says(monkeypatch):
    def set_events(events):
        program = CHILD.format(events=events)
        monkeypatch.setattr(sandbox, "command", lambda: [sys.executable, "-c", program])

    return set_events


def keys(**filters):
    return list(Figure.objects.filter(**filters).values_list("key", flat=True))


def test_an_import_stores_figures_in_reading_order_and_ends_well(paper, child_says):
    child_says(WHOLE)

    ingest_paper(paper)

    paper.refresh_from_db()
    assert paper.status == Paper.Status.EXTRACTED
    assert (paper.pages_done, paper.page_count) == (2, 2)
    assert keys(parent=None) == ["fireflies/figure-1", "fireflies/figure-2"]
    assert keys(parent__isnull=False) == ["fireflies/figure-1a", "fireflies/figure-1b"]


def test_what_the_paper_says_of_itself_is_proposed(paper, child_says):
    child_says(WHOLE)

    ingest_paper(paper)

    paper.refresh_from_db()
    assert paper.title == "Fireflies"
    assert paper.author_list == ["A. Author", "B. Author"]
    assert paper.doi == "10.5555/1"
    assert paper.warnings == ["Hm."]


def test_what_an_editor_said_of_the_paper_stays(paper, child_says):
    paper.title = "My title"
    paper.save()
    child_says(WHOLE)

    ingest_paper(paper)

    paper.refresh_from_db()
    assert paper.title == "My title"


def test_an_edit_made_while_the_paper_is_read_stays(paper, child_says, monkeypatch):
    child_says(WHOLE)

    def edit_at_first_page(running):
        if running.pages_done == 1:
            Paper.objects.filter(pk=paper.pk).update(title="Typed meanwhile")

    ingest_paper(paper, on_progress=edit_at_first_page)

    paper.refresh_from_db()
    assert paper.title == "Typed meanwhile"


def test_importing_again_changes_no_key_and_adds_nothing(paper, child_says):
    child_says(WHOLE)
    ingest_paper(paper)
    first = list(Figure.objects.values_list("pk", "key"))

    ingest_paper(paper)

    assert list(Figure.objects.values_list("pk", "key")) == first


def test_a_figure_that_is_not_found_again_is_kept_and_marked(paper, child_says):
    child_says(WHOLE)
    ingest_paper(paper)
    child_says('*pages, paper, cut("1", panels=[panel("a")]), Finished()')

    ingest_paper(paper)

    assert keys(is_detected=True) == ["fireflies/figure-1", "fireflies/figure-1a"]
    assert set(keys(is_detected=False)) == {"fireflies/figure-1b", "fireflies/figure-2"}


def test_a_label_that_comes_twice_makes_two_figures(paper, child_says):
    child_says(
        'paper, cut("1", is_repeated=True),'
        'cut("1", is_repeated=True, page_number=9), Finished()'
    )

    ingest_paper(paper)
    ingest_paper(paper)

    assert keys() == ["fireflies/figure-1", "fireflies/figure-1-2"]


def test_a_refused_pdf_is_a_sentence_on_the_paper(paper, child_says):
    child_says('Refused("It opens with a password only.")')

    ingest_paper(paper)

    paper.refresh_from_db()
    assert paper.status == Paper.Status.FAILED
    assert paper.failure == "It opens with a password only."


def test_a_child_that_dies_midway_leaves_whole_figures_only(paper, child_says):
    child_says('*pages, paper, cut("1"), 1/0')

    ingest_paper(paper)

    paper.refresh_from_db()
    assert paper.status == Paper.Status.FAILED
    assert "broke on this one" in paper.failure
    figures = list(Figure.objects.all())
    assert sum(figure.renditions.count() for figure in figures) == len(stored_files())


def test_a_full_disk_is_a_sentence_on_the_paper(paper, child_says, monkeypatch):
    child_says(WHOLE)

    def no_space(name, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(default_storage, "save", no_space)

    ingest_paper(paper)

    paper.refresh_from_db()
    assert paper.status == Paper.Status.FAILED
    assert "No space left on device" in paper.failure
    assert not Figure.objects.exists()


def test_a_pdf_that_is_gone_is_a_sentence_on_the_paper(paper):
    paper.current_version.pdf.storage.delete(paper.current_version.pdf.name)

    ingest_paper(paper)

    paper.refresh_from_db()
    assert paper.status == Paper.Status.FAILED
    assert "not where it was stored" in paper.failure


def test_a_bug_is_raised_and_the_paper_says_that_it_broke_off(
    paper, child_says, monkeypatch
):
    child_says(WHOLE)

    def fails(*args):
        raise ZeroDivisionError

    monkeypatch.setattr(ingest, "store_figure", fails)

    with pytest.raises(ZeroDivisionError):
        ingest_paper(paper)

    paper.refresh_from_db()
    assert paper.status == Paper.Status.FAILED
    assert "broke off unexpectedly" in paper.failure


def test_a_failed_paper_can_be_imported_again(paper, child_says):
    child_says('Refused("Broken.")')
    ingest_paper(paper)
    child_says(WHOLE)

    ingest_paper(paper)

    paper.refresh_from_db()
    assert (paper.status, paper.failure) == (Paper.Status.EXTRACTED, "")


def test_progress_is_told_page_by_page_and_figure_by_figure(
    paper, child_says, monkeypatch
):
    monkeypatch.setattr(ingest, "PROGRESS_SECONDS", 0)
    child_says(WHOLE)
    seen = []

    ingest_paper(
        paper, lambda paper: seen.append((paper.pages_done, paper.figures.count()))
    )

    assert seen == [(1, 0), (2, 0), (2, 3), (2, 4)]
