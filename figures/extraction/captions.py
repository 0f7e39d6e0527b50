"""Find the captions of a paper: which lines begin one, and where each ends.

Decided for the paper as a whole: lines that begin with a label are collected, and the
way most of them are set tells captions from sentences that mention a figure.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from figures.extraction.geometry import bounding_box
from figures.extraction.labels import Label, read_label
from figures.extraction.layout import SAME_SIZE, Column, Layout, column_span
from figures.extraction.paragraphs import (
    LABEL_GAP,
    follow_paragraph,
    join_text,
    row_box,
)
from figures.extraction.records import Caption, FigureKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from figures.extraction.geometry import Box
    from figures.extraction.pages import Line, Page

# Evidence a line needs to count as the beginning of a caption.
ENOUGH = 3
# What stands behind the label of a figure that began on an earlier page.
CONTINUED = re.compile(r"^\(?(?:cont|forts|suite|segue|продолж|続き|续)", re.IGNORECASE)
# A line of fewer words may be a label that stands apart from its text.
LABEL_WORDS = 4
# Particles that make a Japanese or Chinese label part of a sentence.
PARTICLES = "はにをのがでともよ、\uff0c所中示给和与"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that begins with a label, and what speaks for its being a caption."""

    page: Page
    line: Line
    label: Label
    evidence: int

    @property
    def manner(self) -> tuple[str, str, bool]:
        """How the label is printed: all captions of a paper do it alike."""
        word = self.line.words[0]
        return self.label.word, self.label.separator, word.style.bold


@dataclass(frozen=True, slots=True)
class FoundCaption:
    """A caption on a page, upright there, and the lines it consists of."""

    caption: Caption
    page: Page
    lines: tuple[Line, ...]


def find_captions(pages: Sequence[Page], layout: Layout) -> list[FoundCaption]:
    """All captions, by page and from top to bottom.

    ``pages`` are without furniture; turned copies among them give sideways captions.
    """
    candidates = [c for page in pages for c in _candidates(page, layout)]
    chosen = _choose(candidates)
    by_page: defaultdict[tuple[int, int], list[Candidate]] = defaultdict(list)
    for candidate in chosen:
        by_page[_key(candidate.page)].append(candidate)
    vocabulary = _vocabulary(pages) if chosen else frozenset()
    return [
        _read_caption(candidate, by_page[_key(page)], layout, vocabulary)
        for page in pages
        for candidate in sorted(by_page[_key(page)], key=_reading_order)
    ]


def _key(page: Page) -> tuple[int, int]:
    return page.number, page.quarter_turns


def _reading_order(candidate: Candidate) -> tuple[float, float]:
    return candidate.line.box.top, candidate.line.box.left


def _candidates(page: Page, layout: Layout) -> Iterable[Candidate]:
    for line in page.lines:
        label = read_label(_label_text(line, page))
        if label is not None and not line.quarter_turns:
            evidence = _weigh(line, label, page, layout)
            yield Candidate(page, line, label, evidence)


def _label_text(line: Line, page: Page) -> str:
    """The line's text; the next piece's too where a wide gap follows the word alone."""
    if len(line.words) > 1 or not read_label(f"{line.text} 1"):
        return line.text
    return " ".join(piece.text for piece in [line, *_pieces_behind(line, page)[:1]])


def _label_row(line: Line, page: Page) -> Box:
    """The box of a caption's first line, its text included where the label stands apart."""
    behind = _pieces_behind(line, page) if len(line.words) < LABEL_WORDS else []
    return bounding_box(piece.box for piece in [line, *behind[:1]])


def _pieces_behind(line: Line, page: Page) -> list[Line]:
    """What follows on the line's row after a gap no wider than one behind a label."""
    pieces = [
        other
        for other in page.lines
        if other is not line
        and other.quarter_turns == line.quarter_turns
        and abs(other.box.bottom - line.box.bottom) < line.style.size * 0.3
        and 0 < other.box.left - line.box.right < line.style.size * LABEL_GAP
    ]
    return sorted(pieces, key=lambda piece: piece.box.left)


def _weigh(line: Line, label: Label, page: Page, layout: Layout) -> int:
    """Points for and against the line's being the beginning of a caption."""
    rest = line.text[label.end :]
    if _label_stands_out(line, rest):
        points = 2 + max(_separator_points(label, rest), 0)
    else:
        points = _separator_points(label, rest)
    points += -2 if _is_inside_paragraph(line, page) else 2
    if abs(line.style.size - layout.size) > SAME_SIZE or line.style.font != layout.font:
        points += 1
    return points


def _separator_points(label: Label, rest: str) -> int:
    if label.separator:
        return 1 if label.separator in ".)-" else 2
    if not rest or CONTINUED.match(rest):
        return 1
    return -3 if rest[0].islower() or rest[0] in ",;'\u2019([" + PARTICLES else 1


def _label_stands_out(line: Line, rest: str) -> bool:
    """Whether the label is bold, slanted or in another face than what follows."""
    first, last = line.words[0].style, line.words[-1].style
    if not rest:
        return first.bold
    return (first.bold, first.italic) != (last.bold, last.italic)


def _is_inside_paragraph(line: Line, page: Page) -> bool:
    """Whether the line above belongs to the same text and runs on into this line."""
    size = line.style.size
    for other in page.lines:
        if (
            other is not line
            and other.quarter_turns == line.quarter_turns
            and abs(other.style.size - size) < SAME_SIZE
            and -0.5 * size < line.box.top - other.box.bottom < 0.6 * size
            and other.box.top < line.box.top - 0.5 * size
            and abs(other.box.left - line.box.left) < 2 * size
            and other.box.right > line.box.right - 2 * size
        ):
            return True
    return False


def _choose(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with enough evidence, their own or that of their kind's manner."""
    strong = [c for c in candidates if c.evidence >= ENOUGH]
    manners = Counter(
        (c.label.kind, c.manner)
        for c in {(c.label.kind, c.label.number): c for c in strong}.values()
    )
    chosen: list[Candidate] = []
    for kind in {c.label.kind for c in strong}:
        own = [c for c in strong if c.label.kind is kind]
        usual = max(
            (m for k, m in manners if k is kind), key=lambda m: manners[kind, m]
        )
        chosen += [c for c in own if _agrees(c, usual, own)]
    return chosen


def _agrees(
    candidate: Candidate, usual: tuple[str, str, bool], all_of_kind: Sequence[Candidate]
) -> bool:
    """Whether the candidate is set as usual, or its number has no better one."""
    if candidate.manner == usual:
        return True
    return not any(
        other.manner == usual and other.label.number == candidate.label.number
        for other in all_of_kind
    )


def _vocabulary(pages: Sequence[Page]) -> AbstractSet[str]:
    """The paper's words in lower case, and the pairs that its compounds are made of."""
    words = {
        word.text.strip(".,;:()").casefold()
        for page in pages
        for line in page.lines
        for word in line.words
    }
    compounds = (word.split("-") for word in words if word.count("-") > 1)
    return words.union(
        "-".join(pair) for parts in compounds for pair in pairwise(parts)
    )


def _is_within(line: Line, reach: Column) -> bool:
    slack = line.style.size / 2
    return (
        not line.quarter_turns
        and line.box.left > reach.left - slack
        and line.box.right < reach.right + slack
    )


def _read_caption(
    candidate: Candidate,
    beside: Sequence[Candidate],
    layout: Layout,
    vocabulary: AbstractSet[str],
) -> FoundCaption:
    page = candidate.page
    reach = column_span(_label_row(candidate.line, page), layout.columns_of(page))
    upright = [line for line in page.lines if _is_within(line, reach)]
    stops = {other.line for other in beside if other is not candidate}
    rows = follow_paragraph(
        candidate.line,
        upright,
        layout.leading,
        stops,
        broken=candidate.label.kind is FigureKind.FIGURE,
    )
    printed = join_text(rows, vocabulary)
    label = read_label(printed) or candidate.label
    caption = Caption(
        kind=label.kind,
        number=label.number,
        label=label.printed,
        text=printed[label.end :],
        printed=printed,
        page_number=page.number,
        box=bounding_box(row_box(row) for row in rows),
    )
    return FoundCaption(caption, page, tuple(line for row in rows for line in row))
