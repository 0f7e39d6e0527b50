"""The deeds of publishing: save, check, publish, take back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blog.markdown import render_text
from blog.models import FigureUse, FormerSlug, Post, PostRevision
from figures.embeds import is_shown, load_figures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.contrib.auth.models import User

    from blog.markdown import RenderedText


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a post cannot be published: a sentence, and the field it speaks of."""

    field: str
    sentence: str


class PublicationRefusedError(Exception):
    """The post is not published; ``problems`` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(" ".join(problem.sentence for problem in problems))
        self.problems = problems


@transaction.atomic
def save_post(post: Post, saved_by: User | None) -> None:
    """Store ``post`` whatever it says, with the revision and all that follows from it."""
    keep_former_slug(post)
    post.save()
    update_figure_uses(post)
    record_revision(post, saved_by)


def record_revision(post: Post, saved_by: User | None) -> None:
    """Keep the words of ``post`` as they are now, unless the last save left the same."""
    words = {"title": post.title, "deck": post.deck, "body": post.body}
    last = post.revisions.values(*words).first()
    if words != last:
        PostRevision.objects.create(post=post, saved_by=saved_by, **words)


@transaction.atomic
def update_figure_uses(post: Post) -> None:
    """Note which figures the body shows or names, in its order."""
    keys = render_text(post.body).keys
    figures = load_figures(keys)
    used = [figures[key] for key in keys if key in figures]
    post.figure_uses.all().delete()
    FigureUse.objects.bulk_create(
        FigureUse(post=post, figure=figure, position=position)
        for position, figure in enumerate(used)
    )


def keep_former_slug(post: Post) -> None:
    """Let an address that was public lead on when the slug of ``post`` changes."""
    stored = Post.objects.select_for_update().filter(pk=post.pk).first()
    if stored is None or stored.slug == post.slug:
        return
    FormerSlug.objects.filter(post=post, slug=post.slug).delete()
    if stored.is_public:
        FormerSlug.objects.get_or_create(slug=stored.slug, defaults={"post": post})


def find_problems(post: Post) -> list[Problem]:
    """All that has to be put right before readers may see ``post``."""
    text = render_text(post.body)
    problems = []
    if not post.title.strip():
        problems.append(Problem("title", _("The post has no title.")))
    if not post.body.strip():
        problems.append(Problem("body", _("The post has no text.")))
    if text.problem:
        problems.append(Problem("body", text.problem))
    return [*problems, *find_figure_problems(text)]


def find_figure_problems(text: RenderedText) -> Iterator[Problem]:
    """What is wrong with the figures that a text shows or names."""
    figures = load_figures(text.keys)
    for key in text.keys:
        figure = figures.get(key)
        if figure is None:
            sentence = _("There is no figure “%(key)s”.")
        elif not is_shown(figure):
            sentence = _("The figure “%(key)s” was discarded.")
        elif key not in text.shown_keys:
            sentence = _("The text refers to “%(key)s” but does not show it.")
        else:
            continue
        yield Problem("body", sentence % {"key": key})


def publish(post: Post, at: datetime | None = None) -> None:
    """Show ``post`` to readers from ``at`` on, or from now.

    Raises PublicationRefusedError, with nothing changed, while there are problems.
    """
    if problems := find_problems(post):
        raise PublicationRefusedError(problems)
    post.status = Post.Status.PUBLISHED
    post.published_at = at or timezone.now()
    with transaction.atomic():
        post.save(update_fields=["status", "published_at", "updated_at"])
        FormerSlug.objects.filter(post=post, slug=post.slug).delete()


def unpublish(post: Post) -> None:
    """Make a draft of ``post`` again; its date and its address stay its own."""
    was_public = post.is_public
    post.status = Post.Status.DRAFT
    with transaction.atomic():
        post.save(update_fields=["status", "updated_at"])
        if was_public:
            FormerSlug.objects.get_or_create(slug=post.slug, defaults={"post": post})
