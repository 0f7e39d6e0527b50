"""Working copies: what an editor has typed since the last save, kept on the server."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from blog.models import WORDS, Post, PostRevision, WorkingCopy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.contrib.auth.models import User

# A new copy counts on from anywhere below: no tab knows it by the number of an old one.
MOST_STARTS = 2**30
# Whoever typed no longer ago than this may still be at it.
RECENT = timedelta(hours=12)


class OtherTabError(Exception):
    """Nothing is kept: another tab of the same editor has gone on with the copy."""

    def __init__(self, copy: WorkingCopy) -> None:
        super().__init__("The working copy has been kept from elsewhere since.")
        self.copy = copy


def words_of(source: Post | PostRevision | WorkingCopy) -> dict[str, str]:
    """All that are known: old saves say nothing of some fields."""
    texts = {name: getattr(source, name) for name in WORDS}
    return {name: plain(text) for name, text in texts.items() if text is not None}


def plain(text: str) -> str:
    """Browsers send line ends of their own, and forms cut the blanks at both ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def keep(
    editor: User,
    post: Post | None,
    words: Mapping[str, str],
    post_version: int,
    copy_version: int,
) -> WorkingCopy:
    """Keep ``words`` in place of those that the tab at ``copy_version`` kept before.

    Raises OtherTabError where another tab has kept other words since.
    """
    try:
        with transaction.atomic():
            return write(editor, post, words, post_version, copy_version)
    except IntegrityError:
        # Two tabs began the copy at once: now there is one.
        with transaction.atomic():
            return write(editor, post, words, post_version, copy_version)


def write(
    editor: User,
    post: Post | None,
    words: Mapping[str, str],
    post_version: int,
    copy_version: int,
) -> WorkingCopy:
    copies = WorkingCopy.objects.select_for_update()
    copy = copies.filter(editor=editor, post=post).first()
    if copy is None:
        start = secrets.randbelow(MOST_STARTS)
        copy = WorkingCopy(editor=editor, post=post, version=start)
    elif copy.version != copy_version and words_of(copy) != dict(words):
        raise OtherTabError(copy)
    for name, text in words.items():
        setattr(copy, name, text)
    copy.post_version = post_version
    copy.version += 1
    copy.save()
    return copy


def find_copy(editor: User, post: Post | None) -> WorkingCopy | None:
    """The copy of ``editor``, where it says anything else than the post does."""
    copy = WorkingCopy.objects.filter(editor=editor, post=post).first()
    if copy is None or not says_the_same(copy, post):
        return copy
    drop_copy(editor, post, copy.version)
    return None


def says_the_same(copy: WorkingCopy, post: Post | None) -> bool:
    return words_of(copy) == words_of(post or Post())


def drop_copy(editor: User, post: Post | None, version: int) -> bool:
    """Forget the copy at ``version``; one that another tab has kept since stays."""
    copies = WorkingCopy.objects.filter(editor=editor, post=post, version=version)
    count, _models = copies.delete()
    return count > 0


def drop_saved_copy(editor: User, post: Post, *, added: bool, version: int) -> None:
    """Forget a copy that a save of ``post`` made needless."""
    copied = None if added else post
    if not drop_copy(editor, copied, version):
        copy = WorkingCopy.objects.filter(editor=editor, post=copied).first()
        if copy and says_the_same(copy, post):
            copy.delete()


def find_others(post: Post, editor: User) -> list[WorkingCopy]:
    """What other editors have typed into ``post`` lately and not saved."""
    copies = WorkingCopy.objects.filter(
        post=post, saved_at__gte=timezone.now() - RECENT
    ).exclude(editor=editor)
    return list(copies.defer("body", "summary").select_related("editor"))


def find_base(post: Post, version: int) -> PostRevision | None:
    """The words of ``post`` as its save number ``version`` left them."""
    revisions = post.revisions.filter(version__lte=version)
    return revisions.order_by("-version", "-pk").first()


def find_last_save(post: Post, since: int) -> PostRevision | None:
    """The last save after number ``since`` that changed words."""
    revisions = post.revisions.filter(version__gt=since).select_related("saved_by")
    return revisions.order_by("-version", "-pk").first()
