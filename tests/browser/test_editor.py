"""The Markdown field: what markdownx's own script gets wrong is right here."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.factories import FigureFactory, PostFactory, UserFactory, cut

pytestmark = pytest.mark.django_db(transaction=True)


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


def test_axe_finds_nothing_in_the_whole_form(editor):
    # Django makes these in their own time.
    expect(editor.locator(".select2-container").first).to_be_visible()

    found = Axe().run(editor, context={"exclude": ["iframe"]}).response["violations"]

    assert {
        rule["id"]: [node["html"] for node in rule["nodes"]] for rule in found
    } == {}


def test_keys_leave_the_field_and_the_text_alone(editor):
    field(editor).focus()
    for keys in ("Control+d", "Control+[", "Control+]"):
        editor.keyboard.press(keys)

    editor.keyboard.press("Tab")

    expect(field(editor)).not_to_be_focused()
    expect(field(editor)).to_have_value("First words.")


def test_files_dropped_on_file_fields_are_left_to_the_browser(editor):
    editor.goto("/admin/figures/paper/add/")

    assert not drop(editor, editor.get_by_label("Drop PDFs here"), "paper.pdf")
