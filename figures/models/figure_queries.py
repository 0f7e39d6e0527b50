"""Which figures there are, and in what order papers have them."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from figures.models.figure import Figure  # noqa: F401 (quoted below)

# Within a paper. What a person drew shares the position of the figure that was found
# before it: there page and height tell, and panels stay with their figure.
READING_ORDER = (
    Coalesce("parent__position", "position"),
    Coalesce("parent__page_number", "page_number"),
    Coalesce("parent__edited_box__1", "edited_box__1").asc(nulls_first=True),
    Coalesce("parent", "pk"),
    F("parent").asc(nulls_first=True),
    "position",
    "pk",
)


class FigureQuerySet(models.QuerySet["Figure"]):
    def whole(self) -> FigureQuerySet:
        """Figures that are not panels of another."""
        return self.filter(parent=None)

    def kept(self) -> FigureQuerySet:
        """All that no editor has thrown away."""
        return self.exclude(state=self.model.State.DISCARDED)

    def locked(self) -> FigureQuerySet:
        """Figures that nobody else changes until the transaction ends.

        In no order but that of their ids, which two transactions share; the usual one
        joins papers, which PostgreSQL would have to lock as well.
        """
        return self.order_by("pk").select_for_update()

    def in_use(self) -> FigureQuerySet:
        """Figures that rows of other models protect from being deleted."""
        uses = [
            Exists(
                models.QuerySet[models.Model](relation.related_model).filter(
                    **{relation.field.name: OuterRef("pk")}
                )
            )
            for relation in self.model._meta.related_objects
            if relation.on_delete is models.PROTECT
        ]
        return self.filter(reduce(or_, uses, Q(pk__in=[])))

    def in_reading_order(self) -> FigureQuerySet:
        """Paper by paper; panels after the figure they are part of."""
        return self.order_by("paper", *READING_ORDER)

    def with_renditions(self) -> FigureQuerySet:
        """Figures with all that showing them takes: two queries, however many."""
        return self.select_related("paper", "parent", "own_image").prefetch_related(
            "renditions"
        )
