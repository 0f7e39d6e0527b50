"""A paper, and the PDFs in which it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from figures.licences import LICENCES, UNKNOWN, licence_choices

if TYPE_CHECKING:
    from django.core.files.storage import Storage

# What keys of images that are from no paper begin with: no paper's slug.
OWN_IMAGES = "images"


class PaperQuerySet(models.QuerySet["Paper"]):
    def in_progress(self) -> PaperQuerySet:
        """Papers whose figures are still to come."""
        return self.filter(
            status__in=[Paper.Status.PENDING, Paper.Status.EXTRACTING],
        )


class Paper(models.Model):
    """The document an editor uploads, and how far its import has come."""

    class Status(models.TextChoices):
        PENDING = "pending", _("waiting")
        EXTRACTING = "extracting", _("being read")
        EXTRACTED = "extracted", _("imported")
        FAILED = "failed", _("failed")

    title = models.CharField(_("title"), max_length=400, blank=True)
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    authors = models.TextField(_("authors"), blank=True, help_text=_("One a line."))
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    arxiv_id = models.CharField(_("arXiv id"), max_length=40, blank=True)
    doi = models.CharField(_("DOI"), max_length=200, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    licence = models.CharField(
        _("licence"),
        max_length=20,
        choices=licence_choices,
        blank=True,
        default=UNKNOWN.code,
    )
    key_contribution = models.TextField(_("key contribution"), blank=True)
    # What an import proposes of these details counts as read, not as true, until then.
    details_confirmed_at = models.DateTimeField(
        _("details confirmed"), null=True, blank=True, editable=False
    )
    details_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("details confirmed by"),
        null=True,
        blank=True,
        editable=False,
    )
    is_public = models.BooleanField(
        _("public"),
        default=False,
        help_text=_("Show the paper's own page and its confirmed figures to readers."),
    )

    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status,
        default=Status.PENDING,
        editable=False,
    )
    failure = models.TextField(_("what went wrong"), blank=True, editable=False)
    warnings = models.JSONField(_("warnings"), default=list, editable=False)
    page_count = models.PositiveIntegerField(_("pages"), default=0, editable=False)
    pages_done = models.PositiveIntegerField(_("pages done"), default=0, editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("paper")
        verbose_name_plural = _("papers")

    def __str__(self) -> str:
        return self.title or self.slug

    def get_absolute_url(self) -> str:
        return reverse("blog:paper", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        if self.slug == OWN_IMAGES:
            sentence = _("This slug stands for images without a paper; choose another.")
            raise ValidationError({"slug": sentence})

    @property
    def author_list(self) -> list[str]:
        return [name for line in self.authors.splitlines() if (name := line.strip())]

    @property
    def address(self) -> str:
        """Where readers find the paper itself; empty when nobody has said."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.arxiv_id:
            return f"https://arxiv.org/abs/{self.arxiv_id}"
        return self.url

    @property
    def short_licence(self) -> str:
        """The licence as captions print it: "CC BY"; empty when nobody has said."""
        return str(LICENCES.get(self.licence, UNKNOWN).short_name)

    @property
    def is_in_progress(self) -> bool:
        return self.status in {self.Status.PENDING, self.Status.EXTRACTING}

    @property
    def current_version(self) -> PaperVersion:
        return self.versions.get(is_current=True)

    def get_admin_url(self) -> str:
        return reverse("admin:figures_paper_change", args=[self.pk])

    def mark_pending(self) -> None:
        self._move_to(self.Status.PENDING, pages_done=0)

    def mark_extracting(self) -> None:
        self._move_to(self.Status.EXTRACTING, pages_done=0)

    def mark_extracted(self) -> None:
        self._move_to(self.Status.EXTRACTED)

    def mark_failed(self, reason: str) -> None:
        self._move_to(self.Status.FAILED, failure=reason)

    def _move_to(self, status: Status, **changes: object) -> None:
        """Not ``save``: a paper that was removed while it was read stays removed."""
        changes = {"failure": ""} | changes | {"status": status}
        for name, value in changes.items():
            setattr(self, name, value)
        Paper.objects.filter(pk=self.pk).update(**changes)


def paper_storage() -> Storage:
    """Where PDFs are kept: private, without an address."""
    return storages["papers"]


def pdf_name(version: PaperVersion, filename: str) -> str:
    """Named by its bytes: what a stranger called the file never reaches the disk."""
    return f"{version.sha256[:2]}/{version.sha256}.pdf"


class PaperVersion(models.Model):
    """One PDF of a paper; the same bytes are stored once."""

    paper = models.ForeignKey(
        Paper,
        on_delete=models.CASCADE,
        related_name="versions",
        verbose_name=_("paper"),
    )
    pdf = models.FileField(
        _("PDF"),
        storage=paper_storage,
        upload_to=pdf_name,
        max_length=200,
    )
    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    original_name = models.CharField(_("file name"), max_length=255)
    size = models.PositiveBigIntegerField(_("bytes"))
    is_current = models.BooleanField(_("current"), default=True)
    # 0 as long as its pages are the paper's own.
    page_count = models.PositiveIntegerField(_("pages"), default=0, editable=False)
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    # Why pages of it have no image; empty while they have, or are still to be drawn.
    drawing_failure = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ("-uploaded_at", "-pk")
        verbose_name = _("PDF")
        verbose_name_plural = _("PDFs")
        constraints = [
            models.UniqueConstraint(
                fields=["paper"],
                condition=Q(is_current=True),
                name="one_current_pdf_a_paper",
            ),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def pages(self) -> int:
        """How many pages this PDF has; its paper's number is that of the current one."""
        return self.page_count or self.paper.page_count
