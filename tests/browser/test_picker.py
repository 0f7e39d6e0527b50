"""Picking figures without leaving the keyboard, and the menu of those in the preview."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.test_accessibility import OPTIONS
from tests.factories import FigureFactory, PostFactory, cut

pytestmark = pytest.mark.django_db(transaction=True)

HARD_WORDS = r"""A "b" [c] (d] $e$ `f` *g* \ &amp; _h_ 'i'"""


@pytest.fixture
def figure():
    figure = cut(FigureFactory(number="3", caption="Loss by step."))
    paper = figure.paper
    panel = {"parent": figure, "paper": paper, "caption": ""}
    cut(FigureFactory(number="3b", key=f"{paper.slug}/figure-3b", **panel))
    cut(FigureFactory(paper=paper, number="4", caption="Rate of learning."))
    cut(FigureFactory(paper=paper, kind="table", number="3", caption="Numbers."))
    return figure


@pytest.fixture
def write(page, enter, admin, figure):
    enter(page, admin)

    def open_post(body="", papers=(figure.paper,)):
        post = PostFactory(title="A title", body=body, papers=papers)
        page.goto(f"/admin/blog/post/{post.pk}/change/")
        expect(page.locator("[data-cards] > *").first).to_be_attached()
        field(page).press("Control+End")
        return page

    return open_post


def field(page):
    return page.locator("#id_body")


def picker(page):
    return page.locator("[data-picker]")


def options(page):
    return picker(page).get_by_role("option")


def frame(page):
    return page.frame_locator("iframe[title=Preview]")


def violations(page, part):
    """What axe finds in a part of the page."""
    found = Axe().run(page, context={"include": [[part]]}, options=OPTIONS)
    return [violation["id"] for violation in found.response["violations"]]


def test_two_characters_open_it_and_a_number_picks(write, figure):
    page = write("First words.\n\n")
    page.keyboard.type("![")
    expect(options(page)).to_have_count(4)
    page.keyboard.type("3b")
    expect(options(page)).to_have_count(1)
    expect(page.locator(".editor-live")).to_contain_text("Figures found: 1. Fig. 3b")
    active = field(page).get_attribute("aria-activedescendant")
    expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")

    page.keyboard.press("Enter")

    expect(field(page)).to_have_value(f"First words.\n\n![](figure:{figure.key}b)\n\n")
    expect(picker(page)).to_be_hidden()
    page.keyboard.press("Control+z")
    assert "figure:" not in field(page).input_value()


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("3", ["Fig. 3", "Fig. 3b", "Table 3"]),
        ("t3", ["Table 3"]),
        ("rate learn", ["Fig. 4"]),
        ("nothing like it", []),
    ],
)
def test_what_is_typed_finds_by_number_and_words(write, typed, labels):
    page = write()
    page.keyboard.type(f"![{typed}")

    expect(options(page)).to_have_count(len(labels))
    for place, label in enumerate(labels):
        expect(options(page).nth(place)).to_contain_text(label)
    expect(picker(page).get_by_text("No figure is called that.")).to_have_count(
        0 if labels else 1
    )


def test_arrows_choose_and_shift_makes_it_a_reference(write, figure):
    page = write("As ")
    page.keyboard.type("![")
    for key in ("End", "ArrowUp", "Home", "ArrowDown", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
    expect(options(page).last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Home")
    page.keyboard.press("Shift+Enter")

    expect(field(page)).to_have_value(f"As [](figure:{figure.key})")


def test_an_empty_link_refers(write, figure):
    page = write("As ")
    page.keyboard.type("[](4")
    expect(options(page)).to_have_count(1)
    page.keyboard.press("Enter")

    expect(field(page)).to_have_value(f"As [](figure:{figure.paper.slug}/figure-4)")


def test_escape_leaves_what_was_typed_and_tab_goes_on(write):
    page = write()
    page.keyboard.type("![3")
    page.keyboard.press("Escape")
    expect(picker(page)).to_be_hidden()
    expect(field(page)).to_be_focused()
    page.keyboard.type("b](https://example.org/x.png)")
    expect(field(page)).to_have_value("![3b](https://example.org/x.png)")
    expect(picker(page)).to_be_hidden()

    page.keyboard.type(" ![")
    expect(picker(page)).to_be_visible()
    page.keyboard.press("Tab")
    expect(picker(page)).to_be_hidden()
    expect(field(page)).not_to_be_focused()


def test_the_mouse_picks_too(write, figure):
    page = write()
    page.keyboard.type("![")
    options(page).filter(has_text="Fig. 4").click()

    expect(field(page)).to_have_value(f"![](figure:{figure.paper.slug}/figure-4)\n\n")


def test_the_shortcut_opens_it_with_a_field_of_its_own(write, figure):
    page = write("First words.")
    page.keyboard.press("Control+Shift+F")
    search = picker(page).get_by_role("combobox")
    expect(search).to_be_focused()
    assert violations(page, ".editor") == []
    page.keyboard.type("rate")
    expect(options(page)).to_have_count(1)
    page.keyboard.press("Enter")

    key = f"{figure.paper.slug}/figure-4"
    expect(field(page)).to_have_value(f"First words.\n\n![](figure:{key})\n\n")
    expect(field(page)).to_be_focused()


def test_without_papers_it_says_so(write):
    page = write(papers=())
    page.keyboard.type("![")

    expect(picker(page)).to_contain_text("choose a paper below")


def test_on_a_phone_it_is_a_sheet_from_below(write, figure):
    page = write()
    page.set_viewport_size(PHONE)
    page.get_by_role("tab", name="Text").click()
    field(page).press("Control+End")
    page.keyboard.type("![")
    expect(options(page)).to_have_count(4)

    box = picker(page).bounding_box()
    assert (box["x"], box["width"]) == (0, 390)
    assert box["y"] + box["height"] == pytest.approx(844, abs=1)
    options(page).filter(has_text="Fig. 4").click()
    expect(field(page)).to_have_value(f"![](figure:{figure.paper.slug}/figure-4)\n\n")


def open_menu(page, place=0):
    button = frame(page).locator(".edit-figure").nth(place)
    button.focus()
    button.press("Enter")
    menu = page.get_by_role("dialog")
    expect(menu).to_be_visible()
    return menu


def test_the_menu_writes_hard_words_that_come_back_as_they_were(write, figure):
    embed = f"![](figure:{figure.key})"
    page = write(f"`{embed}`\n\n{embed}\n\nLast {embed} words.")
    menu = open_menu(page, place=1)
    menu.get_by_label("Alt text").first.fill(HARD_WORDS)
    menu.get_by_label("Caption").first.fill(HARD_WORDS)
    menu.get_by_label("Wide").check()
    menu.get_by_role("button", name="Change in this post").click()

    shown = frame(page).locator("figure.wide")
    expect(shown.locator("img")).to_have_attribute("alt", HARD_WORDS)
    expect(shown.locator("figcaption p").nth(1)).to_have_text(HARD_WORDS)
    expect(shown).to_have_id("fig-2")
    value = field(page).input_value()
    assert value.startswith(f"`{embed}`\n\n{embed}\n\nLast ![A ")

    menu = open_menu(page, place=1)
    expect(menu.get_by_label("Alt text").first).to_have_value(HARD_WORDS)
    expect(menu.get_by_label("Caption").first).to_have_value(HARD_WORDS)
    expect(menu.get_by_label("Wide")).to_be_checked()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(frame(page).locator(".edit-figure").nth(1)).to_be_focused()

    field(page).press("Control+z")
    expect(field(page)).to_have_value(f"`{embed}`\n\n{embed}\n\nLast {embed} words.")


def test_the_menu_says_that_words_go_with_the_figure_they_describe(write, figure):
    page = write(f"![Own words](figure:{figure.key})\n\n![](figure:{figure.key})")
    warning = page.get_by_text("replacing it takes them out")

    open_menu(page)
    expect(warning).to_be_visible()
    page.keyboard.press("Escape")
    open_menu(page, 1)

    expect(warning).to_be_hidden()


def test_the_menu_replaces_a_figure_and_goes_to_the_text(write, figure):
    page = write(f'First.\n\n![Old](figure:{figure.key} "Old"){{.wide}}\n\nLast.')
    other = f"{figure.paper.slug}/figure-4"
    open_menu(page).get_by_role("button", name="Replace").click()
    expect(picker(page).get_by_role("combobox")).to_be_focused()
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    expect(field(page)).to_have_value(
        f"First.\n\n![](figure:{other}){{.wide}}\n\nLast."
    )
    expect(frame(page).locator("figcaption")).to_contain_text("Rate of learning.")

    open_menu(page).get_by_role("button", name="Go to the text").click()
    selected = "f => f.value.slice(f.selectionStart, f.selectionEnd)"
    assert field(page).evaluate(selected) == f"![](figure:{other}){{.wide}}"


def test_words_are_changed_everywhere(write, figure):
    page = write(f"![](figure:{figure.key})")
    frame(page).locator("figure .card").click()
    menu = page.get_by_role("dialog")
    menu.get_by_text("Everywhere", exact=True).click()
    assert violations(page, ".figure-menu") == []
    menu.get_by_label("Caption").last.fill("Loss falls by half.")
    menu.get_by_role("button", name="Save everywhere").click()
    expect(menu.locator("[data-said]")).to_have_text("Saved for all posts.")
    menu.get_by_role("button", name="Close").click()

    expect(frame(page).locator("figcaption")).to_contain_text("Loss falls by half.")
    figure.refresh_from_db()
    assert figure.caption == "Loss falls by half."
    expect(field(page)).to_have_value(f"![](figure:{figure.key})")
