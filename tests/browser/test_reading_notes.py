"""Notes beside their paragraphs, wide tables, citations: what readers do with them."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import BOTH_WIDTHS
from tests.factories import PostFactory

pytestmark = [pytest.mark.django_db(transaction=True), BOTH_WIDTHS]

TEXT = """
[TOC]

First paragraph[^a] with two notes[^b] and a citation [@k, p. 4].

Second paragraph.

Table: A wide one, and what it says of all that is in it.

|{heads}|
|{rules}|
|{cells}|

> [!NOTE] In short
> Words.

Term
:   Meaning.

## Heading

[^a]: {long}
[^b]: Second note.

```bibtex
@misc{{k, title={{Work}}, doi={{10.1234/x}}}}
```
""".format(
    heads="|".join(f"Column {n}" for n in range(20)),
    rules="|".join("--" for n in range(20)),
    cells="|".join("0.123" for n in range(20)),
    long="A first note that is longer than its paragraph. " * 12,
)


@pytest.fixture
def post(page):
    page.goto(PostFactory(published=True, body=TEXT).get_absolute_url())
    return page


def box(page, selector):
    return page.locator(selector).first.bounding_box()


def test_notes_stand_beside_their_paragraph_or_below_and_never_collide(post, viewport):
    words, notes = box(post, ".noted > p"), box(post, ".notes")
    following = box(post, ".prose > p")

    if viewport["width"] > 1200:
        assert notes["x"] > words["x"] + words["width"]
        assert abs(notes["y"] - words["y"]) < 12
    else:
        assert notes["y"] >= words["y"] + words["height"]
        assert notes["x"] == words["x"]
    assert following["y"] >= notes["y"] + notes["height"]


def test_a_keyboard_leads_to_a_note_and_back(post):
    post.locator("#fnref-2 a").focus()
    post.keyboard.press("Enter")
    post.wait_for_url("**#fn-2")

    post.locator("#fn-2 .way-back").focus()
    post.keyboard.press("Enter")
    post.wait_for_url("**#fnref-2")


def test_a_citation_leads_to_its_reference_and_back(post):
    post.locator(".citation a").click()
    post.wait_for_url("**#ref-1")

    post.locator("#ref-1 .way-back").click()
    post.wait_for_url("**#cite-1-1")


def test_a_wide_table_scrolls_by_itself_and_its_caption_stays(post):
    table = post.get_by_role("region", name="A wide one")
    assert table.evaluate("node => node.scrollWidth > node.clientWidth")
    assert post.evaluate("document.documentElement.scrollWidth <= innerWidth")

    before = box(post, "caption > span")
    table.evaluate("node => node.scrollLeft = 300")

    assert box(post, "caption > span") == before


def test_nothing_is_hidden_from_screen_readers(post):
    found = Axe().run(post).response["violations"]

    assert [violation["id"] for violation in found] == []
