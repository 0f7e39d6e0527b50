"""Cuts one figure out of its PDF again, after an editor has changed its box."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from figures import sandbox
from figures.copies import delete_files, mark_cut, replace_renditions
from figures.extraction.errors import ExtractionError
from figures.extraction.geometry import Box
from figures.extraction.records import Cut
from figures.models import Figure, PaperVersion
from figures.opening import opened_pdf

if TYPE_CHECKING:
    from figures.extraction.wire import BoxCut

Recipe = dict[str, Any]

BROKEN_OFF = gettext_lazy("The cutting broke off unexpectedly. Cut it again.")


def cut_again(figure: Figure) -> None:
    """Give ``figure`` copies that are cut as its recipe says.

    The old copies stay until the new ones are stored. What is wrong becomes the
    figure's failure.
    """
    recipe = figure.recipe
    if recipe is None or recipe == figure.cut_from:
        return
    version = PaperVersion.objects.get(pk=recipe["version"])
    cut = Cut(
        page_number=recipe["page"],
        crop_box=Box(*recipe["box"]),
        rotation=recipe["rotation"],
        trim=recipe["trim"],
    )
    try:
        with opened_pdf(version) as pdf:
            pieces = list(islice(sandbox.cut_in_child(pdf, [cut]), 2))
            if len(pieces) != 1:
                raise ExtractionError(str(BROKEN_OFF))
            store_piece(figure, recipe, pieces[0])
    except ExtractionError as error:
        report_failure(figure, recipe, str(error))
    except Exception:
        # A bug: without a word here, the figure would wait for its cut for ever.
        report_failure(figure, recipe, str(BROKEN_OFF))
        raise


def lock_unmoved(figure: Figure, recipe: Recipe) -> Figure | None:
    """The figure as it is now; None where it is gone, or to be cut otherwise."""
    locked = Figure.objects.locked().in_bulk([figure.pk])
    current = locked.get(figure.pk)
    return current if current and current.recipe == recipe else None


def store_piece(figure: Figure, recipe: Recipe, piece: BoxCut) -> None:
    """Store what was cut, unless the figure is to be cut otherwise by now."""
    written: list[str] = []
    try:
        with transaction.atomic():
            current = lock_unmoved(figure, recipe)
            if current is None:
                return
            replace_renditions(current, piece.renditions, written)
            mark_cut(current, piece.looks)
    except BaseException:
        delete_files(written)
        raise


def report_failure(figure: Figure, recipe: Recipe, sentence: str) -> None:
    """Say why the cut could not be made; a box drawn since has its own try."""
    with transaction.atomic():
        current = lock_unmoved(figure, recipe)
        if current:
            current.cut_failure = sentence
            current.save(update_fields=["cut_failure"])
