"""What stands on a page beside text and figures: title, abstract, notice, running heads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from figures.sample import words
from figures.sample.canvas import INK, RULE, SANS, SOFT, Lettering, Pen
from figures.sample.typesetting import TextStyle, draw_lines, set_text

if TYPE_CHECKING:
    from figures.sample.canvas import Sheet

HEAD = Lettering(SANS, 7.0, SOFT)
HEAD_PEN = Pen(RULE, 0.5)
TITLE = TextStyle("serif", 23.0, 26.5, INK, align="left", hyphenate=False)
AUTHORS = TextStyle("serif", 11.0, 15.0, INK, align="left", hyphenate=False)
AFFILIATION = TextStyle("serif", 8.6, 12.0, SOFT, align="left", hyphenate=False)
ABSTRACT = TextStyle("serif", 9.6, 12.4, INK)
ASIDE = TextStyle("sans", 7.0, 9.6, SOFT, align="left", hyphenate=False)
NOTICE = TextStyle("sans", 6.8, 8.8, SOFT, align="left", hyphenate=False)
# The keywords stand to the right of the abstract, in a column of their own.
ASIDE_WIDTH, ASIDE_GAP = 92.0, 22.0


def draw_running_head(sheet: Sheet, edges: tuple[float, float], number: int) -> None:
    left, right = edges
    if number == 1:
        starts, ends = words.JOURNAL, f"doi:{words.DOI}"
    else:
        starts, ends = "Lampyris, Brandt and Glimm", words.TITLE.split(":")[0]
    sheet.write((left, 42), starts, HEAD)
    sheet.write_left_of((right, 42), ends, HEAD)
    sheet.line([(left, 48), (right, 48)], HEAD_PEN)
    sheet.write_centred(((left + right) / 2, 812), f"{number}", HEAD)


def draw_title(sheet: Sheet, edges: tuple[float, float], top: float) -> float:
    """Title, authors and affiliation; give back where they end."""
    left, right = edges
    title, _, subtitle = words.TITLE.partition(": ")
    for part in (f"{title}:", subtitle):
        top = draw_lines(sheet, set_text(part, TITLE, right - left), left, top)
    top += 8
    top = (
        draw_lines(sheet, set_text(words.BYLINE, AUTHORS, right - left), left, top) + 1
    )
    affiliation = set_text(words.AFFILIATION, AFFILIATION, right - left)
    return draw_lines(sheet, affiliation, left, top)


def draw_abstract(
    sheet: Sheet, abstract: str, edges: tuple[float, float], top: float
) -> float:
    """The abstract with keywords beside it, between two rules; give back where it ends."""
    left, right = edges
    width = right - left - ASIDE_WIDTH - ASIDE_GAP
    sheet.line([(left, top), (right, top)], Pen(INK, 0.5))
    text = f"**Abstract.** {abstract}"
    bottom = draw_lines(sheet, set_text(text, ABSTRACT, width), left, top + 8) + 8
    aside = top + 9
    for keyword in words.KEYWORDS:
        lines = set_text(keyword, ASIDE, ASIDE_WIDTH)
        aside = draw_lines(sheet, lines, right - ASIDE_WIDTH, aside)
    sheet.line([(left, bottom), (right, bottom)], Pen(INK, 0.5))
    return bottom


def notice_height(notice: str, width: float) -> float:
    return 6 + sum(line.leading for line in set_text(notice, NOTICE, width))


def draw_notice(
    sheet: Sheet, notice: str, place: tuple[float, float], width: float
) -> None:
    """The footnote that says what this paper is."""
    left, top = place
    sheet.line([(left, top), (left + 60, top)], HEAD_PEN)
    draw_lines(sheet, set_text(notice, NOTICE, width), left, top + 6)
