"""BibTeX that is pasted into the editor."""

from __future__ import annotations

import pytest
from django.urls import reverse

from blog.citations.bibtex import MAX_BIBTEX
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

ENTRY = "@article{kaplan2020, title = {Scaling Laws}}"


@pytest.fixture
def ask(client):
    def post(user=None, **words):
        if user:
            client.force_login(user)
        return client.post(reverse("admin:blog_post_references"), words)

    return post


def test_a_text_comes_back_with_its_references(ask):
    answer = ask(UserFactory(admin=True), body="A claim.", pasted=ENTRY).json()

    assert answer["keys"] == ["kaplan2020"]
    assert answer["body"].startswith("A claim.\n\n```bibtex\n@article{kaplan2020,")
    assert answer["problems"] == []


def test_what_is_no_bibtex_leaves_the_text_alone(ask):
    answer = ask(UserFactory(admin=True), body="A claim.", pasted="words").json()

    assert answer["keys"] == []
    assert answer["body"] == "A claim."


def test_only_who_writes_posts_is_answered(ask):
    assert ask(body="", pasted=ENTRY).status_code == 401
    assert ask(UserFactory(is_staff=True), body="", pasted=ENTRY).status_code == 403


def test_far_too_much_is_refused_with_a_sentence(ask):
    answer = ask(UserFactory(admin=True), body="", pasted="@" * (MAX_BIBTEX + 1))

    assert answer.status_code == 413
    assert answer.content.decode() == "Paste fewer references at a time."


def test_it_cannot_be_asked_by_an_address_alone(client):
    client.force_login(UserFactory(admin=True))

    assert client.get(reverse("admin:blog_post_references")).status_code == 405
