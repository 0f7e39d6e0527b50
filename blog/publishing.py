"""The deeds of publishing: save, check, publish, take back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from blog.checks import find_blocking, look_at
from blog.markdown import render_text
from blog.models import WORDS, FigureUse, FormerSlug, Post, PostRevision
from blog.moving import keep_former_slug
from figures.embeds import load_figures

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import User

    from blog.checks import Finding


class PublicationRefusedError(Exception):
    """The post is not published; ``problems`` says why."""

    def __init__(self, problems: list[Finding]) -> None:
        super().__init__(" ".join(problem.sentence for problem in problems))
        self.problems = problems


@transaction.atomic
def save_post(
    post: Post, saved_by: User | None, restored_from: PostRevision | None = None
) -> None:
    """Store ``post`` whatever it says, with the revision and all that follows from it."""
    keep_former_slug(post)
    count_save(post)
    post.save()
    update_figure_uses(post)
    record_revision(post, saved_by, restored_from)


def count_save(post: Post) -> None:
    """Whoever began from an earlier save is told of this one when they save."""
    # Counted by the database: two saves at once are two.
    post.version = F("version") + 1 if post.pk else 1


def record_revision(
    post: Post, saved_by: User | None, restored_from: PostRevision | None = None
) -> None:
    """Keep the words of ``post`` as they are now, unless the last save left the same."""
    words = {name: getattr(post, name) for name in WORDS}
    # A save that did not record all fields is never the same: then they are from now on.
    last = post.revisions.values(*words).first()
    if words != last:
        PostRevision.objects.create(
            post=post,
            saved_by=saved_by,
            version=post.version,
            restored_from=restored_from,
            **words,
        )


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


def find_problems(post: Post) -> list[Finding]:
    """All that has to be put right before readers may see ``post``."""
    return [each for each in find_blocking(look_at(post)) if each.is_blocking]


def find_new_problems(post: Post, stored: Post) -> list[Finding]:
    """Those of ``post`` that readers do not live with already."""
    problems = find_problems(post)
    known = {each.identity for each in find_problems(stored)} if problems else set()
    return [problem for problem in problems if problem.identity not in known]


@transaction.atomic
def publish(post: Post, at: datetime | None = None) -> None:
    """Show ``post`` as it is stored to readers, from ``at``, its own date or now on.

    Raises PublicationRefusedError, with nothing changed, while there are problems.
    """
    # What is checked is what becomes public: no save comes between the two.
    post.refresh_from_db(from_queryset=Post.objects.select_for_update())
    if problems := find_problems(post):
        raise PublicationRefusedError(problems)
    post.status = Post.Status.PUBLISHED
    post.published_at = at or post.published_at or timezone.now()
    count_save(post)
    post.save(update_fields=["status", "published_at", "version", "updated_at"])
    FormerSlug.objects.filter(post=post, slug=post.slug).delete()


def unpublish(post: Post) -> None:
    """Make a draft of ``post`` again; its date and its address stay its own."""
    was_public = post.is_public
    post.status = Post.Status.DRAFT
    with transaction.atomic():
        count_save(post)
        post.save(update_fields=["status", "version", "updated_at"])
        if was_public:
            FormerSlug.objects.get_or_create(slug=post.slug, defaults={"post": post})
