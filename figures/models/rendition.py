"""A stored copy of a figure at one width and in one format."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from figures.extraction.renditions import RenditionRole
from figures.models.figure import Figure

# By format, which is also how their files' names end.
MEDIA_TYPES = {
    "avif": "image/avif",
    "webp": "image/webp",
    "png": "image/png",
    "svg": "image/svg+xml",
}


def rendition_name(rendition: Rendition, filename: str) -> str:
    """Ingest names the file; the folder keeps a paper's files together."""
    return f"figures/{rendition.figure.key.split('/')[0]}/{filename}"


class Rendition(models.Model):
    """The master, or one of the copies made from it; its role says what it is for."""

    class Role(models.TextChoices):
        MASTER = RenditionRole.MASTER.value, _("master")
        COPY = RenditionRole.COPY.value, _("copy for pages")
        CARD = RenditionRole.CARD.value, _("card for other sites")
        VECTOR = RenditionRole.VECTOR.value, _("vector copy")

    class Format(models.TextChoices):
        AVIF = "avif", "AVIF"
        WEBP = "webp", "WebP"
        PNG = "png", "PNG"
        SVG = "svg", "SVG"

    figure = models.ForeignKey(
        Figure,
        on_delete=models.CASCADE,
        related_name="renditions",
        verbose_name=_("figure"),
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.COPY)
    format = models.CharField(_("format"), max_length=4, choices=Format)
    # In pixels; a vector copy has none, and is measured in points.
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))
    size = models.PositiveIntegerField(_("bytes"))
    file = models.FileField(_("file"), upload_to=rendition_name, max_length=300)

    class Meta:
        ordering = ("figure", "role", "format", "width")
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [
            models.UniqueConstraint(
                fields=["figure", "role", "format", "width"],
                name="one_rendition_a_recipe",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure.key} {self.format} {self.width} px"

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[str(self.format)]
