"""Read and rasterise the pages of a PDF; with ``engraving`` all that imports PyMuPDF."""

from __future__ import annotations

import os
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from PIL import Image

from figures.extraction.assembly import (
    BOLD,
    ITALIC,
    assemble_page,
    without_markers,
)
from figures.extraction.engraving import engrave, has_outlines, list_drawn
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
    from collections.abc import Mapping, Sequence
    from types import TracebackType

    from figures.extraction.engraving import Drawn
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
        # The page that was asked for last, and what is drawn where on it.
        self._drawn: tuple[int, list[Drawn] | None] = (0, None)
        # Pages with more words than print can hold.
        self._crowded: set[int] = set()
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
            every = text.extractWORDS()
            words = without_markers(every)
            if len(words) < len(every):
                self._crowded.add(number)
            return assemble_page(
                number,
                blocks=_blocks(text, words, all_of_them=len(words) == len(every)),
                words=words,
                size=(page.rect.width, page.rect.height),
                quarter_turns=page.rotation // 90,
            )
        except PAGE_ERRORS:
            self.warnings.append(SKIPPED.format(number=number))
            return None

    def page_box(self, number: int) -> Box | None:
        """A page as displayed; None where there is none, or it cannot be read."""
        if not 1 <= number <= self.page_count:
            return None
        try:
            return _box(self._pdf[number - 1].rect)
        except PAGE_ERRORS:
            return None

    def rasterise(
        self, number: int, box: Box, scale: float, *, grey: bool = False
    ) -> Image.Image | None:
        """The pixels of ``box`` on a page, ``scale`` pixels a point, on white.

        None where MuPDF cannot draw the page, or the pixels would be too many. Grey
        pixels, which are for looking for ink, are drawn half as fine and enlarged where
        a page is so crowded with markers that drawing it takes seconds.
        """
        if grey and number in self._crowded:
            coarse = self._draw(number, box, scale / 2, grey=grey)
            size = ceil(box.width * scale), ceil(box.height * scale)
            return coarse.resize(size) if coarse is not None else None
        return self._draw(number, box, scale, grey=grey)

    def _draw(
        self, number: int, box: Box, scale: float, *, grey: bool
    ) -> Image.Image | None:
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

    def draw_outlines(self, number: int, box: Box, quarter_turns: int) -> str | None:
        """What reaches into ``box`` on a page, turned clockwise, as SVG in points.

        It starts in the box's corner. What is drawn in one go, such as a line of text,
        comes whole. None where there are pixels in the box, or too much is drawn.
        """
        try:
            page = self._pdf[number - 1]
            if self._drawn[0] != number:
                self._drawn = number, list_drawn(page)
            if not has_outlines(self._drawn[1], box):
                return None
            return engrave(page, box, quarter_turns)
        except PAGE_ERRORS:
            return None

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


def _blocks(
    text: pymupdf.TextPage, words: Sequence[Sequence[Any]], *, all_of_them: bool
) -> dict[int, Mapping[str, Any]]:
    """The blocks that ``words`` stand in, by number, as MuPDF's dictionaries give them.

    All at once is quickest, but a plot of 100,000 markers made of letters would take a
    second and 300 MB: there the few wanted are picked out one by one.
    """
    if all_of_them:
        return dict(enumerate(text.extractDICT()["blocks"]))
    wanted = {word[5] for word in words}
    found: dict[int, Mapping[str, Any]] = {}
    block, number = text.this.m_internal.first_block, 0
    while block:
        if number in wanted:
            lines = [_line(line) for line in pymupdf.mupdf.FzStextBlock(block)]
            found[number] = {"lines": lines}
        block, number = block.next, number + 1
    return found


def _line(line: pymupdf.mupdf.FzStextLine) -> dict[str, Any]:
    direction = line.m_internal.dir
    return {
        "dir": (direction.x, direction.y),
        "spans": [_span(character.m_internal) for character in line],
    }


def _span(character: pymupdf.mupdf.fz_stext_char) -> dict[str, Any]:
    """A span of one character: assembly puts them together."""
    font = pymupdf.mupdf.FzFont(pymupdf.mupdf.ll_fz_keep_font(character.font))
    bold, italic = font.fz_font_is_bold(), font.fz_font_is_italic()
    return {
        "text": chr(character.c),
        "font": font.fz_font_name(),
        "size": character.size,
        "flags": BOLD * bool(bold) | ITALIC * bool(italic),
        "origin": (character.origin.x, character.origin.y),
    }


def _box(rect: Sequence[float]) -> Box:
    left, top, right, bottom = rect
    return Box(left, top, right, bottom)
