"""Look at a page that has captions: what on it may be part of a figure, what may not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from figures.extraction.captions import FoundCaption, end_at_rule
from figures.extraction.footnotes import parts_footnotes
from figures.extraction.front_matter import find_front_matter
from figures.extraction.ink import (
    blank_out,
    find_clusters,
    ink_box,
    turn_image,
)
from figures.extraction.layout import SAME_SIZE
from figures.extraction.prose import find_prose
from figures.extraction.scene import Element, Surroundings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PIL import Image

    from figures.extraction.captions import FoundCaption
    from figures.extraction.geometry import Box
    from figures.extraction.layout import Layout
    from figures.extraction.pages import Line, Page

# A rule this close to a running head or foot belongs to it (points).
HEAD_RULE_GAP = 14.0
# Graphics no higher than this are rules.
RULE_HEIGHT = 4.0
# A coloured band behind a running head is lower than this part of the page.
HEAD_BAND = 0.1
# A graphic as large as this part of the page is its background or its border.
BACKGROUND = 0.9


@dataclass(frozen=True, slots=True)
class View:
    """A page with its captions, upright, and what surrounds them."""

    page: Page
    around: Surroundings
    # One pixel a point; only what may belong to figures.
    ink: Image.Image


def look_around(
    page: Page,
    captions: Sequence[FoundCaption],
    furniture: Sequence[Line],
    layout: Layout,
    ink: Image.Image,
) -> View:
    """Sort what is on the page; ``ink`` masks it as displayed, one pixel a point.

    ``page`` is without its furniture, which is given apart, in the page's own frame.
    """
    whole = turn_image(ink, page.quarter_turns)
    furniture_boxes = [line.box for line in furniture]
    words = [*(line.box for line in page.lines), *furniture_boxes]
    graphics = [
        box
        for box in find_clusters(blank_out(whole, words))
        if not _is_page_ornament(box, page, furniture)
    ]
    captions = [end_at_rule(caption, whole) for caption in captions]
    caption_lines = {line for caption in captions for line in caption.lines}
    prose = find_prose(page, layout, caption_lines, graphics)
    prose += [
        line
        for line in find_front_matter(page, prose, caption_lines, graphics, layout)
        if line not in caption_lines and line not in prose
    ]
    columns = layout.columns_of(page)
    graphics = [box for box in graphics if not parts_footnotes(box, prose, columns)]
    settled = caption_lines.union(prose)
    loose = [line for line in page.lines if line not in settled]
    # On a page that was turned, heads and feet stand at the figure's sides.
    walls = [] if page.quarter_turns else furniture_boxes
    barriers = [line.box for line in prose] + walls
    settled_boxes = [line.box for line in settled]
    ink = blank_out(whole, [*settled_boxes, *furniture_boxes])
    around = Surroundings(
        captions=tuple(captions),
        barriers=tuple(barriers),
        elements=(
            *(Element(box, is_text=False) for box in graphics),
            *(
                Element(line.box, is_text=True, is_body=_is_body(line, layout))
                for line in loose
            ),
        ),
        columns=columns,
        page=page.box,
    )
    return View(page, around, ink)


def _is_body(line: Line, layout: Layout) -> bool:
    return (
        line.style.font == layout.font
        and abs(line.style.size - layout.size) < SAME_SIZE
        and not line.quarter_turns
    )


def tighten(view: View, box: Box) -> Box:
    """``box`` shrunk to its ink, what belongs to no figure left out of account."""
    return ink_box(view.ink, box) or box


def _is_page_ornament(box: Box, page: Page, furniture: Iterable[Line]) -> bool:
    """Whether a graphic is the page's background, its border, or goes with its head."""
    if box.area > BACKGROUND * page.box.area:
        return True
    for line in furniture:
        if line.quarter_turns or _is_inside(line.box, page):
            continue
        if box.height < RULE_HEIGHT and (
            line.box.top - HEAD_RULE_GAP < box.top < line.box.bottom + HEAD_RULE_GAP
        ):
            return True
        if box.height < HEAD_BAND * page.height and (
            box.intersection(line.box).area > 0.5 * line.box.area
        ):
            return True
    return False


def _is_inside(box: Box, page: Page) -> bool:
    """Whether furniture stands at the height of the text, as line numbers do."""
    return page.height * 0.12 < box.top < page.height * 0.88
