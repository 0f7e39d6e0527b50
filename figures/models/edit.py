"""What editors changed about figures, so that it can be taken back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from figures.models.figure import Figure


class FigureEditQuerySet(models.QuerySet["FigureEdit"]):
    def standing(self) -> FigureEditQuerySet:
        """Edits that nobody has taken back."""
        return self.filter(undone_at=None)


class FigureEdit(models.Model):
    """The columns of one figure that an editor changed in one go: before and after."""

    figure = models.ForeignKey(
        Figure,
        on_delete=models.CASCADE,
        related_name="edits",
        verbose_name=_("figure"),
    )
    # What was done to several figures at once is taken back at once.
    deed = models.UUIDField(_("deed"), db_index=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("made by"),
        null=True,
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    before = models.JSONField(_("before"))
    after = models.JSONField(_("after"))
    undone_at = models.DateTimeField(_("taken back"), null=True)

    objects = FigureEditQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        verbose_name = _("edit of a figure")
        verbose_name_plural = _("edits of figures")
        # Nobody is given a right to them: they come and go with the figures' own.
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.figure}: {', '.join(self.after)}"
