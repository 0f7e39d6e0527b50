"""How the child process tells what it found: a line of JSON, then the pixels it announces.

What comes out of the child is read as strictly as an upload: the child has had a
stranger's file in its hands.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import IO, TYPE_CHECKING, Any

from figures.extraction.geometry import Box
from figures.extraction.records import Caption, ExtractedFigure, FigureKind, Panel
from figures.extraction.renditions import EncodedRendition

if TYPE_CHECKING:
    from collections.abc import Iterator

# A figure with many panels, each with its words, stays far below.
LONGEST_LINE = 4 * 1024**2
# The master of 24 megapixels, were it pure noise.
LARGEST_RENDITION = 100 * 1024**2
FORMATS = frozenset({"avif", "webp", "png"})


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
    page_count: int
    figure_count: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureCut:
    """One figure with its renditions, and those of each of its panels in order."""

    figure: ExtractedFigure
    renditions: tuple[EncodedRendition, ...]
    panel_renditions: tuple[tuple[EncodedRendition, ...], ...]
    # Whether another figure of the paper bears the same label.
    is_repeated: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """The PDF cannot be extracted, for a reason fit to show."""

    reason: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The last event: whatever ends without it broke off."""


Event = PageRead | PaperRead | FigureCut | Refused | Finished
PLAIN_EVENTS: dict[str, type[PageRead | Refused | Finished]] = {
    kind.__name__: kind for kind in (PageRead, Refused, Finished)
}


def write_event(stream: IO[bytes], event: Event) -> None:
    """Send one event and, for a cut figure, its pixels behind it."""
    payloads: list[bytes] = []
    record = asdict(event)
    if isinstance(event, FigureCut):
        record["renditions"] = _detach(event.renditions, payloads)
        record["panel_renditions"] = [
            _detach(renditions, payloads) for renditions in event.panel_renditions
        ]
    line = json.dumps({"event": type(event).__name__} | record)
    stream.write(line.encode() + b"\n")
    stream.writelines(payloads)
    stream.flush()


def _detach(
    renditions: tuple[EncodedRendition, ...], payloads: list[bytes]
) -> list[dict[str, Any]]:
    """The records of ``renditions`` with the lengths of their bytes, kept for later."""
    payloads.extend(rendition.content for rendition in renditions)
    return [
        asdict(replace(rendition, content=b"")) | {"content": len(rendition.content)}
        for rendition in renditions
    ]


def read_events(stream: IO[bytes]) -> Iterator[Event]:
    """All events until the stream ends; raises WireError for what is none."""
    while line := stream.readline(LONGEST_LINE):
        try:
            yield _read_event(json.loads(line), stream)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            message = f"not an event: {line[:80]!r}"
            raise WireError(message) from error


def _read_event(record: dict[str, Any], stream: IO[bytes]) -> Event:
    kind = record.pop("event")
    if kind == "FigureCut":
        return FigureCut(
            read_figure(record["figure"]),
            _attach(record["renditions"], stream),
            tuple(_attach(part, stream) for part in record["panel_renditions"]),
            bool(record["is_repeated"]),
        )
    if kind == "PaperRead":
        return PaperRead(
            **record
            | {
                "authors": _texts(record["authors"]),
                "warnings": _texts(record["warnings"]),
            }
        )
    return PLAIN_EVENTS[kind](**record)


def _attach(
    records: list[dict[str, Any]], stream: IO[bytes]
) -> tuple[EncodedRendition, ...]:
    return tuple(_read_rendition(record, stream) for record in records)


def _read_rendition(record: dict[str, Any], stream: IO[bytes]) -> EncodedRendition:
    length = int(record["content"])
    if record["format"] not in FORMATS or not 0 < length <= LARGEST_RENDITION:
        raise ValueError(record)
    content = stream.read(length)
    if len(content) != length:
        raise ValueError(record)
    return EncodedRendition(
        is_master=bool(record["is_master"]),
        format=record["format"],
        width=int(record["width"]),
        height=int(record["height"]),
        content=content,
    )


def read_figure(record: dict[str, Any]) -> ExtractedFigure:
    caption = record["caption"]
    return ExtractedFigure(
        **record
        | {
            "caption": Caption(
                **caption
                | {"kind": FigureKind(caption["kind"]), "box": Box(**caption["box"])}
            ),
            "crop_box": Box(**record["crop_box"]),
            "panels": tuple(
                Panel(**panel | {"crop_box": Box(**panel["crop_box"])})
                for panel in record["panels"]
            ),
            "warnings": _texts(record["warnings"]),
        }
    )


def _texts(values: list[str]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)
