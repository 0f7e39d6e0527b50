"""The queue of alt texts in a browser: by keys alone, and when something goes wrong."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from figures.edits import edit_figure
from figures.models import Figure
from tests.browser.conftest import DESK
from tests.factories import FigureFactory, PaperFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


QUEUE = "/admin/figures/figure/alt-texts/"
TEXT = "The loss falls from 4.2 to 2.9 within the first thousand steps."


@pytest.fixture
def viewport():
    """A phone's order is the same: axe looks at both, and so do the journeys."""
    return DESK


@pytest.fixture
def figures():
    paper = PaperFactory()
    return [FigureFactory(paper=paper, number=str(n), position=n) for n in (1, 2, 3)]


@pytest.fixture
def queue(page, figures):
    """The queue, opened by somebody who may do anything."""
    user = UserFactory(admin=True)
    page.goto("/admin/")
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill("secret")
    page.get_by_role("button", name="Log in").click()
    page.goto(QUEUE)
    return page


def entry(page, label):
    return page.get_by_role("form", name=f"{label},")


def field(page, label):
    return entry(page, label).get_by_label("Alt text")


def said(page):
    return page.locator("[data-part=said]")


def stored(figure):
    figure.refresh_from_db()
    return figure.alt_text, figure.alt_state


def test_keys_alone_go_through_the_queue(queue, figures):
    field(queue, "Figure 1").focus()
    queue.keyboard.press("Control+a")
    queue.keyboard.type(TEXT)

    queue.keyboard.press("Control+Enter")

    expect(field(queue, "Figure 2")).to_be_focused()
    expect(said(queue)).to_have_text("Figure 1: alt text confirmed.")
    expect(queue.locator(".alt-done")).to_contain_text("Figure 1: alt text confirmed.")
    expect(queue.locator(".alt-progress")).to_contain_text("1 of 3 done")
    assert stored(figures[0]) == (TEXT, "confirmed")

    queue.keyboard.press("End")
    queue.keyboard.type(" Twice.")
    queue.keyboard.press("Control+s")

    expect(said(queue)).to_have_text("Figure 2: draft saved.")
    expect(field(queue, "Figure 2")).to_be_focused()
    assert stored(figures[1]) == ("A curve that rises. Twice.", "draft")

    for _ in range(3):
        queue.keyboard.press("Tab")
    expect(queue.get_by_role("button", name="Decorative").first).to_be_focused()
    queue.keyboard.press("Enter")

    expect(field(queue, "Figure 3")).to_be_focused()
    queue.keyboard.press("Control+Enter")
    expect(queue.locator(".alt-empty")).to_be_focused()
    expect(queue.locator(".alt-empty")).to_contain_text(
        "Every figure has its alt text."
    )
    assert not Figure.objects.filter(alt_state="draft").exists()


def test_the_focus_is_never_under_the_bar(queue):
    field(queue, "Figure 1").focus()
    queue.keyboard.press("Control+Enter")
    expect(field(queue, "Figure 2")).to_be_focused()

    bar = queue.locator(".alt-bar").bounding_box()
    box = field(queue, "Figure 2").bounding_box()

    assert box["y"] >= bar["y"] + bar["height"]
    assert queue.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_refused_text_stays_with_its_sentence(queue, figures):
    field(queue, "Figure 2").fill("Words that stay.")
    field(queue, "Figure 1").fill("Image of a curve")

    entry(queue, "Figure 1").get_by_role("button", name="Confirm").click()

    expect(entry(queue, "Figure 1")).to_contain_text("Begin with what it shows.")
    expect(field(queue, "Figure 1")).to_be_focused()
    expect(field(queue, "Figure 1")).to_have_value("Image of a curve")
    expect(field(queue, "Figure 1")).to_have_attribute("aria-invalid", "true")
    expect(field(queue, "Figure 2")).to_have_value("Words that stay.")
    assert stored(figures[0]) == ("A curve that rises.", "draft")


def test_undo_brings_the_entry_back_with_what_was_typed(queue, figures):
    field(queue, "Figure 2").fill(TEXT)
    field(queue, "Figure 2").press("Control+Enter")
    expect(field(queue, "Figure 3")).to_be_focused()

    queue.locator(".alt-done").get_by_role("button", name="Undo").click()

    expect(field(queue, "Figure 2")).to_be_focused()
    expect(field(queue, "Figure 2")).to_have_value(TEXT)
    expect(said(queue)).to_contain_text("Figure 2: undone.")
    expect(queue.locator(".alt-done")).to_have_count(0)
    expect(queue.locator(".alt-entry h2")).to_have_text(
        ["Figure 1", "Figure 2", "Figure 3"]
    )
    assert stored(figures[1]) == ("A curve that rises.", "draft")


def test_hints_follow_what_is_typed(queue):
    field(queue, "Figure 1").fill("Short.")
    expect(entry(queue, "Figure 1")).to_contain_text("40 characters or more.")
    expect(entry(queue, "Figure 1")).to_contain_text("6 characters")

    field(queue, "Figure 1").fill("x" * 401)
    expect(entry(queue, "Figure 1")).to_contain_text("Longer than 400 characters.")

    field(queue, "Figure 1").fill(TEXT)
    expect(entry(queue, "Figure 1").locator(".alt-hint")).to_have_text("")


def test_the_text_of_somebody_else_is_shown_to_choose_from(queue, figures):
    other = UserFactory(username="ada", admin=True)
    edit_figure(figures[0], {"edited_alt_text": "Theirs, in words."}, other)
    field(queue, "Figure 1").fill(TEXT)

    field(queue, "Figure 1").press("Control+Enter")

    expect(entry(queue, "Figure 1")).to_contain_text("Theirs, in words.")
    expect(field(queue, "Figure 1")).to_have_value(TEXT)

    entry(queue, "Figure 1").get_by_role("button", name="Keep theirs").click()

    expect(field(queue, "Figure 1")).to_have_value("Theirs, in words.")
    expect(queue.get_by_role("button", name="Keep theirs")).to_have_count(0)


def test_theirs_that_is_confirmed_folds_the_entry_away(queue, figures):
    other = UserFactory(username="ada", admin=True)
    edit_figure(figures[0], {"alt_state": "decorative"}, other)
    field(queue, "Figure 1").press("Control+Enter")
    expect(entry(queue, "Figure 1")).to_contain_text("(decorative)")

    entry(queue, "Figure 1").get_by_role("button", name="Keep theirs").click()

    expect(queue.locator(".alt-done")).to_have_text("Figure 1: left as it is.")
    expect(field(queue, "Figure 2")).to_be_focused()


def lose_the_session(page):
    page.context.clear_cookies(name="sessionid")


def lose_the_connection(page):
    page.route(f"**{QUEUE}*", lambda route: route.abort())


def lose_the_permission(page):
    type(UserFactory()).objects.update(is_superuser=False)


def lose_the_figure(page):
    Figure.objects.filter(detected_number="1").update(state="discarded")


def break_the_server(page):
    page.route(f"**{QUEUE}*", lambda route: route.fulfill(status=500, body="Oh"))


@pytest.mark.parametrize(
    ("mishap", "sentence"),
    [
        (lose_the_session, "You are logged out."),
        (lose_the_connection, "The connection is lost, so this is not saved."),
        (lose_the_permission, "You may no longer change figures."),
        (lose_the_figure, "This figure has been removed or discarded."),
        (break_the_server, "This could not be saved."),
    ],
)
def test_a_mishap_is_a_sentence_in_its_place_and_the_text_stays(
    queue, mishap, sentence
):
    field(queue, "Figure 1").fill(TEXT)
    mishap(queue)

    field(queue, "Figure 1").press("Control+Enter")

    expect(entry(queue, "Figure 1").get_by_role("alert")).to_contain_text(sentence)
    expect(field(queue, "Figure 1")).to_have_value(TEXT)
    expect(field(queue, "Figure 1")).to_be_focused()
    assert len(queue.complaints) == 1
    queue.complaints.clear()


def test_without_scripts_each_entry_is_a_form(chromium, live_server, figures):
    user = UserFactory(admin=True)
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/admin/login/?next={QUEUE}")
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill("secret")
    page.get_by_role("button", name="Log in").click()

    field(page, "Figure 2").fill("Image of a curve")
    entry(page, "Figure 2").get_by_role("button", name="Confirm").click()
    expect(field(page, "Figure 2")).to_have_value("Image of a curve")
    expect(field(page, "Figure 2")).to_be_in_viewport()

    field(page, "Figure 2").fill(TEXT)
    entry(page, "Figure 2").get_by_role("button", name="Confirm").click()
    expect(said(page)).to_have_text("Figure 2: alt text confirmed.")
    expect(said(page)).to_be_in_viewport()
    expect(field(page, "Figure 3")).to_be_in_viewport()
    assert stored(figures[1]) == (TEXT, "confirmed")
    context.close()
