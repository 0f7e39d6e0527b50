"""Publishing in the admin: who may, and what the buttons do."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from blog.admin.forms import UNPUBLISH
from blog.models import Post
from blog.publishing import (
    PublicationRefusedError,
    find_problems,
    publish,
    unpublish,
)

if TYPE_CHECKING:
    from django.http import HttpRequest

    from blog.checks import Finding
    from blog.models import PostQuerySet

PUBLISH = "_publish"
# Of what is in the way of a publication, so many sentences are said above the form.
MOST_TOLD = 4


def describe_state(post: Post) -> str:
    """Draft, published or scheduled, with its date."""
    if post.published_at is None or post.status == Post.Status.DRAFT:
        return _("Draft")
    when = date_format(localtime(post.published_at), "DATETIME_FORMAT")
    if post.is_scheduled:
        return _("Scheduled for %s") % when
    return _("Published on %s") % when


def count_problems(count: int) -> str:
    text = ngettext(
        "%d thing stands in the way of publication: see Checks.",
        "%d things stand in the way of publication: see Checks.",
        count,
    )
    return text % count


def add_to_last_message(request: HttpRequest, sentence: str) -> None:
    """Say ``sentence`` in one breath with what Django said last: that all is saved."""
    told = list(messages.get_messages(request))
    for message in told:
        words = message.message
        # Nothing is said where a window closes on what was added in it.
        if message is told[-1]:
            words = format_html("{} {}", words, sentence)
        messages.add_message(request, message.level, words, message.extra_tags)


class PublicationAdmin(admin.ModelAdmin):
    """What readers see is changed only by those who may publish."""

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("blog.publish_post")

    def has_change_permission(
        self, request: HttpRequest, obj: Post | None = None
    ) -> bool:
        return super().has_change_permission(request, obj) and (
            self.may_touch(request, obj)
        )

    def has_delete_permission(
        self, request: HttpRequest, obj: Post | None = None
    ) -> bool:
        return super().has_delete_permission(request, obj) and (
            self.may_touch(request, obj)
        )

    def may_touch(self, request: HttpRequest, post: Post | None) -> bool:
        is_draft = post is None or post.status == Post.Status.DRAFT
        return is_draft or self.has_publish_permission(request)

    def follow_button(self, request: HttpRequest, post: Post) -> bool:
        """Do what the button beside Save says, now that everything is saved.

        Whether that went well: only a publication can be refused.
        """
        if PUBLISH in request.POST:
            self.check_may_publish(request)
            return self.publish_one(request, post)
        if UNPUBLISH in request.POST:
            self.check_may_publish(request)
            unpublish(post)
            text = _("“%s” is a draft again.") % post
            self.message_user(request, text, messages.SUCCESS)
        elif post.status == Post.Status.DRAFT and (problems := find_problems(post)):
            add_to_last_message(request, count_problems(len(problems)))
        return True

    def tell_problems(self, request: HttpRequest, problems: list[Finding]) -> None:
        """The first few; the rest stands among the checks."""
        shown = problems if len(problems) <= MOST_TOLD + 1 else problems[:MOST_TOLD]
        for problem in shown:
            self.message_user(request, problem.sentence, messages.ERROR)
        if rest := len(problems) - len(shown):
            text = _("%d more things are in the way: see the checks beside the text.")
            self.message_user(request, text % rest, messages.ERROR)

    def check_may_publish(self, request: HttpRequest) -> None:
        if not self.has_publish_permission(request):
            raise PermissionDenied

    def publish_one(self, request: HttpRequest, post: Post) -> bool:
        try:
            publish(post)
        except PublicationRefusedError as refusal:
            text = _("“%s” is saved, but not published:") % post
            self.message_user(request, text, messages.ERROR)
            self.tell_problems(request, refusal.problems)
            return False
        words = {"post": post, "state": describe_state(post)}
        text = _("“%(post)s”: %(state)s") % words
        self.message_user(request, text, messages.SUCCESS)
        return True

    @admin.action(
        description=gettext_lazy("Publish selected posts"), permissions=["publish"]
    )
    def publish_posts(self, request: HttpRequest, queryset: PostQuerySet) -> None:
        """Those that are public already keep their date, and their readers."""
        for post in queryset.drafts():
            # Gone meanwhile: somebody else deleted it.
            with suppress(Post.DoesNotExist):
                self.publish_one(request, post)

    @admin.action(
        description=gettext_lazy("Unpublish selected posts"), permissions=["publish"]
    )
    @transaction.atomic
    def unpublish_posts(self, request: HttpRequest, queryset: PostQuerySet) -> None:
        posts = list(queryset.filter(status=Post.Status.PUBLISHED))
        for post in posts:
            unpublish(post)
        text = ngettext(
            "%d post is a draft again.", "%d posts are drafts again.", len(posts)
        )
        self.message_user(request, text % len(posts), messages.SUCCESS)
