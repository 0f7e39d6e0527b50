"""What an editor does to one alt text of the queue: write, call decorative, take back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from figures.admin.alt_entries import COLUMNS
from figures.alt_texts import (
    caption_of,
    find_alt_problem,
    names_of,
    text_to_store,
    tidy,
)
from figures.edits import EditRefusedError, edit_figure, lock_figures, undo_last
from figures.models import Figure, FigureEdit

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from figures.edits import Values
    from figures.models import FigureQuerySet

SAID = {
    "confirm": gettext_lazy("%s: alt text confirmed."),
    "decorative": gettext_lazy("%s: decorative, so nothing is read out."),
    "draft": gettext_lazy("%s: draft saved."),
}


def find_problem(figure: Figure, deed: str, typed: str) -> str:
    """Why ``typed`` is not written; empty where it is, or where it is not needed."""
    is_needed = deed == "confirm" or (deed == "draft" and tidy(typed))
    if not is_needed:
        return ""
    return find_alt_problem(typed, caption=caption_of(figure), names=names_of(figure))


@transaction.atomic
def write_alt_text(
    figure: Figure, deed: str, typed: str, by: User, seen: Values
) -> str:
    """Do ``deed`` and say so; raises what ``edit_figure`` raises."""
    # An import may have brought another draft since the page was made.
    current = lock_figures([figure.pk])[figure.pk]
    text = text_to_store(current, typed, is_confirmed=deed == "confirm")
    values: dict[str, Values] = {
        "confirm": {
            "edited_alt_text": text,
            "alt_state": Figure.AltState.CONFIRMED.value,
        },
        "decorative": {"alt_state": Figure.AltState.DECORATIVE.value},
        "draft": {"edited_alt_text": text, "alt_state": Figure.AltState.DRAFT.value},
    }
    edit_figure(figure, values[deed], by, seen)
    if deed == "draft" and not tidy(typed) and current.detected_alt_text:
        return _("%s: the draft out of the paper stands again.") % figure.label
    return SAID[deed] % figure.label


def find_last_edit(by: User, figures: FigureQuerySet) -> FigureEdit | None:
    """The last deed of ``by`` on ``figures``; None where that was to no alt text."""
    mine = FigureEdit.objects.standing().filter(made_by=by, figure__in=figures)
    last = mine.select_related("figure").first()
    if last is None or not set(last.after) <= set(COLUMNS):
        return None
    # What was done to many at once is taken back where that was.
    is_shared = FigureEdit.objects.filter(deed=last.deed).exclude(pk=last.pk).exists()
    return None if is_shared else last


def take_back(by: User, figures: FigureQuerySet, deed: str) -> tuple[Figure, str]:
    """The figure whose alt text is as it was before ``deed``, and what had been typed.

    Raises EditRefusedError where that is not the last deed of ``by``: a second click
    takes nothing else back.
    """
    last = find_last_edit(by, figures)
    if last is None or str(last.deed) != deed:
        raise EditRefusedError(_("There is nothing of yours to undo here."))
    undo_last(by, figures)
    figure = Figure.objects.get(pk=last.figure_id)
    return figure, last.after.get("edited_alt_text") or figure.alt_text


def say_taken_back(figure: Figure, typed: str) -> str:
    if typed == figure.alt_text:
        return _("%s: undone.") % figure.label
    return _("%s: undone. Your text stands in the field, not saved.") % figure.label
