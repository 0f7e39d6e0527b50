"""The sample post: shows a new site what a post can be."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction
from django.utils import timezone

from blog.models import Author, Post, PostAuthor, Tag
from blog.publishing import publish, save_post
from figures.models import Figure, Paper

SLUG = "three-strangers"
TITLE = "Three strangers beat twelve neighbours"
DECK = (
    "Fireflies flash as one without a conductor. A simulation asks how many others each "
    "of them has to see, and finds that the number hardly matters. The distance does."
)
TAGS = ("Synchrony", "Networks", "Fireflies")
AUTHOR = "The Offprint sampler"
BODY = Path(__file__).with_name("sample_post.md")
LEAD_FIGURE = "three-strangers/figure-2"


def publish_sample_post() -> Post:
    """Publish the post about the sample paper, whose figures have to be here.

    A post that exists, with whatever has become of it, is left as it is.
    """
    if existing := Post.objects.filter(slug=SLUG).first():
        return existing
    with transaction.atomic():
        post = Post(title=TITLE, slug=SLUG, deck=DECK, body=BODY.read_text())
        post.lead_figure = Figure.objects.get(key=LEAD_FIGURE)
        save_post(post, saved_by=None)
        file_under(post)
        confirm_figures(post)
        publish(post)
    return post


def file_under(post: Post) -> None:
    author, _ = Author.objects.get_or_create(
        slug="offprint-sampler", defaults={"name": AUTHOR}
    )
    PostAuthor.objects.create(post=post, author=author)
    for name in TAGS:
        tag, _ = Tag.objects.get_or_create(slug=name.lower(), defaults={"name": name})
        post.tags.add(tag)
    post.papers.set(Paper.objects.filter(figures__posts=post).distinct())


def confirm_figures(post: Post) -> None:
    """Whoever wrote the sample has looked at its figures, and at their alt texts."""
    shown = Figure.objects.filter(posts=post)
    panels = Figure.objects.filter(parent__in=shown.values("pk"))
    panels.update(state=Figure.State.CONFIRMED)
    shown.update(state=Figure.State.CONFIRMED, alt_state=Figure.AltState.CONFIRMED)
    post.papers.update(details_confirmed_at=timezone.now())
