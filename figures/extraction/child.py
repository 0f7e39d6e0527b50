"""The child process that opens strangers' files: PDF or image in by stdin, events out by stdout.

Run by ``figures.sandbox`` as ``python -m figures.extraction.child``. It needs no file,
no network, no settings and no secret, and is given none.
"""

from __future__ import annotations

import argparse
import heapq  # noqa: F401 (Counter loads it when no file may be opened any more)
import os
import sys
from collections import Counter
from itertools import islice
from typing import IO, TYPE_CHECKING

from figures.extraction.decoding import decode_image, load_decoders
from figures.extraction.drawing import draw_pages
from figures.extraction.errors import ExtractionError
from figures.extraction.jobs import (
    CutBoxes,
    DrawPages,
    Extract,
    Job,
    ReadImage,
    SplitFigure,
    read_job,
)
from figures.extraction.limits import allow_step, limit_process
from figures.extraction.looks import hash_looks
from figures.extraction.pipeline import cut_figures, extract_figures
from figures.extraction.records import Cut, Split
from figures.extraction.renditions import (
    encode_renditions,
    load_encoders,
    vector_rendition,
)
from figures.extraction.splitting import split_figure
from figures.extraction.wire import (
    BoxCut,
    Event,
    FigureCut,
    Finished,
    ImageRead,
    PageRead,
    PanelsFound,
    PaperRead,
    Refused,
    write_event,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from figures.extraction.cutting import CutOut
    from figures.extraction.records import ExtractedFigure, ExtractedPaper, Panel


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--memory", type=int, required=True, help="bytes")
    parser.add_argument("--cpu-seconds", type=int, required=True)
    parser.add_argument("--max-pages", type=int, required=True)
    parser.add_argument("--job", type=os.fsencode, required=True, help="JSON")
    options = parser.parse_args(arguments)
    events = private_stdout()
    load_encoders()
    load_decoders()
    limit_process(options.memory, options.cpu_seconds)
    try:
        job = read_job(options.job)
        for event in work(job, sys.stdin.buffer.read(), options.max_pages, events):
            write_event(events, event)
            allow_step()
    except ExtractionError as error:
        write_event(events, Refused(str(error)))
        return 1
    except MemoryError:
        write_event(events, Refused("Reading this file needs too much memory."))
        return 1
    return 0


def private_stdout() -> IO[bytes]:
    """The pipe to the parent, kept from whatever a C library may print."""
    stream = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return stream


def work(job: Job, pdf: bytes, max_pages: int, events: IO[bytes]) -> Iterator[Event]:
    match job:
        case Extract():
            yield from extract(pdf, max_pages, events)
        case CutBoxes():
            yield from cut_boxes(pdf, job)
        case DrawPages():
            yield from draw_pages(
                pdf, job.numbers, lambda *_counts: allow_step(), max_pages=max_pages
            )
        case SplitFigure():
            yield split_panels(pdf, job.split)
        case ReadImage():
            yield read_image(pdf)
    yield Finished()


def extract(pdf: bytes, max_pages: int, events: IO[bytes]) -> Iterator[Event]:
    """All that is found in ``pdf``; pages announce themselves while they are read."""

    def on_progress(pages_done: int, page_count: int) -> None:
        write_event(events, PageRead(pages_done, page_count))
        allow_step()

    paper = extract_figures(pdf, on_progress, max_pages=max_pages)
    yield summary(paper)
    yield from cut(pdf, paper)


def summary(paper: ExtractedPaper) -> PaperRead:
    return PaperRead(
        title=paper.title,
        authors=paper.authors,
        arxiv_id=paper.arxiv_id,
        doi=paper.doi,
        year=paper.year,
        venue=paper.venue,
        licence=paper.licence,
        page_count=paper.page_count,
        figure_count=len(paper.figures),
        warnings=paper.warnings,
    )


def cut(pdf: bytes, paper: ExtractedPaper) -> Iterator[FigureCut]:
    """Each figure with its panels, encoded, one at a time."""
    pieces = map(
        encode_piece,
        cut_figures(pdf, (cut for figure in paper.figures for cut in cuts_of(figure))),
    )
    labels = Counter(label_of(figure) for figure in paper.figures)
    for figure in paper.figures:
        whole, *panels = islice(pieces, 1 + len(figure.panels))
        yield FigureCut(
            figure=figure,
            renditions=whole.renditions,
            panel_renditions=tuple(panel.renditions for panel in panels),
            looks=whole.looks,
            panel_looks=tuple(panel.looks for panel in panels),
            is_repeated=labels[label_of(figure)] > 1,
        )


def cut_boxes(pdf: bytes, job: CutBoxes) -> Iterator[BoxCut]:
    """Each box that an editor drew, encoded, one at a time."""
    return map(encode_piece, cut_figures(pdf, job.cuts))


def split_panels(pdf: bytes, split: Split) -> PanelsFound:
    """The panels of one figure, all at once."""
    panels: list[Panel] = []
    cuts: list[BoxCut] = []
    for panel, piece in split_figure(pdf, split):
        panels.append(panel)
        cuts.append(encode_piece(piece))
        allow_step()
    return PanelsFound(
        panels=tuple(panels),
        looks=tuple(cut.looks for cut in cuts),
        renditions=tuple(cut.renditions for cut in cuts),
    )


def read_image(content: bytes) -> ImageRead:
    """An image of an editor's own, as a figure is stored."""
    decoded = decode_image(content)
    renditions = []
    allow_step()
    for copy in encode_renditions(decoded.image):
        renditions.append(copy)
        # Each may take seconds: pictures are larger than figures mostly are.
        allow_step()
    looks = hash_looks(decoded.image)
    return ImageRead(decoded.warnings, looks, tuple(renditions))


def label_of(figure: ExtractedFigure) -> tuple[str, str]:
    return figure.caption.kind, figure.caption.number


def cuts_of(figure: ExtractedFigure) -> list[Cut]:
    boxes = [figure.crop_box, *(panel.crop_box for panel in figure.panels)]
    return [Cut(figure.page_number, box, figure.rotation, trim=True) for box in boxes]


def encode_piece(piece: CutOut) -> BoxCut:
    renditions = [*encode_renditions(piece.image)]
    if piece.vector:
        renditions.append(vector_rendition(piece.vector))
    return BoxCut(piece.box, hash_looks(piece.image), tuple(renditions))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
