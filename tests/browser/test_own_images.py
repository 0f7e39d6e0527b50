"""Pictures pasted and dropped into a text: there at once, described, never lost words."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from figures.models import Figure, OwnImage, Paper
from figures.preparing import prepare
from tests.browser.bringing import (
    ADD,
    WITH_HARBOUR,
    WORDS,
    bring,
    dialog,
    notice,
    picture,
)
from tests.browser.conftest import forgive
from tests.browser.writing import field
from tests.figures.extraction.images import encoded, photo

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editor(write):
    return write("First words.")


def test_a_pasted_picture_stands_in_the_text_and_is_described(editor):
    assert bring(editor, picture())

    expect(dialog(editor)).to_be_visible()
    expect(field(editor)).to_have_value(WITH_HARBOUR)
    prepare(OwnImage.objects.get())
    expect(dialog(editor).get_by_role("presentation")).to_be_visible()
    dialog(editor).get_by_label("Alt text").fill("Harbour.png")
    dialog(editor).get_by_role("button", name="Save alt text").click()
    expect(dialog(editor).get_by_role("alert")).to_contain_text("name of a file")
    forgive(editor, "422")

    dialog(editor).get_by_label("Alt text").fill(WORDS)
    dialog(editor).get_by_role("button", name="Save alt text").click()

    expect(dialog(editor)).to_have_count(0)
    expect(field(editor)).to_be_focused()
    figure = Figure.objects.get()
    assert (figure.alt_text, figure.alt_state) == (WORDS, "confirmed")
    editor.keyboard.type("More.")
    expect(field(editor)).to_have_value(f"{WITH_HARBOUR}More.")


def test_the_preview_shows_it_once_it_is_prepared(editor):
    bring(editor, picture())
    dialog(editor).get_by_role("button", name="Later").click()
    sheet = editor.frame_locator("iframe[title=Preview]")
    expect(sheet.locator(".uncut")).to_have_text("This picture is being prepared.")

    prepare(OwnImage.objects.get())

    expect(sheet.locator("figure.figure img")).to_be_visible()
    assert Figure.objects.get().alt_state == "draft"


def test_a_decorative_picture_needs_no_words(editor):
    bring(editor, picture())
    dialog(editor).get_by_label("Decorative").check()
    expect(dialog(editor).get_by_label("Alt text")).to_be_disabled()

    dialog(editor).get_by_role("button", name="Save alt text").click()

    expect(dialog(editor)).to_have_count(0)
    assert Figure.objects.get().alt_state == "decorative"


def test_escape_leaves_the_words_for_later(editor):
    bring(editor, picture())
    expect(dialog(editor)).to_be_visible()

    editor.keyboard.press("Escape")

    expect(dialog(editor)).to_have_count(0)
    expect(field(editor)).to_be_focused()


def test_several_are_dropped_at_once(editor):
    files = [
        picture("Harbour.png"),
        picture("Quay.png", encoded(photo((50, 40)))),
        picture("Ship.png", encoded(photo((40, 50)))),
    ]

    assert bring(editor, *files, kind="drop")

    # All have arrived, and two wait for the dialog of the first.
    expect(editor.locator(".editor-uploads progress")).to_have_count(0)
    for _ in files:
        dialog(editor).get_by_role("button", name="Later").click()
    text = field(editor)
    blocks = text.input_value().strip().split("\n\n")
    assert sorted(blocks) == [
        "![](figure:images/harbour)",
        "![](figure:images/quay)",
        "![](figure:images/ship)",
        "First words.",
    ]


def test_whoever_writes_on_is_not_torn_away(editor):
    waiting = []
    editor.route(ADD, lambda route: waiting.append(route))  # noqa: PLW0108 (Playwright marks it)
    bring(editor, picture())
    expect(editor.get_by_role("button", name="Cancel: Harbour.png")).to_be_visible()
    editor.keyboard.press("Control+Home")
    editor.keyboard.type("Before. ")
    waiting[0].continue_()

    expect(notice(editor)).to_contain_text("has no alt text yet")
    expect(field(editor)).to_have_value(f"Before. {WITH_HARBOUR}")
    editor.keyboard.type("I go on. ")
    expect(field(editor)).to_have_value(f"Before. I go on. {WITH_HARBOUR}")
    notice(editor).get_by_role("button", name="Describe it").click()
    expect(dialog(editor)).to_be_visible()


def test_words_that_bring_a_picture_of_themselves_stay_words(editor):
    bring(editor, picture("image.png"), text="From a table", html="<p>From a table</p>")

    expect(dialog(editor)).to_have_count(0)
    assert "Uploading" not in field(editor).input_value()
    assert not Figure.objects.exists()


def test_a_picture_copied_from_a_page_is_a_picture(editor):
    html = "<meta charset='utf-8'><img src='https://example.org/harbour.png'>"

    assert bring(editor, picture("image.png"), html=html)

    expect(field(editor)).to_have_value(WITH_HARBOUR.replace("harbour", "image"))
    expect(dialog(editor)).to_be_visible()


def test_the_button_chooses_a_file(editor):
    with editor.expect_file_chooser() as chooser:
        editor.get_by_role("button", name="Picture").click()
    content = encoded(photo())
    file = {"name": "Harbour.png", "mimeType": "image/png", "buffer": content}

    chooser.value.set_files(file)

    expect(field(editor)).to_have_value(WITH_HARBOUR)
    expect(dialog(editor)).to_be_visible()


def test_a_picture_that_cannot_be_opened_says_so(editor):
    bring(editor, picture("half.jpg", encoded(photo((400, 300)), "JPEG")[:1500]))
    dialog(editor).get_by_role("button", name="Later").click()

    prepare(OwnImage.objects.get())

    expect(notice(editor)).to_contain_text("cut off before its end")
    notice(editor).get_by_role("button", name="Take it out of the text").click()
    expect(field(editor)).to_have_value("First words.\n\n")


def test_a_pdf_is_offered_as_a_paper(editor):
    pdf = picture("Scaling.pdf", b"%PDF-1.7 words", "application/pdf")
    bring(editor, pdf, kind="drop")
    expect(notice(editor)).to_contain_text("is a PDF")
    expect(field(editor)).to_have_value("First words.")

    notice(editor).get_by_role("button", name="Import as a paper").click()

    expect(notice(editor)).to_contain_text("is being imported")
    paper = Paper.objects.get()
    chosen = editor.locator("#id_papers").evaluate(
        "(field) => [...field.selectedOptions].map(({value}) => value)"
    )
    assert chosen == [str(paper.pk)]
    expect(editor.locator(".field-papers")).to_contain_text(str(paper))
