"""All that the screen of one figure shows: its page, its neighbours, how readers see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from figures.admin.columns import FIGURE_SHAPES
from figures.admin.review_form import find_page
from figures.crops import holds
from figures.embeds import Place, render_embed, show_figure
from figures.markdown import FigureEmbed
from figures.merging import are_neighbours
from figures.models import Figure, FigureEdit, WorkerBeat
from figures.models.own_image import own_image_of
from figures.tasks import (
    is_cutting_queued,
    is_drawing_queued,
    is_splitting_queued,
    queue_drawing,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from figures.extraction.geometry import Box
    from figures.models import OwnImage, PageImage, Paper, PaperVersion
    from figures.reviewing import Passage

# Less than this calls for a second look.
DOUBTFUL = 0.9


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure in the list beside the page."""

    figure: Figure
    shape: str
    is_current: bool

    @property
    def note(self) -> str:
        """What there is to say beside its label: its state, else its page."""
        if self.figure.state == Figure.State.DISCARDED:
            return str(self.figure.get_state_display())
        if self.shape == "triangle":
            return _("check")
        return _("p. %d") % self.figure.page_number if self.figure.page_number else ""


@dataclass(frozen=True, slots=True)
class Outline:
    """A figure's box on the page; a letter for a panel."""

    figure: Figure
    box: Box
    letter: str = ""


@dataclass(slots=True)
class Screen:
    """One figure under review."""

    figure: Figure
    paper: Paper | None
    entries: list[Entry]
    page: PageImage | None
    # A picture of the page is on its way.
    is_page_awaited: bool
    # Its panels are.
    is_being_split: bool
    # A task is there to cut it.
    is_cut_queued: bool
    others: list[Outline] = field(default_factory=list)
    parts: list[Outline] = field(default_factory=list)
    # "Saved 14:02"; empty where nobody has changed anything.
    last_edit: FigureEdit | None = None

    @property
    def figures(self) -> list[Figure]:
        return [entry.figure for entry in self.entries]

    @property
    def whole(self) -> list[Figure]:
        return [figure for figure in self.figures if not figure.parent_id]

    @property
    def reviewed(self) -> int:
        return sum(figure.state != Figure.State.NEW for figure in self.whole)

    @property
    def place(self) -> int:
        """Its index in the list."""
        return next(i for i, entry in enumerate(self.entries) if entry.is_current)

    @property
    def previous(self) -> Figure | None:
        return self.figures[self.place - 1] if self.place else None

    @property
    def next(self) -> Figure | None:
        following = self.figures[self.place + 1 : self.place + 2]
        return following[0] if following else None

    @property
    def panels(self) -> list[Figure]:
        return [figure for figure in self.figures if figure.parent_id == self.figure.pk]

    @property
    def kept_panels(self) -> list[Figure]:
        return [panel for panel in self.panels if panel.state != Figure.State.DISCARDED]

    @property
    def neighbours(self) -> list[Figure]:
        """Figures that this one can be merged with."""
        return [
            figure
            for figure in self.figures
            if are_neighbours(self.figure, figure)
            and figure.state != Figure.State.DISCARDED
        ]

    @property
    def namesakes(self) -> list[Figure]:
        """Other figures that bear the same label."""
        return [
            figure
            for figure in self.figures
            if figure.pk != self.figure.pk
            and figure.number
            and (figure.kind, figure.number) == (self.figure.kind, self.figure.number)
            and figure.state != Figure.State.DISCARDED
        ]

    @property
    def passages(self) -> list[tuple[int, Passage]]:
        """The page's paragraphs with their index, captions first."""
        return sort_passages(self.page.passages if self.page else [])

    @property
    def holds_caption(self) -> bool:
        box, caption = self.figure.crop_box, self.figure.caption_box
        return bool(box and caption and holds(box, caption))

    @property
    def is_automatic(self) -> bool:
        return not (self.figure.edited_box or self.figure.edited_page_number)

    @property
    def is_waiting(self) -> bool:
        """Whether looking again in a moment shows something new."""
        return (
            self.is_cut_queued
            or self.is_page_awaited
            or self.is_being_split
            or self.is_being_prepared
        )

    @property
    def own(self) -> OwnImage | None:
        """The upload behind a picture that is from no paper."""
        return own_image_of(self.figure)

    @property
    def is_being_prepared(self) -> bool:
        return bool(self.own and not (self.own.is_ready or self.own.failure))

    @property
    def is_cut_lost(self) -> bool:
        """Whether it waits for a cut that no task is left to make."""
        return self.figure.is_being_cut and not self.is_cut_queued

    @property
    def hint(self) -> str:
        """Why nothing comes of waiting, where nothing can."""
        if not self.is_waiting or WorkerBeat.objects.alive().exists():
            return ""
        return _("No worker is running. This is done as soon as one is.")

    @property
    def result(self) -> str:
        """The figure as a post shows it."""
        embed = FigureEmbed(self.figure.key, "", "", "")
        word = _("Table") if self.figure.kind == Figure.Kind.TABLE else _("Figure")
        # Its number there is the post's to give.
        place = Place("result", word, word)
        return render_embed(embed, show_figure(self.figure), place, eager=True)


def next_to_review(entries: Sequence[Entry], figure: Figure) -> Figure | None:
    """The next whole figure that nobody has looked at: below, else from the top."""
    whole = [entry.figure for entry in entries if not entry.figure.parent_id]
    own = figure.parent_id or figure.pk
    place = next((i for i, each in enumerate(whole) if each.pk == own), -1)
    around = [*whole[place + 1 :], *whole[: place + 1]]
    return next((f for f in around if f.state == Figure.State.NEW), None)


def show_screen(figure: Figure) -> Screen:
    entries = list_entries(figure)
    page = find_page(figure, figure.page_number)
    screen = Screen(
        figure=figure,
        paper=figure.paper,
        entries=entries,
        page=page,
        is_page_awaited=page is None and await_page(figure.version, figure.page_number),
        is_being_split=is_splitting_queued(figure),
        is_cut_queued=figure.is_being_cut and is_cutting_queued(figure),
        last_edit=FigureEdit.objects.standing()
        .filter(figure=figure)
        .select_related("made_by")
        .first(),
    )
    outline(screen)
    return screen


def list_entries(figure: Figure) -> list[Entry]:
    """All figures of the paper, discarded ones too, panels after their figure."""
    figures = (
        Figure.objects.filter(paper=figure.paper_id).in_reading_order()
        if figure.paper_id
        else Figure.objects.filter(pk=figure.pk)
    )
    return [
        Entry(each, choose_shape(each), is_current=each.pk == figure.pk)
        for each in figures
    ]


def choose_shape(figure: Figure) -> str:
    """A triangle for what is new and doubtful, else the shape of its state."""
    if figure.state == Figure.State.NEW and is_doubtful(figure):
        return "triangle"
    return FIGURE_SHAPES[Figure.State(figure.state)]


def is_doubtful(figure: Figure) -> bool:
    is_unsure = figure.confidence is not None and figure.confidence < DOUBTFUL
    return bool(figure.cut_failure) or is_unsure or not was_found(figure)


def was_found(figure: Figure) -> bool:
    """Whether the last import found it; what a person drew was never to be found."""
    return figure.is_detected or not figure.detected_kind


def await_page(version: PaperVersion | None, number: int | None) -> bool:
    """Have the page drawn, unless it is none that can be; whether it is on its way."""
    if version is None or number is None:
        return False
    if number > version.pages or version.drawing_failure:
        return False
    if not is_drawing_queued(version):
        queue_drawing(version)
    return True


def sort_passages(passages: Sequence[Passage]) -> list[tuple[int, Passage]]:
    """Paragraphs of a page with their index, captions first."""
    return sorted(enumerate(passages), key=lambda entry: entry[1]["kind"] is None)


def outline(screen: Screen) -> None:
    """Sort what else is on the page into parts of the figure and others."""
    own = screen.figure
    for figure in screen.figures:
        box = figure.crop_box
        is_here = (
            box is not None
            and figure.pk != own.pk
            and figure.state != Figure.State.DISCARDED
            and (figure.version_id, figure.page_number)
            == (own.version_id, own.page_number)
        )
        if not is_here or box is None:
            continue
        if figure.parent_id == own.pk:
            letter = figure.number.removeprefix(own.number)
            screen.parts.append(Outline(figure, box, letter))
        elif figure.parent_id in {None, own.parent_id}:
            screen.others.append(Outline(figure, box))
