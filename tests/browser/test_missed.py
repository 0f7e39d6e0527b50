"""A figure that the import has missed: a box is drawn, its caption clicked."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from figures.models import Figure
from figures.recutting import cut_again
from tests.browser.conftest import PHONE, forgive
from tests.browser.papers import MISSED, MISSED_CAPTION

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def paper_page(page, enter, admin, figures):
    address = reverse("admin:figures_paper_page", args=[figures[0].paper_id, 1])
    enter(page, admin).goto(address)
    return page


def reveal(page):
    """Scroll to the drawing; where it stands then, in pixels."""
    page.locator(".page-scroll").evaluate(
        "scroll => { scroll.scrollTop = scroll.scrollHeight }"
    )
    return page.locator("[data-stage]").bounding_box()


def edges(page):
    labels = ("Left", "Top", "Right", "Bottom")
    values = (page.get_by_label(name, exact=True).input_value() for name in labels)
    return [float(value or "nan") for value in values]


def test_a_box_is_drawn_and_its_caption_clicked(paper_page):
    stage = reveal(paper_page)
    scale = stage["width"] / 612
    left, top, right, bottom = MISSED

    paper_page.mouse.move(stage["x"] + left * scale, stage["y"] + top * scale)
    paper_page.mouse.down()
    paper_page.mouse.move(
        stage["x"] + right * scale, stage["y"] + bottom * scale, steps=5
    )
    paper_page.mouse.up()
    assert edges(paper_page) == pytest.approx(MISSED, abs=1.5)
    expect(paper_page.locator("[data-crop-size]")).to_contain_text("300 × 120 pt")  # noqa: RUF001 (as printed)

    paper_page.get_by_role("button", name="Pick it on the page").click()
    paper_page.locator("[data-passages] button", has_text=MISSED_CAPTION).click()
    expect(paper_page.get_by_label("Its caption")).to_contain_text(MISSED_CAPTION)
    paper_page.get_by_label("Kind").select_option("figure")
    paper_page.get_by_role("textbox", name="Number").fill("S1")
    paper_page.get_by_role("button", name="Add the figure").click()

    expect(paper_page.locator(".messagelist")).to_contain_text("“Figure S1” is added")
    expect(paper_page.locator("[data-part=result]")).to_contain_text("not been cut")
    figure = Figure.objects.latest("pk")
    assert figure.caption == MISSED_CAPTION
    cut_again(figure)
    paper_page.reload()
    image = paper_page.locator("figure.figure .plate img")
    expect(image).to_be_visible()
    assert figure.renditions.exists()
    # Between the two figures that stand around it.
    labels = paper_page.locator(".review-list .entry-label")
    expect(labels).to_have_text(["Fig. 1", "Fig. S1", "Fig. 2", "Fig. 3"])


def test_keys_alone_put_a_box_on_the_page_and_look_at_captions(paper_page):
    paper_page.get_by_role("button", name="Put a box on the page").press("Enter")
    expect(paper_page.get_by_role("button", name="Top left corner")).to_be_focused()
    left, top, right, bottom = edges(paper_page)

    paper_page.keyboard.press("ArrowRight")
    paper_page.keyboard.press("Shift+ArrowDown")

    assert edges(paper_page) == [left + 1, top + 10, right, bottom]
    pick = paper_page.get_by_role("button", name="Pick it on the page")
    pick.press("Enter")
    expect(paper_page.locator("[data-passages] button").first).to_be_focused()
    paper_page.keyboard.press("Escape")
    expect(pick).to_be_focused()
    expect(paper_page.locator("[data-passages]")).to_be_hidden()


def test_a_figure_on_the_page_is_a_link_to_it(paper_page, figures):
    paper_page.locator(".stage svg a").click()

    paper_page.wait_for_url(f"**{figures[0].get_admin_url()}")


def test_a_caption_is_paired_by_a_click_on_the_page(page, enter, admin, figures):
    enter(page, admin).goto(figures[0].get_admin_url())
    page.get_by_text("Pair, merge, split").click()

    page.get_by_role("button", name="Pick it on the page").click()
    page.locator("[data-passages] button", has_text=MISSED_CAPTION).click()

    expect(page.locator(".messagelist")).to_contain_text("The caption is paired.")
    figures[0].refresh_from_db()
    assert figures[0].caption == MISSED_CAPTION


@pytest.fixture
def by_finger(open_page, enter, admin, figures):
    """The page on a phone or tablet, and what moves a finger over it."""
    page = open_page(viewport=PHONE, has_touch=True)
    address = reverse("admin:figures_paper_page", args=[figures[0].paper_id, 1])
    enter(page, admin).goto(address)
    chrome = page.context.new_cdp_session(page)

    def swipe(*places):
        for kind, points in (
            ("touchStart", places[:1]),
            *(("touchMove", [place]) for place in places[1:]),
            ("touchEnd", []),
        ):
            touches = [{"x": x, "y": y} for x, y in points]
            chrome.send(
                "Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches}
            )

    return page, swipe


def test_a_finger_scrolls_until_it_is_told_to_draw_one_box(by_finger):
    page, swipe = by_finger
    draw = page.get_by_role("button", name="Draw a box")
    stage = page.locator("[data-stage]")
    expect(draw).to_have_attribute("aria-pressed", "false")
    expect(stage).not_to_have_css("touch-action", "pinch-zoom")
    frame = stage.bounding_box()
    left, top = frame["x"] + 60, frame["y"] + 150
    path = [(left + 12 * step, top + 10 * step) for step in range(10)]

    swipe(*reversed(path))
    assert page.locator("#id_left").input_value() == ""

    page.evaluate("scrollTo(0, 0)")
    draw.click()
    expect(draw).to_have_attribute("aria-pressed", "true")
    expect(stage).to_have_css("touch-action", "pinch-zoom")
    swipe(*path)
    expect(page.locator("[data-crop-size]")).to_contain_text("pt")
    assert all(edges(page))
    # A second box is asked for anew.
    expect(draw).to_have_attribute("aria-pressed", "false")


def test_who_has_no_finger_on_the_screen_needs_no_button_to_draw(paper_page):
    expect(paper_page.locator("[data-draw]")).to_be_hidden()


def test_the_page_appears_under_what_is_typed(page, enter, admin, figures):
    paper = figures[0].paper
    version = paper.current_version
    images = list(version.page_images.all())
    version.page_images.all().delete()
    enter(page, admin).goto(reverse("admin:figures_paper_page", args=[paper.pk, 1]))
    expect(page.get_by_text("The page is being drawn.")).to_be_visible()
    page.get_by_role("button", name="Add the figure").click()
    expect(page.locator(".errorlist").first).to_contain_text("Draw a box on the page")
    for name, value in zip(("Left", "Top", "Right", "Bottom"), MISSED, strict=True):
        page.get_by_label(name, exact=True).fill(str(value))
    page.get_by_role("textbox", name="Number").press_sequentially("S1")

    type(images[0]).objects.bulk_create(images)

    expect(page.locator("[data-stage]")).to_be_visible()
    expect(page.locator("[data-crop-size]")).to_contain_text("pt")
    assert edges(page) == pytest.approx(MISSED)
    number = page.get_by_role("textbox", name="Number")
    expect(number).to_have_value("S1")
    expect(number).to_be_focused()
    page.get_by_role("button", name="Pick it on the page").click()
    page.locator("[data-passages] button", has_text=MISSED_CAPTION).click()
    page.get_by_role("button", name="Add the figure").click()
    expect(page.locator(".messagelist")).to_contain_text("“Figure S1” is added")
    forgive(page, "422")


def test_any_page_is_at_hand_and_can_be_looked_at_closely(paper_page):
    stage = paper_page.locator("[data-stage]")
    width = stage.bounding_box()["width"]
    paper_page.get_by_label("Zoom").select_option("200 %")
    assert stage.bounding_box()["width"] > 1.5 * width

    chosen = paper_page.get_by_role("spinbutton", name="Page", exact=True)
    chosen.fill("3")
    paper_page.get_by_role("button", name="Go").click()

    paper_page.wait_for_url("**/pages/3/")
    expect(chosen).to_have_value("3")
