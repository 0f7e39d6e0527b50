"""Lines that may begin a caption, and the choice among them for the paper as a whole.

Lines that begin with a label are collected, and the way most of them are set tells
captions from sentences that mention a figure.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from figures.extraction.columns import share_column
from figures.extraction.geometry import bounding_box
from figures.extraction.labels import Label, read_label
from figures.extraction.layout import SAME_SIZE, Layout
from figures.extraction.paragraphs import LABEL_GAP, is_label_only

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from figures.extraction.columns import Column
    from figures.extraction.geometry import Box
    from figures.extraction.pages import Line, Page

# Evidence a line needs to count as the beginning of a caption.
ENOUGH = 3
# So many captions in one style make it the captions' own.
LOOKS = 2
# Where so many of the captions stand out, all of them do.
MOST = 0.75
# What stands behind the label of a figure that began on an earlier page.
CONTINUED = re.compile(r"^\(?(?:cont|forts|suite|segue|продолж|続き|续)", re.IGNORECASE)
# Pieces of a row that are closer than this are words (font sizes).
WORD_GAP = 1.0
# Particles that make a Japanese or Chinese label part of a sentence.
PARTICLES = "はにをのがでともよ、\uff0c所中示给和与"


# The label's word and separator, whether a blank follows, and whether it is bold.
Manner = tuple[str, str, bool, bool]
# The qualifier, the word's first letter, and the number.
Series = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that begins with a label, and what speaks for its being a caption."""

    page: Page
    line: Line
    label: Label
    evidence: int
    # Whether the line is set in another font or size than running text.
    stands_out: bool

    @property
    def is_continued(self) -> bool:
        """Whether it goes on with a figure that began on an earlier page."""
        return CONTINUED.match(self.line.text[self.label.end :]) is not None

    @property
    def manner(self) -> Manner:
        """How the label is printed: all captions of a paper do it alike."""
        word = self.line.words[0]
        label = self.label
        return label.word, label.separator, label.is_spaced, word.style.bold


def find_candidates(page: Page, layout: Layout) -> Iterable[Candidate]:
    for line in page.lines:
        label = read_label(_label_text(line, page))
        if label is not None and not line.quarter_turns:
            stands_out = _stands_out(line, layout)
            evidence = _weigh(line, label, page) + (1 if stands_out else 0)
            yield Candidate(page, line, label, evidence, stands_out)


def _label_text(line: Line, page: Page) -> str:
    """The line's text; the next piece's too where a wide gap follows the word alone."""
    if len(line.words) > 1 or not read_label(f"{line.text} 1"):
        return line.text
    return " ".join(piece.text for piece in [line, *_pieces_behind(line, page)[:1]])


def label_row(line: Line, page: Page, columns: Sequence[Column]) -> Box:
    """The box of a caption's first line, its text included where the label stands apart."""
    reach = LABEL_GAP if is_label_only([line]) else WORD_GAP
    row = [line]
    while behind := _pieces_behind(row[-1], page, reach):
        if not share_column(row[-1].box, behind[0].box, columns):
            break
        row.append(behind[0])
        if not is_label_only(row):
            reach = WORD_GAP
    return bounding_box(piece.box for piece in row)


def _pieces_behind(line: Line, page: Page, reach: float = LABEL_GAP) -> list[Line]:
    """What follows on the line's row after a gap no wider than ``reach`` font sizes."""
    pieces = [
        other
        for other in page.lines
        if other is not line
        and other.quarter_turns == line.quarter_turns
        and abs(other.box.bottom - line.box.bottom) < line.style.size * 0.3
        and other.box.left > line.box.left
        and -1.0 < (other.box.left - line.box.right) / line.style.size < reach
    ]
    return sorted(pieces, key=lambda piece: piece.box.left)


def _stands_out(line: Line, layout: Layout) -> bool:
    return (
        abs(line.style.size - layout.size) > SAME_SIZE or line.style.font != layout.font
    )


def _weigh(line: Line, label: Label, page: Page) -> int:
    """Points for and against the line's being the beginning of a caption."""
    rest = line.text[label.end :]
    if _label_stands_out(line, rest):
        points = 2 + max(_separator_points(label, rest), 0)
    else:
        points = _separator_points(label, rest)
    return points + (-2 if _is_inside_paragraph(line, page) else 2)


def _separator_points(label: Label, rest: str) -> int:
    if label.separator == ")" and rest and (rest[0].islower() or rest[0] in ",;"):
        return -3  # the end of "(see Fig. 8), which"
    if label.separator:
        return 1 if label.separator in ".)-" else 2
    if not rest or CONTINUED.match(rest):
        return 1
    return -3 if rest[0].islower() or rest[0] in ",;)'\u2019([" + PARTICLES else 1


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


def choose_captions(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with enough evidence, their own or that of their kind's manner."""
    strong = [c for c in candidates if c.evidence >= ENOUGH]
    chosen: list[Candidate] = []
    for kind in {c.label.kind for c in strong}:
        own = [c for c in strong if c.label.kind is kind]
        agreeing = _alike([c for c in own if _agrees(c, _usual(own), own)])
        chosen += agreeing + _overlooked(candidates, agreeing)
    return chosen


def _usual(candidates: Sequence[Candidate]) -> Manner:
    """The manner of most numbers; of two alike, that with the better evidence.

    Labels in rows of their own come before: they stand with the figures, where the
    captions are gathered in a list of legends.
    """
    numbers: defaultdict[Manner, set[Series]] = defaultdict(set)
    alone: Counter[Manner] = Counter()
    evidence: Counter[Manner] = Counter()
    for candidate in candidates:
        numbers[candidate.manner].add(_series(candidate.label))
        alone[candidate.manner] += candidate.label.end >= len(candidate.line.text)
        evidence[candidate.manner] += candidate.evidence
    return max(numbers, key=lambda m: (len(numbers[m]), alone[m], evidence[m]))


def _agrees(
    candidate: Candidate, usual: Manner, all_of_kind: Sequence[Candidate]
) -> bool:
    """Whether the candidate is set as usual, or its number has no better one."""
    if candidate.manner == usual or candidate.is_continued:
        return True
    own = {_series(candidate.label), _series(candidate.label, lettered=False)}
    return not any(
        other.manner == usual and _series(other.label) in own for other in all_of_kind
    )


def _alike(chosen: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, those set as running text only where the others are too."""
    outstanding = sum(c.stands_out for c in chosen)
    if outstanding < MOST * len(chosen) or outstanding < LOOKS:
        return list(chosen)
    return [c for c in chosen if c.stands_out or c.line.words[0].style.bold]


def _series(label: Label, *, lettered: bool = True) -> Series:
    """What tells the numbers of a paper's figures, schemes and supplement apart."""
    number = label.number if lettered else label.number.rstrip("abcdefgh")
    return label.qualifier.casefold(), label.word[0].casefold(), number


def _overlooked(
    candidates: Iterable[Candidate], chosen: Sequence[Candidate]
) -> list[Candidate]:
    """Weaker candidates set exactly like the chosen, in a style of captions alone.

    Their numbers have to be missing: "Fig. 2 mRNAs fold" goes on like a sentence.
    """
    looks = Counter((c.manner, c.line.style) for c in chosen if c.stands_out)
    taken = {_series(c.label) for c in chosen}
    return [
        c
        for c in candidates
        if 0 <= c.evidence < ENOUGH
        and looks[c.manner, c.line.style] >= LOOKS
        and _series(c.label) not in taken
    ]
