"""What an editor has typed into a post and not saved yet."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blog.models.post import Post


class WorkingCopy(models.Model):
    """The words of one editor, of a post or of one that is still to be added."""

    post = models.ForeignKey(
        Post, on_delete=models.CASCADE, related_name="working_copies", null=True
    )
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    title = models.CharField(max_length=200, blank=True)
    deck = models.CharField(max_length=400, blank=True)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    # The save of the post that the editor began from.
    post_version = models.PositiveIntegerField(default=0)
    # Counts what was kept of it: of two tabs, the one behind is told.
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("-saved_at", "-pk")
        verbose_name = _("working copy")
        verbose_name_plural = _("working copies")
        # Each belongs to its editor alone.
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["post", "editor"], name="one_working_copy_an_editor"
            ),
            models.UniqueConstraint(
                fields=["editor"],
                condition=Q(post__isnull=True),
                name="one_new_post_an_editor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.editor}: {self.title}"
