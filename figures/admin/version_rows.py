"""What an editor is shown of a new version: figure by figure, in words, old beside new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from figures.admin.wordings import Wording, compare_texts, shorten
from figures.changes import (
    LIKE_LOOKS,
    SAME_LOOKS,
    count_changed_bits,
    letter_of,
    moved_crop,
    pair_panels,
    panel_number,
)
from figures.extraction.geometry import Box
from figures.models import Figure

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from figures.models import PageImage, ProposedFigure

# So many pixels for a point of the new crop, where the screen has room for them.
PIXELS_A_POINT = 2
QUARTER, HALF = 90, 180


@dataclass(frozen=True, slots=True)
class Crop:
    """A piece of a page's image, as SVG has it; all in points, upright."""

    page: PageImage
    box: Box
    rotation: int

    @property
    def upright(self) -> Box:
        """The part of the turned page that is shown."""
        if self.rotation % HALF == 0:
            return self.box
        across, down = self.box.width / 2, self.box.height / 2
        x, y = self.middle
        return Box(x - down, y - across, x + down, y + across)

    @property
    def middle(self) -> tuple[float, float]:
        return (
            (self.box.left + self.box.right) / 2,
            (self.box.top + self.box.bottom) / 2,
        )

    @property
    def pixels(self) -> tuple[int, int]:
        shown = self.upright
        return (
            round(shown.width * PIXELS_A_POINT),
            round(shown.height * PIXELS_A_POINT),
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of the paper, of its new version, or of both."""

    proposal: ProposedFigure
    page_number: int | None
    crop: Crop | None
    # Itself and its panels, those that posts use.
    used: list[Figure]
    wordings: list[Wording]

    @property
    def figure(self) -> Figure | None:
        return self.proposal.figure

    @property
    def found(self) -> dict[str, Any] | None:
        found: dict[str, Any] | None = self.proposal.found
        return found

    @property
    def heading(self) -> str:
        """Its label in the newer of the two."""
        if self.found is None:
            return self.old_label
        return label_of(self.found["detected_kind"], self.found["detected_number"])

    @property
    def old_label(self) -> str:
        """As it was found: an editor's own number is none of the paper's."""
        if self.figure is None:
            return ""
        return label_of(
            self.figure.detected_kind or self.figure.kind,
            self.figure.detected_number or self.figure.number,
        )

    @property
    def place(self) -> str:
        """How its number and page change."""
        old_page = self.figure.page_number if self.figure else None
        old = place_of(self.old_label, old_page)
        new = place_of(self.heading, self.page_number)
        if self.found is None:
            return _("was %s") % old
        if self.figure is None:
            return new
        if old == new:
            return _("%s, as before") % new
        if self.old_label == self.heading and old_page:
            return _("%(label)s: was p. %(old)d; now p. %(new)d") % {
                "label": self.heading,
                "old": old_page,
                "new": self.page_number,
            }
        return _("was %(old)s; now %(new)s") % {"old": old, "new": new}

    @property
    def looks(self) -> str:
        """How much of the picture has changed."""
        if self.figure is None or self.found is None:
            return ""
        bits = count_changed_bits(self.figure, self.proposal)
        if bits is None:
            return (
                _("Your own crop is not compared with the new picture.")
                if self.figure.edited_box
                else _("The pictures could not be compared.")
            )
        if bits <= SAME_LOOKS and self.figure.text != self.found["text"]:
            return _("It looks the same, but the words inside have changed.")
        if bits <= SAME_LOOKS:
            return _("It looks the same.")
        if bits <= LIKE_LOOKS:
            return _("It has changed a little.")
        return _("It is a different picture.")

    @property
    def crop_fate(self) -> str:
        """What becomes of a crop that an editor drew."""
        if self.figure is None or self.found is None or not self.figure.edited_box:
            return ""
        if moved_crop(self.figure, self.found):
            return _("Your own crop is kept and moves along with the figure.")
        return _(
            "Your own crop does not fit the new version: the automatic crop takes its "
            "place."
        )

    @property
    def own_words(self) -> str:
        """What of an editor's own readers go on seeing, whatever the paper says."""
        if self.figure is None or self.found is None:
            return ""
        words = {
            "kind": _("kind"),
            "number": _("number"),
            "caption": _("caption"),
            "name": _("name"),
            "alt_text": _("alt text"),
        }
        own = {
            name: word
            for name, word in words.items()
            if getattr(self.figure, f"edited_{name}")
        }
        if not own:
            return ""
        sentence = _("Your own words stay: %s.") % ", ".join(own.values())
        bits = count_changed_bits(self.figure, self.proposal)
        if "alt_text" in own and (bits is None or bits > SAME_LOOKS):
            doubt = _("The alt text was written for the old picture: see if it holds.")
            return f"{sentence} {doubt}"
        return sentence

    @property
    def panels(self) -> list[str]:
        """What becomes of its panels, where something does."""
        if self.figure is None or self.found is None:
            return []
        pairs = pair_panels(self.figure.panels.all(), self.proposal.panels)
        new = [finding for known, finding in pairs if finding and known is None]
        lost = [known for known, finding in pairs if known and finding is None]
        sentences = {
            _("New panels: %s."): [
                letter_of(finding["found"]["detected_number"]) for finding in new
            ],
            _("Panels that are gone, and stay as they are: %s."): [
                letter_of(panel_number(panel)) for panel in lost
            ],
        }
        return [words % ", ".join(names) for words, names in sentences.items() if names]


def make_row(
    proposal: ProposedFigure, pages: dict[int, PageImage], used: Collection[int]
) -> Row:
    figure, found = proposal.figure, proposal.found
    parts = [figure, *figure.panels.all()] if figure else []
    number = found["detected_page_number"] if found else None
    page = pages.get(number) if number else None
    return Row(
        proposal=proposal,
        page_number=number,
        crop=crop_of(page, figure, found) if page and found else None,
        used=[part for part in parts if part.pk in used],
        wordings=list(find_wordings(figure, found)),
    )


def crop_of(page: PageImage, figure: Figure | None, found: dict[str, Any]) -> Crop:
    """The crop that is made once the figure is accepted."""
    moved = moved_crop(figure, found) if figure else None
    return Crop(page, Box(*(moved or found["detected_box"])), found["rotation"])


def find_wordings(
    figure: Figure | None, found: dict[str, Any] | None
) -> Iterable[Wording]:
    """The caption always, of the other words what changes."""
    titles = {
        "caption": _("Caption"),
        "name": _("Name"),
        "alt_text": _("Draft of the alt text"),
    }
    for name, title in titles.items():
        column = f"detected_{name}"
        old = getattr(figure, column) if figure else None
        new = found[column] if found else None
        is_told = old is not None and new is not None and old != new
        if name == "caption" or is_told:
            yield compare_texts(title, old, new)
    if figure and found and figure.text != found["text"]:
        words = compare_texts(_("Words inside"), figure.text, found["text"])
        yield shorten(words)


def label_of(kind: str, number: str) -> str:
    return Figure(kind=kind, number=number).label


def place_of(label: str, page: int | None) -> str:
    if not page:
        return label
    return _("%(label)s, p. %(page)d") % {"label": label, "page": page}
