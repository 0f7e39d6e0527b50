"""What the buttons of a figure's screen do, by their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from figures import reviewing
from figures.admin.conflicts import name_column
from figures.admin.editors import editor_of
from figures.admin.review_form import find_page
from figures.crops import holds, snap_to_ink, with_caption, without_caption
from figures.edits import EditRefusedError, edit_figure, undo_last
from figures.merging import merge as merge_figures
from figures.models import Figure
from figures.models.own_image import own_image_of
from figures.own_images import try_again
from figures.tasks import (
    is_cutting_queued,
    is_splitting_queued,
    queue_cutting,
    queue_drawing,
    queue_splitting,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.contrib.auth.models import User
    from django.http import HttpRequest

    from figures.edits import Values
    from figures.extraction.geometry import Box


# Panels that one figure may have: the letters of the alphabet.
FEWEST, MOST = 2, 26
# No list offers more.
MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class DeedRequest:
    """Which figure, who, and what else the form says; the fields are saved already."""

    request: HttpRequest
    figure: Figure
    is_saved: bool
    # The columns as the editor saw them, with what he has just saved.
    seen: Values

    @property
    def user(self) -> User:
        return editor_of(self.request)

    def chosen_number(self, name: str) -> int:
        """A number that a list of the form was to give; raises EditRefusedError."""
        value = self.request.POST.get(name, "")
        if not value.isdecimal() or len(value) > MOST_DIGITS:
            raise EditRefusedError(_("Choose one from the list first."))
        return int(value)

    def tell(self, sentence: str) -> None:
        messages.success(self.request, sentence)


def confirm(deed: DeedRequest) -> None:
    reviewing.confirm([deed.figure], deed.user)


def discard(deed: DeedRequest) -> None:
    reviewing.discard([deed.figure], deed.user)
    deed.tell(_("“%s” is discarded. Undo brings it back.") % deed.figure)


def reopen(deed: DeedRequest) -> None:
    reviewing.reopen([deed.figure], deed.user)


def undo(deed: DeedRequest) -> Figure:
    """Take back the editor's last deed on this paper, and go where that was."""
    if deed.is_saved:
        # Typed and not sent before, without a script: it is not lost by an undo.
        deed.tell(_("What you had typed is saved. Undo once more takes it back."))
        return deed.figure
    same_paper = Figure.objects.filter(paper=deed.figure.paper_id)
    own = Figure.objects.filter(pk=deed.figure.pk)
    changed = undo_last(deed.user, same_paper if deed.figure.paper_id else own)
    deed.tell(say_undone(changed))
    figures = [figure for figure, _values in changed]
    here = next((f for f in figures if f.pk == deed.figure.pk), None)
    return here or min(figures, key=lambda figure: (figure.position, figure.pk))


def say_undone(changed: Sequence[tuple[Figure, Values]]) -> str:
    """What was taken back, of which figure; of many figures, how many."""
    figure, values = changed[0]
    if len(changed) > 1:
        count = len(changed)
        return ngettext("Undone: %d figure.", "Undone: %d figures.", count) % count
    columns = ", ".join(dict.fromkeys(name_column(name) for name in values))
    return _("Undone: %(columns)s of %(label)s.") % {
        "columns": columns,
        "label": figure.label,
    }


def crop_automatically(deed: DeedRequest) -> None:
    """Back to the box that the import found; a person's own drawing has none."""
    if not deed.figure.detected_box:
        raise EditRefusedError(
            _("The import did not find this figure, so it has no automatic crop.")
        )
    crop(deed, None)


def take_caption_in(deed: DeedRequest) -> None:
    box, caption = crop_and_caption(deed.figure)
    crop(deed, with_caption(box, caption))


def leave_caption_out(deed: DeedRequest) -> None:
    box, caption = crop_and_caption(deed.figure)
    left = without_caption(box, caption)
    if holds(left, caption):
        raise EditRefusedError(_("Nothing would be left of the crop."))
    page = find_page(deed.figure, deed.figure.page_number or 0)
    crop(deed, snap_to_ink(page, left, caption) if page else left)


def crop_and_caption(figure: Figure) -> tuple[Box, Box]:
    box, caption = figure.crop_box, figure.caption_box
    if box is None or caption is None:
        raise EditRefusedError(
            _("Nobody has said yet where the caption stands. Pick it on the page.")
        )
    return box, caption


def crop(deed: DeedRequest, box: Box | None) -> None:
    figure = deed.figure
    values = reviewing.crop_values(figure, box, figure.page_number or 0)
    edit_figure(figure, values, deed.user, deed.seen)


def cut_again(deed: DeedRequest) -> None:
    """Another try after a failure, which may have been the machine's."""
    if own := own_image_of(deed.figure):
        try_again(own)
    elif not is_cutting_queued(deed.figure):
        queue_cutting(deed.figure)


def draw_again(deed: DeedRequest) -> None:
    if deed.figure.version:
        queue_drawing(deed.figure.version)


def pair_caption(deed: DeedRequest) -> None:
    figure = deed.figure
    page = find_page(figure, figure.page_number or 0)
    index = deed.chosen_number("passage")
    is_other_page = deed.request.POST.get("passages_of") != name_page(figure)
    if page is None or is_other_page or index >= len(page.passages):
        raise EditRefusedError(_("This page has changed. Pick the caption again."))
    values = reviewing.caption_values(figure, page.passages[index])
    reviewing.edit_with_panels(figure, values, deed.user)
    deed.tell(_("The caption is paired."))


def name_page(figure: Figure) -> str:
    """Tells the pages of different PDFs apart, for a form that offers their text."""
    return f"{figure.version_id}/{figure.page_number}"


def merge(deed: DeedRequest) -> None:
    other = Figure.objects.filter(pk=deed.chosen_number("other")).first()
    if other is None:
        raise EditRefusedError(_("That figure has been removed."))
    merge_figures(deed.figure, other, deed.user)
    deed.tell(_("“%s” is part of this figure now.") % other.label)


def split(deed: DeedRequest) -> None:
    """Have the worker find the panels: as many as said, or as it can tell apart."""
    figure, typed = deed.figure, deed.request.POST.get("count", "").strip()
    if figure.parent_id or figure.recipe is None:
        raise EditRefusedError(_("Only a whole figure out of a paper can be split."))
    if typed and typed not in map(str, range(FEWEST, MOST + 1)):
        raise EditRefusedError(
            _(
                "A figure has %(fewest)d to %(most)d panels. Leave it empty to have them counted."
            )
            % {"fewest": FEWEST, "most": MOST}
        )
    if not is_splitting_queued(figure):
        queue_splitting(figure, int(typed) if typed else None, deed.user.pk)


def unsplit(deed: DeedRequest) -> None:
    reviewing.discard(deed.figure.panels.kept(), deed.user)
    deed.tell(_("The panels are discarded; the figure is whole."))


DEEDS: dict[str, Callable[[DeedRequest], Figure | None]] = {
    "confirm": confirm,
    "discard": discard,
    "reopen": reopen,
    "undo": undo,
    "automatic": crop_automatically,
    "caption-in": take_caption_in,
    "caption-out": leave_caption_out,
    "cut-again": cut_again,
    "draw-again": draw_again,
    "pair": pair_caption,
    "merge": merge,
    "split": split,
    "unsplit": unsplit,
}
# After these there is nothing left to do here.
NEXT_DEEDS = frozenset({"confirm", "discard"})
# These are done even while a field holds what cannot be saved.
UNCONDITIONAL_DEEDS = frozenset({"discard", "reopen", "undo"})
