"""Nothing typed is lost: autosave, no connection, no session, two tabs, two editors."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from blog.models import Post, WorkingCopy
from blog.publishing import save_post
from tests.browser.conftest import forgive
from tests.browser.writing import (
    field,
    notices,
    open_post,
    save,
    status,
    text,
    words_on_this_machine,
)
from tests.factories import PostFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

KEEP = "**/admin/blog/post/keep/"


@pytest.fixture
def post():
    post = PostFactory(title="A title", body="One.\n\nTwo.")
    save_post(post, None)
    return post


@pytest.fixture
def editor(page, enter, admin, post):
    enter(page, admin)
    return open_post(page, post)


@pytest.fixture
def refused(editor):
    """The same page, which complains of refusals until it is closed, as it should."""
    yield editor
    editor.close()
    for code in ("401", "403", "409", "ERR_FAILED"):
        forgive(editor, code)


def leave(page, address="/admin/"):
    """Go elsewhere, whatever the page says to that."""
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto(address)


def test_what_is_typed_is_there_again_after_a_reload(editor):
    field(editor).fill("Typed.")
    expect(status(editor)).to_contain_text("Saved")

    editor.reload()

    expect(field(editor)).to_have_value("Typed.")
    expect(editor.get_by_text("You have unsaved changes of")).to_be_visible()


def test_unsaved_words_can_be_compared_and_discarded(editor, post):
    field(editor).fill("Typed.")
    expect(status(editor)).to_contain_text("Saved")
    editor.reload()

    editor.get_by_text("Show the difference").click()
    expect(editor.locator(".unsaved ins").first).to_contain_text("Typed.")
    editor.get_by_role("button", name="Discard them").click()

    expect(editor.get_by_text("Your unsaved changes are discarded.")).to_be_visible()
    expect(field(editor)).to_have_value("One.\n\nTwo.")
    assert not WorkingCopy.objects.exists()


def test_a_save_leaves_no_copy_and_no_warning(editor, post):
    field(editor).fill("Typed and saved.")

    save(editor)

    expect(editor.get_by_text("was changed successfully")).to_be_visible()
    expect(editor.get_by_text("You have unsaved changes of")).to_have_count(0)
    post.refresh_from_db()
    assert post.body == "Typed and saved."
    assert not WorkingCopy.objects.exists()
    assert not words_on_this_machine(editor)


def test_a_new_post_is_kept_before_its_first_save(page, enter, admin):
    enter(page, admin)
    page.goto("/admin/blog/post/add/")
    page.locator("#id_title").fill("A thought")
    field(page).fill("Half of it.")
    expect(status(page)).to_contain_text("Saved")

    leave(page)
    page.goto("/admin/blog/post/add/")

    expect(field(page)).to_have_value("Half of it.")
    expect(page.locator("#id_title")).to_have_value("A thought")


def test_a_save_by_key_comes_back_to_where_the_caret_was(editor):
    field(editor).fill("One.\n\nTwo.\n\nThree.")
    field(editor).evaluate("(field) => field.setSelectionRange(6, 9)")
    editor.keyboard.press("Control+s")

    expect(editor.get_by_text("was changed successfully")).to_be_visible()
    expect(field(editor)).to_be_focused()
    assert text(editor) == "One.\n\n|Two|.\n\nThree."
    assert editor.evaluate("sessionStorage.getItem('offprint:caret')") is None


def test_a_save_goes_through_after_the_form_s_token_was_changed(refused, post):
    field(refused).fill("Typed.")
    expect(status(refused)).to_contain_text("Saved")
    refused.context.clear_cookies(name="csrftoken")
    refused.locator("#post_form [name=csrfmiddlewaretoken]").evaluate_all(
        "(fields) => fields.forEach((field) => { field.value = 'of another day'; })"
    )

    field(refused).fill("Typed later.")
    save(refused)

    expect(refused.get_by_text("was changed successfully")).to_be_visible()
    post.refresh_from_db()
    assert post.body == "Typed later."


def test_a_save_that_was_stopped_on_its_way_leaves_the_page_on_its_guard(refused, post):
    refused.clock.install()
    refused.route("**/change/", lambda route: route.abort("aborted"))
    refused.locator("#id_slug").fill("another-name")
    save(refused)
    refused.wait_for_timeout(500)
    refused.clock.run_for(11_000)

    asked = []
    refused.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    refused.goto("/admin/")

    assert asked == ["beforeunload"]


def test_words_without_a_connection_stay_on_this_machine_and_come_back(refused, post):
    refused.route(KEEP, lambda route: route.abort())
    field(refused).fill("Typed offline.")
    expect(status(refused)).to_contain_text("the connection is lost")
    open_post(refused, post)

    expect(field(refused)).to_have_value("One.\n\nTwo.")
    expect(notices(refused)).to_contain_text("words that were never saved")
    refused.unroute(KEEP)
    notices(refused).get_by_role("button", name="Show the difference").click()
    expect(refused.get_by_role("dialog").locator("ins")).to_contain_text(
        "Typed offline."
    )
    refused.get_by_role("dialog").get_by_role("button", name="Close").click()
    notices(refused).get_by_role("button", name="Restore them").click()

    expect(field(refused)).to_have_value("Typed offline.")
    expect(status(refused)).to_contain_text("Saved")
    assert not words_on_this_machine(refused)
    assert WorkingCopy.objects.get().body == "Typed offline."


def test_a_connection_that_comes_back_is_noticed(refused):
    refused.route(KEEP, lambda route: route.abort())
    field(refused).fill("Typed offline.")
    expect(status(refused)).to_contain_text("the connection is lost")

    refused.unroute(KEEP)

    expect(status(refused)).to_contain_text("Saved", timeout=10_000)
    assert WorkingCopy.objects.get().body == "Typed offline."


def test_a_save_without_a_connection_stays_on_the_page(refused):
    refused.route(KEEP, lambda route: route.abort())
    field(refused).fill("Typed offline.")

    save(refused)

    expect(status(refused)).to_contain_text("the connection is lost")
    expect(field(refused)).to_have_value("Typed offline.")


def test_what_nothing_keeps_is_warned_of_on_leaving(refused):
    refused.evaluate("() => { Storage.prototype.setItem = () => { throw Error(); }; }")
    refused.route(KEEP, lambda route: route.abort())
    field(refused).fill("Kept nowhere.")
    expect(status(refused)).to_contain_text("Copy your text before you leave.")
    asked = []
    refused.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    refused.close(run_before_unload=True)
    refused.wait_for_timeout(300)

    assert asked == ["beforeunload"]
    expect(field(refused)).to_have_value("Kept nowhere.")
    refused.once("dialog", lambda dialog: dialog.accept())


def test_of_two_tabs_the_one_behind_is_asked(editor, post):
    other = editor.context.new_page()
    open_post(other, post)
    field(editor).fill("Of the first tab.")
    expect(status(editor)).to_contain_text("Saved")

    field(other).fill("Of the second tab.")
    dialog = other.get_by_role("dialog")
    expect(dialog).to_contain_text("Another tab of yours")
    expect(dialog.locator("del").first).to_contain_text("first")
    dialog.get_by_role("button", name="Keep the words here").click()

    expect(status(other)).to_contain_text("Saved")
    assert WorkingCopy.objects.get().body == "Of the second tab."


def test_the_words_of_the_other_tab_can_be_taken_and_undone(editor, post):
    other = editor.context.new_page()
    open_post(other, post)
    field(editor).fill("Of the first tab.")
    expect(status(editor)).to_contain_text("Saved")
    field(other).fill("Of the second tab.")

    other.get_by_role("button", name="Take those of the other tab").click()

    expect(field(other)).to_have_value("Of the first tab.")
    field(other).focus()
    other.keyboard.press("Control+z")
    expect(field(other)).to_have_value("Of the second tab.")


def test_a_save_by_somebody_else_is_merged_in_the_open_editor(editor, post):
    field(editor).fill("One.\n\nTwo, mine.")
    expect(status(editor)).to_contain_text("Saved")
    stored = Post.objects.get(pk=post.pk)
    stored.body = "One, hers.\n\nTwo."
    save_post(stored, UserFactory(username="grace"))

    field(editor).press("End")
    field(editor).type("!")
    expect(notices(editor)).to_contain_text("grace saved this post at")
    notices(editor).get_by_role("button", name="Merge into mine").click()

    expect(field(editor)).to_have_value("One, hers.\n\nTwo, mine.!")
    save(editor)
    expect(editor.get_by_text("was changed successfully")).to_be_visible()
    post.refresh_from_db()
    assert post.body == "One, hers.\n\nTwo, mine.!"


def test_a_clash_is_settled_on_the_page_that_comes_back(refused, post):
    field(refused).fill("Mine.")
    expect(status(refused)).to_contain_text("Saved")
    stored = Post.objects.get(pk=post.pk)
    stored.body = "Hers."
    save_post(stored, UserFactory(username="grace"))

    save(refused)
    box = refused.locator(".conflict")
    expect(box).to_contain_text("grace saved this post at")
    expect(field(refused)).to_have_value("Mine.")
    box.get_by_role("button", name="Keep mine").click()

    expect(refused.get_by_text("was changed successfully")).to_be_visible()
    post.refresh_from_db()
    assert post.body == "Mine."
