"""Stores one figure as it was cut: its record, its panels, and the files of both."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from figures.extraction.geometry import Box
from figures.models import Figure, Rendition
from figures.models.rendition import rendition_name

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.core.files.storage import Storage
    from django.db.models import Model

    from figures.extraction.records import ExtractedFigure, Panel
    from figures.extraction.renditions import EncodedRendition
    from figures.extraction.wire import FigureCut
    from figures.models import Paper, PaperVersion

# Addresses with 128 bits of hash cannot be guessed.
HASH_BYTES = 16
LONGEST_NAME_SLUG = 60


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
            figure = _store(place, None, known, found)
            figures = [figure]
            replace_renditions(figure, cut.renditions, written)
            for position, (panel, renditions) in enumerate(
                zip(cut.figure.panels, cut.panel_renditions, strict=True), start=1
            ):
                part = detected_panel(cut.figure, panel)
                known = figure.panels.filter(
                    detected_number=part["detected_number"]
                ).first()
                stored = _store(Place(place.version, position), figure, known, part)
                replace_renditions(stored, renditions, written)
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
        paper=place.version.paper,
        parent=None,
        detected_kind=found["detected_kind"],
        detected_number=found["detected_number"],
    ).exclude(pk__in=claimed)
    if found["detected_number"] and not is_repeated:
        return known.order_by("detected_occurrence").first()
    box = Box(*found["detected_box"])
    there = known.filter(detected_page_number=found["detected_page_number"])
    shared: dict[Figure, float] = {
        figure: Box(*figure.detected_box).intersection(box).area
        for figure in there
        if figure.detected_box
    }
    best = max(shared, key=lambda figure: shared[figure], default=None)
    return best if best is not None and shared[best] else None


def _store(
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
    for name, value in found.items():
        setattr(known, name, value)
    # Nothing else: an editor may be saving the other columns at this moment.
    known.save(update_fields=[*found, "changed_at"])
    return known


def next_occurrence(paper: Paper, parent: Figure | None, found: dict[str, Any]) -> int:
    """Counts the figures that bear the same label, from 1."""
    alike = Figure.objects.filter(
        paper=paper,
        parent=parent,
        detected_kind=found["detected_kind"],
        detected_number=found["detected_number"],
    )
    last = alike.aggregate(last=Max("detected_occurrence"))["last"]
    return int(last or 0) + 1


def detected_figure(figure: ExtractedFigure) -> dict[str, Any]:
    """The columns that an import owns, as this one fills them."""
    caption = figure.caption
    return {
        "detected_kind": caption.kind.value,
        "detected_number": fitting(Figure, "detected_number", caption.number),
        "detected_label": fitting(Figure, "detected_label", caption.label),
        "detected_page_number": figure.page_number,
        "detected_box": edges(figure),
        "detected_caption": fitting(Figure, "detected_caption", caption.text),
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
        "detected_box": edges(panel),
        "detected_caption": fitting(Figure, "detected_caption", panel.caption),
        "detected_name": fitting(Figure, "detected_name", panel.name),
        "detected_alt_text": fitting(Figure, "detected_alt_text", panel.alt_text),
        "text": fitting(Figure, "text", panel.text),
        "warnings": [],
    }


def edges(part: ExtractedFigure | Panel) -> list[float]:
    box = part.crop_box
    return [round(edge, 2) for edge in (box.left, box.top, box.right, box.bottom)]


def fitting(model: type[Model], column: str, value: str) -> str:
    """As much of a paper's words as the column holds, without what no database stores."""
    length = getattr(model._meta.get_field(column), "max_length", None)
    return value.replace("\x00", "")[:length]


def free_key(slug: str, parent: Figure | None, found: dict[str, Any]) -> str:
    """The name by which posts will know the figure; unique, and for good."""
    number = unicodedata.normalize("NFKC", found["detected_number"])
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


def replace_renditions(
    figure: Figure, encoded: tuple[EncodedRendition, ...], written: list[str]
) -> None:
    """Give ``figure`` these copies for those it had; names of new files go to ``written``.

    The old files go once the new rows are there for all to see. A crop that an editor
    drew is not an import's to replace.
    """
    if figure.edited_box:
        return
    old_files = set(figure.renditions.values_list("file", flat=True))
    figure.renditions.all().delete()
    renditions = [_save_file(figure, copy, written) for copy in encoded]
    Rendition.objects.bulk_create(renditions)
    new_files = {rendition.file.name for rendition in renditions}
    transaction.on_commit(lambda: delete_files(old_files - new_files), robust=True)


def _save_file(
    figure: Figure, encoded: EncodedRendition, written: list[str]
) -> Rendition:
    rendition = Rendition(
        figure=figure,
        is_master=encoded.is_master,
        format=encoded.format,
        width=encoded.width,
        height=encoded.height,
        size=len(encoded.content),
    )
    name = rendition_name(rendition, file_name(figure, encoded))
    if not is_stored(default_storage, name, rendition.size):
        written.append(name)
        default_storage.save(name, ContentFile(encoded.content))
    rendition.file = name
    return rendition


def is_stored(storage: Storage, name: str, size: int) -> bool:
    """Whether the file is there, whole; a stump of one, left by a full disk, is removed.

    The name holds the hash of the bytes: a whole file of that name is this file.
    """
    if not storage.exists(name):
        return False
    if storage.size(name) == size:
        return True
    storage.delete(name)
    return False


def file_name(figure: Figure, encoded: EncodedRendition) -> str:
    """``scaling-rl-figure-3-loss-by-step-640.<hash>.avif``."""
    words = slugify(figure.name)[:LONGEST_NAME_SLUG].strip("-")
    stem = "-".join(filter(None, [*figure.key.split("/"), words]))
    width = "master" if encoded.is_master else str(encoded.width)
    digest = hashlib.blake2b(encoded.content, digest_size=HASH_BYTES).hexdigest()
    return f"{stem}-{width}.{digest}.{encoded.format}"


def delete_files(names: set[str] | list[str]) -> None:
    """Remove files that no rendition is left to show."""
    used = set(Rendition.objects.filter(file__in=names).values_list("file", flat=True))
    for name in set(names) - used:
        default_storage.delete(name)
