"""Typing in the editor: buttons, keys, lists, line numbers and counts."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_accessibility import OPTIONS
from tests.factories import PostFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def viewport():
    return DESK


@pytest.fixture
def write(page, enter, admin):
    """Opens a post with that text; a bar in it stands for the caret, two select."""

    def open_post(text):
        before, *rest = text.split("|")
        chosen = rest[0] if len(rest) > 1 else ""
        post = PostFactory(body=before + "".join(rest))
        enter(page, admin).goto(reverse("admin:blog_post_change", args=[post.pk]))
        field(page).focus()
        page.evaluate(
            "([start, end]) => document.activeElement.setSelectionRange(start, end)",
            [len(before), len(before) + len(chosen)],
        )
        return page

    return open_post


def field(page):
    return page.locator("#id_body")


def text(page):
    """The text with bars where the selection begins and ends."""
    return field(page).evaluate(
        """({ value, selectionStart: start, selectionEnd: end }) => {
          const chosen = start === end ? "" : `${value.slice(start, end)}|`;
          return `${value.slice(0, start)}|${chosen}${value.slice(end)}`;
        }"""
    )


def press(page, *names):
    for name in names:
        page.keyboard.press(name)


@pytest.mark.parametrize(
    ("keys", "before", "after"),
    [
        ("Control+b", "so |bold| here", "so **|bold|** here"),
        ("Control+b", "so **|bold|** here", "so |bold| here"),
        ("Control+b", "so |**bold**| here", "so |bold| here"),
        ("Control+b", "so bo|ld here", "so **|bold|** here"),
        ("Control+b", "so | here", "so **|** here"),
        ("Control+b", "so **|** here", "so | here"),
        ("Control+b", "so *|both|* here", "so ***|both|*** here"),
        ("Control+i", "so |soft| here", "so *|soft|* here"),
        ("Control+i", "so *|soft|* here", "so |soft| here"),
        ("Control+i", "so **|both|** here", "so ***|both|*** here"),
        ("Control+i", "so ***|both|*** here", "so **|both|** here"),
        ("Control+e", "so |x = 1| here", "so `|x = 1|` here"),
        ("Control+e", "|a\nb|", "```|\na\nb\n```"),
        ("Control+k", "see |this| now", "see [this](|) now"),
        ("Control+k", "see |https://a.org/b| now", "see [|](https://a.org/b) now"),
        ("Control+Alt+m", "so |x^2| here", "so $|x^2|$ here"),
        ("Control+Alt+m", "words\n\n|", "words\n\n$$\n|\n$$"),
        ("Control+Alt+2", "A line|", "## A line|"),
        ("Control+Alt+2", "## A line|", "### A line|"),
        ("Control+Alt+2", "### A line|", "A line|"),
        ("Control+Shift+Digit8", "|one\ntwo|", "|- one\n- two|"),
        ("Control+Shift+Digit8", "|- one\n- two|", "|one\ntwo|"),
        ("Control+Shift+Digit7", "|- one\n- two|", "|1. one\n2. two|"),
        ("Control+Shift+Digit9", "|one\ntwo|", "|> one\n> two|"),
        ("Control+]", "- one\n- tw|o", "- one\n    - tw|o"),
        ("Control+[", "- one\n    - tw|o", "- one\n- tw|o"),
    ],
)
def test_keys_mark_what_is_chosen(write, keys, before, after):
    page = write(before)

    press(page, keys)

    assert text(page) == after
    press(page, "Control+z")
    expect(field(page)).to_have_value(before.replace("|", ""))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- one|", "- one\n- |"),
        ("* one|", "* one\n* |"),
        ("  + one|two", "  + one\n  + |two"),
        ("9. nine|", "9. nine\n10. |"),
        ("- [x] done|", "- [x] done\n- [ ] |"),
        ("> said|", "> said\n> |"),
        ("> - said|", "> - said\n> - |"),
        ("- one\n- |", "- one\n|"),
        ("1. |", "|"),
        ("> |", "|"),
        ("words|", "words\n|"),
        ("|- one", "\n|- one"),
        ("```\n- one|\n```", "```\n- one\n|\n```"),
        ("**bold**|", "**bold**\n|"),
        ("1990. A year|", "1990. A year\n1991. |"),
    ],
)
def test_enter_goes_on_with_what_was_begun(write, before, after):
    page = write(before)

    press(page, "Enter")

    assert text(page) == after


def test_undo_takes_back_what_went_on_by_itself(write):
    page = write("- one|")
    press(page, "Enter")
    page.keyboard.type("two")

    press(page, *["Control+z"] * 6)

    expect(field(page)).to_have_value("- one")


def test_letters_that_are_being_composed_are_left_alone(write):
    page = write("- one|")

    is_left = field(page).evaluate(
        """(target) => target.dispatchEvent(new KeyboardEvent("keydown", {
          key: "Enter", isComposing: true, bubbles: true, cancelable: true,
        }))"""
    )

    assert is_left
    expect(field(page)).to_have_value("- one")


def test_tab_leaves_the_text_both_ways_and_changes_nothing(write):
    page = write("- one|")

    press(page, "Tab")
    expect(field(page)).not_to_be_focused()
    field(page).focus()
    press(page, "Shift+Tab")

    expect(page.get_by_role("toolbar").get_by_role("button").first).to_be_focused()
    expect(field(page)).to_have_value("- one")


def test_the_toolbar_is_one_stop_and_arrows_go_through_it(write):
    page = write("|some| words")
    press(page, "Shift+Tab", "ArrowRight")
    expect(page.get_by_role("button", name="Italic")).to_be_focused()
    press(page, "End")
    expect(page.get_by_role("button", name="Syntax")).to_be_focused()
    press(page, "ArrowRight", "ArrowRight", "Enter")

    expect(field(page)).to_have_value("*some* words")
    expect(field(page)).to_be_focused()


def test_a_button_says_its_keys(write):
    page = write("words")

    bold = page.get_by_role("button", name="Bold")
    numbers = page.get_by_role("button", name="Numbered list")

    expect(bold).to_have_attribute("aria-keyshortcuts", "Control+B")
    expect(numbers).to_have_attribute("title", "Numbered list (Ctrl+Shift+7)")


def test_a_footnote_gets_the_next_number_and_leads_back(write):
    page = write("One.[^1] Two.| Three.\n\n[^1]: First.")

    press(page, "Control+Alt+f")
    assert text(page) == "One.[^1] Two.[^2] Three.\n\n[^1]: First.\n[^2]: |"
    press(page, "Control+Alt+f")

    assert text(page) == "One.[^1] Two.[^2]| Three.\n\n[^1]: First.\n[^2]: "


def test_a_table_is_asked_for_by_keyboard(write):
    page = write("Words.|")
    page.get_by_role("button", name="Table").click()
    dialog = page.get_by_role("dialog", name="Table")
    expect(dialog.get_by_label("Rows")).to_be_focused()

    dialog.get_by_label("Rows").fill("1")
    dialog.get_by_label("Columns").fill("2")
    press(page, "Enter")

    table = (
        "| |Column 1| | Column 2 |\n| -------- | -------- |\n|          |          |"
    )
    expect(dialog).to_have_count(0)
    assert text(page).startswith(f"Words.\n\n{table}")


def test_a_table_that_is_not_wanted_changes_nothing(write):
    page = write("Words.|")
    page.get_by_role("button", name="Table").click()

    press(page, "Escape")

    expect(field(page)).to_have_value("Words.")
    expect(field(page)).to_be_focused()


def test_the_help_opens_by_key_and_gives_the_caret_back(write):
    page = write("Words.|")
    press(page, "Control+/")
    dialog = page.get_by_role("dialog", name="Syntax and keys")
    expect(dialog).to_contain_text("figure:KEY")
    expect(dialog).to_contain_text("Ctrl+Shift+7")

    press(page, "Escape")

    expect(dialog).to_have_count(0)
    expect(field(page)).to_be_focused()


def test_figures_and_pictures_are_asked_for(write):
    page = write("Words.")
    page.evaluate(
        """() => {
          window.asked = [];
          for (const name of ["editor:pick", "editor:picture"]) {
            const editor = document.querySelector(".editor");
            editor.addEventListener(name, () => window.asked.push(name), true);
          }
        }"""
    )

    for name in ("Figure", "Picture"):
        page.get_by_role("toolbar").get_by_role("button", name=name).click()
        press(page, "Escape")

    assert page.evaluate("window.asked") == ["editor:pick", "editor:picture"]


def test_a_key_goes_to_the_panel_and_back(write):
    page = write("Words.|")

    press(page, "F6")
    expect(page.get_by_role("tab", selected=True)).to_be_focused()
    press(page, "F6")

    expect(field(page)).to_be_focused()


def test_a_key_saves_the_post(write):
    page = write("Words.|")
    page.keyboard.type(" More.")

    with page.expect_navigation():
        press(page, "Control+s")

    expect(field(page)).to_have_value("Words. More.")
    expect(page.get_by_text("was changed successfully")).to_be_visible()


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
          const { caretPosition } = await import(script.replace("main", "lines"));
          return caretPosition({ textarea: document.activeElement });
        }"""
    )

    box = field(page).bounding_box()
    padding, line = 12, 21
    assert place["y"] == pytest.approx(box["y"] + padding + 3 * line, abs=4)
    assert place["x"] == pytest.approx(box["x"] + 52 + 5 * 7.8, abs=4)


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
