"""The preview goes where the text is, and a double click goes back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.factories import PostFactory

pytestmark = pytest.mark.django_db(transaction=True)

PARAGRAPHS = [
    f"Paragraph {number} says something of its own. " + "It goes on for a while. " * 8
    for number in range(40)
]


@pytest.fixture
def write(page, enter, admin):
    """Opens a post with a text in the editor."""
    enter(page, admin)

    def open_post(body):
        post = PostFactory(title="A title", body=body)
        page.goto(f"/admin/blog/post/{post.pk}/change/")
        expect(sheet(page).locator("p").first).to_be_attached()
        return page

    return open_post


def frame(page):
    return page.frame_locator("iframe[title=Preview]")


def sheet(page):
    return frame(page).locator(".prose")


def field(page):
    return page.locator("#id_body")


def put_caret(page, words):
    field(page).evaluate(
        """(field, words) => {
          const place = field.value.indexOf(words);
          field.focus();
          field.setSelectionRange(place, place);
        }""",
        words,
    )


def test_the_block_with_the_caret_comes_into_view_and_is_washed(write):
    page = write("\n\n".join(PARAGRAPHS))
    block = sheet(page).locator("p", has_text="Paragraph 30 ")
    expect(block).not_to_be_in_viewport()

    put_caret(page, "Paragraph 30")

    expect(block).to_be_in_viewport()
    expect(block).to_have_attribute("data-current", "")
    expect(sheet(page).locator("[data-current]")).to_have_count(1)


def comes_to_stand(page, least, most):
    """Whether the preview soon follows the text to a place between the two."""
    return page.locator("iframe").evaluate(
        """async (frame, [least, most]) => {
          for (let tries = 0; tries < 50; tries += 1) {
            const { scrollY } = frame.contentWindow;
            if (scrollY >= least && scrollY <= most) {
              return true;
            }
            await new Promise((done) => setTimeout(done, 100));
            document.getElementById("id_body").dispatchEvent(new Event("scroll"));
          }
          return false;
        }""",
        [least, most],
    )


def test_the_preview_scrolls_with_the_text(write):
    page = write("\n\n".join(PARAGRAPHS))

    field(page).evaluate("field => { field.scrollTop = field.scrollHeight / 2; }")
    assert comes_to_stand(page, 500, 10_000)

    field(page).evaluate("field => { field.scrollTop = 0; }")
    assert comes_to_stand(page, 0, 0)


def test_who_scrolls_the_preview_by_hand_is_left_in_peace(write):
    page = write("\n\n".join(PARAGRAPHS))
    put_caret(page, "Paragraph 5 ")
    expect(sheet(page).locator("p", has_text="Paragraph 5 ")).to_be_in_viewport()
    page.locator("iframe").hover()
    page.mouse.wheel(0, 3000)
    scrolled = page.locator("iframe").evaluate(
        """async (frame) => {
          await new Promise((done) => setTimeout(done, 400));
          return frame.contentWindow.scrollY;
        }"""
    )
    assert scrolled > 1500

    page.locator("#id_title").fill("Another title")
    expect(frame(page).get_by_role("heading", level=1)).to_have_text("Another title")

    left = page.locator("iframe").evaluate("frame => frame.contentWindow.scrollY")
    assert left == pytest.approx(scrolled, abs=2)


def test_a_double_click_puts_the_caret_under_the_word(write):
    page = write("\n\n".join(PARAGRAPHS) + "\n\n## A *fine* heading\n\nThe end.")
    heading = sheet(page).get_by_role("heading", name="A fine heading")

    heading.locator("em").dblclick()

    expect(field(page)).to_be_focused()
    selected = "f => f.value.slice(f.selectionStart, f.selectionEnd)"
    assert field(page).evaluate(selected) == "fine"
