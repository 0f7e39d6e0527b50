"""Fills in the form of a post and sends it, as an editor's browser would."""

from django.urls import reverse

from blog.models import Post

ADD = "/admin/blog/post/add/"
LIST = "/admin/blog/post/"
UNKNOWN = "![](figure:no/such)"


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
