"""Draw odd little papers: a vocabulary of what stands on a page, all sizes in points."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from itertools import chain, cycle

import pymupdf
from PIL import Image

LETTER = (612, 792)
COLUMN = (72, 540)
LEFT_COLUMN, RIGHT_COLUMN = (54, 297), (315, 558)
# Fonts for scripts that set no blanks between words.
UNSPACED = ("china-s", "japan", "korea")
# Three places for the panels of one figure.
SIDE_BY_SIDE = ((80, 100, 220, 200), (235, 100, 375, 200), (390, 100, 530, 200))
SENTENCE = """
models of this size learn slowly when the rate is small and forget quickly when it grows
so we measure both and report what remains after many steps of training
"""
WORDS = SENTENCE.split()


class Paper:
    """A PDF being drawn; pages are added with ``page`` and drawn on."""

    def __init__(self, size: tuple[float, float] = LETTER) -> None:
        self._pdf = pymupdf.open()
        self._last: DrawnPage | None = None
        self.size = size

    @property
    def pdf(self) -> pymupdf.Document:
        """With every word in it; a page is drawn on until the next one begins."""
        if self._last:
            self._last.write_down()
        return self._pdf

    def page(self, size: tuple[float, float] | None = None) -> DrawnPage:
        width, height = size or self.size
        self._last = DrawnPage(self.pdf.new_page(width=width, height=height))
        return self._last

    def title_page(self) -> DrawnPage:
        """A first page: a title, authors, an abstract, and text from ``y`` 330 on."""
        page = self.page()
        page.text(150, 100, "Rates of Learning after Many Steps", size=18, font="tibo")
        page.text(230, 130, "Ada Writer    Berta Reader", size=11)
        page.text(235, 145, "University of Somewhere", size=10)
        page.text(285, 180, "Abstract", size=12, font="tibo")
        page.paragraph(190, lines=8, column=(108, 504))
        page.paragraph(330, lines=12)
        return page

    def details(self, **metadata: str) -> None:
        self.pdf.set_metadata(metadata)

    def content(self, **options: object) -> bytes:
        return self.pdf.tobytes(**options)


class DrawnPage:
    """A page with verbs for what papers print."""

    def __init__(self, page: pymupdf.Page) -> None:
        self._page = page
        self._words: pymupdf.Shape | None = None

    @property
    def page(self) -> pymupdf.Page:
        """With the words in it that were drawn so far, for whatever goes over them."""
        self.write_down()
        return self._page

    def write_down(self) -> None:
        """Words are gathered: one by one, each costs a look at all that is there."""
        if self._words:
            self._words.commit()
            self._words = None

    def text(self, x: float, y: float, words: str, **style: object) -> None:
        """Words with their baseline at ``y``; ``turned`` 90 climbs."""
        font, size = style.get("font", "tiro"), style.get("size", 10)
        turned, color = style.get("turned", 0), style.get("color", (0, 0, 0))
        if max(map(ord, words), default=0) < 256 or font in UNSPACED:
            self._words = self._words or self._page.new_shape()
            self._words.insert_text(
                (x, y), words, fontsize=size, fontname=font, rotate=turned, color=color
            )
        else:
            writer = pymupdf.TextWriter(self.page.rect, color=color)
            writer.append((x, y), words, font=pymupdf.Font(font), fontsize=size)
            turn = pymupdf.Matrix(-turned)
            writer.write_text(self.page, morph=(pymupdf.Point(x, y), turn))

    def justified(
        self, y: float, words: str, column: tuple[float, float], **style: object
    ) -> None:
        """One line, its blanks stretched until it fills its column."""
        parts, size = words.split(), style.get("size", 10)
        letters = sum(text_width(part, size) for part in parts)
        blank = (width(column) - letters) / (len(parts) - 1)
        x = column[0]
        for part in parts:
            self.text(x, y, part, **style)
            x += text_width(part, size) + blank

    def lines(
        self, x: float, y: float, lines: list[str], step: float = 11, **style: object
    ) -> float:
        """Lines broken as given, the first on ``y``; the last one's baseline."""
        for number, line in enumerate(lines):
            self.text(x, y + number * step, line, **{"size": 9} | style)
        return y + (len(lines) - 1) * step

    def paragraph(
        self,
        top: float,
        lines: int = 6,
        column: tuple[float, float] = COLUMN,
        size: float = 10,
        opening: str = "",
    ) -> float:
        """Running text that fills its column; the height at which it ends."""
        words = chain(opening.split(), cycle(WORDS))
        word = next(words)
        for number in range(lines):
            line, word = word, next(words)
            while text_width(f"{line} {word}", size) < width(column):
                line, word = f"{line} {word}", next(words)
            self.text(column[0], top + size + number * size * 1.2, line, size=size)
        return top + lines * size * 1.2

    def caption(
        self,
        y: float,
        words: str,
        column: tuple[float, float] = COLUMN,
        **style: object,
    ) -> float:
        """Words broken into lines over the column; the height at which they end."""
        size = style.get("size", 9)
        line = ""
        for word in words.split():
            if line and text_width(f"{line} {word}", size) > width(column):
                self.text(column[0], y, line, **{"size": size} | style)
                line, y = "", y + size * 1.2
            line = f"{line} {word}".strip()
        self.text(column[0], y, line, **{"size": size} | style)
        return y + size * 0.3

    def plot(self, box: tuple[float, float, float, float], title: str = "") -> None:
        """Axes with ticks and a curve; the title inside, at the top."""
        left, top, right, bottom = box
        self.page.draw_rect(box, color=(0, 0, 0), width=0.6)
        middle = (top + bottom) / 2
        self.page.draw_bezier(
            (left, bottom),
            (left, middle),
            (right, middle),
            (right, top),
            color=(0, 0, 1),
        )
        for part in range(1, 4):
            x = left + (right - left) * part / 4
            self.page.draw_line((x, bottom), (x, bottom - 4), width=0.5)
        if title:
            self.text(left + 8, top + 12, title, size=8, font="helv")

    def table(
        self, left: float, top: float, rows: list[list[str]], step: float = 90
    ) -> float:
        """Cells between three rules; the height of the last rule."""
        right = left + step * len(rows[0])
        self.rule(left, right, top)
        bottom = self.cells(left + 4, top + 11, rows, step) + 7
        self.rule(left, right, top + 15)
        self.rule(left, right, bottom)
        return bottom

    def cells(
        self, left: float, y: float, rows: list[list[str]], step: float = 90
    ) -> float:
        """Cells without rules, the first row on ``y``; the last row's baseline."""
        for number, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                self.text(left + place * step, y + number * 12, cell, size=9)
        return y + (len(rows) - 1) * 12

    def line_numbers(self, first: int = 1, left: float = 40, lines: int = 54) -> None:
        """A number beside every line of the page, as in papers under review."""
        for number in range(lines):
            self.text(left, 80 + number * 12, f"{first + number:03}", size=7)

    def watermark(self, words: str = "DRAFT") -> None:
        """Large pale letters, slanted across the page."""
        corner = pymupdf.Point(130, 620)
        writer = pymupdf.TextWriter(self.page.rect, color=(0.85, 0.85, 0.85))
        writer.append(corner, words, font=pymupdf.Font("helv"), fontsize=150)
        writer.write_text(self.page, morph=(corner, pymupdf.Matrix(45)))

    def rule(self, left: float, right: float, y: float) -> None:
        self.page.draw_line((left, y), (right, y), width=0.5)

    def picture(
        self, box: tuple[float, float, float, float], pixels: tuple[int, int]
    ) -> None:
        """A raster image of ``pixels``, grey with a dark frame up to its edges."""
        image = Image.new("RGB", pixels, (40, 40, 40))
        inner = (pixels[0] - 8, pixels[1] - 8)
        image.paste(Image.new("RGB", inner, (150, 160, 170)), (4, 4))
        stream = BytesIO()
        image.save(stream, "PNG")
        self.page.insert_image(box, stream=stream.getvalue(), keep_proportion=False)


def text_width(words: str, size: float) -> float:
    return size * sum(map(letter_width, words))


@cache
def letter_width(letter: str) -> float:
    """In the plain font at one point; kept, since each takes PyMuPDF a while."""
    return pymupdf.get_text_length(letter, fontname="tiro", fontsize=1)


def width(column: tuple[float, float]) -> float:
    return column[1] - column[0]


def one_figure_paper(caption: str = "Figure 1: Reward against compute.") -> bytes:
    """A page of text with one plot and its caption below."""
    paper = Paper()
    page = paper.page()
    page.paragraph(72, lines=8)
    page.plot((150, 200, 450, 350), title="Reward")
    page.caption(372, caption)
    page.paragraph(400, lines=20)
    return paper.content()
