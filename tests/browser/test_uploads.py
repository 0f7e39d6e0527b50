"""Pictures on their way into a text: undone, failed, cut off, called off."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from blog.models import Post
from tests.browser.bringing import (
    ADD,
    WITH_HARBOUR,
    bring,
    dialog,
    notice,
    picture,
)
from tests.browser.conftest import forgive
from tests.browser.writing import field, save, status

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editor(write):
    return write("First words.")


def test_undo_takes_it_back(editor):
    bring(editor, picture())
    dialog(editor).get_by_role("button", name="Later").click()

    for _ in range(2):
        editor.keyboard.press("Control+z")

    expect(field(editor)).to_have_value("First words.")


def test_undo_never_brings_back_the_mark_of_an_upload_that_is_done(editor):
    editor.keyboard.type(" Before.")
    bring(editor, picture())
    dialog(editor).get_by_role("button", name="Later").click()
    shown = field(editor).input_value()

    editor.keyboard.press("Control+z")
    assert "Uploading" not in field(editor).input_value()
    expect(field(editor)).to_have_value(re.compile("^First words"))
    assert "harbour" not in field(editor).input_value()
    editor.keyboard.press("Control+Shift+z")

    expect(field(editor)).to_have_value(shown)


def test_a_save_waits_for_what_is_on_its_way(editor):
    waiting = []
    editor.route(ADD, lambda route: waiting.append(route))  # noqa: PLW0108 (Playwright marks it)
    bring(editor, picture())
    expect(editor.get_by_role("button", name="Cancel: Harbour.png")).to_be_visible()

    save(editor)
    expect(status(editor)).to_contain_text("once its pictures are uploaded")
    assert Post.objects.get().body == "First words."
    waiting[0].continue_()

    expect(editor.get_by_text("was changed successfully")).to_be_visible()
    assert Post.objects.get().body == WITH_HARBOUR.strip()


def test_a_save_stops_where_an_upload_failed(editor):
    waiting = []
    editor.route(ADD, lambda route: waiting.append(route))  # noqa: PLW0108 (Playwright marks it)
    bring(editor, picture())
    expect(editor.get_by_role("button", name="Cancel: Harbour.png")).to_be_visible()
    save(editor)
    waiting[0].abort()

    expect(notice(editor)).to_contain_text("connection is lost")
    forgive(editor, "ERR_FAILED")
    expect(field(editor)).to_have_value("First words.")
    assert Post.objects.get().version == 0


def test_the_mark_of_an_upload_that_was_cut_off_is_out_of_the_text_when_it_is_opened(
    editor,
):
    editor.route(ADD, lambda route: None)
    bring(editor, picture())
    expect(status(editor)).to_contain_text("Saved")
    editor.once("dialog", lambda asked: asked.accept())
    editor.reload()

    expect(field(editor)).to_have_value("First words.")
    expect(notice(editor)).to_contain_text("The upload of Harbour.png was cut off")


def test_what_is_no_picture_leaves_a_sentence_and_no_trace(editor):
    bring(editor, picture("drawing.png", b"<svg onload='alert(1)'/>"))

    expect(notice(editor)).to_contain_text("may hold scripts")
    forgive(editor, "415")
    expect(field(editor)).to_have_value("First words.")


def test_a_lost_connection_leaves_the_text_as_it_was(editor):
    editor.route(ADD, lambda route: route.abort())
    bring(editor, picture())
    expect(notice(editor)).to_contain_text("connection is lost")
    forgive(editor, "ERR_FAILED")
    expect(field(editor)).to_have_value("First words.")

    editor.unroute(ADD)
    notice(editor).get_by_role("button", name="Try again").click()

    expect(dialog(editor)).to_be_visible()
    expect(field(editor)).to_have_value(WITH_HARBOUR)


def test_an_upload_can_be_called_off(editor):
    editor.route(ADD, lambda route: None)
    bring(editor, picture())

    editor.get_by_role("button", name="Cancel: Harbour.png").click()

    expect(field(editor)).to_have_value("First words.")
    expect(field(editor)).to_be_focused()
