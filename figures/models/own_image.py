"""An image of an editor's own: what was uploaded, and how far it has come."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from figures.models.figure import Figure
from figures.models.paper import paper_storage


def own_image_name(own: OwnImage, filename: str) -> str:
    """Named by its bytes: what somebody called the file never reaches the disk."""
    return f"images/{own.sha256[:2]}/{own.sha256}"


def own_image_of(figure: Figure) -> OwnImage | None:
    """The upload behind ``figure``; asks nothing for what is from a paper."""
    own: OwnImage | None = (
        None if figure.paper_id else getattr(figure, "own_image", None)
    )
    return own


class OwnImage(models.Model):
    """The upload behind a figure that is from no paper.

    The file itself says more than its picture, where it was taken for one: it is kept
    until the figure's copies are made of it, and no longer.
    """

    figure = models.OneToOneField(
        Figure,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="own_image",
        verbose_name=_("figure"),
    )
    # Empty once nothing more can come of it.
    original = models.FileField(
        _("file"),
        storage=paper_storage,
        upload_to=own_image_name,
        max_length=200,
        blank=True,
    )
    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    original_name = models.CharField(_("file name"), max_length=255)
    size = models.PositiveBigIntegerField(_("bytes"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("uploaded by"),
        null=True,
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    failure = models.TextField(_("what went wrong"), blank=True)

    class Meta:
        ordering = ("-uploaded_at", "-pk")
        verbose_name = _("image of one's own")
        verbose_name_plural = _("images of one's own")
        # Whoever may see and change figures may see and change these.
        default_permissions = ()

    def __str__(self) -> str:
        return self.original_name

    @property
    def is_ready(self) -> bool:
        """Whether the figure has its copies; asks nothing where they are prefetched."""
        return bool(self.figure.renditions.all())

    @property
    def can_be_tried_again(self) -> bool:
        """Whether another try may end otherwise: the file is still there."""
        return bool(self.failure and self.original)
