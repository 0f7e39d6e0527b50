"""What the child process is asked to do with a PDF, and how it is told: as a line of JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from figures.extraction.errors import ExtractionError
from figures.extraction.records import Cut, Split
from figures.extraction.strict import (
    LONGEST_TEXT,
    MOST_PAGES,
    MOST_PANELS,
    UNREADABLE,
    box,
    read_json,
    rotation,
    text,
    truth,
    whole,
)

# Linux takes no argument longer than 128 KiB.
LONGEST_JOB = 125_000
# What a figure may be divided into; and a number as printed is short.
FEWEST_PANELS, LONGEST_NUMBER = 2, 100

TOO_MUCH = "This is too much to ask at once. Ask for less."
NOT_UNDERSTOOD = "What to do with this PDF was not understood. Try again."


class JobError(ExtractionError):
    """The job cannot be told, or is none."""


@dataclass(frozen=True, slots=True)
class Extract:
    """Find and cut all figures."""


@dataclass(frozen=True, slots=True)
class CutBoxes:
    """Cut out what an editor asks for."""

    cuts: tuple[Cut, ...]


@dataclass(frozen=True, slots=True)
class DrawPages:
    """Draw whole pages, in this order."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SplitFigure:
    """Find and cut the panels of one figure."""

    split: Split


@dataclass(frozen=True, slots=True)
class ReadImage:
    """Decode an image of an editor's own; the only job that is not about a PDF."""


Job = Extract | CutBoxes | DrawPages | SplitFigure | ReadImage


def write_job(job: Job) -> bytes:
    """``job`` as an argument for the child; raises JobError where it is too long."""
    record = {"job": type(job).__name__} | asdict(job)
    line = json.dumps(record, ensure_ascii=False).encode(errors="replace")
    if len(line) > LONGEST_JOB:
        raise JobError(TOO_MUCH)
    return line


def read_job(line: bytes) -> Job:
    """The job that was written; raises JobError for what is none."""
    try:
        return _read_job(read_json(line))
    except UNREADABLE as error:
        raise JobError(NOT_UNDERSTOOD) from error


def _read_job(record: dict[str, Any]) -> Job:
    match record["job"]:
        case "Extract":
            return Extract()
        case "CutBoxes":
            return CutBoxes(tuple(_read_cut(cut) for cut in record["cuts"]))
        case "DrawPages":
            return DrawPages(
                tuple(whole(number, MOST_PAGES) for number in record["numbers"])
            )
        case "SplitFigure":
            return SplitFigure(_read_split(record["split"]))
        case "ReadImage":
            return ReadImage()
    raise ValueError(record)


def _read_split(record: dict[str, Any]) -> Split:
    count = record["count"]
    if count is not None and not whole(count, MOST_PANELS) >= FEWEST_PANELS:
        raise ValueError(count)
    return Split(
        page_number=whole(record["page_number"], MOST_PAGES),
        crop_box=box(record["crop_box"]),
        rotation=rotation(record["rotation"]),
        caption=text(record["caption"])[:LONGEST_TEXT],
        number=text(record["number"])[:LONGEST_NUMBER],
        count=count,
    )


def _read_cut(record: dict[str, Any]) -> Cut:
    return Cut(
        page_number=whole(record["page_number"], MOST_PAGES),
        crop_box=box(record["crop_box"]),
        rotation=rotation(record["rotation"]),
        trim=truth(record["trim"]),
    )
