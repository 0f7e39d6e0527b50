"""Stores one figure as it was found: its record, its panels, and what was cut of both."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils.text import slugify

from figures.copies import Piece, delete_files, store_cut
from figures.extraction.geometry import Box
from figures.models import Figure

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import Model

    from figures.extraction.records import ExtractedFigure, Panel
    from figures.extraction.wire import FigureCut
    from figures.models import FigureQuerySet, Paper, PaperVersion


# What unfolds from one character may be five.
LONGEST_NUMBER = 40


@dataclass(frozen=True, slots=True)
class Place:
    """Where in its paper a figure was found."""

    version: PaperVersion
    position: int


def store_figure(
    place: Place, cut: FigureCut, claimed: Collection[int]
) -> list[Figure]:
    """The figure and its panels, found again or new, all stored or nothing.

    ``claimed`` are the figures that this run has found already.
    """
    written: list[str] = []
    try:
        with transaction.atomic():
            found = detected_figure(cut.figure)
            known = find_known(place, found, claimed, is_repeated=cut.is_repeated)
            figure = write_found(place, None, known, found)
            figures = [figure]
            store_cut(figure, Piece(cut.renditions, cut.looks), written)
            for position, (panel, renditions, looks) in enumerate(
                zip(
                    cut.figure.panels,
                    cut.panel_renditions,
                    cut.panel_looks,
                    strict=True,
                ),
                start=1,
            ):
                part = detected_panel(cut.figure, panel)
                known = find_known_panel(figure, panel.letter)
                stored = write_found(
                    Place(place.version, position), figure, known, part
                )
                store_cut(stored, Piece(renditions, looks), written)
                figures.append(stored)
    except BaseException:
        delete_files(written)
        raise
    return figures


def find_known(
    place: Place, found: dict[str, Any], claimed: Collection[int], *, is_repeated: bool
) -> Figure | None:
    """The figure that an earlier run stored for what was found now.

    A label tells it, unless the paper has it twice or there is none: then only the
    figure that stands in the same place is the same, so that no key moves to another.
    """
    known = Figure.objects.filter(
        Q(
            detected_kind=found["detected_kind"],
            detected_number=found["detected_number"],
        )
        # Drawn by a person where an earlier import had seen nothing.
        | Q(
            detected_kind="",
            kind=found["detected_kind"],
            number=found["detected_number"],
        ),
        # What an editor has left as another version has it is not this version's.
        Q(version=place.version) | Q(version=None),
        paper=place.version.paper,
        parent=None,
    ).exclude(pk__in=claimed)
    if found["detected_number"] and not is_repeated:
        # What was found before comes before what was drawn.
        return known.order_by("detected_occurrence", "-detected_kind", "pk").first()
    box = Box(*found["detected_box"])
    there = known.filter(page_number=found["detected_page_number"])
    shared: dict[Figure, float] = {
        figure: place_of(figure).intersection(box).area for figure in there
    }
    best = max(shared, key=lambda figure: shared[figure], default=None)
    return best if best is not None and shared[best] else None


def find_known_panel(figure: Figure, letter: str) -> Figure | None:
    """The panel of that letter, found before or split off by a person."""
    found = fitting(Figure, "detected_number", figure.detected_number + letter)
    drawn = Q(detected_kind="", number=figure.number + letter)
    return figure.panels.filter(drawn | Q(detected_number=found)).first()


def place_of(figure: Figure) -> Box:
    """Where an earlier run found it, or a person drew it."""
    return Box(*(figure.detected_box or figure.edited_box or (0, 0, 0, 0)))


def write_found(
    place: Place, parent: Figure | None, known: Figure | None, found: dict[str, Any]
) -> Figure:
    found = found | {
        "version": place.version,
        "parent": parent,
        "position": place.position,
        "is_detected": True,
    }
    if known is None:
        paper = place.version.paper
        found["detected_occurrence"] = next_occurrence(paper, parent, found)
        key = free_key(paper.slug, parent, found)
        return Figure.objects.create(key=key, paper=paper, **found)
    if not known.detected_kind and "detected_occurrence" not in found:
        # Drawn by a person, it may be another one of a label that was found before.
        paper = place.version.paper
        found["detected_occurrence"] = next_occurrence(paper, parent, found)
    for name, value in found.items():
        setattr(known, name, value)
    # Nothing else: an editor may be saving the other columns at this moment.
    known.save(update_fields=[*found, "changed_at"])
    return known


def next_occurrence(paper: Paper, parent: Figure | None, found: dict[str, Any]) -> int:
    """Counts the figures that bear the same label, from 1."""
    alike = bearers_of(paper, parent, found)
    last = alike.aggregate(last=Max("detected_occurrence"))["last"]
    return int(last or 0) + 1


def bearers_of(
    paper: Paper, parent: Figure | None, found: dict[str, Any]
) -> FigureQuerySet:
    """The figures, or the panels of one figure, that bear the label of ``found``."""
    return Figure.objects.filter(
        paper=paper,
        parent=parent,
        detected_kind=found["detected_kind"],
        detected_number=found["detected_number"],
    )


def detected_figure(figure: ExtractedFigure) -> dict[str, Any]:
    """The columns that an import owns, as this one fills them."""
    caption = figure.caption
    return {
        "detected_kind": caption.kind.value,
        "detected_number": fitting(Figure, "detected_number", caption.number),
        "detected_label": fitting(Figure, "detected_label", caption.label),
        "detected_page_number": figure.page_number,
        "detected_box": edges(figure.crop_box),
        "detected_caption": fitting(Figure, "detected_caption", caption.text),
        "detected_caption_box": edges(caption.box),
        "detected_name": fitting(Figure, "detected_name", figure.name),
        "detected_alt_text": fitting(Figure, "detected_alt_text", figure.alt_text),
        "text": fitting(Figure, "text", figure.text),
        "rotation": figure.rotation,
        "confidence": figure.confidence,
        "warnings": list(figure.warnings),
    }


def detected_panel(figure: ExtractedFigure, panel: Panel) -> dict[str, Any]:
    """A panel's columns: its own where it has words of its own, else its figure's."""
    caption = figure.caption
    return detected_figure(figure) | {
        "detected_number": fitting(
            Figure, "detected_number", caption.number + panel.letter
        ),
        "detected_label": fitting(
            Figure, "detected_label", f"{caption.label}{panel.letter}"
        ),
        "detected_box": edges(panel.crop_box),
        "detected_caption": fitting(Figure, "detected_caption", panel.caption),
        "detected_name": fitting(Figure, "detected_name", panel.name),
        "detected_alt_text": fitting(Figure, "detected_alt_text", panel.alt_text),
        "text": fitting(Figure, "text", panel.text),
        "warnings": [],
    }


def edges(box: Box) -> list[float]:
    return [round(edge, 2) for edge in box.edges]


def fitting(model: type[Model], column: str, value: str) -> str:
    """As much of a paper's words as the column holds, without what no database stores."""
    length = getattr(model._meta.get_field(column), "max_length", None)
    return value.replace("\x00", "")[:length]


def free_key(slug: str, parent: Figure | None, found: dict[str, Any]) -> str:
    """The name by which posts will know the figure; unique, and for good."""
    number = unicodedata.normalize("NFKC", found["detected_number"])[:LONGEST_NUMBER]
    if parent:
        key = parent.key + slugify(number)[-1:]
    else:
        word = slugify(number) or f"page-{found['detected_page_number']}"
        key = f"{slug}/{found['detected_kind']}-{word}"
    taken = set(
        Figure.objects.filter(key__startswith=key).values_list("key", flat=True)
    )
    candidates = [key, *(f"{key}-{n}" for n in range(2, len(taken) + 2))]
    return next(candidate for candidate in candidates if candidate not in taken)
