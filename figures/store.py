"""Stores one figure as it was cut: its record, its panels, and the files of both."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.text import slugify

from figures.models import Figure, Rendition
from figures.models.rendition import rendition_name

if TYPE_CHECKING:
    from django.db.models import Model

    from figures.extraction.records import ExtractedFigure, Panel
    from figures.extraction.renditions import EncodedRendition
    from figures.extraction.wire import FigureCut
    from figures.models import PaperVersion

# Addresses with 128 bits of hash cannot be guessed.
HASH_BYTES = 16
LONGEST_NAME_SLUG = 60


@dataclass(frozen=True, slots=True)
class Place:
    """Where in its paper a figure was found."""

    version: PaperVersion
    position: int
    # Which of the figures with the same label this is; counts from 1.
    occurrence: int


def store_figure(place: Place, cut: FigureCut) -> list[Figure]:
    """The figure and its panels, found again or new, all stored or nothing."""
    written: list[str] = []
    try:
        with transaction.atomic():
            figure = _store(place, None, detected_figure(cut.figure))
            figures = [figure]
            replace_renditions(figure, cut.renditions, written)
            for position, (panel, renditions) in enumerate(
                zip(cut.figure.panels, cut.panel_renditions, strict=True), start=1
            ):
                own_place = Place(place.version, position, place.occurrence)
                found = _store(own_place, figure, detected_panel(cut.figure, panel))
                replace_renditions(found, renditions, written)
                figures.append(found)
    except BaseException:
        delete_files(written)
        raise
    return figures


def _store(place: Place, parent: Figure | None, found: dict[str, Any]) -> Figure:
    found = found | {
        "version": place.version,
        "parent": parent,
        "position": place.position,
        "is_detected": True,
    }
    paper = place.version.paper
    identity = {
        "paper": paper,
        "detected_kind": found.pop("detected_kind"),
        "detected_number": found.pop("detected_number"),
        "detected_occurrence": place.occurrence,
    }
    figure = Figure.objects.filter(**identity).first()
    if figure is None:
        return Figure.objects.create(
            key=free_key(paper.slug, parent, identity, found), **identity, **found
        )
    for name, value in found.items():
        setattr(figure, name, value)
    figure.save()
    return figure


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


def free_key(
    slug: str, parent: Figure | None, identity: dict[str, Any], found: dict[str, Any]
) -> str:
    """The name by which posts will know the figure; unique, and for good."""
    number = unicodedata.normalize("NFKC", identity["detected_number"])
    if parent:
        key = parent.key + slugify(number)[-1:]
    else:
        word = slugify(number) or f"page-{found['detected_page_number']}"
        key = f"{slug}/{identity['detected_kind']}-{word}"
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
    transaction.on_commit(lambda: delete_files(old_files - new_files))


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
    # The name holds the hash of the bytes: a file of that name is this file.
    if not default_storage.exists(name):
        written.append(default_storage.save(name, ContentFile(encoded.content)))
    rendition.file = name
    return rendition


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
