"""Authors, tags and series in the admin."""

import pytest
from django.urls import reverse

from tests.factories import AuthorFactory, UserFactory

pytestmark = pytest.mark.django_db

AUTHORS = "/admin/blog/author/"


@pytest.fixture
def author():
    return AuthorFactory(user=UserFactory(username="secret-name"))


def pages(client, author):
    addresses = AUTHORS, reverse("admin:blog_author_change", args=[author.pk])
    return [client.get(address).content.decode() for address in addresses]


def test_editors_learn_no_names_of_accounts(client, editor, author):
    client.force_login(editor)

    for html in pages(client, author):
        assert "secret-name" not in html
        assert 'name="user"' not in html


def test_saving_an_author_leaves_the_account_alone(client, editor, author):
    client.force_login(editor)

    client.post(
        reverse("admin:blog_author_change", args=[author.pk]),
        {"name": "New name", "slug": author.slug, "user": editor.pk},
    )

    name, account = author.name, author.user
    author.refresh_from_db()
    assert author.name != name
    assert author.user == account


def test_those_who_may_see_accounts_see_them(client, author):
    client.force_login(UserFactory(admin=True))

    for html in pages(client, author):
        assert "secret-name" in html
