"""Read and rasterise the pages of a PDF; the only module that imports PyMuPDF."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image

from figures.extraction.assembly import assemble_page
from figures.extraction.errors import (
    EncryptedPDFError,
    TooManyPagesError,
    UnreadablePDFError,
)
from figures.extraction.geometry import Box

# Messages go where errors go: standard output belongs to the caller.
os.environ.setdefault("PYMUPDF_MESSAGE", "fd:2")

import pymupdf

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from figures.extraction.pages import Page

# Readers look for the header here (ISO 32000-1, annex H, note 13).
HEADER_ZONE = 1024
# Pages are read without images, and without what lies beyond the page's edges.
TEXT_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP
# What MuPDF raises on pages and images it cannot read.
PAGE_ERRORS = (IndexError, RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase)
# More pixels than this are not rasterised to look for ink.
MAX_PIXELS = 24_000_000

UNREADABLE = "This file is not a PDF that can be read. Export or download it again."
ENCRYPTED = "This PDF is locked with a password. Upload a copy without one."
EMPTY = "This PDF has no pages. Export or download it again."
TOO_MANY_PAGES = "This PDF has {count} pages; at most {limit} are read. Upload only the pages of the paper."
REPAIRED = "The PDF is damaged and was repaired: some pages or figures may be missing."
SKIPPED = "Page {number} cannot be read and was skipped."


@dataclass(frozen=True, slots=True)
class EmbeddedImage:
    """A raster image on a page: where it lies, and how many pixels it has."""

    box: Box
    width: int
    height: int


class Document:
    """An open PDF; close it, or use it in a ``with`` statement."""

    def __init__(self, content: bytes, max_pages: int) -> None:
        """Open ``content``.

        Raises UnreadablePDFError, EncryptedPDFError or TooManyPagesError, each with
        a sentence for the editor.
        """
        if b"%PDF-" not in content[:HEADER_ZONE]:
            raise UnreadablePDFError(UNREADABLE)
        try:
            self._pdf = pymupdf.open(stream=content, filetype="pdf")
            self._check(max_pages)
        except PAGE_ERRORS as error:
            raise UnreadablePDFError(UNREADABLE) from error

    def _check(self, max_pages: int) -> None:
        if not self._pdf.is_pdf:
            raise UnreadablePDFError(UNREADABLE)
        if self._pdf.needs_pass:
            raise EncryptedPDFError(ENCRYPTED)
        self.page_count: int = self._pdf.page_count
        if self.page_count == 0:
            raise UnreadablePDFError(EMPTY)
        if self.page_count > max_pages:
            sentence = TOO_MANY_PAGES.format(count=self.page_count, limit=max_pages)
            raise TooManyPagesError(sentence)
        self.warnings: list[str] = [REPAIRED] if self._pdf.is_repaired else []
        self.metadata: dict[str, str] = {
            name: value for name, value in (self._pdf.metadata or {}).items() if value
        }

    def __enter__(self) -> Document:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._pdf.close()

    def read_page(self, number: int) -> Page | None:
        """The text of a page; None, and a warning, where it cannot be read."""
        try:
            page = self._pdf[number - 1]
            text = page.get_textpage(flags=TEXT_FLAGS)
            return assemble_page(
                number,
                blocks=text.extractDICT()["blocks"],
                words=text.extractWORDS(),
                size=(page.rect.width, page.rect.height),
                quarter_turns=page.rotation // 90,
            )
        except PAGE_ERRORS:
            self.warnings.append(SKIPPED.format(number=number))
            return None

    def rasterise(
        self, number: int, box: Box, scale: float, *, grey: bool = False
    ) -> Image.Image | None:
        """The pixels of ``box`` on a page, ``scale`` pixels a point, on white.

        None where MuPDF cannot draw the page, or the pixels would be too many.
        """
        if box.area * scale * scale > MAX_PIXELS:
            return None
        colours = pymupdf.csGRAY if grey else pymupdf.csRGB
        try:
            pixmap = self._pdf[number - 1].get_pixmap(
                matrix=pymupdf.Matrix(scale, scale),
                clip=pymupdf.Rect(box.left, box.top, box.right, box.bottom),
                colorspace=colours,
                alpha=False,
            )
        except PAGE_ERRORS:
            return None
        size = (pixmap.width, pixmap.height)
        if 0 in size:
            return None
        return Image.frombytes("L" if grey else "RGB", size, pixmap.samples)

    def embedded_images(self, number: int) -> tuple[EmbeddedImage, ...]:
        """The raster images drawn on a page, as displayed; empty where unreadable."""
        try:
            page = self._pdf[number - 1]
            images = page.get_image_info()
            turn = page.rotation_matrix
        except PAGE_ERRORS:
            return ()
        return tuple(
            EmbeddedImage(
                _box(pymupdf.Rect(image["bbox"]) * turn),
                image["width"],
                image["height"],
            )
            for image in images
        )


def _box(rect: Sequence[float]) -> Box:
    left, top, right, bottom = rect
    return Box(left, top, right, bottom)
