"""Posts in the admin: fields, lists, figures at hand, addresses, roles."""

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from blog.keeping import keep, words_of
from blog.models import FigureUse, FormerSlug, Post
from tests.blog.forms import ADD, LIST, address, form, send
from tests.conftest import count_queries
from tests.factories import (
    AuthorFactory,
    FigureFactory,
    FormerSlugFactory,
    PaperFactory,
    PostFactory,
    TagFactory,
    cut,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


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


@pytest.mark.parametrize(
    ("name", "most", "sentence"),
    [
        ("body", 200_000, "The text has 200001 characters; 200000 is the most."),
        ("summary", 2_000, "The summary has 2001 characters; 2000 is the most."),
    ],
)
def test_words_too_long_to_be_shown_are_refused_and_come_back(
    client, name, most, sentence
):
    post = PostFactory()
    words = ("word " * most)[:most]

    response = send(client, post, **{name: f"{words[:-1]}.x"})
    html = response.content.decode()
    assert sentence in html
    assert f"{words[:-1]}.x</textarea>" in html
    assert getattr(post, name) != f"{words[:-1]}.x"

    send(client, post, **{name: f"{words[:-1]}."})
    assert getattr(post, name) == f"{words[:-1]}."


def test_a_summary_that_was_long_already_keeps_nobody_from_saving(client):
    post = PostFactory(summary="a\n" * 2_000 + "a")

    send(client, post, title="Another title", summary="a\r\n" * 2_000 + "a")

    assert post.title == "Another title"


def test_a_summary_that_was_only_kept_as_it_was_typed_may_not_be_too_long(
    client, editor
):
    post = PostFactory()
    keep(editor, post, words_of(post) | {"summary": "a" * 2_001}, 0, 0)

    send(client, post, summary="a" * 2_001)

    assert post.summary == ""


def test_each_role_sees_what_it_may(newcomer):
    client = Client()
    assert client.get(LIST).status_code == 302

    client.force_login(newcomer)
    assert client.get(LIST).status_code == 403
    assert client.get(ADD).status_code == 403


def test_the_list_asks_as_much_for_many_posts_as_for_one(
    client, django_assert_num_queries
):
    PostFactory(tags=[TagFactory()])
    expected = count_queries(client, LIST)
    tags = TagFactory.create_batch(2)
    PostFactory.create_batch(5, tags=tags, authors=[AuthorFactory()])

    with django_assert_num_queries(expected):
        client.get(LIST)


def test_the_list_counts_figures_and_reads_no_bodies(client):
    first, second = PostFactory(title="None"), PostFactory(title="Two")
    for figure in FigureFactory.create_batch(2):
        FigureUse.objects.create(post=second, figure=figure)

    with CaptureQueriesContext(connection) as queries:
        listed = client.get(f"{LIST}?o=4").context["cl"].result_list

    assert [(post, post.figure_count) for post in listed] == [(first, 0), (second, 2)]
    assert not [query for query in queries if '"blog_post"."body"' in query["sql"]]
    assert not [query for query in queries if 'GROUP BY "blog_post"' in query["sql"]]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="plans differ")
def test_the_latest_changes_are_found_without_sorting(client):
    posts = client.get(LIST).context["cl"].queryset

    assert "ORDER BY" not in posts[:100].explain()


def test_the_form_knows_where_the_figures_of_its_papers_are(client):
    for page in (address(PostFactory()), ADD):
        html = client.get(page).content.decode()
        assert 'data-tray data-url="/admin/blog/post/figures/"' in html


def test_the_figures_cost_as_much_for_many_as_for_one(
    client, django_assert_num_queries
):
    paper = PaperFactory()
    post = PostFactory(papers=[paper])
    ContentType.objects.get_for_model(Post)  # asked for once, and kept
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
