"""How the pages of a PDF look, and the text on them that a caption can be picked from."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from figures.extraction.geometry import Box
from figures.models.paper import PaperVersion, paper_storage


def page_image_name(page: PageImage, filename: str) -> str:
    """Beside the PDF, and as private as it is."""
    sha256 = page.version.sha256
    return f"{sha256[:2]}/{sha256}-pages/{page.number}.webp"


class PageImage(models.Model):
    """One page of a PDF, drawn by the worker for editors to look at."""

    version = models.ForeignKey(
        PaperVersion,
        on_delete=models.CASCADE,
        related_name="page_images",
        verbose_name=_("PDF"),
    )
    number = models.PositiveIntegerField(_("page"))
    # PDF points, as displayed.
    width = models.FloatField(_("width"))
    height = models.FloatField(_("height"))
    image = models.FileField(
        _("image"),
        storage=paper_storage,
        upload_to=page_image_name,
        max_length=200,
    )
    size = models.PositiveIntegerField(_("bytes"))
    # Paragraphs as `wire` sends them: text, box and, for a caption, its label.
    passages = models.JSONField(_("passages"), default=list)

    class Meta:
        ordering = ("version", "number")
        verbose_name = _("image of a page")
        verbose_name_plural = _("images of pages")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["version", "number"], name="one_image_a_page"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}, {self.number}"

    @property
    def address(self) -> str:
        """Where editors' browsers find the image."""
        return reverse("figures:page_image", args=[self.version_id, self.number])

    @property
    def box(self) -> Box:
        """The whole page, in PDF points."""
        return Box(0.0, 0.0, self.width, self.height)
