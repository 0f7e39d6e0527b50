"""The crop of a figure in a browser: dragged, nudged, typed, and what readers get."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from figures.models import Figure
from figures.recutting import cut_again
from tests.browser.conftest import forgive
from tests.factories import PostFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def queue(settings):
    """Where the screen sees that a cut is on its way."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def screen(page, enter, admin, figures):
    enter(page, admin).goto(figures[0].get_admin_url())
    return page


def handle(page, name):
    return page.get_by_role("button", name=name, exact=True)


def middle(page, name):
    box = handle(page, name).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def scale(page):
    """Pixels a point."""
    return page.locator("[data-stage]").bounding_box()["width"] / 612


def drag(page, name, points):
    x, y = middle(page, name)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + points * scale(page) / 2, y, steps=3)
    page.mouse.move(x + points * scale(page), y, steps=3)
    page.mouse.up()


def edge(page, name):
    return float(page.get_by_label(name, exact=True).input_value())


def saved(page):
    return page.locator("[data-part=saved]")


def picture(page):
    return page.locator("figure.figure .plate img")


def test_a_dragged_handle_moves_box_preview_and_what_readers_see(
    screen, open_page, figures
):
    post = PostFactory(published=True, body=f"![](figure:{figures[0].key})")
    reader = open_page()
    reader.goto(post.get_absolute_url())
    before = picture(reader).get_attribute("src")
    screen.get_by_label("Snap to ink").uncheck()

    drag(screen, "Right edge", 40)

    expect(saved(screen)).to_contain_text("ada")
    assert edge(screen, "Right") == pytest.approx(491, abs=1)
    assert edge(screen, "Left") == 149
    expect(screen.locator("[data-crop-size]")).to_contain_text("152 pt at 149, 199")
    left, top, width, height = map(
        float, screen.locator("[data-live] svg").get_attribute("viewBox").split()
    )
    assert (left, top, height) == (149, 199, 152)
    assert width == pytest.approx(342, abs=1)
    expect(screen.locator("[data-live]")).to_be_visible()
    expect(screen.locator("[data-part=result]")).to_contain_text("Being cut anew.")

    stored = Figure.objects.get(pk=figures[0].pk)
    assert stored.edited_box == [149, 199, edge(screen, "Right"), 351]
    cut_again(stored)

    expect(screen.locator("[data-part=result]")).not_to_contain_text("Being cut anew.")
    expect(screen.locator("[data-live]")).to_be_hidden()
    reader.reload()
    after = picture(reader).get_attribute("src")
    assert after != before
    expect(picture(screen)).to_have_attribute("src", after)
    assert reader.evaluate("document.querySelector('figure img').naturalWidth") > 0


def test_a_box_snaps_to_the_ink_and_the_numbers_follow(screen, figures):
    drag(screen, "Right edge", 30)

    expect(saved(screen)).to_contain_text("ada")
    expect(screen.get_by_label("Right", exact=True)).not_to_have_value("481")
    assert edge(screen, "Right") == pytest.approx(451, abs=2)
    figures[0].refresh_from_db()
    assert figures[0].edited_box[2] == edge(screen, "Right")


def test_what_is_dragged_stays_on_the_page_and_never_turns_inside_out(screen):
    screen.get_by_label("Snap to ink").uncheck()

    drag(screen, "Right edge", 200)
    assert edge(screen, "Right") == 612

    drag(screen, "Left edge", 600)
    assert edge(screen, "Left") == 608


def test_a_finger_drags_as_a_pointer_does(open_page, enter, admin, figures):
    page = enter(open_page(has_touch=True), admin)
    page.goto(figures[0].get_admin_url())
    page.get_by_label("Snap to ink").uncheck()
    x, y = middle(page, "Right edge")
    fingers = page.context.new_cdp_session(page)

    def touch(kind, *places):
        points = [{"x": place, "y": y} for place in places]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", x)
    for step in (10, 20, 30):
        touch("touchMove", x + step * scale(page))
    touch("touchEnd")

    expect(saved(page)).to_contain_text("ada")
    assert edge(page, "Right") == pytest.approx(481, abs=1)
    figures[0].refresh_from_db()
    assert figures[0].edited_box[2] == edge(page, "Right")


def test_arrows_on_a_handle_move_it_by_points_and_are_not_snapped(screen, figures):
    handle(screen, "Bottom right corner").focus()

    screen.keyboard.press("ArrowRight")
    screen.keyboard.press("Shift+ArrowRight")
    screen.keyboard.press("ArrowDown")

    expect(saved(screen)).to_contain_text("ada")
    assert (edge(screen, "Right"), edge(screen, "Bottom")) == (462, 352)
    expect(handle(screen, "Bottom right corner")).to_be_focused()
    figures[0].refresh_from_db()
    assert figures[0].edited_box == [149, 199, 462, 352]


def test_whoever_goes_on_at_once_keeps_the_nudge(screen, figures):
    handle(screen, "Right edge").focus()
    screen.keyboard.press("Shift+ArrowRight")
    screen.keyboard.press("n")
    screen.wait_for_url(f"**{figures[1].get_admin_url()}")

    handle(screen, "Right edge").focus()
    screen.keyboard.press("Shift+ArrowRight")
    screen.keyboard.press("c")
    screen.wait_for_url(f"**{figures[2].get_admin_url()}")

    for figure in figures[:2]:
        figure.refresh_from_db()
        assert figure.edited_box == [149, 199, 461, 351]


def test_typed_numbers_move_the_box_and_a_bad_one_says_why(screen, figures):
    screen.get_by_label("Snap to ink").uncheck()
    screen.get_by_label("Left", exact=True).fill("140")

    expect(screen.locator("[data-crop]")).to_have_attribute("x", "140")
    expect(saved(screen)).to_contain_text("ada")
    screen.get_by_label("Right", exact=True).fill("100")

    problem = "This box is too small to show anything"
    expect(screen.locator("[data-problems=left]")).to_contain_text(problem)
    expect(screen.locator("[data-status]")).to_contain_text("Not saved yet")
    figures[0].refresh_from_db()
    assert figures[0].edited_box == [140, 199, 451, 351]
    screen.get_by_label("Right", exact=True).fill("460")
    expect(screen.locator("[data-problems=left]")).to_be_empty()
    forgive(screen, "422")


def test_the_automatic_crop_and_the_caption_are_a_button_each(screen, figures):
    screen.get_by_role("button", name="Take the caption in").click()
    expect(screen.get_by_label("Bottom", exact=True)).to_have_value("374.98")

    screen.get_by_role("button", name="Leave the caption out").click()
    expect(screen.get_by_role("button", name="Take the caption in")).to_be_visible()
    assert edge(screen, "Bottom") == pytest.approx(351, abs=2)

    screen.get_by_role("button", name="Back to automatic").click()
    expect(screen.get_by_role("button", name="Back to automatic")).to_have_count(0)
    figures[0].refresh_from_db()
    assert figures[0].edited_box is None
