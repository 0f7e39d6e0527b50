"""Fills in the form of a post and sends it, as an editor's browser would."""

from django.urls import reverse

from blog.models import Post

ADD = "/admin/blog/post/add/"
LIST = "/admin/blog/post/"
KEEP, SESSION = f"{LIST}keep/", f"{LIST}session/"
DISCARD, COMPARE, MERGE = f"{LIST}discard-copy/", f"{LIST}compare/", f"{LIST}merge/"
UNKNOWN = "![](figure:no/such)"


def address(post):
    return reverse("admin:blog_post_change", args=[post.pk])


def form(post=None, **changes):
    post = post or Post(title="A title", slug="a-title", body="Some words.")
    at = post.published_at
    return {
        "version": str(post.version),
        "title": post.title,
        "slug": post.slug,
        "deck": post.deck,
        "body": post.body,
        "summary": post.summary,
        "language": "en",
        "canonical_url": "",
        "series_position": "0",
        "published_at_0": at.strftime("%Y-%m-%d") if at else "",
        "published_at_1": at.strftime("%H:%M:%S") if at else "",
        "postauthor_set-TOTAL_FORMS": "0",
        "postauthor_set-INITIAL_FORMS": "0",
    } | changes


def words(post=None, **changes):
    """What the editor's script sends between saves."""
    return {
        "post": post.pk if post else "",
        "post_version": post.version if post else 0,
        "copy_version": 0,
        "title": post.title if post else "",
        "body": post.body if post else "",
    } | changes


def send(client, post, **changes):
    response = client.post(address(post), form(post, **changes), follow=True)
    post.refresh_from_db()
    return response


def messages_of(response):
    return [str(message) for message in response.context["messages"]]
