"""A new version goes in, the differences are looked at, a decision is taken: by clicking."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from playwright.sync_api import expect

from blog.models import FigureUse
from figures.ingest import ingest_paper
from figures.models import Figure
from figures.uploads import add_paper
from figures.worker import BeatingWorker
from tests.factories import PostFactory, UserFactory
from tests.figures.newer import compared, cut, paper_with
from tests.pdfs import Paper

pytestmark = pytest.mark.django_db(transaction=True)

LOSS = "Loss by step for three models of growing size, averaged over five seeds."


@pytest.fixture(autouse=True)
def _queue(settings, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    # The worker runs in the test's own process, which keeps its signals.
    monkeypatch.setattr(BeatingWorker, "configure_signals", lambda self: None)


def draw(*captions):
    """A page with a plot for each caption, the first of another shape in each paper."""
    paper = Paper()
    for place, caption in enumerate(captions):
        page = paper.page()
        page.paragraph(72, lines=8)
        page.plot((150, 200, 450 - 60 * place, 350), title="Loss")
        page.caption(372, caption)
        page.paragraph(420, lines=12)
    return paper.content()


def run_worker():
    call_command("worker", batch=True, verbosity=0)


def log_in(page):
    user = UserFactory(admin=True)
    page.goto("/admin/")
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill("secret")
    page.get_by_role("button", name="Log in").click()


@pytest.fixture
def paper():
    paper, _ = add_paper(ContentFile(draw(f"Figure 1: {LOSS}")), "loss.pdf")
    ingest_paper(paper)
    return paper


def upload(page, paper):
    newer = draw("Figure 1: What each part of the recipe adds.", f"Figure 2: {LOSS}")
    pdf = {"name": "loss-v2.pdf", "mimeType": "application/pdf", "buffer": newer}
    page.goto(paper.get_admin_url())
    page.get_by_label("PDF of a new version").set_input_files(pdf)
    page.get_by_role("button", name="Upload and compare").click()


def sideways(page):
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_a_new_version_is_seen_before_readers_see_it(page, paper):
    figure = Figure.objects.get()
    post = PostFactory(published=True, body=f"![A curve](figure:{figure.key})")
    FigureUse.objects.create(post=post, figure=figure)
    log_in(page)

    upload(page, paper)
    expect(page.locator(".version-sentence")).to_contain_text("Waiting to be compared.")
    run_worker()

    # The page looks again by itself.
    row = page.get_by_role("article", name="Figure 2")
    expect(row).to_contain_text("was Figure 1, p. 1; now Figure 2, p. 2")
    expect(row).to_contain_text(f"Used in {post}")
    expect(row.get_by_role("img", name="Figure 2 in the new version")).to_be_visible()
    expect(row.get_by_role("img", name="Figure 1 as it is now")).to_be_visible()
    expect(row.get_by_role("link", name="see page 2")).to_be_visible()
    assert not sideways(page)

    page.get_by_label("Add this figure").uncheck()
    page.get_by_role(
        "button", name="Accept selected and make this version current"
    ).click()
    expect(page.locator(".messagelist")).to_contain_text("is the current version now")
    run_worker()

    page.goto(post.get_absolute_url())
    expect(page.locator(".prose figcaption")).to_contain_text(
        "Fig. 2 in the paper, p. 2"
    )
    figure.refresh_from_db()
    assert Figure.objects.get() == figure
    assert figure.cut_from == figure.recipe


def test_what_is_unticked_stays_so_while_pages_are_drawn(page, paper):
    log_in(page)
    upload(page, paper)
    run_worker()
    tick = page.get_by_label("Accept the change")
    tick.uncheck()

    # Long enough for the page to look again.
    page.wait_for_timeout(2500)

    expect(tick).not_to_be_checked()
    page.get_by_role("link", name="Decline…").click()
    question = page.get_by_role("dialog", name="Decline this version?")
    expect(question).to_contain_text("removed for good")
    question.get_by_role("link", name="Keep it").click()
    expect(question).to_be_hidden()
    expect(tick).not_to_be_checked()
    page.get_by_role("link", name="Decline…").click()
    question.get_by_role("button", name="Decline and remove").click()
    expect(page.locator(".messagelist")).to_contain_text("is declined")
    expect(page.get_by_label("PDF of a new version")).to_be_visible()


def test_a_version_is_declined_without_scripts_too(open_page, enter):
    version = compared(
        paper_with(cut("1", LOSS)), cut("1", LOSS, page_number=3), cut("2", "Costs.")
    )
    page = open_page(java_script_enabled=False)
    enter(page, UserFactory(admin=True))

    page.goto(f"/admin/figures/paper/{version.paper_id}/versions/{version.pk}/")
    expect(page.get_by_label("Accept the new page")).to_be_checked()
    page.get_by_role("link", name="Decline…").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Decline this version")
    page.get_by_role("button", name="Decline and remove").click()

    expect(page.locator(".messagelist")).to_contain_text("is declined and removed")
