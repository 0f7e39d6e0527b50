"""Chromium, where there is one; in CI there has to be."""

from __future__ import annotations

import os
import shutil

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import sync_playwright

from tests.browser.papers import draw_paper, read_in_child, store_paper
from tests.factories import PostFactory, UserFactory

# The shell first: it does without the windows that nobody looks at, and half the work.
CHROMIUM_NAMES = (
    *("chromium-headless-shell", "chromium", "chromium-browser"),
    *("google-chrome", "chrome"),
)
# Sandboxing needs a kernel's leave that containers seldom have; only our own pages load.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
BOTH_WIDTHS = pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
# Both widths and both lights for axe, which takes seconds for a page.
LOOKS = ((DESK, "light"), (PHONE, "dark"))


@pytest.fixture(scope="session")
def chromium():
    path = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if path is None:
        message = (
            "Chromium is not installed, so the journeys in a browser are not tested."
        )
        (pytest.fail if os.environ.get("CI") else pytest.skip)(message)
    # Playwright runs an event loop in this thread; Django sees it and would refuse.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def viewport():
    """What most journeys are gone at."""
    return DESK


@pytest.fixture
def open_page(chromium, live_server, viewport):
    """Opens pages on the running site, each in a browser of its own.

    Whatever their consoles complain of fails the test.
    """
    pages = []

    def open_one(**options):
        context = chromium.new_context(
            base_url=live_server.url, **{"viewport": viewport} | options
        )
        page = context.new_page()
        page.complaints = listen(page)
        pages.append(page)
        return page

    yield open_one
    for page in pages:
        page.context.close()
    assert [complaint for page in pages for complaint in page.complaints] == []


def listen(page):
    """What the page's console is going to complain of."""
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda message: (
            complaints.append(message.text)
            if message.type in {"error", "warning"}
            else None
        ),
    )
    return complaints


def forgive(page, status):
    """Chromium complains of every refusal; of one that the test is about, it may."""
    page.complaints[:] = [text for text in page.complaints if status not in text]


@pytest.fixture
def page(open_page):
    return open_page()


@pytest.fixture
def admin():
    """Somebody who may do anything."""
    return UserFactory(username="ada", admin=True)


@pytest.fixture
def enter(live_server):
    """Logs the browser of a page in, without the form."""

    def log_in(page, user):
        client = Client()
        client.force_login(user)
        session = client.cookies["sessionid"].value
        cookie = {"name": "sessionid", "value": session, "url": live_server.url}
        page.context.add_cookies([cookie])
        return page

    return log_in


@pytest.fixture(scope="session")
def read_paper():
    """A drawn paper and what the child process finds in it, read once."""
    pdf = draw_paper()
    return pdf, *read_in_child(pdf)


@pytest.fixture
def figures(db, read_paper):
    """The figures of that paper, imported, its pages drawn."""
    return store_paper(*read_paper)


@pytest.fixture
def write(page, enter, admin):
    """Opens a post with that text; a bar in it stands for the caret, two select."""

    def open_post(text=""):
        before, *rest = text.split("|")
        chosen = rest[0] if len(rest) > 1 else ""
        post = PostFactory(body=before + "".join(rest))
        enter(page, admin).goto(reverse("admin:blog_post_change", args=[post.pk]))
        page.locator("#id_body").focus()
        page.evaluate(
            "([start, end]) => document.activeElement.setSelectionRange(start, end)",
            [len(before), len(before) + len(chosen)],
        )
        return page

    return open_post
