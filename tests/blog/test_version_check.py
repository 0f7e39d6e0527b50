"""Two editors save the same post: nothing is written over, everything is told."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from blog.models import Post, WorkingCopy
from blog.publishing import publish, save_post
from tests.blog.forms import address, form, messages_of, send
from tests.conftest import count_queries
from tests.factories import PostFactory, TagFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(editor):
    return logged_in(editor)


@pytest.fixture
def ada():
    return UserFactory(username="ada", admin=True)


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def post():
    post = PostFactory(title="A title", body="One.\n\nTwo.\n\nThree.")
    save_post(post, None)
    return post


def opened(client, post):
    """What the form of ``post`` carries when it is opened now."""
    page = client.get(address(post)).context["adminform"].form
    hidden = {name: page[name].value() for name in ("version", "copy_version")}
    began = {"began": json.dumps(page.initial["began"])}
    return form(post) | {k: v for k, v in hidden.items() if v is not None} | began


def resend(client, post, response, **changes):
    """Send a refused form again as it came back."""
    page = response.context["adminform"].form
    names = ("title", "deck", "summary", "body", "version", "seen", "began", "slug")
    return send(
        client, post, **{name: page[name].value() or "" for name in names} | changes
    )


def test_a_form_carries_the_version_it_began_from(client, post):
    assert opened(client, post)["version"] == post.version == 1


def test_changes_of_different_paragraphs_are_merged_and_told(client, post, ada):
    mine = opened(client, post)
    send(logged_in(ada), post, body="One, hers.\n\nTwo.\n\nThree.")

    response = send(
        client, post, **mine | {"body": "One.\r\n\r\nTwo.\r\n\r\nThree, mine."}
    )

    assert post.body == "One, hers.\n\nTwo.\n\nThree, mine."
    assert post.version == 3
    assert [text for text in messages_of(response) if "ada saved this post at" in text]
    assert post.revisions.first().body == post.body


def test_changes_of_different_fields_are_merged(client, post, ada):
    mine = opened(client, post)
    send(logged_in(ada), post, title="Her title")

    send(client, post, **mine | {"summary": "My summary."})

    assert (post.title, post.summary) == ("Her title", "My summary.")


def test_a_clash_saves_nothing_and_everything_typed_is_still_there(client, post, ada):
    mine = opened(client, post)
    send(logged_in(ada), post, body="One, hers.\n\nTwo.\n\nThree.")

    changes = {"body": "One, mine.\n\nTwo.\n\nThree.", "deck": "My deck."}
    response = send(client, post, **mine | changes)

    assert response.status_code == 409
    assert post.body == "One, hers.\n\nTwo.\n\nThree."
    html = response.content.decode()
    assert "ada saved this post at" in html
    assert "One, mine." in html
    assert "My deck." in html
    assert "hers." in html.split("<del>")[1].split("</del>")[0]
    for button in ("_keep_mine", "_take_theirs", "_merge"):
        assert f'name="{button}"' in html


def test_enter_in_a_field_presses_save_and_none_of_the_other_buttons(client, post):
    html = client.get(address(post)).content.decode()

    form = html[html.index('id="post_form"') :]
    # What stands in a template is in no form.
    buttons = re.sub(r"<template.*?</template>", "", form, flags=re.DOTALL)
    assert buttons.split('type="submit"')[1].startswith(' name="_save"')


@pytest.fixture
def clash(client, post, ada):
    mine = opened(client, post)
    hers = {"body": "One, hers.\n\nTwo.\n\nThree, hers."}
    send(logged_in(ada), post, **hers)
    return send(client, post, **mine | {"body": "One, mine.\n\nTwo, mine.\n\nThree."})


def test_mine_can_be_kept_and_what_does_not_clash_still_comes_in(client, post, clash):
    resend(client, post, clash, _keep_mine="1")

    assert post.body == "One, mine.\n\nTwo, mine.\n\nThree, hers."


def test_theirs_can_be_taken_and_is_read_before_it_is_saved(client, post, clash):
    response = resend(client, post, clash, _take_theirs="1")

    shown = response.context["adminform"].form["body"].value()
    assert shown == "One, hers.\n\nTwo, mine.\n\nThree, hers."
    assert "One, mine." not in post.body
    assert "Your own words of these passages" in response.content.decode()

    resend(client, post, response)
    assert post.body == shown


def test_both_can_be_put_into_the_text_to_be_tidied(client, post, clash):
    response = resend(client, post, clash, _merge="1")

    shown = response.context["adminform"].form["body"].value()
    assert "One, mine." in shown
    assert "One, hers." in shown
    assert "⟦⟦ada" in shown

    resend(client, post, response)
    assert post.body == shown


def test_a_text_with_marks_is_not_published(client, post, clash):
    merged = resend(client, post, clash, _merge="1")

    response = resend(client, post, merged, _publish="Publish")

    assert post.status == Post.Status.DRAFT
    assert any("but not published" in text for text in messages_of(response))


def test_a_third_save_is_shown_before_mine_is_kept(client, post, clash, ada):
    send(logged_in(ada), post, version="2", body="One, hers again.\n\nTwo.\n\nThree.")

    response = resend(client, post, clash, _keep_mine="1")

    assert response.status_code == 409
    assert "hers again" in response.content.decode()
    assert post.body.startswith("One, hers again.")


def test_a_clash_in_a_title_is_told_too(client, post, ada):
    mine = opened(client, post)
    send(logged_in(ada), post, title="Her title")

    response = send(client, post, **mine | {"title": "My title"})

    assert response.status_code == 409
    assert post.title == "Her title"
    resend(client, post, response, _keep_mine="1")
    assert post.title == "My title"


def test_other_fields_that_somebody_else_changed_stay_changed(client, post, ada):
    mine = opened(client, post)
    date = timezone.now().replace(microsecond=0) - timedelta(days=1)
    Post.objects.filter(pk=post.pk).update(published_at=date)
    post.refresh_from_db()
    send(logged_in(ada), post, slug="her-address", language="cy")

    send(client, post, **mine | {"body": "New."})

    assert (post.slug, post.language, post.body) == ("her-address", "cy", "New.")
    assert post.published_at == date


def test_another_field_changed_by_both_is_a_clash(client, post, ada):
    mine = opened(client, post)
    send(logged_in(ada), post, slug="her-address")

    response = send(client, post, **mine | {"slug": "my-address"})

    assert response.status_code == 409
    assert post.slug == "her-address"
    taken = resend(client, post, response, _take_theirs="1")
    assert taken.context["adminform"].form["slug"].value() == "her-address"
    resend(client, post, response, _keep_mine="1")
    assert post.slug == "my-address"


def test_tags_that_each_put_in_or_took_out_go_together(client, post, ada):
    old, hers, own = TagFactory(), TagFactory(), TagFactory()
    post.tags.add(old)
    mine = opened(client, post)
    send(logged_in(ada), post, tags=[hers.pk])

    send(client, post, **mine | {"tags": [old.pk, own.pk]})

    assert set(post.tags.all()) == {hers, own}


def test_a_draft_published_meanwhile_keeps_its_date_and_state(client, post):
    mine = opened(client, post)
    publish(post)

    send(client, post, **mine | {"body": "New."})

    assert post.is_public
    assert post.body == "New."


def test_a_form_without_a_version_writes_over_nothing(client, post, ada):
    send(logged_in(ada), post, body="Hers.")

    response = send(client, post, version="", body="Mine.")

    assert response.status_code == 409
    assert post.body == "Hers."


@pytest.mark.parametrize("began", ["[1]", '{"tags": [{}, []]}', "x", '{"slug": {}}'])
def test_a_form_that_carries_nonsense_is_no_stack_trace(client, post, ada, began):
    send(logged_in(ada), post, body="Hers.")

    response = send(client, post, version="0", began=began, body="Mine.")

    assert response.status_code in {200, 409}
    assert post.body == "Hers."


def test_a_working_copy_from_before_a_save_is_offered_and_merged(client, post, ada):
    kept = {"post": post.pk, "post_version": 1, "title": post.title}
    kept["body"] = "One.\n\nTwo.\n\nThree, mine."
    client.post("/admin/blog/post/keep/", kept)
    send(logged_in(ada), post, body="One, hers.\n\nTwo.\n\nThree.")

    mine = opened(client, post)
    assert mine["version"] == 1
    assert mine["copy_version"] == WorkingCopy.objects.get(post=post).version
    send(client, post, **mine | {"body": kept["body"]})

    assert post.body == "One, hers.\n\nTwo.\n\nThree, mine."


def test_opening_a_post_costs_as_much_with_many_copies(
    client, post, django_assert_num_queries
):
    kept = {"post": post.pk, "post_version": 1, "title": post.title, "body": "Typed."}
    client.post("/admin/blog/post/keep/", kept)
    logged_in(UserFactory(admin=True)).post("/admin/blog/post/keep/", kept)
    count_queries(client, address(post))
    expected = count_queries(client, address(post))
    for _ in range(4):
        logged_in(UserFactory(admin=True)).post("/admin/blog/post/keep/", kept)

    with django_assert_num_queries(expected):
        client.get(address(post))


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_once_one_is_asked(run_at_once):
    post = PostFactory(body="One.")
    save_post(post, None)
    first, second = (logged_in(UserFactory(admin=True)) for _ in range(2))

    def send_one(client, text):
        try:
            return client.post(address(post), form(post, body=text)).status_code
        finally:
            connections.close_all()

    codes = run_at_once(lambda who: send_one(*who), (first, "Mine."), (second, "Hers."))

    assert sorted(codes) == [302, 409]
    post.refresh_from_db()
    assert post.version == 2
