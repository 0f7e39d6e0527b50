"""Stores the copies of a figure: what was cut out for it, encoded in formats and widths."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.text import slugify

from figures.extraction.renditions import RenditionRole
from figures.models import Rendition
from figures.models.rendition import rendition_name

if TYPE_CHECKING:
    from django.core.files.storage import Storage

    from figures.extraction.renditions import EncodedRendition
    from figures.models import Figure

# Addresses with 128 bits of hash cannot be guessed.
HASH_BYTES = 16
LONGEST_NAME_SLUG = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """What was cut out for a figure, and a hash of how it looks."""

    renditions: tuple[EncodedRendition, ...]
    looks: str


def store_cut(figure: Figure, piece: Piece, written: list[str]) -> None:
    """Store what an import has cut; a crop that an editor drew is not its to replace."""
    if figure.edited_box:
        return
    replace_renditions(figure, piece.renditions, written)
    mark_cut(figure, piece.looks)


def mark_cut(figure: Figure, looks: str) -> None:
    """Note what the copies of ``figure`` were cut from, and how they look."""
    figure.cut_from = figure.recipe
    figure.looks = looks
    figure.cut_failure = ""
    figure.save(update_fields=["cut_from", "looks", "cut_failure"])


def replace_renditions(
    figure: Figure, encoded: tuple[EncodedRendition, ...], written: list[str]
) -> None:
    """Give ``figure`` these copies for those it had; names of new files go to ``written``.

    The old files go once the new rows are there for all to see.
    """
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
        role=encoded.role.value,
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
    """``scaling-rl-figure-3-loss-by-step-640.<hash>.avif``, or a role for the width."""
    words = slugify(figure.name)[:LONGEST_NAME_SLUG].strip("-")
    stem = "-".join(filter(None, [*figure.key.split("/"), words]))
    is_copy = encoded.role == RenditionRole.COPY
    purpose = str(encoded.width) if is_copy else encoded.role.value
    digest = hashlib.blake2b(encoded.content, digest_size=HASH_BYTES).hexdigest()
    return f"{stem}-{purpose}.{digest}.{encoded.format}"


def delete_files(names: set[str] | list[str]) -> None:
    """Remove files that no rendition is left to show."""
    used = set(Rendition.objects.filter(file__in=names).values_list("file", flat=True))
    for name in set(names) - used:
        default_storage.delete(name)
