"""What a post was at each save, and links that show a draft to a guest."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from blog.models.post import Post

# What is kept of a post at each save, and of what is typed between saves.
WORDS = ("title", "deck", "summary", "body")


def name_of(user: Any) -> str:
    """What an account is called wherever editors read of each other."""
    name: str = user.get_full_name() or user.get_username()
    return name


class PostRevision(models.Model):
    """The words of a post as one save left them."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="revisions")
    title = models.CharField(max_length=200)
    deck = models.CharField(max_length=400, blank=True)
    # None of saves from before summaries were kept.
    summary = models.TextField(blank=True, null=True)  # noqa: DJ001  # not "none"
    body = models.TextField(blank=True)
    # The save of the post that left these words.
    version = models.PositiveIntegerField(default=0)
    # The revision whose words these are once more.
    restored_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, related_name="+", null=True
    )
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
    )
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-saved_at", "-pk")
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")

    def __str__(self) -> str:
        at = date_format(timezone.localtime(self.saved_at), "DATETIME_FORMAT")
        return f"{self.title}, {at}"

    @property
    def saver(self) -> str:
        """Empty where nobody knows any more."""
        return name_of(self.saved_by) if self.saved_by else ""


def new_token() -> str:
    return secrets.token_urlsafe(24)


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def valid(self) -> PreviewLinkQuerySet:
        return self.filter(expires_at__gt=timezone.now())


class PreviewLink(models.Model):
    """Shows a draft to whoever has the link, until it expires."""

    post = models.ForeignKey(
        Post, on_delete=models.CASCADE, related_name="preview_links"
    )
    token = models.CharField(
        max_length=40, unique=True, default=new_token, editable=False
    )
    expires_at = models.DateTimeField(_("expires"))
    # Pinned to one revision, or following the draft where there is none.
    revision = models.ForeignKey(
        PostRevision, on_delete=models.CASCADE, null=True, blank=True
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at",)
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")

    def __str__(self) -> str:
        return f"{self.post}, {self.expires_at:%Y-%m-%d}"
