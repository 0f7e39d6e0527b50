"""What an import fills in of a paper's details, and what it leaves alone."""

import pytest
from django.utils import timezone

from figures.extraction.wire import PaperRead
from figures.ingest import propose_details
from tests.factories import PaperFactory

pytestmark = pytest.mark.django_db

READ = PaperRead(
    title="Fireflies",
    authors=("A. Author", "B. Author"),
    arxiv_id="2510.13786",
    doi="10.5555/1",
    year=2020,
    venue="Evenings",
    licence="cc-by",
    page_count=2,
    figure_count=0,
    warnings=(),
)


def details_of(paper):
    paper.refresh_from_db()
    return paper.title, paper.authors, paper.year, paper.venue, paper.licence


def test_all_that_the_paper_says_is_filled_in():
    paper = PaperFactory(title="")

    propose_details(paper, READ)

    authors = "A. Author\nB. Author"
    assert details_of(paper) == ("Fireflies", authors, 2020, "Evenings", "cc-by")


def test_what_an_editor_has_said_stays_field_by_field():
    paper = PaperFactory(title="", year=2021, licence="reserved")

    propose_details(paper, READ)

    authors = "A. Author\nB. Author"
    assert details_of(paper) == ("Fireflies", authors, 2021, "Evenings", "reserved")


def test_to_confirmed_details_nothing_is_added():
    paper = PaperFactory(title="Mine", details_confirmed_at=timezone.now())

    propose_details(paper, READ)

    assert details_of(paper) == ("Mine", "", None, "", "")
    assert paper.page_count == 2
