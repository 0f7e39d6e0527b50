"""Extract figures from the shell: ``python -m figures.extraction PDF|FOLDER… --overlay DIR``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from figures.extraction.comparison import compare
from figures.extraction.document import Document
from figures.extraction.errors import ExtractionError
from figures.extraction.listing import (
    ListingError,
    list_figure,
    read_listing,
    write_listing,
)
from figures.extraction.overlay import draw_overlay
from figures.extraction.pipeline import MAX_PAGES, cut_figures, extract_figures
from figures.extraction.records import Cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PIL import Image

    from figures.extraction.listing import ListedFigure
    from figures.extraction.records import ExtractedFigure

# Pixels a point: 110 an inch show small print, and a page still fits a screen.
OVERLAY_SCALE = 110 / 72


def main(arguments: Sequence[str] | None = None) -> int:
    """Extract every PDF named; 1 where one could not be read, after doing the others."""
    options = _read_options(arguments)
    papers = list(_find_papers(options.papers))
    failures = 0
    for paper in papers:
        try:
            _extract(paper, options)
        except (ExtractionError, ListingError, OSError) as error:
            print(f"{paper}: {error}", file=sys.stderr)  # noqa: T201
            failures += 1
    return 1 if failures else 0


def _read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = _parser()
    options = parser.parse_args(arguments)
    if not (options.json or options.images or options.overlay):
        parser.error("ask for something: --json OUT, --images DIR or --overlay DIR")
    if not options.overlay and (
        options.truth or options.every_page or options.wrong_only
    ):
        parser.error("--truth, --every-page and --wrong-only go with --overlay DIR")
    if options.wrong_only and not options.truth:
        parser.error("--wrong-only needs --truth FOLDER to know what is wrong")
    options.into_folder = len(options.papers) > 1 or options.papers[0].is_dir()
    return options


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m figures.extraction", description=__doc__
    )
    parser.add_argument("papers", nargs="+", type=Path, metavar="PDF|FOLDER")
    parser.add_argument(
        "--json",
        type=Path,
        metavar="OUT",
        help="list the figures: a file, or a folder for several papers",
    )
    parser.add_argument(
        "--images", type=Path, metavar="DIR", help="cut the figures out"
    )
    parser.add_argument(
        "--overlay",
        type=Path,
        metavar="DIR",
        help="draw what was found onto the pages that have figures",
    )
    parser.add_argument(
        "--truth",
        type=Path,
        metavar="FOLDER",
        help="draw what should have been found too, from lists named like the papers",
    )
    pages = parser.add_mutually_exclusive_group()
    pages.add_argument("--every-page", action="store_true", help="draw all pages")
    pages.add_argument(
        "--wrong-only",
        action="store_true",
        help="draw only pages on which something is missed, extra or cut otherwise",
    )
    return parser


def _find_papers(places: Sequence[Path]) -> Iterator[Path]:
    for place in places:
        if place.is_dir():
            yield from sorted(place.glob("*.pdf"))
        else:
            yield place


def _extract(paper: Path, options: argparse.Namespace) -> None:
    pdf = paper.read_bytes()
    truth = options.truth and read_listing(
        (options.truth / f"{paper.stem}.json").read_text(encoding="utf-8")
    )
    figures = extract_figures(pdf).figures
    if options.json:
        out = options.json
        out = out / f"{paper.stem}.json" if options.into_folder else out
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(write_listing(figures), encoding="utf-8")
    if options.images:
        _save(_cut_all(pdf, figures), options.images, paper.stem)
    if options.overlay:
        overlays = _draw_pages(pdf, figures, truth, options)
        _save(overlays, options.overlay, paper.stem)


def _save(
    images: Iterator[tuple[str, Image.Image]], folder: Path, paper_name: str
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, image in images:
        image.save(folder / f"{paper_name}-{name}.png")


def _cut_all(
    pdf: bytes, figures: Sequence[ExtractedFigure]
) -> Iterator[tuple[str, Image.Image]]:
    cuts = [
        Cut(figure.page_number, figure.crop_box, figure.rotation, trim=True)
        for figure in figures
    ]
    for number, cut in enumerate(cut_figures(pdf, cuts), start=1):
        yield f"{number:02}", cut.image


def _draw_pages(
    pdf: bytes,
    figures: Sequence[ExtractedFigure],
    truth: Sequence[ListedFigure] | None,
    options: argparse.Namespace,
) -> Iterator[tuple[str, Image.Image]]:
    with Document(pdf, MAX_PAGES) as document:
        for number in range(1, document.page_count + 1):
            found = [figure for figure in figures if figure.page_number == number]
            true = [figure for figure in truth or () if figure.page_number == number]
            if not _is_wanted(found, true, options):
                continue
            page = _draw_page(document, number)
            if page is not None:
                known = None if truth is None else true
                yield f"p{number:03}", draw_overlay(page, found, known, OVERLAY_SCALE)


def _is_wanted(
    found: Sequence[ExtractedFigure],
    true: Sequence[ListedFigure],
    options: argparse.Namespace,
) -> bool:
    if options.wrong_only:
        return not compare(true, [list_figure(figure) for figure in found]).is_right
    return bool(options.every_page or found or true)


def _draw_page(document: Document, number: int) -> Image.Image | None:
    """The pixels of a whole page; None where the PDF is too damaged for it."""
    page = document.read_page(number)
    if page is None:
        return None
    return document.rasterise(number, page.box, OVERLAY_SCALE)


if __name__ == "__main__":
    sys.exit(main())
