"""The review of a paper in a browser: by keys alone, saved as one goes, or without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from figures.edits import edit_figure
from figures.models import Figure, Paper
from tests.browser.conftest import forgive
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "The reward rises with compute and levels off at the right end."


@pytest.fixture
def screen(page, enter, admin, figures):
    enter(page, admin).goto(figures[0].get_admin_url())
    return page


def field(page, label):
    return page.get_by_label(label, exact=True)


def alt_text(page):
    return page.get_by_label("Alt text", exact=True)


def saved(page):
    return page.locator("[data-part=saved]")


def status(page):
    return page.locator("[data-status]")


def stored(figure):
    figure.refresh_from_db()
    return figure


def tab_to(page, locator):
    for _ in range(80):
        page.keyboard.press("Tab")
        if locator.evaluate("element => element === document.activeElement"):
            return
    pytest.fail("The keyboard does not get there.")


def test_keys_alone_lead_from_the_login_to_a_confirmed_figure(page, admin, figures):
    page.goto(figures[0].get_admin_url())
    page.keyboard.type("ada")
    page.keyboard.press("Tab")
    page.keyboard.type("secret")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{figures[0].get_admin_url()}")

    tab_to(page, page.get_by_role("button", name="Right edge"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowLeft")
    expect(field(page, "Right")).to_have_value("442")

    page.keyboard.press("e")
    expect(alt_text(page)).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type(TEXT)
    page.keyboard.press("Escape")
    expect(alt_text(page)).not_to_be_focused()
    page.keyboard.press("a")
    expect(page.locator("[name=alt_state][value=confirmed]")).to_be_checked()
    page.keyboard.press("c")

    page.wait_for_url(f"**{figures[1].get_admin_url()}")
    expect(page.locator("[data-part=reviewed]")).to_contain_text("1 of 3 reviewed")
    figure = stored(figures[0])
    assert (figure.alt_text, figure.alt_state) == (TEXT, "confirmed")
    assert (figure.state, figure.edited_box) == ("confirmed", [149, 199, 442, 351])


def test_letters_move_discard_and_undo(screen, figures):
    screen.keyboard.press("n")
    screen.wait_for_url(f"**{figures[1].get_admin_url()}")
    screen.keyboard.press("p")
    screen.wait_for_url(f"**{figures[0].get_admin_url()}")

    screen.keyboard.press("x")
    screen.wait_for_url(f"**{figures[1].get_admin_url()}")
    assert stored(figures[0]).state == "discarded"

    screen.keyboard.press("u")
    screen.wait_for_url(f"**{figures[0].get_admin_url()}")
    expect(screen.locator(".messagelist")).to_contain_text("Undone: state of Figure 1.")
    assert stored(figures[0]).state == "new"


def test_the_last_figure_leads_back_to_the_sheet(screen, figures):
    Figure.objects.exclude(pk=figures[0].pk).update(state="confirmed")

    screen.keyboard.press("c")

    screen.wait_for_url(f"**/admin/figures/paper/{figures[0].paper_id}/figures/")
    expect(screen.locator(".messagelist")).to_contain_text("All figures of this paper")


def test_letters_typed_in_a_field_are_just_letters(screen, figures):
    field(screen, "Name").fill("")
    screen.keyboard.type("n p c x u a e h ?")

    expect(saved(screen)).to_contain_text("ada")
    expect(screen.locator("dialog")).to_be_hidden()
    figure = stored(figures[0])
    assert (figure.name, figure.state) == ("n p c x u a e h ?", "new")


def test_keys_are_explained_and_can_be_switched_off(screen, figures):
    screen.keyboard.press("?")
    expect(screen.get_by_role("dialog", name="Keys")).to_be_visible()
    screen.keyboard.press("c")
    screen.get_by_label("Single letters work").uncheck()
    screen.keyboard.press("Escape")
    expect(screen.get_by_role("dialog", name="Keys")).to_be_hidden()

    screen.keyboard.press("x")
    screen.reload()
    screen.keyboard.press("c")
    screen.get_by_role("button", name="Keys").click()

    expect(screen.get_by_label("Single letters work")).not_to_be_checked()
    assert not Figure.objects.exclude(state="new").exists()


def test_what_is_typed_is_saved_and_says_so(screen, figures):
    field(screen, "Credit").evaluate(
        "field => { field.closest('details').open = true }"
    )
    field(screen, "Credit").fill("Ada Example")
    screen.get_by_label("essential").check()

    expect(saved(screen)).to_contain_text("ada")
    expect(status(screen)).to_be_empty()
    assert (stored(figures[0]).credit, figures[0].tier) == ("Ada Example", "essential")
    assert figures[0].edited_caption == ""


def test_what_is_typed_last_is_saved_before_a_link_is_followed(screen, figures):
    alt_text(screen).fill(TEXT)

    screen.get_by_role("link", name="Fig. 2").click()

    screen.wait_for_url(f"**{figures[1].get_admin_url()}")
    assert stored(figures[0]).alt_text == TEXT


def test_a_lost_connection_keeps_the_text_and_saves_it_later(screen, figures):
    screen.clock.install()
    screen.route(f"**{figures[0].get_admin_url()}", lambda route: route.abort())
    alt_text(screen).fill(TEXT)
    screen.clock.run_for(2000)
    expect(status(screen)).to_contain_text("The connection is lost")
    expect(alt_text(screen)).to_have_value(TEXT)
    screen.get_by_role("link", name="Fig. 2").click()
    expect(status(screen)).to_contain_text("The connection is lost")
    assert screen.url.endswith(figures[0].get_admin_url())

    screen.unroute(f"**{figures[0].get_admin_url()}")
    screen.clock.run_for(6000)

    expect(saved(screen)).to_contain_text("ada")
    assert stored(figures[0]).alt_text == TEXT
    forgive(screen, "ERR_FAILED")


def test_whoever_is_logged_out_meanwhile_loses_nothing(screen, enter, admin, figures):
    screen.clock.install()
    screen.context.clear_cookies(name="sessionid")
    alt_text(screen).fill(TEXT)
    screen.clock.run_for(2000)
    expect(status(screen)).to_contain_text("You are logged out")

    enter(screen, admin)
    site = screen.url.partition("/admin/")[0]
    another = {"name": "csrftoken", "value": 32 * "t", "url": site}
    screen.context.add_cookies([another])
    screen.clock.run_for(6000)

    expect(saved(screen)).to_contain_text("ada")
    assert stored(figures[0]).alt_text == TEXT
    screen.context.add_cookies([another | {"value": 32 * "u"}])
    screen.get_by_role("button", name="Confirm, next").click()
    screen.wait_for_url(f"**{figures[1].get_admin_url()}")
    assert stored(figures[0]).state == "confirmed"


def test_a_figure_that_is_removed_meanwhile_keeps_what_was_typed(screen, figures):
    Paper.objects.all().delete()
    alt_text(screen).fill(TEXT)

    expect(status(screen)).to_contain_text("has been removed with its paper")
    expect(alt_text(screen)).to_have_value(TEXT)


def test_two_browsers_choose_between_their_words(screen, open_page, enter, figures):
    other = enter(open_page(), UserFactory(username="berta", admin=True))
    other.goto(figures[0].get_admin_url())
    alt_text(other).fill("Theirs: a curve rises, slowly at first.")
    field(other, "Name").fill("their name")
    other.get_by_label("essential").check()
    expect(saved(other)).to_contain_text("berta")

    alt_text(screen).fill(TEXT)
    choice = screen.get_by_role("group", name="Alt text", exact=True)
    expect(choice).to_contain_text("berta, at")
    expect(choice).to_contain_text("Theirs: a curve rises, slowly at first.")
    expect(choice).to_contain_text(TEXT)
    expect(status(screen)).to_have_text("Not saved: choose above.")
    expect(alt_text(screen)).to_have_value(TEXT)
    # What only the other has changed is taken over, and stays.
    expect(field(screen, "Name")).to_have_value("their name")
    expect(screen.get_by_label("essential")).to_be_checked()

    screen.get_by_role("button", name="Save as chosen").click()

    expect(saved(screen)).to_contain_text("ada")
    expect(screen.locator(".conflicts")).to_have_count(0)
    figure = stored(figures[0])
    assert (figure.alt_text, figure.name, figure.tier) == (
        TEXT,
        "their name",
        "essential",
    )
    forgive(screen, "409")


def test_nothing_is_saved_over_the_other_s_words_unasked(screen, figures):
    edit_figure(
        figures[0], {"edited_alt_text": "Theirs."}, UserFactory(username="berta")
    )
    alt_text(screen).fill(TEXT)
    expect(status(screen)).to_have_text("Not saved: choose above.")

    screen.get_by_role("button", name="Right edge").press("ArrowRight")
    screen.get_by_label("essential").check()
    screen.wait_for_timeout(1000)

    assert stored(figures[0]).alt_text == "Theirs."
    screen.get_by_label("berta").check()
    screen.get_by_role("button", name="Save as chosen").click()
    expect(saved(screen)).to_contain_text("ada")
    assert (stored(figures[0]).alt_text, figures[0].tier) == ("Theirs.", "essential")
    forgive(screen, "409")


def test_a_field_in_focus_does_not_bring_back_what_the_other_has_changed(
    screen, figures
):
    berta = UserFactory(username="berta")
    field(screen, "Name").focus()
    edit_figure(figures[0], {"edited_name": "theirs", "tier": "other"}, berta)

    screen.evaluate(
        """() => {
          const field = document.getElementById("id_alt_text");
          field.value += " More.";
          field.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    )
    expect(saved(screen)).to_contain_text("ada")
    expect(field(screen, "Name")).to_have_value("theirs")
    screen.keyboard.press("End")
    with screen.expect_response(lambda response: response.status == 200):
        screen.keyboard.type(" and mine")

    expect(status(screen)).to_be_empty()
    assert (stored(figures[0]).name, figures[0].tier) == ("theirs and mine", "other")
