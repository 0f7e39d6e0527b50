"""The Markdown field: what markdownx's own script gets wrong is right here."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.factories import FigureFactory, PostFactory, UserFactory, cut

pytestmark = pytest.mark.django_db(transaction=True)

PREVIEW = "**/admin/blog/post/preview/"


@pytest.fixture
def viewport():
    return {"width": 1280, "height": 900}


@pytest.fixture
def figure():
    return cut(FigureFactory(number="3", caption="Loss by step."))


@pytest.fixture
def editor(page, figure):
    """The page of a post, opened by somebody who may do anything."""
    user = UserFactory(admin=True)
    page.goto("/admin/")
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill("secret")
    page.get_by_role("button", name="Log in").click()
    post = PostFactory(title="A title", body="First words.", papers=[figure.paper])
    page.goto(f"/admin/blog/post/{post.pk}/change/")
    expect(sheet(page)).to_contain_text("First words.")
    return page


def sheet(page):
    return page.frame_locator("iframe[title=Preview]").locator(".prose")


def field(page):
    return page.get_by_label("Body")


def notice(page):
    return page.locator(".markdownx-preview .editor-notice")


def drop(page, locator, name):
    """Let go of a file over ``locator``; whether the page took it for its own."""
    return locator.evaluate(
        """(target, name) => {
          const carried = new DataTransfer();
          carried.items.add(new File(["content"], name));
          const options = { bubbles: true, cancelable: true, dataTransfer: carried };
          return !target.dispatchEvent(new DragEvent("drop", options));
        }""",
        name,
    )


def test_the_preview_follows_what_is_typed(editor, figure):
    field(editor).fill(f"Typed *now*.\n\n![](figure:{figure.key})")

    expect(sheet(editor).locator("em")).to_have_text("now")
    expect(sheet(editor).locator("figcaption")).to_contain_text("Loss by step.")
    expect(
        editor.frame_locator("iframe[title=Preview]").get_by_role("heading")
    ).to_have_text("A title")


def test_keys_leave_the_field_and_the_text_alone(editor):
    field(editor).focus()
    for keys in ("Control+d", "Control+[", "Control+]"):
        editor.keyboard.press(keys)

    editor.keyboard.press("Tab")

    expect(field(editor)).not_to_be_focused()
    expect(field(editor)).to_have_value("First words.")


def test_a_late_answer_does_not_overwrite_a_newer_one(editor):
    held = []

    def hold_the_first(route):
        if held:
            route.continue_()
        else:
            held.append(route)

    editor.route(PREVIEW, hold_the_first)
    with editor.expect_request(PREVIEW):
        field(editor).fill("Older words.")
    field(editor).fill("Newer words.")
    expect(sheet(editor)).to_have_text("Newer words.")

    held[0].fulfill(body="Older words.")
    editor.wait_for_timeout(200)

    expect(sheet(editor)).to_have_text("Newer words.")


def test_an_inserted_figure_stands_alone_and_can_be_undone(editor, figure):
    field(editor).focus()
    editor.keyboard.press("End")

    editor.get_by_role("button", name="Insert Figure 3").click()

    embed = f"![](figure:{figure.key})"
    expect(field(editor)).to_have_value(f"First words.\n\n{embed}\n\n")
    expect(sheet(editor).locator("figcaption")).to_be_visible()

    editor.keyboard.press("Control+z")
    expect(field(editor)).to_have_value("First words.")


def test_an_ended_session_is_a_notice_and_no_login_page(editor):
    editor.context.clear_cookies(name="sessionid")

    field(editor).fill("Words that stay.")

    expect(notice(editor)).to_contain_text("You are logged out.")
    expect(field(editor)).to_have_value("Words that stay.")
    expect(sheet(editor)).to_have_text("First words.")
    assert "401" in editor.complaints.pop()


def test_a_broken_answer_is_a_notice_and_goes_away(editor):
    editor.route(PREVIEW, lambda route: route.fulfill(status=500, body="<h1>Oh</h1>"))
    field(editor).fill("Words that stay.")
    expect(notice(editor)).to_contain_text("The preview could not be made.")
    expect(sheet(editor)).to_have_text("First words.")
    assert "500" in editor.complaints.pop()

    editor.unroute(PREVIEW)
    field(editor).fill("Words that stay, too.")

    expect(notice(editor)).to_be_hidden()
    expect(sheet(editor)).to_have_text("Words that stay, too.")


def test_files_are_kept_out_of_the_text_with_a_word(editor):
    assert drop(editor, field(editor), "plot.png")

    expect(editor.locator("[data-notice=files]")).to_contain_text("Add the paper")
    expect(field(editor)).to_have_value("First words.")


def test_files_dropped_on_file_fields_are_left_to_the_browser(editor):
    editor.goto("/admin/figures/paper/add/")

    assert not drop(editor, editor.get_by_label("Drop PDFs here"), "paper.pdf")


def test_the_preview_is_dark_where_the_admin_is(editor):
    editor.emulate_media(color_scheme="light")
    body = editor.frame_locator("iframe[title=Preview]").locator("body")
    expect(body).to_have_css("background-color", "rgb(247, 247, 244)")

    editor.locator(".theme-toggle").click()

    expect(body).to_have_css("background-color", "rgb(20, 22, 25)")


def test_links_in_the_preview_stay_out_of_the_editor(editor):
    field(editor).fill("A note.[^1]\n\n[^1]: Said so.")
    mark = sheet(editor).locator("a[href^='#']").first
    expect(mark).to_be_visible()

    mark.click()

    assert len(editor.context.pages) == 1
    expect(sheet(editor)).to_contain_text("Said so.")
