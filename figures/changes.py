"""What a new version would change about a figure: for editors to see, and to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from figures.extraction.geometry import Box
from figures.extraction.looks import count_differences
from figures.models import Figure, Rendition
from figures.pictures import find_rendition
from figures.store import edges

if TYPE_CHECKING:
    from collections.abc import Iterable

    from figures.models import ProposedFigure

    # A figure or panel as it is, and what was found of it; None where there is none.
    Pair = tuple[Figure | None, dict[str, Any] | None]

# The columns that readers see, or hear.
READ = (
    "detected_kind",
    "detected_number",
    "detected_page_number",
    "detected_caption",
    "detected_name",
    "detected_alt_text",
)
# Crops of one figure differ by so much (points) where nothing about it has changed.
SAME_SIZE = 2.0
# In how many of 64 bits the looks of two cuts differ: up to the first there is nothing
# to see, beyond the second it is another picture.
SAME_LOOKS, LIKE_LOOKS = 2, 12


def goes_along(proposal: ProposedFigure) -> bool:
    """Whether there is nothing to decide: readers would see the same, or never look."""
    figure = proposal.figure
    if figure is None or proposal.found is None:
        return False
    parts = [figure, *figure.panels.all()]
    is_discarded = all(part.state == Figure.State.DISCARDED for part in parts)
    return is_discarded or is_same(figure, proposal)


def is_same(figure: Figure, proposal: ProposedFigure) -> bool:
    """Whether words and pixels, of its panels too, are the same to the bit."""
    whole: Pair = (figure, {"found": proposal.found, "pixels": proposal.pixels})
    parts = [whole, *pair_panels(figure.panels.all(), proposal.panels)]
    return all(
        known is not None
        and finding is not None
        and not known.edited_box
        and finding["pixels"] == hash_of_master(known)
        and all(getattr(known, name) == finding["found"][name] for name in READ)
        for known, finding in parts
    )


def pair_panels(
    known: Iterable[Figure], findings: Iterable[dict[str, Any]]
) -> list[Pair]:
    """Panels by their letter; None beside those that only one side has."""
    left = list(known)
    pairs: list[Pair] = []
    for finding in findings:
        letter = letter_of(finding["found"]["detected_number"])
        panel = next(
            (panel for panel in left if letter_of(panel_number(panel)) == letter), None
        )
        if panel:
            left.remove(panel)
        pairs.append((panel, finding))
    return pairs + [(panel, None) for panel in left]


def panel_number(panel: Figure) -> str:
    return panel.detected_number or panel.number


def letter_of(number: str) -> str:
    """The "b" of "3b"."""
    return number[-1:].casefold()


def hash_of_master(figure: Figure) -> str:
    """Of the pixels that readers see now; the file's own name has it."""
    master = find_rendition(figure, Rendition.Role.MASTER)
    name = str(master.file.name).split(".") if master else []
    return name[-2] if len(name) > 2 else ""  # noqa: PLR2004 (stem, hash, format)


def count_changed_bits(figure: Figure, proposal: ProposedFigure) -> int | None:
    """In how many bits the looks differ; None where they cannot be compared."""
    if figure.edited_box:
        # A crop that an editor drew looks like no crop that is found.
        return None
    if proposal.pixels and proposal.pixels == hash_of_master(figure):
        return 0
    if not figure.looks or not proposal.looks:
        return None
    return count_differences(figure.looks, proposal.looks)


def accepted_columns(figure: Figure, found: dict[str, Any]) -> dict[str, Any]:
    """What an accepted figure is to hold: all that was found, and its crop with it.

    An editor's words stay. A crop that an editor drew lies on a page of the old PDF: it
    moves as the figure has moved, and falls where there is no telling whither.
    """
    columns = dict(found)
    if figure.edited_box or figure.edited_caption_box or figure.edited_page_number:
        columns |= {
            "edited_box": moved_crop(figure, found),
            "edited_caption_box": moved_caption(figure, found),
            "edited_page_number": None,
        }
    is_draft_confirmed = (
        figure.alt_state == Figure.AltState.CONFIRMED and not figure.edited_alt_text
    )
    if is_draft_confirmed and found["detected_alt_text"] != figure.detected_alt_text:
        # Confirmed were other words.
        columns["alt_state"] = Figure.AltState.DRAFT
    return columns


def moved_crop(figure: Figure, found: dict[str, Any]) -> list[float] | None:
    """An editor's crop where it belongs in the new version; None for the automatic one.

    A figure that was drawn where nothing was found has its crop for its box.
    """
    if not figure.edited_box or stands_elsewhere(figure):
        return None
    if figure.rotation != found["rotation"]:
        return None
    old = figure.detected_box or figure.edited_box
    return move(figure.edited_box, old, found["detected_box"])


def moved_caption(figure: Figure, found: dict[str, Any]) -> list[float] | None:
    old, new = figure.detected_caption_box, found["detected_caption_box"]
    if not (figure.edited_caption_box and old and new) or stands_elsewhere(figure):
        return None
    return move(figure.edited_caption_box, old, new)


def stands_elsewhere(figure: Figure) -> bool:
    """Whether an editor drew it on another page than it was found on."""
    pages = (figure.edited_page_number, figure.detected_page_number)
    return all(pages) and pages[0] != pages[1]


def move(box: list[float], old: list[float], new: list[float]) -> list[float] | None:
    """``box`` as far as ``old`` had to go to be ``new``; None where the two differ in size."""
    before, after = Box(*old), Box(*new)
    if (
        abs(before.width - after.width) > SAME_SIZE
        or abs(before.height - after.height) > SAME_SIZE
    ):
        return None
    right, down = after.left - before.left, after.top - before.top
    left, top, *corner = box
    return edges(
        Box(
            max(0.0, left + right),
            max(0.0, top + down),
            corner[0] + right,
            corner[1] + down,
        )
    )
