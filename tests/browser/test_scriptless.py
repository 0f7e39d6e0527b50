"""The review without a script: every button is a form's, every box four numbers."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from figures.models import Figure
from tests.browser.conftest import forgive
from tests.browser.papers import MISSED, MISSED_CAPTION

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(open_page, enter, admin):
    return enter(open_page(java_script_enabled=False), admin)


def button(page, name):
    return page.get_by_role("button", name=name)


def fill_box(page, box):
    for name, value in zip(("Left", "Top", "Right", "Bottom"), box, strict=True):
        page.get_by_label(name, exact=True).fill(str(value))


def test_a_figure_is_cropped_confirmed_and_undone(page, figures):
    figure = figures[0]
    page.goto(figure.get_admin_url())
    expect(page.locator("[data-handles]")).to_be_hidden()
    expect(page.locator(".scripted:visible")).to_have_count(0)

    page.get_by_label("Snap to ink").uncheck()
    fill_box(page, (140, 190, 460, 100))
    button(page, "Confirm, next").click()
    expect(page.locator("[data-problems=left]")).to_contain_text("too small")
    expect(page.get_by_label("Bottom", exact=True)).to_have_value("100")
    # Enter in a field saves, and does nothing else.
    page.get_by_label("Bottom", exact=True).fill("360")
    page.get_by_label("Bottom", exact=True).press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    button(page, "Confirm, next").click()
    page.wait_for_url(f"**{figures[1].get_admin_url()}")

    figure.refresh_from_db()
    assert (figure.state, figure.edited_box) == ("confirmed", [140, 190, 460, 360])
    button(page, "Undo").click()
    page.wait_for_url(f"**{figure.get_admin_url()}")
    button(page, "Undo").click()
    figure.refresh_from_db()
    assert (figure.state, figure.edited_box) == ("new", None)
    forgive(page, "422")


def test_a_caption_is_paired_by_the_list(page, figures):
    page.goto(figures[0].get_admin_url())
    page.get_by_text("Pair, merge, split").click()

    page.get_by_label("The caption is").select_option(label=MISSED_CAPTION)
    button(page, "Pair").click()

    expect(page.locator(".messagelist")).to_contain_text("The caption is paired.")
    expect(page.get_by_label("Caption yours")).to_have_value(MISSED_CAPTION)


def test_a_missed_figure_is_added_by_its_numbers(page, figures):
    paper = figures[0].paper
    page.goto(reverse("admin:figures_paper_page", args=[paper.pk, 1]))

    fill_box(page, (*MISSED[:3], ""))
    page.get_by_label("Its caption").select_option(label=MISSED_CAPTION)
    button(page, "Add the figure").click()
    expect(page.locator(".errorlist").first).to_contain_text("Draw a box on the page")
    assert page.get_by_label("Its caption").input_value() != ""
    page.get_by_label("Bottom", exact=True).fill(str(MISSED[3]))
    button(page, "Add the figure").click()

    expect(page.locator(".messagelist")).to_contain_text("is added, and being cut")
    figure = Figure.objects.latest("pk")
    assert (figure.caption, figure.page_number) == (MISSED_CAPTION, 1)
    assert figure.edited_box == pytest.approx(MISSED, abs=2)
    forgive(page, "422")


def test_the_sheet_confirms_what_is_ticked(page, figures):
    page.goto(reverse("admin:figures_paper_sheet", args=[figures[0].paper_id]))

    page.get_by_label("Tick Figure 1").check()
    page.get_by_label("Tick Figure 3").check()
    button(page, "Confirm").click()

    expect(page.locator(".messagelist")).to_contain_text("2 figures confirmed.")
    assert Figure.objects.get(state="new") == figures[1]
