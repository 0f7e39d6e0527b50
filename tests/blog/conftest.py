"""What tests of posts need: deeds that meet, a paper to write about."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.factories import PaperFactory


@pytest.fixture
def run_at_once():
    """Calls a function with each argument, all beginning together."""

    def run(deed, *arguments):
        start = Barrier(len(arguments))

        def wait_and_run(argument):
            start.wait(timeout=10)
            return deed(argument)

        with ThreadPoolExecutor(len(arguments)) as pool:
            return list(pool.map(wait_and_run, arguments))

    return run


@pytest.fixture
def copies_count_from_one(monkeypatch):
    """Working copies have numbers that tests can know."""
    monkeypatch.setattr("blog.keeping.MOST_STARTS", 1)


@pytest.fixture
def paper():
    """A public paper of which all is known; for tests that do not bring their own."""
    return PaperFactory(
        slug="scaling",
        title="The Art of It",
        authors="Ada Lovelace\nBen Bell",
        year=2025,
        venue="ICLR",
        arxiv_id="2510.13786",
        licence="cc-by",
        is_public=True,
    )
