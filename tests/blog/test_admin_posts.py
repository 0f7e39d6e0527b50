"""Posts in the admin: saving always works, publishing says what is in its way."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from blog.models import FormerSlug, Post
from tests.conftest import count_queries
from tests.factories import (
    AuthorFactory,
    FigureFactory,
    FormerSlugFactory,
    PaperFactory,
    PostFactory,
    TagFactory,
    UserFactory,
    cut,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/blog/post/"
ADD = "/admin/blog/post/add/"
UNKNOWN = "![](figure:no/such)"
WRITING = ("blog.view_post", "blog.add_post", "blog.change_post", "blog.delete_post")


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def writer():
    """Somebody who writes, and has others publish."""
    client = Client()
    client.force_login(UserFactory(editor=True, permissions=WRITING))
    return client


def address(post):
    return reverse("admin:blog_post_change", args=[post.pk])


def form(post=None, **changes):
    post = post or Post(title="A title", slug="a-title", body="Some words.")
    at = post.published_at
    return {
        "title": post.title,
        "slug": post.slug,
        "deck": "",
        "body": post.body,
        "summary": "",
        "language": "en",
        "canonical_url": "",
        "series_position": "0",
        "published_at_0": at.strftime("%Y-%m-%d") if at else "",
        "published_at_1": at.strftime("%H:%M:%S") if at else "",
        "postauthor_set-TOTAL_FORMS": "0",
        "postauthor_set-INITIAL_FORMS": "0",
    } | changes


def send(client, post, **changes):
    response = client.post(address(post), form(post, **changes), follow=True)
    post.refresh_from_db()
    return response


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def test_a_new_post_is_a_draft_with_its_revision(client, editor):
    author, tag, paper = AuthorFactory(), TagFactory(), PaperFactory()

    response = client.post(
        ADD,
        form(
            tags=[tag.pk],
            papers=[paper.pk],
            **{
                "postauthor_set-TOTAL_FORMS": "1",
                "postauthor_set-0-author": author.pk,
                "postauthor_set-0-position": "0",
            },
        ),
    )

    post = Post.objects.get()
    assert response.headers["Location"] == address(post)
    assert post.status == Post.Status.DRAFT
    assert list(post.authors.all()) == [author]
    assert list(post.papers.all()) == [paper]
    assert post.revisions.get().saved_by == editor


def test_a_draft_may_say_anything_and_is_warned_of_it(client):
    post = PostFactory()

    response = send(client, post, body=UNKNOWN)

    assert post.body == UNKNOWN
    assert messages_of(response)[1:] == ["There is no figure “no/such”."]


def test_publishing_shows_the_post_to_readers(client):
    post = PostFactory()

    response = send(client, post, body="New words.", _publish="Publish")

    assert post.is_public
    assert post.body == "New words."
    assert "Published on" in messages_of(response)[-1]
    assert Client().get(post.get_absolute_url()).status_code == 200


def test_a_refused_publication_keeps_the_draft_and_says_why(client):
    post = PostFactory()

    response = send(client, post, body=UNKNOWN, _publish="Publish")

    assert (post.status, post.body) == (Post.Status.DRAFT, UNKNOWN)
    assert messages_of(response)[1:] == [
        f"“{post}” is saved, but not published:",
        "There is no figure “no/such”.",
    ]


def test_a_new_post_can_be_published_at_once(client):
    client.post(ADD, form(_publish="Publish"))

    assert Post.objects.published().count() == 1


def test_a_date_to_come_schedules_and_is_shown_as_such(client):
    post = PostFactory(published_at=timezone.now() + timedelta(days=3))

    response = send(client, post, _publish="Publish")

    assert post.is_scheduled
    assert "Scheduled for" in response.content.decode()


def test_a_past_date_is_never_shown_as_scheduled(client):
    post = PostFactory(published_at=timezone.now() - timedelta(days=3))

    response = send(client, post, _publish="Publish")

    html = response.content.decode()
    assert "Published on" in html
    assert "Scheduled" not in html


def test_a_dated_draft_is_a_draft(client):
    post = PostFactory(published_at=timezone.now() + timedelta(days=3))

    html = client.get(address(post)).content.decode()

    assert "Scheduled" not in html


def test_a_published_post_cannot_be_broken_and_nothing_typed_is_lost(client):
    post = PostFactory(published=True, body="Sound.")

    response = send(client, post, title="New title", body=f"My words.\n\n{UNKNOWN}")

    assert post.body == "Sound."
    html = response.content.decode()
    assert "There is no figure “no/such”." in html
    assert "My words." in html
    assert "New title" in html


def test_a_published_post_keeps_its_date(client):
    post = PostFactory(published=True)

    response = send(client, post, published_at_0="", published_at_1="")

    assert "A published post keeps its date." in response.content.decode()
    assert post.is_public


def test_a_title_left_out_is_said_once(client):
    post = PostFactory(published=True)

    response = send(client, post, title="")

    assert response.context["errors"] == [["This field is required."]]


def test_unpublishing_saves_whatever_the_text_says(client):
    post = PostFactory(published=True)

    response = send(client, post, body=UNKNOWN, _unpublish="Unpublish")

    assert (post.status, post.body) == (Post.Status.DRAFT, UNKNOWN)
    assert messages_of(response)[-1] == f"“{post}” is a draft again."
    assert Client().get(post.get_absolute_url()).status_code == 404


def test_a_changed_public_address_still_leads_to_the_post(client):
    post = PostFactory(published=True, slug="old")

    send(client, post, slug="new")

    response = Client().get("/blog/old/")
    assert (response.status_code, response.headers["Location"]) == (301, "/blog/new/")


def test_an_address_that_leads_to_another_post_is_refused(client):
    other = FormerSlugFactory(slug="taken").post
    post = PostFactory()

    response = send(client, post, slug="taken")

    assert f"leads readers to “{other}”" in response.content.decode()
    assert FormerSlug.objects.get().post == other


def test_those_who_may_not_publish_see_no_button_and_have_no_way_round(writer):
    post = PostFactory()

    assert 'name="_publish"' not in writer.get(address(post)).content.decode()
    assert writer.post(ADD, form(_publish="1")).status_code == 403
    for button in ("_publish", "_unpublish"):
        changes = {"body": "New.", button: "1"}
        assert writer.post(address(post), form(post, **changes)).status_code == 403


def test_what_readers_see_is_changed_by_those_who_may_publish(writer):
    post = PostFactory(published=True, body="Sound.")

    assert writer.get(address(post)).status_code == 200
    assert writer.post(address(post), form(post, body="New.")).status_code == 403
    assert writer.get(f"{LIST}{post.pk}/delete/").status_code == 403
    assert writer.get(f"{LIST}{PostFactory().pk}/delete/").status_code == 200


def test_each_role_sees_what_it_may(newcomer):
    client = Client()
    assert client.get(LIST).status_code == 302

    client.force_login(newcomer)
    assert client.get(LIST).status_code == 403
    assert client.get(ADD).status_code == 403


def test_posts_are_published_together_and_each_refusal_is_told(client):
    sound, broken = PostFactory(title="Sound"), PostFactory(body=UNKNOWN)
    public = PostFactory(published=True)
    posts = [sound.pk, broken.pk, public.pk]

    response = client.post(
        LIST, {"action": "publish_posts", "_selected_action": posts}, follow=True
    )

    assert set(Post.objects.published()) == {sound, public}
    assert len(messages_of(response)) == 3


def test_posts_are_unpublished_together(client):
    posts = PostFactory.create_batch(2, published=True)

    response = client.post(
        LIST,
        {"action": "unpublish_posts", "_selected_action": [post.pk for post in posts]},
        follow=True,
    )

    assert not Post.objects.published().exists()
    assert messages_of(response) == ["2 posts are drafts again."]


def test_publishing_together_is_not_offered_to_all(writer):
    PostFactory()

    assert "publish_posts" not in writer.get(LIST).content.decode()


def test_the_list_asks_as_much_for_many_posts_as_for_one(
    client, django_assert_num_queries
):
    PostFactory(tags=[TagFactory()])
    expected = count_queries(client, LIST)
    tags = TagFactory.create_batch(2)
    PostFactory.create_batch(5, tags=tags, authors=[AuthorFactory()])

    with django_assert_num_queries(expected):
        client.get(LIST)


def test_the_figures_of_the_papers_stand_ready(client):
    figure = cut(FigureFactory(number="3", state="new"))
    FigureFactory(paper=figure.paper, number="4", state="discarded")
    FigureFactory(number="5")
    post = PostFactory(papers=[figure.paper])

    html = client.get(address(post)).content.decode()

    assert f'data-insert="![](figure:{figure.key})"' in html
    assert html.count("data-insert=") == 1
    assert "Choose the papers" in client.get(ADD).content.decode()


def test_the_figures_cost_as_much_for_many_as_for_one(
    client, django_assert_num_queries
):
    paper = PaperFactory()
    post = PostFactory(papers=[paper])
    cut(FigureFactory(paper=paper))
    expected = count_queries(client, address(post))
    for _ in range(5):
        cut(FigureFactory(paper=paper))

    with django_assert_num_queries(expected):
        client.get(address(post))


def test_markdownx_s_script_is_kept_out_and_its_uploads_go_nowhere(client):
    html = client.get(ADD).content.decode()

    assert 'data-markdownx-urls-path="/admin/blog/post/preview/"' in html
    assert "data-markdownx-init" in html
    assert "data-markdownx-upload-urls-path" not in html
    assert "markdownx/js" not in html


def test_the_page_has_nothing_inline(client):
    html = client.get(address(PostFactory())).content.decode()

    assert "<style" not in html
    assert " style=" not in html
    assert " onclick=" not in html


@pytest.mark.parametrize("model", ["author", "tag", "series"])
def test_authors_tags_and_series_have_their_lists(client, model):
    AuthorFactory()
    TagFactory()

    assert client.get(f"/admin/blog/{model}/").status_code == 200
    assert client.get(f"/admin/blog/{model}/add/").status_code == 200


def test_editors_may_do_what_editors_do():
    codes = set(
        Group.objects.get(name="Editors").permissions.values_list(
            "content_type__app_label", "codename"
        )
    )

    assert {
        ("figures", "add_paper"),
        ("figures", "change_figure"),
        ("blog", "publish_post"),
        ("blog", "add_postauthor"),
        ("blog", "delete_tag"),
    } <= codes
    assert not {code for app, code in codes if app not in {"blog", "figures"}}
