"""A session that ends while somebody writes: the text stays, and is saved after all."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from blog.models import WorkingCopy
from tests.browser.conftest import forgive
from tests.browser.writing import field, notices, open_post, save, status
from tests.factories import PostFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def post():
    return PostFactory(title="A title", body="One.\n\nTwo.")


@pytest.fixture
def refused(page, enter, admin, post):
    """The page of a post, which complains of refusals until it is closed, as it should."""
    enter(page, admin)
    yield open_post(page, post)
    page.close()
    for code in ("401", "403"):
        forgive(page, code)


def test_a_session_that_ends_is_begun_again_beside_the_text(refused, post):
    field(refused).fill("Typed meanwhile.")
    Session.objects.all().delete()

    dialog = refused.get_by_role("dialog", name="Log in again")
    expect(dialog.get_by_label("Username")).to_have_value("ada")
    dialog.get_by_label("Password").fill("wrong")
    dialog.get_by_role("button", name="Log in", exact=True).click()
    expect(dialog.get_by_role("alert")).to_contain_text("Please enter the correct")
    dialog.get_by_label("Password").fill("secret")
    dialog.get_by_role("button", name="Log in", exact=True).click()

    expect(dialog).to_have_count(0)
    expect(status(refused)).to_contain_text("Saved")
    save(refused)
    expect(refused.get_by_text("was changed successfully")).to_be_visible()
    post.refresh_from_db()
    assert post.body == "Typed meanwhile."


def test_a_save_after_the_session_ended_goes_through_once_logged_in(refused, post):
    field(refused).fill("To be saved.")
    expect(status(refused)).to_contain_text("Saved")
    Session.objects.all().delete()

    save(refused)
    dialog = refused.get_by_role("dialog", name="Log in again")
    dialog.get_by_label("Password").fill("secret")
    dialog.get_by_label("Password").press("Enter")

    expect(refused.get_by_text("was changed successfully")).to_be_visible()
    post.refresh_from_db()
    assert post.body == "To be saved."


def test_somebody_else_logging_in_is_told(refused, post):
    UserFactory(username="bob", admin=True)
    field(refused).fill("Ada's words.")
    Session.objects.all().delete()
    dialog = refused.get_by_role("dialog", name="Log in again")
    dialog.get_by_label("Username").fill("bob")
    dialog.get_by_label("Password").fill("secret")
    dialog.get_by_role("button", name="Log in", exact=True).click()

    expect(dialog.get_by_role("alert")).to_contain_text("You are logged in as bob now")
    assert not WorkingCopy.objects.exists()


def test_not_logging_in_keeps_the_text_and_says_how_to_come_back(refused):
    field(refused).fill("Typed meanwhile.")
    Session.objects.all().delete()
    dialog = refused.get_by_role("dialog", name="Log in again")
    dialog.get_by_role("button", name="Not now").click()

    expect(field(refused)).to_have_value("Typed meanwhile.")
    expect(notices(refused)).to_contain_text("You are logged out.")
    notices(refused).get_by_role("button", name="Log in").click()
    expect(dialog).to_be_visible()


def test_no_letter_that_is_typed_on_lands_in_the_password(refused):
    Session.objects.all().delete()
    field(refused).focus()
    refused.keyboard.type("Typed without a pause. " * 4, delay=40)

    expect(notices(refused)).to_contain_text("You are logged out.")
    dialog = refused.get_by_role("dialog", name="Log in again")
    expect(dialog).to_have_count(0)
    expect(dialog).to_be_visible()
    refused.keyboard.type("More.")

    expect(dialog.get_by_label("Password")).to_have_value("")
    assert field(refused).input_value().count("Typed without a pause. ") == 4


def test_whoever_asks_for_the_login_is_not_made_to_wait(refused):
    Session.objects.all().delete()
    field(refused).focus()
    refused.keyboard.type("Typed. " * 25, delay=10)
    notices(refused).get_by_role("button", name="Log in").click()

    dialog = refused.get_by_role("dialog", name="Log in again")
    expect(dialog.get_by_label("Password")).to_be_focused()


def test_logging_in_in_another_tab_is_enough(refused, enter, admin):
    field(refused).fill("Typed meanwhile.")
    Session.objects.all().delete()
    dialog = refused.get_by_role("dialog", name="Log in again")
    expect(dialog).to_be_visible()

    enter(refused, admin)
    refused.evaluate("window.dispatchEvent(new Event('focus'))")

    expect(dialog).to_have_count(0)
    expect(status(refused)).to_contain_text("Saved")
