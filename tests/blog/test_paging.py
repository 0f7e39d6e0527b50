"""Long lists: each post on one page, counted once, found by index."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from blog.models import Post
from figures.statistics import learn_sizes
from tests.factories import PostFactory, TagFactory, UserFactory

pytestmark = pytest.mark.django_db

COUNT = re.compile(r"SELECT COUNT\(\*\)", re.IGNORECASE)


def counts(client, address):
    """How many times reading a page counts posts."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return sum(bool(COUNT.search(query["sql"])) for query in queries)


def titles(client, address):
    return [post.title for post in client.get(address).context["post_list"]]


def test_each_post_stands_on_one_page_even_where_all_have_one_date(client):
    at = timezone.now()
    for number in range(45):
        PostFactory(published=True, published_at=at, title=f"{number:02}")

    pages = [titles(client, f"/blog/?page={page}") for page in (1, 2, 3)]

    assert [len(page) for page in pages] == [20, 20, 5]
    shown = [title for page in pages for title in page]
    assert shown == [f"{number:02}" for number in reversed(range(45))]


def test_posts_are_counted_once_until_something_changes(client):
    tag = TagFactory(slug="scaling")
    PostFactory.create_batch(21, published=True, tags=[tag])

    assert counts(client, "/blog/") == 1
    assert counts(client, "/blog/?page=2") == 0
    assert counts(client, "/blog/tag/scaling/") == 1
    assert counts(client, "/blog/tag/scaling/?page=2") == 0

    PostFactory(published=True)

    assert counts(client, "/blog/?page=2") == 1
    assert "22 posts" in client.get("/blog/?page=2").content.decode()


def test_the_lists_of_editors_are_counted_each_time(client):
    PostFactory.create_batch(21, published=True)
    client.force_login(UserFactory(admin=True))

    assert counts(client, "/blog/") == counts(client, "/blog/?page=2") == 1


def test_a_page_that_is_empty_by_now_is_not_there(client):
    PostFactory.create_batch(21, published=True)
    assert len(titles(client, "/blog/?page=2")) == 1

    Post.objects.first().delete()

    assert client.get("/blog/?page=2").status_code == 404
    assert len(titles(client, "/blog/")) == 20


def test_a_post_withdrawn_meanwhile_leaves_a_gap_and_no_fault(client):
    first, second, third = PostFactory.create_batch(3, published=True)

    def withdraw(execute, sql, params, many, context):
        """Once the posts of the page are chosen, and before they are read."""
        if " IN (" in sql and "deck" in sql:
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM blog_post WHERE id = %s", [second.pk])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(withdraw):
        shown = titles(client, "/blog/")

    assert shown == [third.title, first.title]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL counts by itself")
def test_sqlite_learns_that_nearly_all_posts_share_a_status():
    PostFactory.create_batch(60, published=True)

    learn_sizes(using="default")

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT stat FROM sqlite_stat1 WHERE idx = %s",
            [index_of(Post, "status")],
        )
        ((stat,),) = cursor.fetchall()
    rows, a_status, *_ = map(int, stat.split())
    assert rows == a_status == 60


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL counts by itself")
def test_sqlite_counts_the_posts_of_a_tag_among_those_and_not_among_all(client):
    """The more there are, the longer it would take for a tag that has few."""
    tags = [TagFactory(slug=f"tag-{number}") for number in range(5)]
    now = timezone.now()
    posts = Post.objects.bulk_create(
        Post(title="Post", slug=f"post-{n}", status="published", published_at=now)
        for n in range(2000)
    )
    tagged = Post.tags.through
    tagged.objects.bulk_create(
        tagged(post=post, tag=tags[n % 5]) for n, post in enumerate(posts)
    )

    learn_sizes(using="default")

    plan = Post.objects.published().filter(tags=tags[0]).order_by().explain()
    assert plan.splitlines()[0].partition("SEARCH ")[2].startswith("blog_post_tags")


def index_of(model, field):
    (index,) = (each for each in model._meta.indexes if each.fields[0] == field)
    return index.name
