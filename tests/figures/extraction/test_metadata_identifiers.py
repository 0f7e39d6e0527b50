import pytest

from figures.extraction.document import Document
from figures.extraction.identifiers import read_arxiv_id, read_doi
from tests.pdfs import Paper


def drawn(*lines):
    """A page of running text, with (height, size, words) set above or below it."""
    paper = Paper()
    page = paper.page()
    for y, size, words in lines:
        page.text(72, y, words, size=size)
    page.paragraph(200, lines=25)
    with Document(paper.content(), max_pages=9) as document:
        return document.read_page(1)


@pytest.mark.parametrize(
    ("line", "doi"),
    [
        ((40, 9, "doi: 10.1042/CS20130403"), "10.1042/CS20130403"),
        ((150, 7, "DOI: 10.21105/jose.00180."), "10.21105/jose.00180"),
        ((150, 10, "It comes from 10.1007/978-3-319-22177-9."), ""),
        ((740, 8, "https://doi.org/10.1073/pnas.XXXXXXXXXX"), ""),
        ((740, 8, "https://doi.org/10.1177/ToBeAssigned"), ""),
        ((740, 8, "https://doi.org/10.4230/LIPIcs.2023..."), ""),
        ((740, 8, "https://doi.org/10.5281/zenodo.1234"), ""),
        ((740, 8, "The code is available: doi:10.1234/abc.1"), ""),
        ((740, 8, "[12] Jones, 2020, doi:10.1234/abc.1"), ""),
    ],
)
def test_a_doi_is_the_papers_own_where_journals_print_it(line, doi):
    assert read_doi(drawn(line), {}) == doi


def test_a_doi_broken_between_two_lines_is_read():
    page = drawn(
        (740, 8, "2023, 30, 3079. https://doi.org/"), (750, 8, "10.3390/c300233")
    )

    assert read_doi(page, {}) == "10.3390/c300233"


def test_of_two_dois_none_is_taken():
    page = drawn((740, 8, "doi:10.1234/abc.1"), (40, 8, "doi:10.1234/abc.2"))

    assert read_doi(page, {}) == ""


def test_a_doi_under_references_is_not_the_papers():
    page = drawn((700, 10, "References"), (740, 8, "Jones, doi:10.1234/abc.1"))

    assert read_doi(page, {}) == ""


def test_the_metadatas_doi_counts_first():
    page = drawn((740, 8, "doi:10.1234/abc.1"))

    assert read_doi(page, {"subject": "Journal; doi:10.1234/abc.9"}) == "10.1234/abc.9"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ((40, 9, "arXiv:2510.13786v1 [cs.LG] 15 Oct 2025"), "2510.13786v1"),
        ((150, 9, "arXiv:hep-th/9901001v2 [hep-th]"), "hep-th/9901001v2"),
        ((40, 9, "Preprint arXiv:2510.13786"), "2510.13786"),
        ((150, 10, "We follow arXiv:1706.03762 in this."), ""),
    ],
)
def test_an_arxiv_id_is_the_papers_own_in_its_stamp(line, found):
    assert read_arxiv_id(drawn(line)) == found
