"""The text in the editor as it looks: line numbers, washes, counts, at every width."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_accessibility import OPTIONS
from tests.browser.writing import field, press, text

pytestmark = pytest.mark.django_db(transaction=True)


def lines(page):
    return page.locator(".editor-mirror > div > div")


def test_lines_are_numbered_where_they_stand(write):
    long = "word " * 200
    page = write(f"{long}\n\nlast|" + "\nmore" * 80)

    assert lines(page).count() == 83
    assert field(page).evaluate(
        """(target) => {
          const mirror = document.querySelector(".editor-mirror");
          const page = mirror.firstElementChild;
          const style = getComputedStyle(target);
          const padding = parseFloat(style.paddingTop) + parseFloat(style.paddingBottom);
          return [
            mirror.clientWidth === target.clientWidth,
            Math.abs(page.offsetHeight + padding - target.scrollHeight) <= 1,
          ];
        }"""
    ) == [True, True]


def test_the_current_block_is_washed_and_moves_with_the_caret(write):
    page = write("one\n\ntwo|\nthree\n\nfour")
    current = page.locator(".editor-mirror .current")
    expect(current).to_have_text(["two", "three"])

    press(page, "Control+End")
    expect(current).to_have_text(["four"])
    press(page, "Enter", "Enter")
    page.keyboard.type("five")

    expect(current).to_have_text(["five"])
    expect(lines(page)).to_have_text(
        ["one", "", "two", "three", "", "four", "", "five"]
    )


def test_a_fault_is_washed_said_and_led_to(write):
    page = write("one|\n\n![](figure:x/9)\n\nfour")
    page.locator(".editor").evaluate(
        """(root) => root.dispatchEvent(new CustomEvent("editor:faults", {
          detail: [{ line: 3, sentence: "No figure 9." }],
        }))"""
    )
    expect(page.locator(".editor-mirror .faulty")).to_have_text("![](figure:x/9)")

    page.get_by_role("button", name="Line 3: No figure 9.").click()

    assert text(page) == "one\n\n|![](figure:x/9)\n\nfour"
    press(page, "Control+Home", "Enter")
    expect(page.locator(".editor-mirror .faulty")).to_have_text("![](figure:x/9)")


def test_mentions_of_figures_have_a_mark(write):
    page = write("one\n\nas [](figure:x/9) shows")

    expect(page.locator(".editor-mirror .mentions")).to_have_count(1)
    expect(page.locator(".editor-mirror .mentions span")).to_have_text("figure:x/9")


def test_the_status_line_counts(write):
    body = "# One\n\ntwo three-four it\u2019s\n\n![](figure:x/9)\n\n"
    table = "| a | b |\n| - | - |\n| 1 | 2 |\n\n"
    fenced = "```\n![](figure:x/9)\n| a |\n| - |\n```\n"
    page = write("")
    field(page).fill(f"{body}{table}{fenced}last word" + "." * 3000)
    press(page, "Control+End", *["ArrowLeft"] * 3)
    status = page.locator(".editor-status")

    expect(status).to_contain_text("1 figure")
    expect(status).to_contain_text("1 table")
    expect(status).to_contain_text("2 minutes")
    expect(status).to_contain_text("Ln 16, Col 3,007")
    press(page, "ArrowLeft")
    expect(status).to_contain_text("Ln 16, Col 3,006")
    field(page).fill("word " * 1200)
    expect(status).to_contain_text("1,200 words")
    expect(status.get_by_text("table")).to_be_hidden()


def test_the_caret_has_a_place_on_the_page(write):
    page = write("one\n\n  two|")

    place = page.evaluate(
        """async () => {
          const script = document.querySelector("script[src*='editor/main']").src;
          const { caretPlace } = await import(script.replace("main", "mirror"));
          return caretPlace(document.activeElement);
        }"""
    )

    padding, line = 12, 21
    assert place["top"] == pytest.approx(padding + 2 * line, abs=4)
    assert place["left"] == pytest.approx(52 + 5 * 7.8, abs=4)


@pytest.mark.parametrize("size", [PHONE, {"width": 768, "height": 1024}, DESK])
def test_nothing_is_wider_than_the_window(write, size):
    page = write("word " * 100)

    page.set_viewport_size(size)

    assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
    for button in page.get_by_role("toolbar").get_by_role("button").all():
        assert button.bounding_box()["height"] >= 24


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_in_the_text_s_half_keeps_anybody_out(write, scheme):
    page = write("one\n\n![](figure:x/9)|")
    page.emulate_media(color_scheme=scheme)
    page.locator(".editor").evaluate(
        """(root) => root.dispatchEvent(new CustomEvent("editor:faults", {
          detail: [{ line: 3, sentence: "No figure 9." }],
        }))"""
    )
    axe = Axe()
    halves = [axe.run(page, context=".editor-write", options=OPTIONS)]
    for name in ("Syntax", "Table"):
        page.get_by_role("toolbar").get_by_role("button", name=name).click()
        halves.append(axe.run(page, context=".editor-dialog", options=OPTIONS))
        press(page, "Escape")

    assert [
        found["id"] for half in halves for found in half.response["violations"]
    ] == []
