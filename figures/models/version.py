"""A new PDF of a paper beside the old one: how far their comparison has come, and what it says."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from figures.models.figure import Figure
from figures.models.paper import Paper, PaperVersion


class ComparisonQuerySet(models.QuerySet["VersionComparison"]):
    def in_progress(self) -> ComparisonQuerySet:
        return self.filter(status__in=VersionComparison.IN_PROGRESS)

    def unread(self) -> ComparisonQuerySet:
        """Comparisons that are still to be made, or have failed."""
        done = [VersionComparison.Status.COMPARED, VersionComparison.Status.ACCEPTED]
        return self.exclude(status__in=done)

    def undecided(self) -> ComparisonQuerySet:
        """Comparisons that nobody has decided on, whether or not they can be yet."""
        return self.exclude(status=VersionComparison.Status.ACCEPTED)

    def awaited(self) -> ComparisonQuerySet:
        """Comparisons that a decision is or will be needed on: all but those that failed."""
        return self.undecided().exclude(status=VersionComparison.Status.FAILED)


class VersionComparison(models.Model):
    """How a new version of a paper is read, held against its figures, and decided on.

    A version that is declined goes, and its comparison with it.
    """

    class Status(models.TextChoices):
        PENDING = "pending", _("waiting")
        COMPARING = "comparing", _("being compared")
        COMPARED = "compared", _("waits for a decision")
        FAILED = "failed", _("failed")
        ACCEPTED = "accepted", _("accepted")

    IN_PROGRESS = (Status.PENDING, Status.COMPARING)

    version = models.OneToOneField(
        PaperVersion,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="comparison",
        verbose_name=_("PDF"),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.PENDING
    )
    failure = models.TextField(_("what went wrong"), blank=True)
    warnings = models.JSONField(_("warnings"), default=list)
    pages_done = models.PositiveIntegerField(_("pages done"), default=0)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("accepted by"),
        null=True,
    )
    accepted_at = models.DateTimeField(_("accepted"), null=True)

    objects = ComparisonQuerySet.as_manager()

    class Meta:
        verbose_name = _("comparison of versions")
        verbose_name_plural = _("comparisons of versions")
        # Nobody is given a right to them: they come and go with the papers' own.
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.version}: {self.get_status_display()}"

    @property
    def paper(self) -> Paper:
        return self.version.paper

    @property
    def is_in_progress(self) -> bool:
        return self.status in self.IN_PROGRESS

    def mark_pending(self) -> None:
        self._move_to(self.Status.PENDING, pages_done=0)

    def mark_comparing(self) -> None:
        self._move_to(self.Status.COMPARING, pages_done=0)

    def report(self, pages_done: int, page_count: int) -> None:
        """Say how many pages are read."""
        self.pages_done, self.version.page_count = pages_done, page_count
        VersionComparison.objects.filter(pk=self.pk).update(pages_done=pages_done)
        PaperVersion.objects.filter(pk=self.pk).update(page_count=page_count)

    def mark_compared(self, warnings: list[str]) -> None:
        self._move_to(self.Status.COMPARED, warnings=warnings)

    def mark_failed(self, reason: str) -> None:
        self._move_to(self.Status.FAILED, failure=reason)

    def _move_to(self, status: Status, **changes: object) -> None:
        """Not ``save``: what was decided while the version was read stays decided."""
        changes = {"failure": ""} | changes | {"status": status}
        for name, value in changes.items():
            setattr(self, name, value)
        VersionComparison.objects.undecided().filter(pk=self.pk).update(**changes)


class ProposalQuerySet(models.QuerySet["ProposedFigure"]):
    def with_figures(self) -> ProposalQuerySet:
        """Proposals with the figures they are held for, all that readers see of them."""
        return self.select_related("figure").prefetch_related(
            "figure__renditions", "figure__panels__renditions"
        )


class ProposedFigure(models.Model):
    """A figure of a new version beside the one of the paper that it is held for.

    Without ``figure`` it is new; without ``found`` the new version has it no more.
    """

    comparison = models.ForeignKey(
        VersionComparison, on_delete=models.CASCADE, related_name="proposals"
    )
    figure = models.ForeignKey(
        Figure, on_delete=models.CASCADE, related_name="proposals", null=True
    )
    # Reading order within the new version; what is gone stands last.
    position = models.PositiveIntegerField()
    # The columns that an import would fill, as it would fill them.
    found = models.JSONField(null=True)
    # A hash of how the cut looks, and one of its pixels, to the bit.
    looks = models.CharField(max_length=16, blank=True)
    pixels = models.CharField(max_length=32, blank=True)
    # The same of each panel: ``found``, ``looks``, ``pixels``.
    panels = models.JSONField(default=list)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ("comparison", "position", "pk")
        verbose_name = _("proposed figure")
        verbose_name_plural = _("proposed figures")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["comparison", "figure"], name="proposed_once_a_version"
            ),
            models.CheckConstraint(
                condition=Q(figure__isnull=False) | Q(found__isnull=False),
                name="proposed_for_something",
            ),
        ]

    def __str__(self) -> str:
        return str(self.found["detected_label"] if self.found else self.figure)
