"""Draws onto a page what was found on it, because people would rather look than read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from figures.extraction.comparison import Comparison, compare
from figures.extraction.geometry import Box
from figures.extraction.lettering import (
    break_lines,
    is_legible,
    load_font,
    measure,
    spell,
)
from figures.extraction.listing import list_figure
from figures.extraction.records import FigureKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from figures.extraction.listing import ListedFigure
    from figures.extraction.records import ExtractedFigure

# Told apart by eyes that see no red or no green, and dark enough for white letters.
FIGURE, TABLE = (0, 96, 168), (184, 69, 0)
CAPTION, TRUE = (0, 115, 79), (168, 48, 122)
COLOURS = {FigureKind.FIGURE: FIGURE, FigureKind.TABLE: TABLE}
LEGEND = (("figure", FIGURE), ("table", TABLE), ("caption", CAPTION))
WHITE, INK = (255, 255, 255), (30, 30, 30)

# All in pixels.
THICK, MEDIUM, THIN = 4, 3, 2
DASH, GAP = 14, 8
LETTERS, SMALL_LETTERS = 17, 15
PADDING = 5
MARGIN = 16
LINE = 24

type Colour = tuple[int, int, int]


def draw_overlay(
    page: Image.Image,
    figures: Sequence[ExtractedFigure],
    true: Sequence[ListedFigure] | None,
    scale: float,
) -> Image.Image:
    """A copy of ``page``, drawn at ``scale`` pixels a point, with its figures marked.

    ``true`` is what should have been found on the page; None where nobody knows.
    """
    overlay = _Overlay(page, scale)
    for figure in figures:
        overlay.mark_figure(figure)
    for ideal in true or ():
        overlay.mark_truth(ideal)
    found = [list_figure(figure) for figure in figures]
    comparison = None if true is None else compare(true, found)
    for figure, listed in zip(figures, found, strict=True):
        overlay.name_figure(figure, _verdict(listed, comparison))
    for ideal in true or ():
        overlay.name_truth(ideal)
    legend = LEGEND if true is None else (*LEGEND, ("ground truth", TRUE))
    return _with_foot(overlay.image, legend, list(_notes(figures, comparison)))


class _Overlay:
    """A page that is being marked."""

    def __init__(self, page: Image.Image, scale: float) -> None:
        self.image = page.convert("RGB")
        self._draw = ImageDraw.Draw(self.image)
        self._scale = scale
        # What no tab may hide: captions, figures and other tabs.
        self._kept_clear: list[Box] = []

    def mark_figure(self, figure: ExtractedFigure) -> None:
        colour = COLOURS[figure.caption.kind]
        caption = self._outline(figure.caption.box, CAPTION, THIN)
        crop = self._outline(figure.crop_box, colour, THICK)
        if not _meet(crop, caption):
            self._join(crop, caption)
        for panel in figure.panels:
            self._outline(panel.crop_box, colour, THIN)
        self._kept_clear += [caption, crop]

    def mark_truth(self, figure: ListedFigure) -> None:
        box = self._pixels(figure.box).expanded(MEDIUM)
        for start, end in _dashes(box):
            self._draw.line((*start, *end), fill=TRUE, width=MEDIUM)
        self._kept_clear.append(box)

    def name_figure(self, figure: ExtractedFigure, verdict: str) -> None:
        colour = COLOURS[figure.caption.kind]
        for panel in figure.panels:
            corner = self._pixels(panel.crop_box)
            width, height = _tab_size(panel.letter, SMALL_LETTERS)
            tab = Box(corner.left, corner.top, corner.left + width, corner.top + height)
            self._tab(panel.letter, tab, colour, SMALL_LETTERS)
        words = f"{_label(figure)} · {figure.confidence:.2f}{verdict}"
        self._hang(words, self._pixels(figure.crop_box).expanded(THICK), colour, 0.0)

    def name_truth(self, figure: ListedFigure) -> None:
        words = f"{'ignored' if figure.is_ignored else 'true'}: {spell(figure.name)}"
        self._hang(words, self._pixels(figure.box).expanded(MEDIUM), TRUE, 1.0)

    def _pixels(self, box: Box) -> Box:
        scale = self._scale
        return Box(
            box.left * scale, box.top * scale, box.right * scale, box.bottom * scale
        )

    def _outline(self, box: Box, colour: Colour, width: int) -> Box:
        """Drawn around the box, so that all inside stays to be seen."""
        outer = self._pixels(box).expanded(width)
        self._draw.rectangle(_corners(outer), outline=colour, width=width)
        return outer

    def _join(self, one: Box, other: Box) -> None:
        across = _between(one.left, one.right, other.left, other.right)
        along = _between(one.top, one.bottom, other.top, other.bottom)
        (left, right), (top, bottom) = across, along
        self._draw.line((left, top, right, bottom), fill=CAPTION, width=THIN)
        for x, y in ((left, top), (right, bottom)):
            self._draw.circle((x, y), THICK, fill=CAPTION)

    def _hang(self, words: str, box: Box, colour: Colour, along: float) -> None:
        """A tab on the outside of a box, where it hides no figure and no caption."""
        places = list(_places(box, _tab_size(words, LETTERS), along))
        tab = next(filter(self._is_clear, places), self._on_page(places[0]))
        self._tab(words, tab, colour, LETTERS)

    def _is_clear(self, tab: Box) -> bool:
        core = tab.expanded(-THICK)
        return self._on_page(tab) == tab and not any(
            _meet(core, other) for other in self._kept_clear
        )

    def _on_page(self, tab: Box) -> Box:
        """The same tab, moved until the page holds it."""
        left = max(0.0, min(tab.left, self.image.width - tab.width))
        top = max(0.0, min(tab.top, self.image.height - tab.height))
        return Box(left, top, left + tab.width, top + tab.height)

    def _tab(self, words: str, tab: Box, colour: Colour, size: int) -> None:
        self._draw.rectangle(_corners(tab), fill=colour)
        middle = ((tab.left + tab.right) / 2, (tab.top + tab.bottom) / 2)
        self._draw.text(middle, words, WHITE, load_font(size), anchor="mm")
        self._kept_clear.append(tab)


def _tab_size(words: str, size: int) -> tuple[float, float]:
    return measure(words, size) + 2 * PADDING, size + 2 * PADDING


def _places(box: Box, size: tuple[float, float], along: float) -> Iterator[Box]:
    """Where a tab may hang: above, below, on the sides; ``along`` 0 is left, 1 right."""
    width, height = size
    left = box.left + (box.width - width) * along
    for x, y in (
        (left, box.top - height),
        (left, box.bottom),
        (box.right, box.top),
        (box.left - width, box.top),
        (box.right, box.bottom - height),
        (box.left - width, box.bottom - height),
    ):
        yield Box(x, y, x + width, y + height)


def _meet(one: Box, other: Box) -> bool:
    shared = one.intersection(other)
    return shared.width > 0 and shared.height > 0


def _label(figure: ExtractedFigure) -> str:
    """As printed; in our own words where the font lacks the paper's letters."""
    caption = figure.caption
    if caption.label and is_legible(caption.label):
        return spell(caption.label)
    number = caption.number if is_legible(caption.number) else "?"
    return f"{caption.kind.capitalize()} {number}".strip()


def _verdict(figure: ListedFigure, comparison: Comparison | None) -> str:
    if comparison is None:
        return ""
    for match in comparison.matches:
        if match.found is figure:
            return f" · IoU {match.overlap:.2f}"
    return " · extra" if any(extra is figure for extra in comparison.extra) else ""


def _notes(
    figures: Iterable[ExtractedFigure], comparison: Comparison | None
) -> Iterator[str]:
    for figure in figures:
        for warning in figure.warnings:
            yield f"{_label(figure)}: {warning}"
    if comparison is not None:
        for missed in comparison.missed:
            yield f"Missed: {missed.name}."
        for extra in comparison.extra:
            yield f"Not in the ground truth: {extra.name}."
        for match in comparison.matches:
            if not match.has_right_box:
                yield f"Another box: {match.true.name}, IoU {match.overlap:.2f} with the true one."


def _with_foot(
    page: Image.Image, legend: Sequence[tuple[str, Colour]], notes: Sequence[str]
) -> Image.Image:
    """The page on a longer white sheet: what the colours mean, and what is to be said."""
    room = page.width - 2 * MARGIN
    lines = [line for note in notes for line in break_lines(spell(note), LETTERS, room)]
    height = 2 * MARGIN + LINE * (1 + len(lines))
    sheet = Image.new("RGB", (page.width, page.height + height), WHITE)
    sheet.paste(page)
    draw = ImageDraw.Draw(sheet)
    draw.line((0, page.height, page.width, page.height), fill=INK)
    left, top = MARGIN, page.height + MARGIN
    for words, colour in legend:
        draw.rectangle((left, top, left + LETTERS, top + LETTERS), fill=colour)
        left += LETTERS + PADDING
        draw.text((left, top), words, INK, load_font(LETTERS))
        left += measure(words, LETTERS) + MARGIN
    for number, line in enumerate(lines, start=1):
        draw.text((MARGIN, top + number * LINE), line, INK, load_font(LETTERS))
    return sheet


def _between(
    start: float, end: float, other_start: float, other_end: float
) -> tuple[float, float]:
    """Where a line from one span to another begins and ends: the middle of what they share."""
    shared = (max(start, other_start), min(end, other_end))
    if shared[0] <= shared[1]:
        middle = sum(shared) / 2
        return middle, middle
    return (end, other_start) if end < other_start else (start, other_end)


def _dashes(box: Box) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    for y in (box.top, box.bottom):
        for start, end in _strokes(box.left, box.right):
            yield (start, y), (end, y)
    for x in (box.left, box.right):
        for start, end in _strokes(box.top, box.bottom):
            yield (x, start), (x, end)


def _strokes(start: float, end: float) -> Iterator[tuple[float, float]]:
    while start < end:
        yield start, min(start + DASH, end)
        start += DASH + GAP


def _corners(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, box.right, box.bottom
