"""The head of a paper's first page: title, authors and all that goes with them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from figures.extraction.authors import has_authors_below
from figures.extraction.layout import SAME_SIZE
from figures.extraction.titles import Heading, find_title

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from figures.extraction.geometry import Box
    from figures.extraction.layout import Layout
    from figures.extraction.pages import Line, Page

# A graphic of this size is a figure set into the head; smaller ones are badges and
# marks of authors (square points).
TEASER = 2500.0
# Affiliations and dates follow each other closer than this (font sizes).
HEAD_GAP = 4.0


def find_front_matter(
    page: Page,
    prose: Sequence[Line],
    captions: Collection[Line],
    graphics: Sequence[Box],
    layout: Layout,
) -> list[Line]:
    """The upright lines from the title down to the first text or figure.

    Empty where the page is not the first of its paper or shows no title.
    """
    if page.number > 1 or page.quarter_turns:
        return []
    title = find_title(page, partial(has_authors_below, page))
    if title is None or not _is_title(title, prose, captions, layout):
        return []
    ends = _paragraph_tops(prose) + [box.top for box in graphics if box.area > TEASER]
    end = min((top for top in ends if top > title.box.bottom), default=title.box.bottom)
    found: list[Line] = list(title.lines)
    bottom = title.box.bottom
    for line in sorted(page.lines, key=lambda line: line.box.top):
        if line.quarter_turns or line in found:
            continue
        if line.box.bottom <= title.box.top:
            found.append(line)
        elif line.box.bottom <= end and (
            line.box.top < bottom + HEAD_GAP * line.style.size
        ):
            found.append(line)
            bottom = max(bottom, line.box.bottom)
    return found


def _is_title(
    title: Heading,
    prose: Sequence[Line],
    captions: Collection[Line],
    layout: Layout,
) -> bool:
    """Whether the largest type is a title's: no caption, and no text above it."""
    return (
        title.size > layout.size + SAME_SIZE
        and not any(line in captions for line in title.lines)
        and all(top > title.box.top for top in _paragraph_tops(prose))
    )


def _paragraph_tops(prose: Sequence[Line]) -> list[float]:
    """Where three lines of running text begin to follow each other.

    Single ones may be names of authors set as the paper sets its headings.
    """
    return [
        line.box.top
        for line in prose
        if (second := _next_below(line, prose)) and _next_below(second, prose)
    ]


def _next_below(line: Line, prose: Sequence[Line]) -> Line | None:
    size = line.style.size
    for other in prose:
        gap = other.box.top - line.box.bottom
        if (
            -size / 2 < gap < size
            and other.box.top > line.box.top + size / 2
            and abs(other.style.size - size) < SAME_SIZE
            and min(other.box.right, line.box.right)
            > max(other.box.left, line.box.left)
        ):
            return other
    return None
