"""What editors change about figures: held against what others changed, and undoable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from figures.models import Figure, FigureEdit
from figures.tasks import queue_cutting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from django.contrib.auth.models import User

    from figures.models import FigureQuerySet

# Columns by name, as they are or as they are to be.
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A column that somebody else has changed while an editor was changing it, too."""

    field: str
    mine: Any
    theirs: Any
    # Who, as the admin calls them, and when; empty where an import did it.
    editor: str
    made_at: datetime | None


class EditConflictError(Exception):
    """Nothing is written: others have changed the same columns in the meantime."""

    def __init__(self, conflicts: list[Conflict]) -> None:
        super().__init__(_("Somebody else has changed this figure in the meantime."))
        self.conflicts = conflicts


class EditRefusedError(Exception):
    """Nothing is written; the message says why and what to do."""


def edit_figure(
    figure: Figure, values: Values, by: User, seen: Values | None = None
) -> UUID | None:
    """Change one figure; see ``edit_figures``."""
    return edit_figures({figure.pk: values}, by, {figure.pk: seen or {}})


@transaction.atomic
def edit_figures(
    changes: Mapping[int, Values],
    by: User,
    seen: Mapping[int, Values] | None = None,
) -> UUID | None:
    """Write ``changes``, by figure, as one deed; None where they change nothing.

    ``seen`` is what the editor saw in those columns before. Raises EditConflictError
    where a column holds neither that nor the new value by now, EditRefusedError for
    what cannot be done. Nothing is written then.
    """
    figures = lock_figures(changes)
    edits = {
        pk: {
            name: value
            for name, value in values.items()
            if getattr(figures[pk], name) != value
        }
        for pk, values in changes.items()
    }
    if conflicts := [
        conflict
        for pk, values in edits.items()
        for conflict in find_conflicts(figures[pk], values, (seen or {}).get(pk, {}))
    ]:
        raise EditConflictError(conflicts)
    refuse_discarding(figures[pk] for pk, values in edits.items() if discards(values))
    return _write(figures, edits, by)


def lock_figures(ids: Iterable[int]) -> dict[int, Figure]:
    """The figures, which nobody else changes until the transaction ends.

    Raises EditRefusedError where one is there no more.
    """
    wanted = set(ids)
    figures = Figure.objects.locked().in_bulk(wanted)
    if len(figures) < len(wanted):
        raise EditRefusedError(_("This figure has been removed with its paper."))
    return figures


def find_conflicts(figure: Figure, values: Values, seen: Values) -> list[Conflict]:
    """Columns of ``values`` that hold by now what the editor has not seen."""
    return [
        describe_conflict(figure, name, value)
        for name, value in values.items()
        if name in seen and getattr(figure, name) != seen[name]
    ]


def describe_conflict(figure: Figure, name: str, mine: object) -> Conflict:
    theirs = getattr(figure, name)
    # An edit that was taken back spoke last when it was.
    last = (
        FigureEdit.objects.filter(figure=figure, after__has_key=name)
        .annotate(spoken_at=Coalesce("undone_at", "made_at"))
        .select_related("made_by")
        .order_by("-spoken_at", "-pk")
        .first()
    )
    if last and (last.before if last.undone_at else last.after)[name] != theirs:
        last = None
    return Conflict(
        field=name,
        mine=mine,
        theirs=theirs,
        editor=last.made_by.get_username() if last and last.made_by else "",
        made_at=last.spoken_at if last else None,
    )


def discards(values: Values) -> bool:
    return values.get("state") == Figure.State.DISCARDED


def refuse_discarding(figures: Iterable[Figure]) -> None:
    """Raise EditRefusedError for figures that posts use, themselves or their panels."""
    ids = [figure.pk for figure in figures]
    used = Figure.objects.filter(pk__in=ids) | Figure.objects.filter(parent__in=ids)
    for figure in used.in_use():
        raise EditRefusedError(say_in_use(figure))


def say_in_use(figure: Figure) -> str:
    return _("“%s” is used in a post; take it out there first.") % figure


def undo_last(by: User, figures: FigureQuerySet) -> list[tuple[Figure, Values]]:
    """Take back the last deed of ``by`` on any of ``figures``; all that it changed.

    Hands back the figures, each with its columns as they are again.

    Raises EditRefusedError where there is none, or others have built on it.
    """
    with transaction.atomic():
        mine = FigureEdit.objects.standing().filter(made_by=by, figure__in=figures)
        last = mine.first()
        if last is None:
            raise EditRefusedError(_("There is nothing of yours to undo here."))
        edits = list(FigureEdit.objects.standing().filter(deed=last.deed))
        locked = lock_figures(edit.figure_id for edit in edits)
        for edit in edits:
            refuse_undoing(edit, locked[edit.figure_id])
        refuse_discarding(
            locked[edit.figure_id] for edit in edits if discards(edit.before)
        )
        for edit in edits:
            write_values(locked[edit.figure_id], edit.before)
        FigureEdit.objects.filter(deed=last.deed).update(undone_at=timezone.now())
    return [(locked[edit.figure_id], edit.before) for edit in edits]


def refuse_undoing(edit: FigureEdit, figure: Figure) -> None:
    """Raise EditRefusedError where others have had their say since, if the same."""
    later = FigureEdit.objects.standing().filter(figure=figure, pk__gt=edit.pk)
    others = later.exclude(made_by=edit.made_by).values_list("after", flat=True)
    is_overruled = any(edit.after.keys() & after.keys() for after in others)
    if is_overruled or any(
        getattr(figure, name) != value for name, value in edit.after.items()
    ):
        raise EditRefusedError(
            _("“%s” has been changed since by somebody else, so this is not undone.")
            % figure
        )


def write_values(figure: Figure, values: Values) -> None:
    """Store the columns, and have the figure cut anew where its box has moved."""
    before = figure.recipe
    for name, value in values.items():
        setattr(figure, name, value)
    figure.save(update_fields=[*values, "changed_at"])
    if figure.recipe != before:
        queue_cutting(figure)


def _write(
    figures: Mapping[int, Figure], edits: Mapping[int, Values], by: User
) -> UUID | None:
    if not any(edits.values()):
        return None
    deed = uuid4()
    for pk, values in edits.items():
        if not values:
            continue
        figure = figures[pk]
        before = {name: getattr(figure, name) for name in values}
        write_values(figure, values)
        FigureEdit.objects.create(
            figure=figure, deed=deed, made_by=by, before=before, after=values
        )
    return deed
