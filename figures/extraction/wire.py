"""How the child process tells what it found: a line of JSON, then the pixels it announces.

What comes out of the child is read as strictly as an upload: the child has had a
stranger's file in its hands.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import partial
from typing import IO, TYPE_CHECKING, Any

from figures.extraction.strict import (
    MOST_PAGES,
    UNREADABLE,
    box,
    length,
    licence,
    looks,
    read_figure,
    read_json,
    read_panel,
    read_parts,
    read_passage,
    text,
    texts,
    whole,
    year,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from figures.extraction.geometry import Box
    from figures.extraction.records import ExtractedFigure, Panel, Passage
    from figures.extraction.renditions import EncodedRendition

# A figure with many panels, each with its words, stays far below.
LONGEST_LINE = 4 * 1024**2
# All of a paper's: a thousand figures of two megabytes.
MOST_BYTES = 2 * 1024**3
MOST_FIGURES = 2000
MOST_PASSAGES = 2000


class WireError(Exception):
    """What came is not what the child is to send."""


@dataclass(frozen=True, slots=True)
class PageRead:
    pages_done: int
    page_count: int


@dataclass(frozen=True, slots=True)
class PaperRead:
    """All pages are read and all figures found; their pixels follow."""

    title: str
    authors: tuple[str, ...]
    arxiv_id: str
    doi: str
    year: int | None
    venue: str
    licence: str
    page_count: int
    figure_count: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureCut:
    """One figure with its renditions, and those of each of its panels in order."""

    figure: ExtractedFigure
    renditions: tuple[EncodedRendition, ...]
    panel_renditions: tuple[tuple[EncodedRendition, ...], ...]
    # What they look like, as ``looks.hash_looks`` tells.
    looks: str
    panel_looks: tuple[str, ...]
    # Whether another figure of the paper bears the same label.
    is_repeated: bool


@dataclass(frozen=True, slots=True)
class BoxCut:
    """What an editor asked to cut out of a page."""

    # What is really shown: less than was asked for where white edges were cut off.
    box: Box
    looks: str
    renditions: tuple[EncodedRendition, ...]


@dataclass(frozen=True, slots=True)
class PageDrawn:
    """One page as an editor sees it, and its text."""

    number: int
    # As displayed, in points.
    width: float
    height: float
    passages: tuple[Passage, ...]
    image: EncodedRendition


@dataclass(frozen=True, slots=True)
class PanelsFound:
    """All panels of one figure; none where it has none."""

    panels: tuple[Panel, ...]
    looks: tuple[str, ...]
    renditions: tuple[tuple[EncodedRendition, ...], ...]


@dataclass(frozen=True, slots=True)
class ImageRead:
    """An image of an editor's own, and what was changed about it."""

    warnings: tuple[str, ...]
    looks: str
    renditions: tuple[EncodedRendition, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """The file cannot be read, for a reason fit to show."""

    reason: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The last event: whatever ends without it broke off."""


Event = (
    PageRead
    | PaperRead
    | FigureCut
    | BoxCut
    | PageDrawn
    | PanelsFound
    | ImageRead
    | Refused
    | Finished
)


def write_event(stream: IO[bytes], event: Event) -> None:
    """Send one event, and the pixels in it behind it."""
    payloads: list[bytes] = []
    record = asdict(event, dict_factory=partial(_without_content, payloads=payloads))
    line = json.dumps({"event": type(event).__name__} | record)
    stream.write(line.encode() + b"\n")
    stream.writelines(payloads)
    stream.flush()


def _without_content(
    fields: list[tuple[str, Any]], payloads: list[bytes]
) -> dict[str, Any]:
    """A record with the lengths of its bytes, which are kept for later."""
    record = dict(fields)
    if isinstance(record.get("content"), bytes):
        payloads.append(record["content"])
        record["content"] = len(record["content"])
    return record


def read_events(stream: IO[bytes]) -> Iterator[Event]:
    """All events until the stream ends; raises WireError for what is none.

    Whoever counts on more than a paper can hold is stopped, too.
    """
    bytes_left, figures_left = MOST_BYTES, MOST_FIGURES
    while line := stream.readline(LONGEST_LINE):
        try:
            event = _read_event(read_json(line), stream)
        except UNREADABLE as error:
            message = f"not an event: {line[:80]!r}"
            raise WireError(message) from error
        parts = parts_of(event)
        bytes_left -= sum(len(copy.content) for part in parts for copy in part)
        figures_left -= len(parts)
        if bytes_left < 0 or figures_left < 0:
            raise WireError("more figures or bytes than a paper can hold")
        yield event


def parts_of(event: Event) -> tuple[tuple[EncodedRendition, ...], ...]:
    """The renditions that come with an event, for each thing that was cut."""
    match event:
        case FigureCut():
            return (event.renditions, *event.panel_renditions)
        case BoxCut() | ImageRead():
            return (event.renditions,)
        case PageDrawn():
            return ((event.image,),)
        case PanelsFound():
            return event.renditions
    return ()


def _read_event(record: dict[str, Any], stream: IO[bytes]) -> Event:
    return READERS[record["event"]](record, stream)


def _read_progress(record: dict[str, Any], _stream: IO[bytes]) -> PageRead:
    return PageRead(
        whole(record["pages_done"], MOST_PAGES),
        whole(record["page_count"], MOST_PAGES),
    )


def _read_paper(record: dict[str, Any], _stream: IO[bytes]) -> PaperRead:
    return PaperRead(
        title=text(record["title"]),
        authors=texts(record["authors"]),
        arxiv_id=text(record["arxiv_id"]),
        doi=text(record["doi"]),
        year=year(record["year"]),
        venue=text(record["venue"]),
        licence=licence(record["licence"]),
        page_count=whole(record["page_count"], MOST_PAGES),
        figure_count=whole(record["figure_count"], MOST_FIGURES),
        warnings=texts(record["warnings"]),
    )


def _read_cut(record: dict[str, Any], stream: IO[bytes]) -> FigureCut:
    figure = read_figure(record["figure"])
    panel_looks = tuple(looks(value) for value in record["panel_looks"])
    if not len(figure.panels) == len(panel_looks) == len(record["panel_renditions"]):
        raise ValueError(len(figure.panels))
    own, *panels = read_parts(
        [record["renditions"], *record["panel_renditions"]], stream
    )
    return FigureCut(
        figure=figure,
        renditions=own,
        panel_renditions=tuple(panels),
        looks=looks(record["looks"]),
        panel_looks=panel_looks,
        is_repeated=bool(record["is_repeated"]),
    )


def _read_box_cut(record: dict[str, Any], stream: IO[bytes]) -> BoxCut:
    (renditions,) = read_parts([record["renditions"]], stream)
    return BoxCut(box(record["box"]), looks(record["looks"]), renditions)


def _read_image(record: dict[str, Any], stream: IO[bytes]) -> ImageRead:
    (renditions,) = read_parts([record["renditions"]], stream)
    return ImageRead(texts(record["warnings"]), looks(record["looks"]), renditions)


def _read_panels(record: dict[str, Any], stream: IO[bytes]) -> PanelsFound:
    panels = tuple(read_panel(panel) for panel in record["panels"])
    panel_looks = tuple(looks(value) for value in record["looks"])
    if not len(panels) == len(panel_looks) == len(record["renditions"]):
        raise ValueError(len(panels))
    parts = read_parts(record["renditions"], stream)
    return PanelsFound(panels, panel_looks, tuple(parts))


def _read_page(record: dict[str, Any], stream: IO[bytes]) -> PageDrawn:
    if len(record["passages"]) > MOST_PASSAGES:
        raise ValueError(len(record["passages"]))
    ((image,),) = read_parts([[record["image"]]], stream)
    return PageDrawn(
        number=whole(record["number"], MOST_PAGES),
        width=length(record["width"]),
        height=length(record["height"]),
        passages=tuple(read_passage(passage) for passage in record["passages"]),
        image=image,
    )


READERS: dict[str, Callable[[dict[str, Any], IO[bytes]], Event]] = {
    "PageRead": _read_progress,
    "PaperRead": _read_paper,
    "FigureCut": _read_cut,
    "BoxCut": _read_box_cut,
    "PageDrawn": _read_page,
    "PanelsFound": _read_panels,
    "ImageRead": _read_image,
    "Refused": lambda record, _stream: Refused(text(record["reason"])),
    "Finished": lambda _record, _stream: Finished(),
}
