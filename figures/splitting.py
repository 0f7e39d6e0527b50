"""Splits a figure into its panels because an editor asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from figures import sandbox
from figures.copies import delete_files, mark_cut, replace_renditions
from figures.extraction.errors import ExtractionError
from figures.extraction.records import Split
from figures.models import Figure, FigureEdit, PaperVersion
from figures.opening import opened_pdf
from figures.store import edges, find_known_panel, fitting, free_key

if TYPE_CHECKING:
    from figures.extraction.records import Panel
    from figures.extraction.wire import PanelsFound


def split_figure(figure: Figure, count: int | None, editor_id: int) -> None:
    """Find the panels of ``figure`` and store them, as one deed of that editor.

    ``count`` says how many; None leaves it to letters and gutters. Where nothing comes
    of it, the figure's ``split_failure`` says why.
    """
    box, number = figure.crop_box, figure.page_number
    if box is None or number is None or figure.version_id is None:
        return
    split = Split(
        page_number=number,
        crop_box=box,
        rotation=figure.rotation,
        caption=figure.caption,
        number=figure.number,
        count=count,
    )
    version = PaperVersion.objects.get(pk=figure.version_id)
    try:
        with opened_pdf(version) as pdf:
            found = sandbox.split_in_child(pdf, split)
            failure = "" if found.panels else explain_none(count)
            store_panels(figure, found, editor_id)
    except ExtractionError as error:
        failure = str(error)
    except Exception:
        report_failure(figure, _("The splitting broke off unexpectedly."))
        raise
    report_failure(figure, failure)


def report_failure(figure: Figure, sentence: str) -> None:
    Figure.objects.filter(pk=figure.pk).update(split_failure=sentence)


def explain_none(count: int | None) -> str:
    if count is None:
        return _(
            "Neither letters nor white gutters tell panels apart here. Say how many "
            "there are, and put their boxes right."
        )
    return _("This figure cannot be divided into %d parts.") % count


def store_panels(figure: Figure, found: PanelsFound, editor_id: int) -> None:
    """Store all panels or none; what another split had found and this has not, goes.

    A panel that a post uses stays, whatever was found.
    """
    if not found.panels:
        return
    written: list[str] = []
    deed = uuid4()
    try:
        with transaction.atomic():
            current = Figure.objects.locked().in_bulk([figure.pk]).get(figure.pk)
            if current is None:
                # Removed with its paper meanwhile.
                return
            if current.recipe != figure.recipe:
                raise ExtractionError(
                    _("The figure's crop was changed meanwhile. Split it again.")
                )
            kept = []
            for position, (panel, looks, renditions) in enumerate(
                zip(found.panels, found.looks, found.renditions, strict=True), start=1
            ):
                part = store_panel(figure, panel, position, deed, editor_id)
                replace_renditions(part, renditions, written)
                mark_cut(part, looks)
                kept.append(part.pk)
            discard_others(figure, kept, deed, editor_id)
    except BaseException:
        delete_files(written)
        raise


def store_panel(
    figure: Figure, panel: Panel, position: int, deed: UUID, editor_id: int
) -> Figure:
    number = fitting(Figure, "edited_number", figure.number + panel.letter)
    place: dict[str, Any] = {
        "edited_box": edges(panel.crop_box),
        "edited_page_number": figure.page_number,
        "state": Figure.State.NEW.value,
    }
    known = find_known_panel(figure, panel.letter)
    if known:
        before = {name: getattr(known, name) for name in place}
    else:
        before = {"state": Figure.State.DISCARDED.value}
        known = Figure(
            key=free_key("", figure, {"detected_number": number}),
            paper=figure.paper,
            parent=figure,
            edited_kind=figure.kind,
            edited_number=number,
            edited_caption=fitting(Figure, "edited_caption", panel.caption),
            edited_name=fitting(Figure, "edited_name", panel.name),
            edited_alt_text=fitting(Figure, "edited_alt_text", panel.alt_text),
            text=fitting(Figure, "text", panel.text),
            rotation=figure.rotation,
        )
    place |= {"version_id": figure.version_id, "position": position}
    for name, value in place.items():
        setattr(known, name, value)
    # Nothing else: an editor may be saving the other columns at this moment.
    known.save(update_fields=[*place, "changed_at"] if known.pk else None)
    after = {name: place[name] for name in before}
    record(known, before, after, deed, editor_id)
    return known


def discard_others(figure: Figure, kept: list[int], deed: UUID, editor_id: int) -> None:
    others = figure.panels.kept().exclude(pk__in=kept)
    used = set(others.in_use().values_list("pk", flat=True))
    for panel in others.exclude(pk__in=used):
        before = {"state": panel.state}
        panel.state = Figure.State.DISCARDED
        panel.save(update_fields=["state", "changed_at"])
        after = {"state": Figure.State.DISCARDED.value}
        record(panel, before, after, deed, editor_id)


def record(
    figure: Figure,
    before: dict[str, Any],
    after: dict[str, Any],
    deed: UUID,
    editor_id: int,
) -> None:
    """Note what has changed, for undo; a task that runs again may change nothing."""
    changed = {name for name, value in after.items() if value != before[name]}
    if not changed:
        return
    FigureEdit.objects.create(
        figure=figure,
        deed=deed,
        made_by_id=editor_id,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
