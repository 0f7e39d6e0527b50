"""Chromium, where there is one; in CI there has to be."""

from __future__ import annotations

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
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


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def viewport(request):
    return request.param


@pytest.fixture
def page(chromium, live_server, viewport):
    """A page on the running site; whatever its console complains of fails the test."""
    complaints = []
    context = chromium.new_context(base_url=live_server.url, viewport=viewport)
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda message: (
            complaints.append(message.text)
            if message.type in {"error", "warning"}
            else None
        ),
    )
    page.complaints = complaints
    yield page
    context.close()
    assert complaints == []
