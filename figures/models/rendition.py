"""A stored copy of a figure at one width and in one format."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from figures.models.figure import Figure


def rendition_name(rendition: Rendition, filename: str) -> str:
    """Ingest names the file; the folder keeps a paper's files together."""
    return f"figures/{rendition.figure.key.split('/')[0]}/{filename}"


class Rendition(models.Model):
    """The master, or one of the web copies made from it."""

    class Format(models.TextChoices):
        AVIF = "avif", "AVIF"
        WEBP = "webp", "WebP"
        PNG = "png", "PNG"

    figure = models.ForeignKey(
        Figure,
        on_delete=models.CASCADE,
        related_name="renditions",
        verbose_name=_("figure"),
    )
    # The lossless cut that all others are made from, and that editors download.
    is_master = models.BooleanField(_("master"), default=False)
    format = models.CharField(_("format"), max_length=4, choices=Format)
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))
    size = models.PositiveIntegerField(_("bytes"))
    file = models.FileField(_("file"), upload_to=rendition_name, max_length=300)

    class Meta:
        ordering = ("figure", "-is_master", "format", "width")
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [
            models.UniqueConstraint(
                fields=["figure", "is_master", "format", "width"],
                name="one_rendition_a_recipe",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure.key} {self.format} {self.width} px"
