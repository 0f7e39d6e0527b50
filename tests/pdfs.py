"""Draw odd little papers: a vocabulary of what stands on a page, all sizes in points."""

from __future__ import annotations

from io import BytesIO
from itertools import cycle

import pymupdf
from PIL import Image

LETTER = (612, 792)
COLUMN = (72, 540)
LEFT_COLUMN, RIGHT_COLUMN = (54, 297), (315, 558)
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
        self.pdf = pymupdf.open()
        self.size = size

    def page(self, size: tuple[float, float] | None = None) -> DrawnPage:
        width, height = size or self.size
        return DrawnPage(self.pdf.new_page(width=width, height=height))

    def details(self, **metadata: str) -> None:
        self.pdf.set_metadata(metadata)

    def content(self, **options: object) -> bytes:
        return self.pdf.tobytes(**options)


class DrawnPage:
    """A page with verbs for what papers print."""

    def __init__(self, page: pymupdf.Page) -> None:
        self.page = page

    def text(self, x: float, y: float, words: str, **style: object) -> None:
        """Words with their baseline at ``y``; ``turned`` 90 climbs."""
        self.page.insert_text(
            (x, y),
            words,
            fontsize=style.get("size", 10),
            fontname=style.get("font", "tiro"),
            rotate=style.get("turned", 0),
            color=style.get("color", (0, 0, 0)),
        )

    def paragraph(
        self,
        top: float,
        lines: int = 6,
        column: tuple[float, float] = COLUMN,
        size: float = 10,
    ) -> float:
        """Running text that fills its column; the height at which it ends."""
        words = cycle(WORDS)
        for number in range(lines):
            line = next(words)
            while text_width(f"{line} {(word := next(words))}", size) < width(column):
                line += f" {word}"
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
        for number, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                self.text(left + 4 + place * step, top + 11 + number * 12, cell, size=9)
        self.rule(left, right, top + 15)
        bottom = top + 6 + len(rows) * 12
        self.rule(left, right, bottom)
        return bottom

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
    return pymupdf.get_text_length(words, fontname="tiro", fontsize=size)


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
