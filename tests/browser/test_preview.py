"""The preview beside the text: the public page, as quick and as quiet as the typing."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from blog.models import Post
from tests.browser.conftest import PHONE, forgive
from tests.factories import FigureFactory, PaperFactory, PostFactory, cut

pytestmark = pytest.mark.django_db(transaction=True)

PREVIEW = "**/admin/blog/post/preview/"


@pytest.fixture
def figure():
    return cut(FigureFactory(number="3", caption="Loss by step."))


@pytest.fixture
def write(page, enter, admin, figure):
    """Opens a post with a text in the editor."""
    enter(page, admin)

    def open_post(body, **options):
        post = PostFactory(title="A title", body=body, papers=[figure.paper], **options)
        page.goto(f"/admin/blog/post/{post.pk}/change/")
        expect(sheet(page)).to_be_attached()
        page.wait_for_function("document.querySelector('iframe').contentDocument")
        return page

    return open_post


@pytest.fixture
def editor(write):
    page = write("First words.")
    expect(sheet(page)).to_contain_text("First words.")
    return page


def frame(page):
    return page.frame_locator("iframe[title=Preview]")


def sheet(page):
    return frame(page).locator(".prose")


def field(page):
    return page.locator("#id_body")


def notice(page):
    return page.locator(".preview-notice")


def test_the_preview_is_the_public_page_and_follows_the_form(editor, figure):
    field(editor).fill(f"## Heading\n\nTyped *now*.\n\n![](figure:{figure.key})")
    editor.locator("#id_title").fill("Another title")
    editor.locator("#id_deck").fill("A deck.")

    expect(sheet(editor).locator("em")).to_have_text("now")
    expect(sheet(editor).locator("figcaption")).to_contain_text("Loss by step.")
    expect(frame(editor).get_by_role("heading", level=1)).to_have_text("Another title")
    expect(frame(editor).locator(".deck")).to_have_text("A deck.")
    expect(frame(editor).locator(".contents-fold")).to_contain_text("Heading")
    expect(frame(editor).locator(".paper-card")).to_contain_text(str(figure.paper))
    expect(frame(editor).locator(".notice")).to_be_hidden()


def test_papers_that_are_chosen_appear_before_they_are_saved(editor):
    paper = PaperFactory(title="Another paper")

    editor.evaluate(
        """([pk, title]) => django.jQuery("#id_papers")
          .append(new Option(title, pk, true, true)).trigger("change")""",
        [paper.pk, paper.title],
    )

    expect(frame(editor).locator(".paper-cards")).to_contain_text("Another paper")


def test_what_has_not_changed_stays_the_same_node(write, figure):
    page = write(f"First words.\n\n![](figure:{figure.key})\n\nLast words.")
    sheet(page).locator("img").evaluate("image => { image.isTheSame = true; }")
    sheet(page).locator("p", has_text="Last").evaluate("p => { p.isTheSame = true; }")

    field(page).press("Control+Home")
    page.keyboard.type("New.\n\n")

    expect(sheet(page).locator("p").first).to_have_text("New.")
    expect(sheet(page)).to_contain_text("First words.")
    assert sheet(page).locator("img").evaluate("image => image.isTheSame")
    assert sheet(page).locator("p", has_text="Last").evaluate("p => p.isTheSame")


def test_every_text_ends_as_the_server_has_it_whatever_stood_there(
    editor, admin, figure, client
):
    client.force_login(admin)
    texts = [
        "# One\n\n- a\n- b\n\n> q",
        "- b\n- a\n\n# One\n\n| a | b |\n|---|---|\n| 1 | 2 |",
        f"![](figure:{figure.key})\n\n![](figure:{figure.key})\n\nA note.[^1]\n\n[^1]: So.",
        f"Words\n\n![Alt](figure:{figure.key})\n\n```\ncode\n\n\ncode\n```",
        "",
        "The same.\n\nThe same.\n\nThe same.",
        "The same.\n\nOther.\n\nThe same.",
    ]
    for text in texts:
        field(editor).fill(text)
        typed = {"post": Post.objects.get().pk, "body": text}
        answer = client.post(reverse("admin:blog_post_preview"), typed)
        editor.wait_for_function(
            """(html) => {
              const page = document.querySelector("iframe").contentDocument;
              const fresh = new DOMParser().parseFromString(html, "text/html");
              const bare = (prose) => {
                const copy = prose.cloneNode(true);
                copy.querySelectorAll(".edit-figure").forEach((each) => each.remove());
                copy.querySelectorAll("[data-current]").forEach((each) =>
                  each.removeAttribute("data-current"));
                copy.normalize();
                return copy;
              };
              const [now, then] = [page, fresh].map((each) =>
                bare(each.querySelector(".prose")));
              return now.isEqualNode(then);
            }""",
            arg=answer.content.decode(),
            timeout=5000,
        )


def test_nothing_is_asked_where_nothing_has_changed(editor):
    asked = []
    editor.on("request", lambda request: asked.append(request.url))

    field(editor).press("End")
    editor.keyboard.type("x")
    editor.keyboard.press("Backspace")
    field(editor).dispatch_event("input")
    editor.wait_for_timeout(800)

    assert [url for url in asked if "preview" in url][1:] == []


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


def test_an_ended_session_is_a_notice_and_no_login_page(editor):
    editor.evaluate(
        """document.querySelector(".editor").addEventListener(
          "editor:loggedout", () => { window.isLoggedOut = true; })"""
    )
    editor.context.clear_cookies(name="sessionid")

    field(editor).fill("Words that stay.")

    expect(notice(editor)).to_contain_text("You are logged out.")
    expect(field(editor)).to_have_value("Words that stay.")
    expect(sheet(editor)).to_have_text("First words.")
    assert editor.evaluate("window.isLoggedOut")
    forgive(editor, "401")


def test_a_broken_answer_is_a_notice_and_goes_away(editor):
    editor.route(PREVIEW, lambda route: route.fulfill(status=500, body="<h1>Oh</h1>"))
    field(editor).fill("Words that stay.")
    expect(notice(editor)).to_contain_text("The preview could not be made.")
    expect(sheet(editor)).to_have_text("First words.")
    forgive(editor, "500")

    editor.unroute(PREVIEW)
    field(editor).fill("Words that stay, too.")

    expect(notice(editor)).to_be_hidden()
    expect(sheet(editor)).to_have_text("Words that stay, too.")


def test_a_lost_connection_is_said_and_made_up_for(editor):
    editor.route(PREVIEW, lambda route: route.abort())
    field(editor).fill("Typed in a tunnel.")
    expect(notice(editor)).to_contain_text("The connection is lost.")
    forgive(editor, "ERR_FAILED")

    editor.unroute(PREVIEW)
    editor.evaluate("window.dispatchEvent(new Event('online'))")

    expect(sheet(editor)).to_have_text("Typed in a tunnel.")
    expect(notice(editor)).to_be_hidden()


def test_the_preview_is_dark_where_the_admin_is_or_the_button_says_so(editor):
    editor.emulate_media(color_scheme="light")
    body = frame(editor).locator("body")
    light, dark = "rgb(247, 247, 244)", "rgb(20, 22, 25)"
    button = editor.get_by_role("button", name="Dark", exact=True)
    expect(body).to_have_css("background-color", light)

    button.click()
    expect(body).to_have_css("background-color", dark)
    expect(button).to_have_attribute("aria-pressed", "true")
    field(editor).fill("It stays so.")
    expect(sheet(editor)).to_have_text("It stays so.")
    expect(body).to_have_css("background-color", dark)
    button.click()
    expect(body).to_have_css("background-color", light)

    editor.locator(".theme-toggle").click()
    expect(body).to_have_css("background-color", dark)


@pytest.mark.parametrize(
    ("label", "width"), [("Phone", 390), ("Desk", 1280), ("Text column", None)]
)
def test_the_page_is_laid_out_for_the_window_that_is_chosen(editor, label, width):
    widths = editor.locator(".preview-bar")
    widths.get_by_label("Desk").focus()
    widths.get_by_label(label, exact=True).check(force=True)

    stage = editor.locator(".preview-stage").bounding_box()
    inner = editor.locator("iframe").evaluate("frame => frame.contentWindow.innerWidth")
    box = editor.locator("iframe").bounding_box()

    assert inner == (width or round(stage["width"]))
    assert box["x"] >= stage["x"] - 1
    assert box["x"] + box["width"] <= stage["x"] + stage["width"] + 1
    assert box["height"] == pytest.approx(stage["height"], abs=2)


def test_links_in_the_preview_stay_out_of_the_editor(editor):
    field(editor).fill("A note.[^1] [Elsewhere](/blog/)\n\n[^1]: Said so.")
    mark = sheet(editor).locator("a[href^='#']").first
    expect(mark).to_be_visible()

    mark.click()
    assert len(editor.context.pages) == 1

    with editor.context.expect_page() as opened:
        sheet(editor).get_by_role("link", name="Elsewhere").click()
    opened.value.wait_for_load_state()
    assert opened.value.url.endswith("/blog/")
    expect(sheet(editor)).to_contain_text("Said so.")


def test_on_a_phone_the_preview_is_made_when_it_is_shown(write):
    page = write("First words.")
    page.set_viewport_size(PHONE)
    page.get_by_role("tab", name="Text").click()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    field(page).fill("Typed unseen.")
    page.wait_for_timeout(500)
    assert [url for url in asked if url.endswith("/preview/")] == []

    page.get_by_role("tab", name="Preview").click()

    expect(sheet(page)).to_have_text("Typed unseen.")
    expect(sheet(page)).to_be_visible()


def test_a_post_that_is_still_to_be_added_has_a_preview(page, enter, admin):
    enter(page, admin)
    page.goto("/admin/blog/post/add/")

    page.locator("#id_title").fill("New")
    field(page).fill("First words.")

    expect(sheet(page)).to_have_text("First words.")
    expect(frame(page).get_by_role("heading", level=1)).to_have_text("New")
