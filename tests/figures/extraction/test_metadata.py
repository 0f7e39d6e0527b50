import pytest

from figures.extraction.pipeline import extract_figures
from tests.pdfs import Paper

TITLE = "How Small Models Learn to Count"


def first_page(*authors, **metadata):
    paper = Paper()
    paper.details(**metadata)
    page = paper.page()
    page.text(180, 90, TITLE, size=17)
    for number, line in enumerate(authors):
        page.text(200, 120 + number * 14, line, size=11)
    page.text(280, 180, "Abstract", size=12, font="tibo")
    page.text(40, 600, "arXiv:2510.13786v1 [cs.LG] 15 Oct 2025", size=16, turned=90)
    page.text(72, 740, "https://doi.org/10.1234/count.2025.", size=8)
    page.paragraph(200, lines=25)
    return extract_figures(paper.content())


def test_title_authors_and_numbers_are_read_from_the_first_page():
    paper = first_page("Ada Lovelace1, Charles M. Babbage2", "1University of Somewhere")

    assert paper.title == TITLE
    assert paper.authors == ("Ada Lovelace", "Charles M. Babbage")
    assert paper.arxiv_id == "2510.13786v1"
    assert paper.doi == "10.1234/count.2025"


def test_the_pdfs_own_details_count_where_the_page_agrees():
    paper = first_page(
        "Ada Lovelace", author="Ada Lovelace", title="How small models learn to count"
    )

    assert paper.authors == ("Ada Lovelace",)
    assert paper.title == "How small models learn to count"


def test_details_that_the_page_contradicts_are_not_believed():
    paper = first_page(
        "Ada Lovelace", author="Some Body", title="Microsoft Word - final version"
    )

    assert paper.authors == ("Ada Lovelace",)
    assert paper.title == TITLE


def test_a_stored_first_author_does_not_hide_the_others():
    paper = first_page("Ada Lovelace, Grace Hopper", author="Ada Lovelace")

    assert paper.authors == ("Ada Lovelace", "Grace Hopper")


def test_stored_authors_stand_in_the_order_of_the_page():
    paper = first_page(
        "Ada Lovelace, Grace Hopper", author="Grace Hopper, Ada Lovelace"
    )

    assert paper.authors == ("Ada Lovelace", "Grace Hopper")


@pytest.mark.parametrize("title", ["A different paper of ours", "Small Models"])
def test_a_title_that_is_not_the_printed_one_is_not_believed(title):
    assert first_page(title=title).title == TITLE


def test_a_paper_that_says_nothing_has_no_details():
    paper = Paper()
    paper.page()

    extracted = extract_figures(paper.content())

    assert (extracted.title, extracted.authors) == ("", ())
    assert (extracted.arxiv_id, extracted.doi) == ("", "")
