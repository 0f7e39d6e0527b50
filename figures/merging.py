"""Makes one figure of two that the import, or an editor, has taken apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from figures.edits import EditRefusedError, edit_figures, lock_figures
from figures.models import Figure
from figures.reviewing import crop_values, relabel_panels, with_panels

if TYPE_CHECKING:
    from uuid import UUID

    from django.contrib.auth.models import User


@transaction.atomic
def merge(figure: Figure, other: Figure, by: User) -> UUID | None:
    """Make one figure of two on a page: ``figure`` grows, ``other`` is discarded.

    The words of ``other`` are taken over where ``figure`` has none. Raises
    EditRefusedError where they are not two whole figures of one page.
    """
    locked = lock_figures([figure.pk, other.pk])
    figure, other = locked[figure.pk], locked[other.pk]
    for part in (figure, other):
        if part.state == Figure.State.DISCARDED:
            raise EditRefusedError(_("“%s” has been discarded.") % part.label)
    box, addition = figure.crop_box, other.crop_box
    if box is None or addition is None or not are_neighbours(figure, other):
        raise EditRefusedError(_("Only two figures on one page can be merged."))
    values = crop_values(figure, box.union(addition), figure.page_number)
    if other.caption and not figure.caption:
        values |= {
            "edited_caption": other.caption,
            "edited_caption_box": other.edited_caption_box
            or other.detected_caption_box,
            "edited_kind": other.kind,
            "edited_number": other.number,
        }
    for name in ("name", "alt_text"):
        if not getattr(figure, name):
            values[f"edited_{name}"] = getattr(other, name)
    gone = {"state": Figure.State.DISCARDED.value}
    changes = {part.pk: gone for part in with_panels([other])}
    changes |= {figure.pk: values} | relabel_panels(figure, values)
    return edit_figures(changes, by)


def are_neighbours(figure: Figure, other: Figure) -> bool:
    return (
        figure.pk != other.pk
        and not figure.parent_id
        and not other.parent_id
        and figure.version_id == other.version_id
        and figure.page_number == other.page_number
    )
