"""The checklist leads to its spots, and the history back to what was."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from blog.models import Post
from blog.publishing import save_post
from tests.browser.conftest import DESK, LOOKS
from tests.browser.test_accessibility import OPTIONS
from tests.factories import FigureFactory, PostFactory, PreviewLinkFactory, cut

pytestmark = pytest.mark.django_db(transaction=True)

BODY = (
    "First words 😀.\n\n## Heading\n\n[](https://example.org) and ![](figure:no/such)"
)


@pytest.fixture
def post():
    """A draft of two saves, with two things in its way."""
    figure = cut(FigureFactory(number="3"))
    post = PostFactory(title="First title", body="First words.")
    save_post(post, None)
    post.title, post.body = "A title", BODY
    save_post(post, None)
    post.papers.add(figure.paper)
    PreviewLinkFactory(post=post)
    return post


@pytest.fixture
def editor(page, enter, admin, post):
    enter(page, admin).goto(reverse("admin:blog_post_change", args=[post.pk]))
    return page


def selected(page):
    return page.get_by_label("Body").evaluate(
        "field => field.value.slice(field.selectionStart, field.selectionEnd)"
    )


def tab(page, name):
    return page.get_by_role("tab", name=name)


def test_each_row_leads_to_its_spot_in_the_text(editor):
    expect(tab(editor, "Checks")).to_contain_text("Checks 5")
    tab(editor, "Checks").click()

    editor.get_by_role("link", name="There is no figure “no/such”.").click()
    assert selected(editor) == "![](figure:no/such)"
    expect(editor.get_by_label("Body")).to_be_focused()

    editor.get_by_role("link", name="has no words").click()
    assert selected(editor) == "[](https://example.org)"


def test_rows_lead_to_fields_too_with_the_keyboard_alone(editor):
    tab(editor, "Preview").focus()
    editor.keyboard.press("ArrowRight")
    editor.keyboard.press("ArrowRight")
    expect(tab(editor, "Checks")).to_be_focused()

    row = editor.get_by_role("link", name="neither a deck nor a summary")
    for _ in range(12):
        editor.keyboard.press("Tab")
        if row.evaluate("row => row === document.activeElement"):
            break
    editor.keyboard.press("Enter")

    expect(editor.get_by_label("Deck")).to_be_focused()


def test_the_list_follows_what_is_typed(editor):
    tab(editor, "Checks").click()
    expect(editor.locator(".checklist-sum")).to_contain_text("2 things")

    editor.get_by_label("Body").fill("Sound words.")

    expect(editor.locator(".checklist-sum")).to_have_text("Nothing stands in the way.")
    expect(editor.locator(".editor-live")).to_have_text("Nothing stands in the way.")
    expect(tab(editor, "Checks")).to_contain_text("Checks 3")


def test_faulty_lines_are_washed_until_they_are_sound(editor):
    faulty, fault = editor.locator(".faulty"), editor.locator("[data-status=fault]")
    expect(faulty).to_have_count(1)
    expect(faulty).to_contain_text("![](figure:no/such)")
    expect(fault).to_contain_text("has no words")
    expect(fault).to_contain_text("5")
    height = editor.locator(".editor-status").evaluate(
        "line => line.getBoundingClientRect().height"
    )
    assert height < 40

    editor.get_by_label("Body").fill("Words.\n\n![](figure:no/such)\n\n[](/)")
    expect(faulty).to_have_count(2)
    expect(fault).to_contain_text("There is no figure “no/such”.")

    # The same list again washes the same lines again.
    editor.get_by_label("Body").press_sequentially(" ")
    expect(faulty).to_have_count(1)
    expect(faulty).to_have_count(2)

    editor.get_by_label("Body").fill("Sound words.")
    expect(faulty).to_have_count(0)
    expect(fault).to_be_hidden()


def test_a_row_says_what_it_opens(editor):
    figure = cut(FigureFactory(number="3b", state="new"))
    tab(editor, "Checks").click()
    editor.get_by_label("Body").fill(f"![](figure:{figure.key})")

    door = editor.get_by_role("link", name="Review Figure 3b, in a new tab")
    expect(door).to_have_attribute("href", figure.get_admin_url())


def test_a_lost_connection_is_said_and_the_list_stays(editor):
    tab(editor, "Checks").click()
    editor.route("**/check/", lambda route: route.abort())

    editor.get_by_label("Body").fill("Sound words.")

    expect(editor.locator(".checks-notice")).to_contain_text("connection is lost")
    expect(editor.locator(".checklist-sum")).to_contain_text("2 things")
    editor.complaints.clear()


def test_a_paper_whose_figures_are_shown_is_added_with_a_press(editor):
    figure = cut(FigureFactory(paper__title="On Order", alt_state="confirmed"))
    tab(editor, "Checks").click()
    editor.get_by_label("Body").fill(f"![](figure:{figure.key})")

    editor.get_by_role("button", name="Add the paper").click()

    expect(editor.locator("#id_papers option:checked")).to_have_count(2)
    expect(editor.get_by_role("button", name="Add the paper")).to_have_count(0)


def test_a_refused_publication_opens_the_checks(editor):
    editor.get_by_role("button", name="Publish").click()

    expect(tab(editor, "Checks")).to_have_attribute("aria-selected", "true")
    expect(editor.locator(".messagelist")).to_contain_text("not published")


def test_a_save_is_compared_and_restored_with_the_keyboard(editor, post):
    tab(editor, "History").click()
    with editor.context.expect_page() as opened:
        editor.get_by_role("link", name="Compare with now").press("Enter")
    page = opened.value
    expect(page.locator(".contrast").first).to_contain_text("First")
    left = page.frame_locator("figure[data-side=left] iframe")
    expect(left.get_by_role("heading", level=1)).to_have_text("First title")

    page.get_by_role("button", name="Restore these words").press("Enter")

    expect(page.get_by_label("Title")).to_have_value("First title")
    expect(page.locator(".messagelist")).to_contain_text("has its earlier words again")
    assert Post.objects.get().body == "First words."
    assert post.revisions.count() == 3


def complaints(page, part):
    """What axe finds in a part of the page, in either light, wide and narrow."""
    lines = []
    for viewport, scheme in LOOKS:
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = Axe().run(page, context=part, options=OPTIONS)
        lines += [
            f"{part} ({scheme}, {viewport['width']}): {each['id']} {node['target']}"
            for each in found.response["violations"]
            for node in each["nodes"]
        ]
    page.set_viewport_size(DESK)
    return lines


def test_axe_finds_nothing_in_checks_and_history(editor, post):
    found = []
    for name, part in (("Checks", "#panel-checks"), ("History", "#panel-history")):
        tab(editor, name).click()
        found += complaints(editor, part)
    for address in (
        reverse("admin:blog_post_revisions", args=[post.pk]),
        reverse("admin:blog_post_revision", args=[post.pk, post.revisions.last().pk]),
    ):
        editor.goto(address)
        found += complaints(editor, "#main")

    assert "\n".join(found) == ""
