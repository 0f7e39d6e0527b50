"""The tray of figures beside the text: by mouse, by key, by drag."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.test_picker import violations
from tests.factories import FigureFactory, PaperFactory, PostFactory, cut

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def figure():
    figure = cut(FigureFactory(number="3", caption="Loss by step.", tier="essential"))
    paper = figure.paper
    panel = {"parent": figure, "paper": paper, "caption": ""}
    cut(FigureFactory(number="3b", key=f"{paper.slug}/figure-3b", **panel))
    for number, tier in (("30", "essential"), ("4", "supporting")):
        cut(
            FigureFactory(
                paper=paper, number=number, tier=tier, caption=f"Rate {number}."
            )
        )
    return figure


@pytest.fixture
def editor(page, enter, admin, figure):
    enter(page, admin)
    post = PostFactory(title="A title", body="First words.", papers=[figure.paper])
    page.goto(f"/admin/blog/post/{post.pk}/change/")
    page.get_by_role("tab", name="Figures").click()
    expect(card(page, "Fig. 3")).to_be_visible()
    return page


def card(page, label):
    return page.locator(f"li[data-label='{label}']")


def field(page):
    return page.locator("#id_body")


def test_a_figure_is_inserted_as_a_block_of_its_own_and_taken_back(editor, figure):
    field(editor).press("End")

    card(editor, "Fig. 3").get_by_role(
        "button", name="Insert Fig. 3", exact=True
    ).click()

    embed = f"![](figure:{figure.key})"
    expect(field(editor)).to_have_value(f"First words.\n\n{embed}\n\n")
    expect(card(editor, "Fig. 3")).to_contain_text("in the text")
    expect(editor.locator(".editor-live")).to_have_text("Inserted: Fig. 3")

    field(editor).press("Control+z")
    expect(field(editor)).to_have_value("First words.")
    expect(card(editor, "Fig. 3")).not_to_contain_text("in the text")


def test_a_figure_within_a_list_is_counted_and_one_in_code_is_not(editor, figure):
    embed = f"![](figure:{figure.key})"

    field(editor).fill(f"Words.\n\n    {embed}\n")
    expect(card(editor, "Fig. 3")).not_to_contain_text("in the text")
    field(editor).fill(f"- An item.\n\n    {embed}\n\n    {embed}\n")

    expect(card(editor, "Fig. 3")).to_contain_text("in the text 2 times")


def test_a_panel_and_a_reference_are_inserted_by_key(editor, figure):
    field(editor).press("End")
    panel = editor.get_by_role("button", name="Insert Fig. 3b")
    panel.focus()
    editor.keyboard.press("Enter")
    expect(field(editor)).to_be_focused()
    editor.get_by_role("button", name="Refer to Fig. 3", exact=True).press("Enter")

    expect(field(editor)).to_have_value(
        f"First words.\n\n![](figure:{figure.key}b)\n\n[](figure:{figure.key})"
    )


def test_figures_in_code_do_not_count(editor, figure):
    embed = f"![](figure:{figure.key})"

    field(editor).fill(f"`{embed}`\n\n```\n{embed}\n```\n\n    {embed}\n")
    editor.wait_for_timeout(400)
    expect(card(editor, "Fig. 3")).not_to_contain_text("in the text")

    field(editor).fill(f"{embed}\n\nSee [it](figure:{figure.key}).")
    expect(card(editor, "Fig. 3")).to_contain_text("in the text 2 times")


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("3", ["Fig. 3"]),
        ("3b", ["Fig. 3"]),
        ("rate", ["Fig. 30", "Fig. 4"]),
        ("LOSS step", ["Fig. 3"]),
        ("nothing", []),
    ],
)
def test_the_filter_takes_numbers_and_words(editor, typed, labels):
    editor.locator("#tray-filter").fill(typed)

    expect(editor.locator("li[data-figure]:visible")).to_have_count(len(labels))
    for label in labels:
        expect(card(editor, label)).to_be_visible()
    expect(editor.locator(".tray-count")).to_have_text(f"{len(labels)} of 3 figures")


def test_essential_figures_are_inserted_in_one_go(editor, figure):
    field(editor).fill(f"![](figure:{figure.key})")
    field(editor).press("End")
    other = f"{figure.paper.slug}/figure-30"

    editor.get_by_role("button", name="Insert essential figures").click()
    expect(field(editor)).to_have_value(
        f"![](figure:{figure.key})\n\n![](figure:{other})\n\n"
    )
    editor.get_by_role("button", name="Insert essential figures").click()
    expect(editor.locator(".editor-notices")).to_contain_text("in the text already")

    field(editor).press("Control+z")
    expect(field(editor)).to_have_value(f"![](figure:{figure.key})")


def test_a_figure_is_dragged_to_its_place_in_the_text(editor, figure):
    field(editor).fill("First line.\n\nSecond line.\n\nThird line.")

    box = field(editor).bounding_box()
    style = "f => [getComputedStyle(f).lineHeight, getComputedStyle(f).paddingTop]"
    line, padding = (float(v[:-2]) for v in field(editor).evaluate(style))
    editor.locator("li[data-label='Fig. 3'] .card-insert").drag_to(
        field(editor),
        target_position={"x": min(250, box["width"] / 2), "y": padding + 2.5 * line},
    )

    expect(field(editor)).to_have_value(
        f"First line.\n\nSecond line.\n\n![](figure:{figure.key})\n\nThird line."
    )
    field(editor).press("Control+z")
    expect(field(editor)).to_have_value("First line.\n\nSecond line.\n\nThird line.")


def test_the_tray_follows_the_papers_that_are_chosen(editor):
    other = cut(FigureFactory(number="77", paper=PaperFactory(title="Another")))
    choose = """(papers) => {
      const field = django.jQuery("#id_papers").empty();
      for (const pk of papers) {
        field.append(new Option(pk, pk, true, true));
      }
      field.trigger("change");
    }"""

    editor.evaluate(choose, [other.paper.pk])
    expect(card(editor, "Fig. 77")).to_be_visible()
    expect(card(editor, "Fig. 3")).to_have_count(0)

    editor.evaluate(choose, [])
    editor.get_by_role("button", name="Choose papers").click()
    expect(editor.locator(".field-papers .select2-search__field")).to_be_focused()


def test_figures_appear_while_their_paper_is_being_cut(editor, figure):
    figure.paper.mark_extracting()
    editor.evaluate("window.dispatchEvent(new Event('focus'))")
    note = editor.locator("[data-in-progress]")
    expect(note).to_be_visible()

    cut(FigureFactory(paper=figure.paper, number="5"))
    expect(card(editor, "Fig. 5")).to_be_visible(timeout=15_000)
    figure.paper.mark_extracted()
    expect(note).to_have_count(0, timeout=10_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_tray_and_in_the_preview(editor, scheme):
    editor.emulate_media(color_scheme=scheme, reduced_motion="reduce")

    assert violations(editor, ".editor") == []
    editor.get_by_role("tab", name="Preview").click()
    assert violations(editor, ".editor") == []
