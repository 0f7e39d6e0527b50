"""A paper's authors: the names between its title and its abstract."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from figures.extraction.accents import mend_accents
from figures.extraction.layout import SAME_SIZE
from figures.extraction.people import name_share, read_names
from figures.extraction.titles import ABSTRACT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from figures.extraction.pages import Line, Page
    from figures.extraction.titles import Heading

# A title whose middle is this near the page's is centred (of the page's width).
CENTRED = 0.06
# Baselines this near make one row (font sizes).
SAME_ROW = 0.45
# Rows of a subtitle, a date or an editor may come before the first author.
ROWS_BEFORE = 8
# Affiliations between two authors take no more height than this (font sizes).
WITHOUT_AUTHORS = 9.0
# A piece of so few words may be a name with its surname in bold.
NAME_WORDS = 3
# As much of a row of authors reads like names.
NAMES = 0.55
# Marks are set smaller than the names they stand at.
RAISED = 0.85

Row = list["Line"]

LETTER = re.compile(r"[^\W\d_]")
LETTER_MARK = re.compile(r"^([a-z])(?:$|[A-Z\u00c0-\u00de\W])")
LONE_MARK = re.compile(r"(?!.*[^\W\d_]{2})[^A-Z]{1,12}")
# Marks in a row behind a name: "Fonna,*" or "Blakea,b,1".
MARK_RUN = r"(?<=[^\W\d_])[{marks}](?:,(?:[{marks}]|\d{{1,2}}|[*\u2217\u2020\u2021\u00a7\u00b6]))+(?![^\W\d_])"
GLUED = r"(?<=[^\W\d_]{{2}})[{marks}](?=\s*(?:,|\n|$|\band\b|&))"
FINISHED = re.compile(
    r"(?:[,;\u00b7\u2022&\d*\u2217\u2020\u2021\u00a7\u00b6\u03b1-\u03c9]|\band)\W*$",
    re.IGNORECASE,
)
SEVERAL = re.compile(r"[,;\u00b7\u2022\u3001\uff0c&]|\d\s+\S|\band\b|\bAND\b")
NUMBERED = re.compile(r"^[(\[]?\d{1,2}[)\].]?\s+[^\W\d_]")
ANONYMOUS = re.compile(r"^\W*anonymous|\bno author given|^\W*anonym", re.IGNORECASE)
VOWELS = "aeiouy"
# Marks run so far; not all of them are seen to begin an affiliation.
FIRST_LETTERS = "abcdefghijkl"


def has_authors_below(page: Page, heading: Heading) -> bool:
    """Whether a row of names follows below ``heading``."""
    return next(_author_rows(page, heading), None) is not None


def read_authors(page: Page, heading: Heading) -> tuple[str, ...]:
    """The names below ``heading``, in reading order; none where they are withheld."""
    rows = list(_author_rows(page, heading))
    names = read_names(mend_accents(_without_letter_marks(_joined(rows), page)))
    return tuple(dict.fromkeys(names))


def text_below(page: Page, heading: Heading) -> str:
    """What stands between ``heading`` and the abstract."""
    return " ".join(_row_text(row) for row in _rows_below(page, heading))


def _rows_below(page: Page, heading: Heading) -> Iterator[Row]:
    """The rows under ``heading``, in its column, down to the abstract."""
    middle = (heading.box.left + heading.box.right) / 2
    centred = abs(middle - page.width / 2) < CENTRED * page.width
    lines = sorted(
        (
            line
            for line in page.lines
            if not line.quarter_turns
            and LETTER.search(line.text)
            and line.box.top > heading.lines[-1].box.top + heading.size / 2
            and (centred or _is_in_column(line, heading))
        ),
        key=lambda line: line.box.bottom,
    )
    row: Row = []
    for line in lines:
        if ABSTRACT.match(line.text):
            break
        if row and line.box.bottom - row[0].box.bottom > SAME_ROW * line.style.size:
            yield sorted(row, key=lambda piece: piece.box.left)
            row = []
        row.append(line)
    if row:
        yield sorted(row, key=lambda piece: piece.box.left)


def _is_in_column(line: Line, heading: Heading) -> bool:
    slack = 2 * heading.size
    return heading.box.left - slack < line.box.left < heading.box.right + slack / 2


def _author_rows(page: Page, heading: Heading) -> Iterator[Row]:
    """The rows of names: the first that reads so, and those set like it."""
    found: Row = []
    several = False
    for number, row in enumerate(_rows_below(page, heading)):
        text = _row_text(row)
        if not found:
            if number >= ROWS_BEFORE or ANONYMOUS.match(text):
                return
            if not _is_set_like(row, heading.lines) and _holds_authors(row):
                found, several = row, _is_list(text)
                yield row
            continue
        if row[0].box.top - found[0].box.bottom > WITHOUT_AUTHORS * _size(found):
            return
        if several and _begins_with_mark(row):
            return
        if _is_set_like(row, found) and _continues_names(row, found):
            found = row
            yield row


def _continues_names(row: Row, found: Row) -> bool:
    unfinished = _is_list(_row_text(found))
    return _holds_authors(row) or (unfinished and name_share(_row_text(row)) > NAMES)


def _holds_authors(row: Row) -> bool:
    text = mend_accents(_row_text(row))
    return (
        not _begins_with_mark(row)
        and name_share(text) > NAMES
        and bool(read_names(text))
    )


def _is_list(text: str) -> bool:
    return SEVERAL.search(text) is not None


def _begins_with_mark(row: Row) -> bool:
    """Whether the row is an affiliation, told by the raised mark that begins it."""
    if NUMBERED.match(row[0].text):
        return True
    first = row[0].words[0]
    size = _size(row)
    return first.style.size < RAISED * size and (
        first.text[0].isdigit()
        or LETTER_MARK.match(first.text) is not None
        or not first.text[0].isalnum()
    )


def _is_set_like(row: Sequence[Line], other: Sequence[Line]) -> bool:
    return any(
        abs(line.style.size - model.style.size) < SAME_SIZE
        and line.style.italic == model.style.italic
        and (line.style.bold == model.style.bold or len(line.words) <= NAME_WORDS)
        for line in row
        for model in other
    )


def _size(row: Row) -> float:
    return max(line.style.size for line in row)


def _row_text(row: Row) -> str:
    """The row's words; a wide gap or a lone mark stands between two names."""
    pieces = []
    for line in row:
        words = [
            "," if _is_lone_mark(word.text, word.style.size, line) else word.text
            for word in line.words
        ]
        pieces.append(" ".join(words))
    return "\n".join(pieces)


def _is_lone_mark(text: str, size: float, line: Line) -> bool:
    return size < RAISED * line.style.size and LONE_MARK.fullmatch(text) is not None


def _joined(rows: Sequence[Row]) -> str:
    """The rows as one text; a name goes on in the next row of a list only."""
    text = ""
    several = False
    for row in rows:
        words = _row_text(row)
        broken = several and not FINISHED.search(text)
        text = f"{text}{' ' if broken else chr(10)}{words}"
        several = several or _is_list(words)
    return text


def _without_letter_marks(text: str, page: Page) -> str:
    """``text`` without the letters glued to names that mark affiliations on the page."""
    marks = "".join(sorted(_letter_marks(page)))
    if not marks:
        return text
    runs = re.compile(MARK_RUN.format(marks=marks))
    names = read_names(runs.sub(marks[0], text))
    every = FIRST_LETTERS if len(runs.findall(text)) > 1 else marks
    if names and all(name[-1] in every for name in names):
        marks = every
    else:
        marks = "".join(mark for mark in marks if mark not in VOWELS)
    text = runs.sub(";", text)
    return re.sub(GLUED.format(marks=marks), ",", text) if marks else text


def _letter_marks(page: Page) -> set[str]:
    """The small raised letters that begin affiliations."""
    marks = set()
    for line in page.lines:
        for word in line.words:
            match = LETTER_MARK.match(word.text)
            if match and word.style.size < RAISED * line.style.size:
                marks.add(match[1])
    return marks
