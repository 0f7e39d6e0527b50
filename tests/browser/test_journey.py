"""A PDF goes in, a published post with its figures comes out: by clicking, as people do."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from blog.models import Post
from figures.models import Figure, Paper
from figures.sample import SAMPLE_SLUG, SAMPLE_TITLE, draw_sample_paper
from figures.worker import BeatingWorker
from tests.browser.conftest import PHONE
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

BODY = f"""A first paragraph, which speaks of [](figure:{SAMPLE_SLUG}/figure-3).

![Order rises with strangers](figure:{SAMPLE_SLUG}/figure-3)

## Many at once

![](figure:{SAMPLE_SLUG}/figure-1 "All see all.")

![](figure:{SAMPLE_SLUG}/figure-1b)
"""


@pytest.fixture
def viewport():
    """The narrow one, where all has to be found below each other."""
    return PHONE


@pytest.fixture(autouse=True)
def _queue(settings, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    # The worker runs in the test's own process, which keeps its signals.
    monkeypatch.setattr(BeatingWorker, "configure_signals", lambda self: None)


@pytest.fixture(scope="session")
def sample_paper():
    return {
        "name": f"{SAMPLE_SLUG}.pdf",
        "mimeType": "application/pdf",
        "buffer": draw_sample_paper(),
    }


@pytest.fixture
def editor():
    return UserFactory(username="editor", admin=True)


def log_in(page):
    page.goto("/admin/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("secret")
    page.get_by_role("button", name="Log in").click()


def add_paper(page, pdf):
    page.goto("/admin/figures/paper/add/")
    page.get_by_label("Drop PDFs here").set_input_files(pdf)
    page.get_by_role("button", name="Add", exact=True).click()


def write_post(page):
    page.goto("/admin/blog/post/add/")
    page.get_by_label("Title").fill("Strangers")
    page.get_by_label("Body").fill(BODY)


def show_preview(page):
    """On a phone it stands behind a tab."""
    page.get_by_role("tab", name="Preview").click()


def test_from_a_pdf_to_a_published_post(page, editor, sample_paper):
    log_in(page)
    add_paper(page, sample_paper)
    sheet = page.locator(".sheet li")
    expect(page.locator(".import-sentence")).to_be_visible()
    expect(sheet).to_have_count(0)

    # The page is open and looks by itself how far the worker is.
    call_command("worker", batch=True, verbosity=0)
    whole = Figure.objects.whole().count()
    expect(page.locator("[data-status=extracted]")).to_be_visible(timeout=15_000)
    expect(page.locator(".sheet img").first).to_be_visible()
    assert whole == 7
    assert Paper.objects.get().title == SAMPLE_TITLE

    write_post(page)
    show_preview(page)
    preview = page.frame_locator("iframe")
    expect(preview.locator("figure#fig-1 .plate img")).to_be_visible(timeout=15_000)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("in the way of publication")
    post = Post.objects.get()
    page.goto("/blog/")
    expect(page.get_by_role("link", name="Strangers", exact=True)).to_have_count(0)

    # What the review would do, which has tests of its own.
    Figure.objects.update(state="confirmed", alt_state="confirmed")
    page.goto(f"/admin/blog/post/{post.pk}/change/")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Published on")
    page.goto("/blog/")
    page.get_by_role("link", name="Strangers", exact=True).first.click()

    figures = page.locator(".prose figure.figure")
    expect(figures).to_have_count(3)
    expect(figures.nth(0)).to_contain_text("Figure 1 · Fig. 3 in the paper, p. 3")
    expect(figures.nth(2)).to_contain_text("Fig. 1b in the paper, p. 1")
    expect(page.locator("a.reference")).to_have_text("Figure 1")
    assert loaded_images(page) == 3
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def loaded_images(page):
    """How many figures show a picture, whole or panel by panel, to who comes by."""
    for figure in page.locator(".prose figure.figure").all():
        figure.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    return page.evaluate(
        "[...document.querySelectorAll('.prose figure.figure')].filter((figure) =>"
        " [...figure.querySelectorAll('img')].some((image) =>"
        " image.checkVisibility() && image.complete && image.naturalWidth > 0)).length"
    )


def test_a_post_with_an_unknown_figure_is_saved_and_not_published(page, editor):
    log_in(page)
    page.goto("/admin/blog/post/add/")
    page.get_by_label("Title").fill("Nowhere")
    page.get_by_label("Body").fill("![](figure:nowhere/figure-1)")
    show_preview(page)
    preview = page.frame_locator("iframe")
    expect(preview.locator(".problem")).to_contain_text("nowhere/figure-1")

    page.get_by_role("button", name="Publish", exact=True).click()

    expect(page.locator(".messagelist")).to_contain_text("nowhere/figure-1")
    assert Post.objects.get().status == Post.Status.DRAFT


def test_a_file_that_is_no_pdf_is_refused_with_a_sentence(page, editor):
    log_in(page)
    fake = {"name": "cat.pdf", "mimeType": "application/pdf", "buffer": b"meow"}

    add_paper(page, fake)

    expect(page.locator(".errorlist")).to_contain_text("“cat.pdf” is not a PDF.")
    assert not Paper.objects.exists()
