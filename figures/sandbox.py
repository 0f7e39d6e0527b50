"""Reads PDFs and images in a child process with limits, and turns its death into a sentence."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from django.conf import settings
from django.utils.translation import gettext as _

from figures.extraction.errors import ExtractionError
from figures.extraction.jobs import (
    CutBoxes,
    DrawPages,
    Extract,
    ReadImage,
    SplitFigure,
    write_job,
)
from figures.extraction.strict import LONGEST_TEXT
from figures.extraction.wire import (
    BoxCut,
    Event,
    Finished,
    ImageRead,
    PageDrawn,
    PanelsFound,
    Refused,
    WireError,
    read_events,
)

if sys.platform == "linux":
    import landlockpy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from _typeshed import WriteableBuffer

    from figures.extraction.jobs import Job
    from figures.extraction.records import Cut, Split

logger = logging.getLogger(__name__)

# Where the child finds this package.
ROOT = Path(__file__).resolve().parent.parent
# All that the child may know of its surroundings.
ENVIRONMENT = ("PATH", "PYTHONPATH", "LANG", "LC_ALL")
# Between the child's last word and its end.
LAST_SECONDS = 5.0
# Enough of a complaint to find its cause, for the log alone.
COMPLAINT_BYTES = 4000


class ChildDiedError(ExtractionError):
    """The child ended before it was done; the message says at what limit."""


def extract_in_child(pdf: IO[bytes]) -> Iterator[Event]:
    """Extract ``pdf`` behind limits; yields what is found as it is found.

    Raises ExtractionError with a sentence fit to show for whatever goes wrong inside;
    so do the other jobs.
    """
    return run_in_child(pdf, Extract())


def cut_in_child(pdf: IO[bytes], cuts: Sequence[Cut]) -> Iterator[BoxCut]:
    """Cut ``cuts`` out of ``pdf``; yields them in their order, each as it is cut."""
    for event in run_in_child(pdf, CutBoxes(tuple(cuts))):
        if isinstance(event, BoxCut):
            yield event


def draw_in_child(pdf: IO[bytes], numbers: Sequence[int]) -> Iterator[PageDrawn]:
    """Draw the pages of ``pdf`` that are wanted, in their order, where that can be done."""
    for event in run_in_child(pdf, DrawPages(tuple(numbers))):
        if isinstance(event, PageDrawn):
            yield event


def split_in_child(pdf: IO[bytes], split: Split) -> PanelsFound:
    """Split one figure of ``pdf`` into its panels."""
    found = PanelsFound((), (), ())
    short = replace(split, caption=split.caption[:LONGEST_TEXT])
    for event in run_in_child(pdf, SplitFigure(short)):
        if isinstance(event, PanelsFound):
            found = event
    return found


def read_image_in_child(image: IO[bytes]) -> ImageRead:
    """Decode an image of an editor's own, and encode its copies."""
    read = None
    for event in run_in_child(image, ReadImage()):
        if isinstance(event, ImageRead):
            read = event
    if read is None:
        raise ChildDiedError(_("The program that reads pictures sent none."))
    return read


def run_in_child(pdf: IO[bytes], job: Job) -> Iterator[Event]:
    """Do ``job`` on ``pdf`` behind limits; the last event is that it finished."""
    argument = write_job(job)
    with (
        tempfile.TemporaryFile() as source,
        tempfile.TemporaryFile() as complaints,
    ):
        # A file without a name: nothing is left over however this process ends.
        shutil.copyfileobj(pdf, source)
        source.seek(0)
        with running_child(argument, source, complaints) as (child, pipe):
            finished = False
            try:
                for event in read_events(io.BufferedReader(pipe)):
                    if isinstance(event, Refused):
                        raise ExtractionError(event.reason)
                    finished = isinstance(event, Finished)
                    yield event
            except WireError:
                logger.exception("The extraction process spoke nonsense")
                kill(child)
            if not finished:
                wait_for_end(child)
                raise ChildDiedError(
                    cause_of_death(child, complaints, timed_out=pipe.timed_out)
                )


class Pipe(io.RawIOBase):
    """What the child sends, up to its time limit, whoever still holds the other end."""

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self.descriptor = descriptor
        self.deadline = time.monotonic() + settings.PAPER_MAX_SECONDS
        self.timed_out = False
        self.poll = select.poll()
        self.poll.register(descriptor, select.POLLIN)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        seconds = max(0.0, self.deadline - time.monotonic())
        if not self.poll.poll(seconds * 1000):
            self.timed_out = True
            return 0
        return os.readv(self.descriptor, [buffer])


@contextmanager
def running_child(
    job: bytes, source: IO[bytes], complaints: IO[bytes]
) -> Iterator[tuple[subprocess.Popen[bytes], Pipe]]:
    """The child process and what it says; killed with all its kin on leaving."""
    child = subprocess.Popen(  # noqa: S603 (no shell; the job is JSON of ours)
        [*command(), b"--job=" + job],
        stdin=source,
        stdout=subprocess.PIPE,
        stderr=complaints,
        cwd=ROOT,
        env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ},
        start_new_session=True,
        bufsize=0,
    )
    stdout = cast("IO[bytes]", child.stdout)
    try:
        yield child, Pipe(stdout.fileno())
    finally:
        kill(child)
        stdout.close()


def is_sealed() -> bool:
    """Whether this kernel takes files and network from the child, or limits alone bind it."""
    return sys.platform == "linux" and landlockpy.supported()


def command() -> list[str]:
    return [
        sys.executable,
        "-m",
        "figures.extraction.child",
        f"--memory={settings.PAPER_MAX_MEMORY}",
        f"--cpu-seconds={settings.PAPER_MAX_CPU_SECONDS}",
        f"--max-pages={settings.PAPER_MAX_PAGES}",
    ]


def wait_for_end(child: subprocess.Popen[bytes]) -> None:
    """A child that has fallen silent has a moment to end by itself, and say how."""
    try:
        child.wait(LAST_SECONDS)
    except subprocess.TimeoutExpired:
        kill(child)


def kill(child: subprocess.Popen[bytes]) -> None:
    """End the whole group: the child may be gone and have left others behind."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def cause_of_death(
    child: subprocess.Popen[bytes], complaints: IO[bytes], *, timed_out: bool
) -> str:
    """What to tell the editor; the log gets the child's own last words."""
    size = complaints.seek(0, os.SEEK_END)
    complaints.seek(max(0, size - COMPLAINT_BYTES))
    last_words = complaints.read().decode(errors="replace")
    logger.warning("Extraction ended with %s: %s", child.returncode, last_words)
    if timed_out or child.returncode == -signal.SIGXCPU:
        return _(
            "Reading this paper took too long, so it was stopped. A page may be drawn "
            "of millions of parts; a version with simpler figures may help."
        )
    if "MemoryError" in last_words or "malloc" in last_words:
        return _(
            "Reading this paper needs too much memory, so it was stopped. A version "
            "with smaller pictures may help."
        )
    return _(
        "The program that reads PDFs broke on this one. Save the PDF anew (print it "
        "to a PDF, for example) and upload that."
    )
