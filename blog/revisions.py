"""What became of a post, save by save, and the way back to what it was."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from blog.keeping import WORDS, words_of
from blog.models import Post
from blog.publishing import find_new_problems, save_post

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.auth.models import User

    from blog.models import PostRevision


@dataclass(frozen=True, slots=True)
class Change:
    """One save: its revision, and how many words came and went with it."""

    revision: PostRevision
    # The one before it; None for the first.
    before: PostRevision | None
    added: int
    removed: int
    is_current: bool


class RestoreRefusedError(Exception):
    """Nothing is restored; ``sentences`` say why."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def list_changes(post: Post, start: int, most: int) -> list[Change]:
    """The saves of ``post`` from the ``start``th on, the latest first; one query."""
    revisions = post.revisions.select_related("saved_by", "restored_from")
    # The one after the last tells what the last one changed.
    found: list[PostRevision | None] = [*revisions[start : start + most + 1]]
    if len(found) <= most:
        found.append(None)
    return [
        describe_change(revision, before, is_current=place == 0)
        for place, (revision, before) in enumerate(pairwise(found), start)
        if revision
    ]


def describe_change(
    revision: PostRevision, before: PostRevision | None, *, is_current: bool
) -> Change:
    old, new = count_words(before), count_words(revision)
    return Change(
        revision=revision,
        before=before,
        added=(new - old).total(),
        removed=(old - new).total(),
        is_current=is_current,
    )


def count_words(revision: PostRevision | None) -> Counter[str]:
    """How often each word stands in it: cheap, and blind to words that only moved."""
    texts = words_of(revision).values() if revision else ()
    return Counter(word for text in texts for word in text.split())


def put_words(post: Post, revision: PostRevision) -> Post:
    """``post`` as it would be with the words of ``revision``; nothing is stored."""
    for name in WORDS:
        setattr(post, name, getattr(revision, name))
    return post


@transaction.atomic
def restore(revision: PostRevision, restored_by: User, version: int) -> Post:
    """Make the words of ``revision`` those of its post again, as a revision of its own.

    Raises RestoreRefusedError if the post is not as it was at save ``version``, or is
    published and may not become what it was.
    """
    post = Post.objects.select_for_update().get(pk=revision.post_id)
    if post.version != version:
        raise RestoreRefusedError(
            _("Somebody saved the post meanwhile. Compare again, then restore.")
        )
    if words_of(post) == words_of(revision):
        raise RestoreRefusedError(_("These are the words of the post already."))
    restored = Post(slug=post.slug, **words_of(revision))
    is_read = post.status == Post.Status.PUBLISHED
    if is_read and (problems := find_new_problems(restored, post)):
        raise RestoreRefusedError(
            _(
                "Readers see this post, and these words may not be published as they are."
            ),
            *(problem.sentence for problem in problems),
        )
    put_words(post, revision)
    save_post(post, restored_by, restored_from=revision)
    return post


def name_words() -> Sequence[tuple[str, str]]:
    """The fields whose words are kept, each with its name."""
    fields = {field.name: field for field in Post._meta.fields}
    return [(name, str(fields[name].verbose_name)) for name in WORDS]
