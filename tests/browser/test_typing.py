"""Typing in the editor: buttons, keys and lists."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.writing import field, press, put, text

pytestmark = pytest.mark.django_db(transaction=True)


KEYS = [
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
]


def test_keys_mark_what_is_chosen_and_undo_takes_it_back(write):
    page = write()

    for keys, before, after in KEYS:
        put(page, before)
        press(page, keys)
        assert (keys, before, text(page)) == (keys, before, after)
        press(page, "Control+z")
        assert field(page).input_value() == before.replace("|", "")


LINES = [
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
]


def test_enter_goes_on_with_what_was_begun(write):
    page = write()

    for before, after in LINES:
        put(page, before)
        press(page, "Enter")
        assert (before, text(page)) == (before, after)


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
