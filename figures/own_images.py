"""Takes in images of an editor's own: each becomes a figure that is from no paper."""

from __future__ import annotations

import re
from contextlib import contextmanager
from itertools import chain, count
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from figures.copies import is_stored
from figures.edits import EditRefusedError, edit_figure
from figures.file_types import HEAD_BYTES, find_type
from figures.models import Figure, OwnImage
from figures.models.own_image import own_image_name
from figures.models.paper import OWN_IMAGES
from figures.tasks import queue_preparing
from figures.uploads import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.auth.models import User
    from django.core.files.base import File

LONGEST_SLUG = 60
LONGEST_NAME = 200
# What cameras and programs call a picture that nobody has named.
NAMELESS = re.compile(
    r"image|picture|photo|img|bild|foto|pasted|clipboard|untitled|unnamed|download"
    r"|screenshot|screen|shot|bildschirmfoto|whatsapp|blob|file|scan|dsc|dscn|dscf|pxl"
    r"|mvi|copy|kopie|at|um|am|pm|from|of"
)
HASH = re.compile(r"[0-9a-f-]{16,}")
TAKEN_TYPES = frozenset({"png", "jpeg", "gif", "tiff", "webp", "avif"})
REFUSALS = {
    "pdf": gettext_lazy(
        "“%(name)s” is a PDF. Import it as a paper, or save it as a PNG."
    ),
    "heic": gettext_lazy(
        "“%(name)s” is a HEIC, which browsers do not show. Save it as a JPEG, and "
        "upload that."
    ),
    "svg": gettext_lazy(
        "“%(name)s” is an SVG, which may hold scripts, so none is taken. Save the "
        "drawing as a PNG of 2000 pixels or more, and upload that."
    ),
    "": gettext_lazy(
        "“%(name)s” is no picture. Upload a PNG, JPEG, WebP, AVIF, GIF or TIFF."
    ),
}


class OwnImageError(Exception):
    """The file is not taken in; the message says why and what to do."""


class WrongTypeError(OwnImageError):
    """It is something else; ``type_`` says what, as far as that is known."""

    def __init__(self, type_: str, name: str) -> None:
        super().__init__(REFUSALS.get(type_, REFUSALS[""]) % {"name": name})
        self.type_ = type_


class TooLargeError(OwnImageError):
    """It has more bytes than pictures may have."""

    def __init__(self, size: int) -> None:
        sizes = {
            "size": round(size / 1024**2, 1),
            "limit": settings.OWN_IMAGE_MAX_BYTES // 1024**2,
        }
        super().__init__(
            _(
                "This picture has %(size)s MB; pictures may have %(limit)d MB at most. "
                "Scale it down, or save it as a JPEG."
            )
            % sizes
        )


class DiscardedError(OwnImageError):
    """The picture is here already, but somebody decided against it."""

    def __init__(self, figure: Figure) -> None:
        super().__init__(
            _(
                "This picture is here already as “%(name)s”, but was discarded. Ask "
                "somebody who may change figures to restore it."
            )
            % {"name": figure.label}
        )


def add_own_image(
    image: File, name: str, by: User, *, caption: str = "", may_change: bool = False
) -> tuple[Figure, bool]:
    """A figure of ``image``, its copies queued; False if the same file was here before.

    One that failed is tried again, and one that was discarded comes back where ``by``
    ``may_change`` figures. Raises OwnImageError where not, and for what is certainly no
    picture. Nothing is left behind then.
    """
    check_image(image, name)
    sha256 = digest(image)
    if known := find_known(sha256):
        if known.figure.state == Figure.State.DISCARDED and not may_change:
            raise DiscardedError(known.figure)
        return welcome_back(known, image, by), False
    own = OwnImage(
        sha256=sha256,
        original_name=PurePath(name).name[-255:],
        size=image.size,
        uploaded_by=by,
    )
    with stored(own, image):
        try:
            return add_rows(own, caption), True
        except IntegrityError:
            # Somebody was faster: with the same bytes, or with the same name.
            if known := find_known(sha256):
                return known.figure, False
            return add_rows(own, caption), True


def find_known(sha256: str) -> OwnImage | None:
    known = OwnImage.objects.select_related("figure").filter(sha256=sha256)
    return known.first()


def check_image(image: File, name: str) -> None:
    """Refuse what is empty, too big, or does not begin as a picture does."""
    if not image.size:
        raise OwnImageError(_("“%(name)s” is empty.") % {"name": name})
    if image.size > settings.OWN_IMAGE_MAX_BYTES:
        raise TooLargeError(image.size)
    image.seek(0)
    type_ = find_type(image.read(HEAD_BYTES))
    if type_ not in TAKEN_TYPES:
        raise WrongTypeError(type_, name)


def welcome_back(own: OwnImage, image: File, by: User) -> Figure:
    figure = own.figure
    if figure.state == Figure.State.DISCARDED:
        edit_figure(figure, {"state": Figure.State.CONFIRMED.value}, by)
        figure.refresh_from_db()
    if own.failure:
        with stored(own, image), transaction.atomic():
            own.save(update_fields=["original"])
            queue_preparing(own)
    return figure


@transaction.atomic
def add_rows(own: OwnImage, caption: str) -> Figure:
    name = read_name(own.original_name)
    own.figure = Figure.objects.create(
        key=free_key(name),
        edited_kind=Figure.Kind.FIGURE,
        edited_name=name,
        edited_caption=caption,
        # Whoever puts it into a text has looked at it; its alt text is still to come.
        state=Figure.State.CONFIRMED,
    )
    own.save(force_insert=True)
    queue_preparing(own)
    own.figure.refresh_from_db()
    return own.figure


def read_name(file_name: str) -> str:
    """Words out of a file's name; empty where a camera or a program gave it."""
    stem = PurePath(file_name.replace("\\", "/")).stem
    words = " ".join(re.sub(r"[\W_]+", " ", stem).split())
    parts = re.findall(r"[^\W\d_]+", stem.casefold())
    is_nameless = all(NAMELESS.fullmatch(part) for part in parts)
    if is_nameless or HASH.fullmatch(stem.casefold()) or not slugify(words):
        return ""
    return words[:LONGEST_NAME]


def free_key(name: str) -> str:
    """The name by which posts will know the picture; unique, and for good."""
    stem = slugify(name)[:LONGEST_SLUG].strip("-") or "image"
    key = f"{OWN_IMAGES}/{stem}"
    taken = set(
        Figure.objects.filter(key__startswith=key).values_list("key", flat=True)
    )
    numbered = (f"{key}-{number}" for number in count(2))
    return next(each for each in chain([key], numbered) if each not in taken)


@contextmanager
def stored(own: OwnImage, image: File) -> Iterator[None]:
    """Keep the file if the rows can be written; raise OwnImageError for a full disk."""
    storage, name = own.original.storage, own_image_name(own, own.original_name)
    own.original.name = name
    try:
        if not is_stored(storage, name, own.size):
            image.seek(0)
            storage.save(name, image)
        yield
    except OSError as error:
        remove_file(own)
        raise OwnImageError(
            _("“%(name)s” could not be stored: %(reason)s. Nothing was added.")
            % {"name": own.original_name, "reason": error.strerror or error}
        ) from error
    except BaseException:
        remove_file(own)
        raise


def remove_file(own: OwnImage) -> None:
    """Leave nothing behind of what was not added; another's upload keeps its file."""
    name = own_image_name(own, own.original_name)
    if not OwnImage.objects.filter(original=name).exists():
        own.original.storage.delete(name)


def try_again(own: OwnImage) -> None:
    """Have the copies made once more; raises EditRefusedError where nothing can come of it."""
    if not own.original:
        raise EditRefusedError(_("This file cannot be used. Upload another."))
    queue_preparing(own)
