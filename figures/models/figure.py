"""A figure: what was detected, what an editor decided, and which of the two counts."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from figures.extraction.geometry import Box
from figures.extraction.records import FigureKind
from figures.labels import name_briefly, name_figure, name_picture
from figures.models.figure_queries import FigureQuerySet
from figures.models.paper import OWN_IMAGES, Paper, PaperVersion


def edited_or_detected(field: str, output_field: models.Field) -> models.GeneratedField:
    """A column that holds the editor's text wherever there is one, else the detected."""
    return models.GeneratedField(
        expression=Case(
            When(~Q(**{f"edited_{field}": ""}), then=F(f"edited_{field}")),
            default=F(f"detected_{field}"),
        ),
        output_field=output_field,
        db_persist=True,
    )


class Figure(models.Model):
    """Everything on a page that one caption refers to, or one lettered part of it.

    ``detected_…`` is replaced by each import, ``edited_…`` is an editor's and wins
    where it is filled in; the plain name is the one that counts.
    """

    class Kind(models.TextChoices):
        FIGURE = FigureKind.FIGURE.value, _("figure")
        TABLE = FigureKind.TABLE.value, _("table")

    class State(models.TextChoices):
        NEW = "new", _("new")
        CONFIRMED = "confirmed", _("confirmed")
        DISCARDED = "discarded", _("discarded")

    class AltState(models.TextChoices):
        DRAFT = "draft", _("draft")
        CONFIRMED = "confirmed", _("confirmed")
        DECORATIVE = "decorative", _("decorative")

    class Tier(models.TextChoices):
        ESSENTIAL = "essential", _("essential")
        SUPPORTING = "supporting", _("supporting")
        OTHER = "other", _("other")

    class DarkMode(models.TextChoices):
        CARD = "card", _("on a white card")
        PLAIN = "plain", _("as it is")

    # Posts contain it, so it never changes.
    key = models.CharField(_("key"), max_length=160, unique=True, editable=False)
    paper = models.ForeignKey(
        Paper,
        on_delete=models.CASCADE,
        related_name="figures",
        verbose_name=_("paper"),
        null=True,
        blank=True,
    )
    version = models.ForeignKey(
        PaperVersion,
        on_delete=models.SET_NULL,
        related_name="figures",
        verbose_name=_("cut from"),
        null=True,
        blank=True,
        editable=False,
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        related_name="panels",
        verbose_name=_("panel of"),
        null=True,
        blank=True,
        editable=False,
    )
    # Reading order within the paper, panels within their figure.
    position = models.PositiveIntegerField(_("position"), default=0, editable=False)

    detected_kind = models.CharField(max_length=6, choices=Kind, blank=True)
    # For a panel its letter follows: "3b".
    detected_number = models.CharField(max_length=40, blank=True)
    # Tells apart what bears the same label twice; counts from 1.
    detected_occurrence = models.PositiveSmallIntegerField(default=1)
    detected_label = models.CharField(max_length=80, blank=True)
    detected_page_number = models.PositiveIntegerField(null=True)
    detected_box = models.JSONField(null=True)
    detected_caption = models.TextField(blank=True)
    detected_caption_box = models.JSONField(null=True)
    detected_name = models.CharField(max_length=200, blank=True)
    detected_alt_text = models.TextField(blank=True)

    edited_kind = models.CharField(_("kind"), max_length=6, choices=Kind, blank=True)
    edited_number = models.CharField(_("number"), max_length=40, blank=True)
    edited_page_number = models.PositiveIntegerField(_("page"), null=True, blank=True)
    edited_box = models.JSONField(_("crop box"), null=True, blank=True)
    edited_caption = models.TextField(_("caption"), blank=True)
    edited_caption_box = models.JSONField(_("caption box"), null=True, blank=True)
    edited_name = models.CharField(_("name"), max_length=200, blank=True)
    edited_alt_text = models.TextField(_("alt text"), blank=True)

    kind = edited_or_detected("kind", models.CharField(max_length=6))
    number = edited_or_detected("number", models.CharField(max_length=40))
    caption = edited_or_detected("caption", models.TextField())
    name = edited_or_detected("name", models.CharField(max_length=200))
    alt_text = edited_or_detected("alt_text", models.TextField())
    page_number = models.GeneratedField(
        expression=Coalesce("edited_page_number", "detected_page_number"),
        output_field=models.PositiveIntegerField(null=True),
        db_persist=True,
    )

    # Degrees clockwise by which the cut is turned to stand upright.
    rotation = models.PositiveSmallIntegerField(default=0, editable=False)
    alt_state = models.CharField(
        _("alt text is"), max_length=10, choices=AltState, default=AltState.DRAFT
    )
    long_description = models.TextField(_("long description"), blank=True)
    credit = models.CharField(_("credit"), max_length=400, blank=True)
    tier = models.CharField(
        _("tier"), max_length=10, choices=Tier, default=Tier.SUPPORTING
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.NEW
    )
    dark_mode = models.CharField(
        _("in dark mode"), max_length=5, choices=DarkMode, default=DarkMode.CARD
    )
    # None for what a person drew.
    confidence = models.FloatField(_("confidence"), null=True, editable=False)
    warnings = models.JSONField(_("warnings"), default=list, editable=False)
    text = models.TextField(_("words inside"), blank=True, editable=False)
    # What the stored copies were cut from; while it is not the recipe, others are on
    # their way.
    cut_from = models.JSONField(null=True, editable=False)
    # Why the copies could not be cut as the recipe says.
    cut_failure = models.TextField(blank=True, editable=False)
    # Why the last try to split it into panels came to nothing.
    split_failure = models.TextField(blank=True, editable=False)
    # A hash of how the cut looks: figures that look alike differ in few of its bits.
    looks = models.CharField(max_length=16, blank=True, editable=False)
    # False once an import did not find it again, and for what a person drew.
    is_detected = models.BooleanField(_("found"), default=False, editable=False)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        ordering = ("paper", "position", "pk")
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        indexes = [models.Index(fields=["paper", "position"])]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "paper",
                    "detected_kind",
                    "detected_number",
                    "detected_occurrence",
                ],
                condition=~Q(detected_kind="") & Q(parent__isnull=True),
                name="detected_once_a_paper",
            ),
            models.UniqueConstraint(
                fields=["parent", "detected_number", "detected_occurrence"],
                condition=~Q(detected_kind="") & Q(parent__isnull=False),
                name="detected_once_a_figure",
            ),
            models.CheckConstraint(
                condition=Q(rotation__in=[0, 90, 180, 270]),
                name="rotation_is_a_quarter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.name}" if self.name else self.label

    def get_absolute_url(self) -> str:
        """Its own page, which its key spells out; a picture is from no paper."""
        folder, _slash, name = self.key.partition("/")
        if folder == OWN_IMAGES:
            return reverse("blog:image", args=[name])
        return reverse("blog:figure", args=[folder, name])

    @property
    def label(self) -> str:
        """What the paper calls it: "Figure 3b", "Table 2"; a picture is from none."""
        if not (self.paper_id or self.number):
            return name_picture()
        return name_figure(self.number, is_table=self.kind == self.Kind.TABLE)

    @property
    def short_label(self) -> str:
        """The label as captions of posts print it: "Fig. 3b", "Table 2"."""
        if not (self.paper_id or self.number):
            return self.label
        return name_briefly(self.number, is_table=self.kind == self.Kind.TABLE)

    @property
    def crop_box(self) -> Box | None:
        """Where it stands on its page, in PDF points; None for an editor's own image."""
        edges: list[float] | None = self.edited_box or self.detected_box
        return Box(*edges) if edges else None

    @property
    def caption_box(self) -> Box | None:
        """Where its caption stands on the same page; None where nobody knows."""
        is_elsewhere = self.page_number != self.detected_page_number
        found = None if is_elsewhere else self.detected_caption_box
        edges: list[float] | None = self.edited_caption_box or found
        return Box(*edges) if edges else None

    @property
    def recipe(self) -> dict[str, Any] | None:
        """What its copies are to be cut from; None for what is cut from no PDF."""
        box = self.crop_box
        if box is None or not self.version_id or not self.page_number:
            return None
        return {
            "version": self.version_id,
            "page": self.page_number,
            "box": list(box.edges),
            "rotation": self.rotation,
            # A box that a person drew is cut as it was drawn.
            "trim": not self.edited_box,
        }

    @property
    def is_being_cut(self) -> bool:
        """Whether other copies than the present ones are on their way."""
        recipe = self.recipe
        return recipe is not None and recipe != self.cut_from and not self.cut_failure

    def get_admin_url(self) -> str:
        return reverse("admin:figures_figure_change", args=[self.pk])
