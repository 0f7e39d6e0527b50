"""What editors decide while they review: keep, discard, crop, add, pair anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from figures.crops import rounded
from figures.edits import (
    EditConflictError,
    EditRefusedError,
    Values,
    edit_figures,
)
from figures.models import Figure, FigureEdit, Paper
from figures.store import edges, fitting, free_key
from figures.tasks import queue_cutting

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from django.contrib.auth.models import User

    from figures.extraction.geometry import Box
    from figures.models import PaperVersion

# A paragraph of a page, as `PageImage.passages` holds it.
Passage = dict[str, "Any"]


@dataclass(frozen=True, slots=True)
class DrawnFigure:
    """What an editor says of a figure that the import has missed."""

    version: PaperVersion
    page_number: int
    kind: str
    number: str
    box: Box
    # Its caption, where the page has one.
    passage: Passage | None


def confirm(figures: Iterable[Figure], by: User) -> UUID | None:
    """Call ``figures`` and those of their panels right that nobody has discarded.

    Raises EditRefusedError for a discarded figure.
    """
    chosen = list(figures)
    ids = {figure.pk for figure in chosen}
    for figure in chosen:
        if figure.state == Figure.State.DISCARDED and figure.parent_id not in ids:
            raise EditRefusedError(
                _("“%s” is discarded; bring it back first.") % figure
            )
    new = {
        figure.pk for figure in with_panels(chosen) if figure.state == Figure.State.NEW
    }
    kept = {"state": Figure.State.CONFIRMED.value}
    seen = {"state": Figure.State.NEW.value}
    try:
        return edit_figures(dict.fromkeys(new, kept), by, dict.fromkeys(new, seen))
    except EditConflictError as error:
        raise EditRefusedError(
            _("Somebody else has just decided otherwise. Look again.")
        ) from error


def discard(figures: Iterable[Figure], by: User) -> UUID | None:
    """Throw ``figures`` and their panels away, for the time being.

    Raises EditRefusedError while a post uses one of them.
    """
    gone = {"state": Figure.State.DISCARDED.value}
    return edit_figures({figure.pk: gone for figure in with_panels(figures)}, by)


def reopen(figures: Iterable[Figure], by: User) -> UUID | None:
    """Bring discarded figures back, and confirmed ones: they are to be looked at again.

    Panels that were thrown away come back with a figure that was, not with another.
    """
    chosen = list(figures)
    asked = {figure.pk for figure in chosen}
    gone = {f.pk for f in chosen if f.state == Figure.State.DISCARDED}
    new = {"state": Figure.State.NEW.value}
    return edit_figures(
        {
            part.pk: new
            for part in with_panels(chosen)
            if part.pk in asked
            or part.parent_id in gone
            or part.state != Figure.State.DISCARDED
        },
        by,
    )


def with_panels(figures: Iterable[Figure]) -> list[Figure]:
    chosen = list(figures)
    panels = Figure.objects.filter(parent__in=[figure.pk for figure in chosen])
    return list({figure.pk: figure for figure in [*chosen, *panels]}.values())


def set_column(
    figures: Iterable[Figure], name: str, value: str, by: User
) -> UUID | None:
    """Say the same of several figures: their tier, or that they are decorative."""
    return edit_figures({figure.pk: {name: value} for figure in figures}, by)


def edit_with_panels(
    figure: Figure, values: Values, by: User, seen: Values | None = None
) -> UUID | None:
    """Change a figure; its panels are called by its number and kind, and follow."""
    changes = {figure.pk: values} | relabel_panels(figure, values)
    return edit_figures(changes, by, {figure.pk: seen or {}})


def relabel_panels(figure: Figure, values: Values) -> dict[int, Values]:
    """What a new number or kind of ``figure`` makes of its panels' own."""
    if not {"edited_number", "edited_kind"} & values.keys():
        return {}
    number = values.get("edited_number", figure.edited_number) or figure.detected_number
    kind = values.get("edited_kind", figure.edited_kind) or figure.detected_kind
    return {
        panel.pk: edited_unless_found(
            panel,
            number=fitting(
                Figure,
                "edited_number",
                number + panel.number.removeprefix(figure.number),
            ),
            kind=kind,
        )
        for panel in figure.panels.filter(number__startswith=figure.number)
    }


def edited_unless_found(figure: Figure, **wanted: str) -> Values:
    """Columns that make the figure say ``wanted``: nothing where it was found so."""
    return {
        f"edited_{name}": "" if value == getattr(figure, f"detected_{name}") else value
        for name, value in wanted.items()
    }


def crop_values(figure: Figure, box: Box | None, page_number: int) -> Values:
    """The columns that hold a crop; None is the automatic one."""
    if box is None:
        return {"edited_box": None, "edited_page_number": None}
    is_elsewhere = page_number != figure.detected_page_number
    values: Values = {
        "edited_box": edges(rounded(box)),
        "edited_page_number": page_number if is_elsewhere else None,
    }
    if page_number != figure.page_number:
        # The caption that was picked stands on the page that the figure leaves.
        values["edited_caption_box"] = None
    return values


def caption_values(figure: Figure, passage: Passage) -> Values:
    """The columns that make ``passage`` the caption, its label with it if it has one."""
    values: Values = {
        "edited_caption": passage["caption"] or passage["text"],
        "edited_caption_box": edges_of(passage),
    }
    if passage["kind"] and not figure.parent_id:
        values["edited_kind"] = passage["kind"]
        values["edited_number"] = fitting(Figure, "edited_number", passage["number"])
    return values


def edges_of(passage: Passage) -> list[float]:
    box = passage["box"]
    return [box["left"], box["top"], box["right"], box["bottom"]]


def add_figure(drawn: DrawnFigure, by: User) -> Figure:
    """A figure where an editor has drawn a box; undone, it is a discarded one."""
    try:
        return _add_figure(drawn, by)
    except IntegrityError:
        # Somebody has just added another of that label, and has its key.
        return _add_figure(drawn, by)


@transaction.atomic
def _add_figure(drawn: DrawnFigure, by: User) -> Figure:
    paper = drawn.version.paper
    # One after the other: a second click finds what the first has added.
    Paper.objects.select_for_update().get(pk=paper.pk)
    twin = drawn.version.figures.kept().filter(
        edited_page_number=drawn.page_number, edited_box=edges(drawn.box)
    )
    if found := twin.first():
        return found
    number = fitting(Figure, "edited_number", drawn.number)
    key = free_key(
        paper.slug,
        None,
        {
            "detected_kind": drawn.kind,
            "detected_number": number,
            "detected_page_number": drawn.page_number,
        },
    )
    figure = Figure.objects.create(
        key=key,
        paper=paper,
        version=drawn.version,
        position=find_position(drawn),
        edited_kind=drawn.kind,
        edited_number=number,
        edited_page_number=drawn.page_number,
        edited_box=edges(drawn.box),
    )
    if drawn.passage:
        values = caption_values(figure, drawn.passage)
        figure.edited_caption = values["edited_caption"]
        figure.edited_caption_box = values["edited_caption_box"]
        figure.save(update_fields=["edited_caption", "edited_caption_box"])
    FigureEdit.objects.create(
        figure=figure,
        deed=uuid4(),
        made_by=by,
        before={"state": Figure.State.DISCARDED.value},
        after={"state": Figure.State.NEW.value},
    )
    queue_cutting(figure)
    return figure


def find_position(drawn: DrawnFigure) -> int:
    """Its place in the reading order: just before the first found one that follows it.

    It takes the position before, which it may share: there the place on the page tells.
    So no other figure has to be touched, and another import leaves it where it is.
    """
    found = [
        figure for figure in drawn.version.paper.figures.whole() if figure.detected_kind
    ]
    following = [
        figure.position
        for figure in found
        if figure.page_number
        and figure.crop_box
        and (figure.page_number, figure.crop_box.top)
        > (drawn.page_number, drawn.box.top)
    ]
    if following:
        return max(min(following) - 1, 0)
    return max((figure.position for figure in found), default=0) + 1
