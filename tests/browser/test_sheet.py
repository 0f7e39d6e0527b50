"""The contact sheet in a browser: many figures ticked at a stroke."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from figures.models import Figure, Paper
from tests.browser.conftest import BOTH_WIDTHS, forgive
from tests.factories import FigureFactory, PaperFactory, cut

pytestmark = [pytest.mark.django_db(transaction=True), BOTH_WIDTHS]


@pytest.fixture
def paper():
    return PaperFactory(title="Rates of Learning", page_count=8)


@pytest.fixture
def sheet(page, enter, admin, paper):
    for number in range(1, 6):
        FigureFactory(paper=paper, number=str(number), position=number, state="new")
    enter(page, admin).goto(reverse("admin:figures_paper_sheet", args=[paper.pk]))
    return page


def tick(page, number, **options):
    page.get_by_label(f"Tick Figure {number}", exact=True).click(**options)


def ticked(page):
    return page.locator("[data-ticked]")


def test_shift_ticks_a_range_and_all_are_one_click(sheet):
    tick(sheet, 2)
    tick(sheet, 4, modifiers=["Shift"])
    expect(ticked(sheet)).to_have_text("3")

    tick(sheet, 3, modifiers=["Shift"])
    expect(ticked(sheet)).to_have_text("1")
    tick(sheet, 4)
    tick(sheet, 3, modifiers=["Shift"])
    expect(ticked(sheet)).to_have_text("3")

    sheet.get_by_role("button", name="Confirm").click()

    expect(sheet.locator(".messagelist")).to_contain_text("3 figures confirmed.")
    confirmed = Figure.objects.filter(state="confirmed").order_by("position")
    assert [figure.number for figure in confirmed] == ["2", "3", "4"]
    sheet.get_by_label("All", exact=True).check()
    expect(ticked(sheet)).to_have_text("5")
    sheet.get_by_role("button", name="Discard").click()
    expect(sheet.locator(".messagelist")).to_contain_text("5 figures discarded.")
    sheet.get_by_role("button", name="Undo").click()
    expect(sheet.locator(".plate")).to_have_count(5)
    assert sheet.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_figures_appear_as_they_are_found_and_ticks_stay(page, enter, admin, paper):
    Paper.objects.update(status=Paper.Status.EXTRACTING, page_count=8, pages_done=2)
    FigureFactory(paper=paper, number="1", position=1, state="new")
    enter(page, admin).goto(reverse("admin:figures_paper_sheet", args=[paper.pk]))
    tick(page, 1)

    cut(FigureFactory(paper=paper, number="2", position=2, state="new"))
    Paper.objects.update(status=Paper.Status.EXTRACTED)

    expect(page.locator(".plate")).to_have_count(2)
    expect(page.locator(".reviewed")).to_contain_text("0 of 2 reviewed")
    expect(page.get_by_label("Tick Figure 1", exact=True)).to_be_checked()
    tick(page, 2, modifiers=["Shift"])
    expect(ticked(page)).to_have_text("2")
    # The copies of this figure are no pictures that could be loaded.
    forgive(page, "404")


def test_enter_on_a_tick_does_nothing_to_figures(sheet):
    tick(sheet, 2)

    sheet.keyboard.press("Enter")
    sheet.keyboard.press("Space")

    expect(ticked(sheet)).to_have_text("")
    sheet.keyboard.press("Space")
    sheet.get_by_role("button", name="Discard").press("Enter")
    expect(sheet.locator(".messagelist")).to_have_text("1 figure discarded.")
    assert not Figure.objects.filter(state="confirmed").exists()


def test_whoever_is_logged_out_reads_that_instead_of_a_lost_connection(
    page, enter, admin, paper
):
    Paper.objects.update(status=Paper.Status.EXTRACTING, page_count=8, pages_done=2)
    enter(page, admin).goto(reverse("admin:figures_paper_sheet", args=[paper.pk]))

    page.context.clear_cookies()

    expect(page.locator("[data-notice='401']")).to_be_visible()
    expect(page.locator("[data-notice=lost]")).to_be_hidden()
