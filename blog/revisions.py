"""What became of a post, save by save, and the way back to what it was."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from blog.keeping import words_of
from blog.models import WORDS, Post, PostRevision
from blog.publishing import find_new_problems, save_post

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.auth.models import User

    WordCounts = dict[str, Counter[str]]

KEPT_SECONDS = 7 * 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Change:
    """One save: its revision, and how many words came and went with it."""

    # Without its words, as is the other: these are read to be counted, and once.
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
    """The saves of ``post`` from the ``start``th on, the latest first.

    One query, and another the first time that words are to be counted.
    """
    revisions = post.revisions.select_related("saved_by", "restored_from")
    slim = revisions.defer(*WORDS, *(f"restored_from__{name}" for name in WORDS))
    # The one after the last tells what the last one changed.
    found: list[PostRevision | None] = [*slim[start : start + most + 1]]
    if len(found) <= most:
        found.append(None)
    saves = [(save, before) for save, before in pairwise(found) if save]
    counts = count_changes(saves)
    return [
        Change(save, before, *counts[save.pk], is_current=place == 0)
        for place, (save, before) in enumerate(saves, start)
    ]


def count_changes(
    saves: Sequence[tuple[PostRevision, PostRevision | None]],
) -> dict[int, tuple[int, int]]:
    """How many words came and went with each of ``saves``, which never changes."""
    names = {name_counts(*pair): pair for pair in saves}
    known: dict[str, tuple[int, int]] = cache.get_many(names)
    unknown = {name: pair for name, pair in names.items() if name not in known}
    if unknown:
        pks = {each.pk for pair in unknown.values() for each in pair if each}
        words = count_words(pks)
        fresh = {
            name: compare_counts(
                words.get(before.pk) if before else None, words.get(one.pk, {})
            )
            for name, (one, before) in unknown.items()
        }
        cache.set_many(fresh, KEPT_SECONDS)
        known |= fresh
    return {save.pk: known[name] for name, (save, _before) in names.items()}


def name_counts(save: PostRevision, before: PostRevision | None) -> str:
    """A name in the cache; the moment tells apart rows of different databases."""
    moment = save.saved_at.timestamp()
    return f"words-changed:{before.pk if before else 0}:{save.pk}:{moment}"


def count_words(pks: set[int]) -> dict[int, WordCounts]:
    """How often each word stands in each field: cheap, and blind to what only moved."""
    revisions = PostRevision.objects.filter(pk__in=pks).only(*WORDS)
    return {
        revision.pk: {
            name: Counter(text.split()) for name, text in words_of(revision).items()
        }
        for revision in revisions.iterator()
    }


def compare_counts(old: WordCounts | None, new: WordCounts) -> tuple[int, int]:
    """How many words of all fields came, and went; a field not recorded tells nothing."""
    names = new if old is None else new.keys() & old.keys()
    before = sum((old[name] for name in names), Counter()) if old else Counter()
    after = sum((new[name] for name in names), Counter())
    return (after - before).total(), (before - after).total()


def put_words(post: Post, revision: PostRevision) -> Post:
    """``post`` as it would be with the words of ``revision``; nothing is stored."""
    for name in WORDS:
        # What the save did not record stays.
        if (text := getattr(revision, name)) is not None:
            setattr(post, name, text)
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
    now = words_of(post)
    before = now | words_of(revision)
    if before == now:
        raise RestoreRefusedError(_("These are the words of the post already."))
    restored = Post(slug=post.slug, **before)
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
