"""Two editors change a byline: nobody's authors are put back or lost without a word."""

import json

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from blog.models import PostAuthor
from blog.publishing import save_post
from tests.blog.forms import address, form, messages_of, send
from tests.factories import AuthorFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(editor):
    return logged_in(editor)


@pytest.fixture
def grace():
    return logged_in(UserFactory(username="grace", admin=True))


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def ada():
    return AuthorFactory(name="Ada")


@pytest.fixture
def bob():
    return AuthorFactory(name="Bob")


@pytest.fixture
def post(ada, bob):
    post = PostFactory(body="One.")
    save_post(post, None)
    for position, author in enumerate((ada, bob), 1):
        PostAuthor.objects.create(post=post, author=author, position=position)
    return post


def opened(client, post):
    """The form as the browser has it once it is opened, rows of the byline and all."""
    context = client.get(address(post)).context
    page = context["adminform"].form
    carried = {"version": str(post.version), "began": json.dumps(page.initial["began"])}
    return form(post) | carried | rows_of(context)


def rows_of(context):
    formset = context["inline_admin_formsets"][0].formset
    # The one that a script copies for new rows is left out.
    rows = {
        form.add_prefix(name): form[name].value() or ""
        for form in formset.forms
        for name in form.fields
    }
    counts = formset.management_form
    counts = {counts.add_prefix(name): counts[name].value() for name in counts.fields}
    return {name: str(value) for name, value in (rows | counts).items() if value}


def move(fields, number, position):
    return fields | {f"postauthor_set-{number}-position": str(position)}


def add(fields, author, position):
    number = int(fields["postauthor_set-TOTAL_FORMS"])
    return fields | {
        "postauthor_set-TOTAL_FORMS": str(number + 1),
        f"postauthor_set-{number}-author": str(author.pk),
        f"postauthor_set-{number}-position": str(position),
    }


def remove(fields, number):
    return fields | {f"postauthor_set-{number}-DELETE": "on"}


def byline(post):
    rows = PostAuthor.objects.filter(post=post).select_related("author")
    return [(row.author.name, row.position) for row in rows]


def test_a_byline_is_saved_as_it_was_typed(client, post):
    eve = AuthorFactory(name="Eve")

    send(client, post, **add(move(opened(client, post), 0, 5), eve, 3))

    assert byline(post) == [("Bob", 2), ("Eve", 3), ("Ada", 5)]


def test_positions_that_somebody_else_changed_are_not_put_back(client, grace, post):
    mine = opened(client, post)
    send(grace, post, **move(opened(grace, post), 0, 5))

    response = send(client, post, **mine | {"body": "Mine."})

    assert byline(post) == [("Bob", 2), ("Ada", 5)]
    assert post.body == "Mine."
    assert any("Authors" in text for text in messages_of(response))


def test_authors_that_somebody_else_added_or_removed_stay_so(client, grace, post):
    mine = opened(client, post)
    eve = AuthorFactory(name="Eve")
    send(grace, post, **add(remove(opened(grace, post), 0), eve, 1))

    send(client, post, **mine | {"body": "Mine."})

    assert byline(post) == [("Eve", 1), ("Bob", 2)]
    assert post.body == "Mine."


def test_a_byline_is_saved_beside_what_others_wrote(client, grace, post):
    mine = opened(client, post)
    send(grace, post, **opened(grace, post) | {"body": "Hers."})

    send(client, post, **move(mine, 0, 5))

    assert byline(post) == [("Bob", 2), ("Ada", 5)]
    assert post.body == "Hers."


def test_the_same_change_by_both_is_no_clash(client, grace, post):
    mine = opened(client, post)
    eve = AuthorFactory(name="Eve")
    send(grace, post, **add(opened(grace, post), eve, 3))

    response = send(client, post, **add(mine, eve, 3))

    assert response.redirect_chain
    assert byline(post) == [("Ada", 1), ("Bob", 2), ("Eve", 3)]


@pytest.fixture
def clash(client, grace, post):
    """Grace took Ada out; here, Ada came last and Eve came in."""
    mine = opened(client, post)
    eve = AuthorFactory(name="Eve")
    send(grace, post, **remove(opened(grace, post), 0))
    return send(client, post, **add(move(mine, 0, 9), eve, 3))


def again(client, post, response, **changes):
    page = response.context["adminform"].form
    names = ("version", "seen", "began")
    carried = {name: page[name].value() or "" for name in names}
    return send(client, post, **carried | rows_of(response.context) | changes)


def test_a_clash_saves_nothing_and_says_who_would_be_lost(post, clash):
    assert clash.status_code == 409
    assert byline(post) == [("Bob", 2)]
    html = clash.content.decode()
    assert "<h3>Authors</h3>" in html
    assert "Ada" in html.split("<ins>", 1)[1]
    assert rows_of(clash.context)["postauthor_set-1-position"] == "9"


def test_my_byline_can_be_kept(client, post, clash):
    again(client, post, clash, _keep_mine="1")

    assert byline(post) == [("Bob", 2), ("Eve", 3), ("Ada", 9)]


def test_their_byline_can_be_taken_and_is_read_before_it_is_saved(client, post, clash):
    taken = again(client, post, clash, _take_theirs="1")

    assert taken.status_code == 200
    assert rows_of(taken.context)["postauthor_set-TOTAL_FORMS"] == "1"
    again(client, post, taken)
    assert byline(post) == [("Bob", 2)]


def test_a_third_change_is_shown_before_mine_is_kept(client, grace, post, clash):
    send(grace, post, **move(opened(grace, post), 0, 4))

    assert again(client, post, clash, _keep_mine="1").status_code == 409
    assert byline(post) == [("Bob", 4)]


@pytest.mark.parametrize("count", ["", "x", "9" * 5000, "-1"])
def test_counts_that_are_none_are_no_error_of_the_server(client, grace, post, count):
    mine = opened(client, post)
    send(grace, post, **move(opened(grace, post), 0, 5))

    send(client, post, **mine | {"postauthor_set-TOTAL_FORMS": count})

    assert byline(post) == [("Bob", 2), ("Ada", 5)]


def test_authors_that_there_are_not_are_refused(client, grace, post):
    mine = opened(client, post)
    send(grace, post, **move(opened(grace, post), 0, 5))

    response = send(client, post, **mine | {"postauthor_set-0-author": "999999"})

    assert response.status_code in {200, 409}
    assert byline(post) == [("Bob", 2), ("Ada", 5)]


def test_the_log_names_fields_that_people_know(client, post):
    fields = opened(client, post)

    send(client, post, **fields | {"title": "New", "copy_version": "3", "seen": "1"})

    assert LogEntry.objects.get().get_change_message() == "Changed Title."
