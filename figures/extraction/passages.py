"""The passages of a page: lines that read on as one paragraph, and what they label."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from figures.extraction.geometry import bounding_box
from figures.extraction.joining import join_text
from figures.extraction.labels import read_label
from figures.extraction.pages import turn_box, turn_page
from figures.extraction.records import Passage

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from figures.extraction.captions import FoundCaption
    from figures.extraction.geometry import Box
    from figures.extraction.pages import Line, Page

# More than a page of print can hold; a text so long is no paragraph.
MOST_PASSAGES, LONGEST_TEXT, MOST_LETTERS = 2000, 20_000, 250_000
# Paragraphs side by side that a line may continue: more are the cells of a plot.
MOST_OPEN = 200
# All of the following in font sizes. Baselines that differ by less are one.
SAME_BASELINE = 0.3
# How much farther a line may stand below the one before than the paper's leading, and how
# near: less is an index or the other half of a fraction.
LOOSE, NEAREST = 0.4, 0.7
# How far the height of a row may stray from that of the rows before.
STRAY = 0.3
# Sizes that differ by less are one; formulas blur them.
SAME_SIZE = 0.08
# A line that begins so much farther in or out begins a paragraph.
INDENT = 0.8
# Between a label or a list's number, of so few words, and the text behind it.
BEHIND, FEW = 2.0, 2
# "• Loss", "[12] A. Author": an item of a list.
ITEM = re.compile(r"^(?:[•▪◦‣*]|\[\d+\])(?:\s|$)")

# A line by what is on it: turned copies of a page have lines of their own.
Spot = tuple[str, "Box"]


@dataclass(slots=True)
class Paragraph:
    """Rows that are being put together, upright."""

    rows: list[list[Line]]
    # Of its first line among all lines of the page.
    place: int
    last: Box

    def add_row(self, line: Line) -> None:
        self.rows.append([line])
        self.last = line.box

    def add_beside(self, line: Line) -> None:
        self.rows[-1].append(line)
        self.last = self.last.union(line.box)

    @property
    def first(self) -> Line:
        return self.rows[0][0]


def find_passages(
    page: Page,
    captions: Sequence[FoundCaption],
    furniture: Collection[Line],
    vocabulary: Collection[str],
    leading: float,
) -> tuple[Passage, ...]:
    """All text of ``page``, which is as displayed, in the order that the PDF has it in.

    ``captions`` are those of this page, as the import reads them, and ``furniture`` what
    goes on in no text; ``leading`` is the blank between two lines, in font sizes.
    """
    aside = {place for place, line in enumerate(page.lines) if line in furniture}
    placed: list[tuple[int, Passage]] = []
    for turns in sorted({line.quarter_turns for line in page.lines}):
        upright = turn_page(page, turns)
        spots = {
            (line.text, line.box): place
            for place, line in enumerate(upright.lines)
            if not line.quarter_turns
        }
        for caption in captions:
            if caption.page.quarter_turns == turns:
                own = {_spot(line) for line in caption.lines}
                place = min((spots[spot] for spot in own if spot in spots), default=0)
                placed.append((place, _as_passage(upright, caption)))
                spots = {s: place for s, place in spots.items() if s not in own}
        places = set(spots.values())
        for group in (places - aside, places & aside):
            lines = ((place, upright.lines[place]) for place in group)
            for paragraph in _gather(lines, leading):
                text = join_text(paragraph.rows, vocabulary)
                box = bounding_box(line.box for row in paragraph.rows for line in row)
                passage = _passage(text, _displayed(upright, box))
                placed.append((paragraph.place, passage))
    placed.sort(key=lambda entry: entry[0])
    return tuple(_within_bounds(passage for _, passage in placed))


def _spot(line: Line) -> Spot:
    return line.text, line.box


def _displayed(upright: Page, box: Box) -> Box:
    return turn_box(box, upright.width, upright.height, -upright.quarter_turns)


def _as_passage(upright: Page, found: FoundCaption) -> Passage:
    caption = found.caption
    return Passage(
        text=caption.printed,
        box=_displayed(upright, caption.box),
        kind=caption.kind,
        number=caption.number,
        label=caption.label,
        caption=caption.text,
    )


def _passage(text: str, box: Box) -> Passage:
    text = text[:LONGEST_TEXT]
    label = read_label(text)
    if label is None:
        return Passage(text, box, kind=None, number="", label="", caption="")
    return Passage(
        text, box, label.kind, label.number, label.printed, text[label.end :]
    )


def _within_bounds(passages: Iterable[Passage]) -> Iterator[Passage]:
    letters = 0
    for count, passage in enumerate(passages, start=1):
        letters += len(passage.text) + len(passage.caption)
        if count > MOST_PASSAGES or letters > MOST_LETTERS:
            return
        yield passage


def _gather(lines: Iterable[tuple[int, Line]], leading: float) -> Sequence[Paragraph]:
    """The lines, each with its place, row by row in paragraphs."""
    found: list[Paragraph] = []
    open_ones: list[Paragraph] = []
    farthest = 1.0 + max(leading, 0.2) + LOOSE
    ordered = sorted(lines, key=lambda entry: (entry[1].box.bottom, entry[1].box.left))
    for place, line in ordered:
        reach = line.box.bottom - farthest * line.style.size
        open_ones = [one for one in open_ones[-MOST_OPEN:] if one.last.bottom > reach]
        beside = next((one for one in open_ones if _goes_on_beside(one, line)), None)
        above = next((one for one in open_ones if _goes_on_below(one, line)), None)
        if beside is not None:
            beside.add_beside(line)
            beside.place = min(beside.place, place)
        elif above is not None and not _begins_anew(line):
            above.add_row(line)
        else:
            paragraph = Paragraph([[line]], place, line.box)
            found.append(paragraph)
            open_ones.append(paragraph)
    return found


def _begins_anew(line: Line) -> bool:
    """Whether a line says itself that it begins something: a caption, an item."""
    label = read_label(line.text)
    if label is not None and (label.separator or line.words[0].style.bold):
        return True
    return ITEM.match(line.text) is not None


def _goes_on_beside(one: Paragraph, line: Line) -> bool:
    """Whether ``line`` is the text behind a label that stands apart on its row."""
    size = line.style.size
    return (
        len(one.rows[-1]) == 1
        and len(one.rows[-1][0].words) <= FEW
        and abs(line.box.bottom - one.last.bottom) < SAME_BASELINE * size
        and 0 <= line.box.left - one.last.right < BEHIND * size
    )


def _goes_on_below(one: Paragraph, line: Line) -> bool:
    size = max(line.style.size, 0.1)
    step = (line.box.bottom - one.last.bottom) / size
    overlap = min(one.last.right, line.box.right) - max(one.last.left, line.box.left)
    return (
        step > NEAREST
        and abs(one.first.style.size / size - 1) < SAME_SIZE
        and one.first.style.bold is line.style.bold
        and overlap > 0.5 * min(one.last.width, line.box.width)
        and _keeps_leading(one, step * size)
        and (_is_centred(one, line) or not _is_indented(one, line))
    )


def _keeps_leading(one: Paragraph, step: float) -> bool:
    if len(one.rows) == 1:
        return True
    before = one.last.bottom - bounding_box(line.box for line in one.rows[-2]).bottom
    return abs(step - before) < STRAY * one.first.style.size


def _is_centred(one: Paragraph, line: Line) -> bool:
    middles = one.last.left + one.last.right - line.box.left - line.box.right
    return abs(middles) < SAME_BASELINE * line.style.size


def _is_indented(one: Paragraph, line: Line) -> bool:
    """Whether ``line`` begins farther in, or out, than the row before.

    The second row of a paragraph may do so: behind an indent, or hanging under an item.
    """
    indent = (line.box.left - one.last.left) / max(line.style.size, 0.1)
    if len(one.rows) > 1:
        return abs(indent) > INDENT
    return indent > INDENT and len(one.first.words[0].text) > FEW + 1
