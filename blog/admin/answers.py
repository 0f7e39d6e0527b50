"""What the editor's script is told when it keeps, compares or merges words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from blog.admin.meeting import (
    LONG,
    compare_words,
    label_of,
    meet,
    say_others,
    say_time,
    say_who,
)
from blog.keeping import find_last_save, find_others, words_of
from blog.models import WORDS, Post

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.contrib.auth.models import User
    from django.http import HttpRequest

    from blog.keeping import OtherTabError
    from blog.models import WorkingCopy

LOGGED_OUT = 401


def refuse(status: int, words: str) -> JsonResponse:
    return JsonResponse({"status": "refused", "words": words}, status=status)


def say_why_not(post: Post | None) -> str:
    if post is None:
        return _("You may not add posts.")
    if post.status == Post.Status.PUBLISHED:
        return _("This post is published now, and you may not change it any more.")
    return _("You may not change this post.")


def show_typed(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    """The words of a form that is refused as a whole, for its writer to take along."""
    typed = [
        (label_of(name), name, text)
        for name in WORDS
        if (text := request.POST.get(name, ""))
    ]
    context = {
        "typed": typed,
        "sentence": sentence,
        "address": request.get_full_path() if status == LOGGED_OUT else "",
    }
    template = "admin/blog/post/typed.html"
    return TemplateResponse(request, template, context, status=status)


def show_kept(copy: WorkingCopy, post: Post | None, editor: User) -> JsonResponse:
    return JsonResponse(
        {
            "status": "kept",
            "copy_version": copy.version,
            "saved_at": copy.saved_at.isoformat(),
            "words": _("Saved %s") % say_time(copy.saved_at),
            "others": say_others(find_others(post, editor)) if post else "",
            "newer": describe_newer(post, copy.post_version, editor) if post else None,
        }
    )


def describe_newer(post: Post, began_from: int, editor: User) -> dict[str, Any] | None:
    """Who saved the post since, or nothing where nobody did."""
    if post.version <= began_from:
        return None
    last = find_last_save(post, began_from)
    at = say_time(last.saved_at if last else post.updated_at)
    if last and last.saved_by_id == editor.pk:
        words = _("You saved this post in another tab at %s.") % at
    else:
        words = _("%(who)s saved this post at %(at)s.") % {
            "who": say_who(last),
            "at": at,
        }
    return {"by": say_who(last), "at": at, "version": post.version, "words": words}


def show_other_tab(error: OtherTabError, mine: Mapping[str, str]) -> JsonResponse:
    copy = error.copy
    theirs = words_of(copy)
    at = say_time(copy.saved_at)
    return JsonResponse(
        {
            "status": "other-tab",
            "words": _("Another tab of yours kept other words at %s.") % at,
            "copy_version": copy.version,
            "theirs": theirs,
            "html": show_differences(theirs, mine),
        },
        status=409,
    )


def show_merged(post: Post, began_from: int, mine: Mapping[str, str]) -> JsonResponse:
    """What was saved since, what that changes, and both versions put together."""
    meeting = meet(post, began_from, {}, {}, mine)
    return JsonResponse(
        {
            "status": "merged",
            "version": meeting.version,
            "merged": meeting.marked(),
            "is_disputed": any(dispute.name in LONG for dispute in meeting.disputes),
            "html": show_differences(words_of(post), mine),
        }
    )


def show_differences(old: Mapping[str, str], new: Mapping[str, str]) -> str:
    changes = compare_words(old, new)
    return render_to_string("admin/blog/post/_differences.html", {"changes": changes})
