"""Addresses of papers and BibTeX pasted into the editor; and files dropped anywhere."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.writing import field, paste

pytestmark = pytest.mark.django_db(transaction=True)

BIBTEX = "@article{kaplan2020, title = {Scaling Laws}, author = {Jared Kaplan}}"


def test_a_paper_s_address_stays_and_may_be_cited(write):
    page = write("See ")

    paste(page, "https://doi.org/10.1000/a.b_c")
    expect(field(page)).to_have_value("See https://doi.org/10.1000/a.b_c")
    page.get_by_role("button", name="Cite it").click()

    expect(field(page)).to_have_value("See [@doi:10.1000/a.b_c]")
    expect(page.get_by_role("button", name="Cite it")).to_have_count(0)


@pytest.mark.parametrize(
    ("text", "citation"),
    [
        ("https://arxiv.org/abs/2001.08361v2", "[@arxiv:2001.08361]"),
        ("10.1000/xyz", "[@doi:10.1000/xyz]"),
    ],
)
def test_other_names_of_papers_may_be_cited(write, text, citation):
    page = write()

    paste(page, text)
    page.get_by_role("button", name="Cite it").click()

    expect(field(page)).to_have_value(citation)


def test_an_offer_goes_with_its_address(write):
    page = write()
    paste(page, "10.1000/xyz")
    expect(page.get_by_role("button", name="Cite it")).to_be_visible()

    page.keyboard.press("Control+z")

    expect(page.get_by_role("button", name="Cite it")).to_have_count(0)


def test_bibtex_goes_to_the_references_and_is_cited(write):
    page = write("A claim |(who?)| here.")

    paste(page, BIBTEX)

    expect(page.locator(".editor-live")).to_contain_text("references")
    value = field(page).input_value()
    assert value.startswith("A claim [@kaplan2020] here.\n\n```bibtex\n@article")
    assert "\ue000" not in value
    page.keyboard.press("Control+z")
    expect(field(page)).to_have_value("A claim (who?) here.")


def test_bibtex_that_cannot_be_read_stays_as_pasted(write):
    page = write("A claim ")

    paste(page, "@article{}")

    expect(field(page)).to_have_value("A claim @article{}")
    expect(page.locator(".editor-notice")).to_be_visible()


def drop(target):
    """Let go of a file there; whether the page took it for its own."""
    return target.evaluate(
        """(target) => {
          const carried = new DataTransfer();
          carried.items.add(new File(["content"], "paper.txt"));
          const options = { bubbles: true, cancelable: true, dataTransfer: carried };
          return !target.dispatchEvent(new DragEvent("drop", options));
        }"""
    )


@pytest.mark.parametrize("target", ["#id_body", "#id_title", "h1", ".submit-row"])
def test_a_file_dropped_anywhere_never_takes_the_page_away(write, target):
    page = write("Words.")

    assert drop(page.locator(target).first)

    expect(page.locator(".editor-notice")).to_be_visible()
    expect(field(page)).to_have_value("Words.")
