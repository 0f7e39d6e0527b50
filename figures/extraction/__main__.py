"""Extract figures from the shell: ``python -m figures.extraction PDF|FOLDER… --json OUT``."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from figures.extraction.errors import ExtractionError
from figures.extraction.pipeline import cut_figures, extract_figures
from figures.extraction.records import Cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from figures.extraction.geometry import Box
    from figures.extraction.records import ExtractedFigure


def main(arguments: Sequence[str] | None = None) -> int:
    """Extract every PDF named; 1 where one could not be read, after doing the others."""
    options = _parser().parse_args(arguments)
    papers = list(_find_papers(options.papers))
    into_folder = len(options.papers) > 1 or options.papers[0].is_dir()
    failures = 0
    for paper in papers:
        out = options.json / f"{paper.stem}.json" if into_folder else options.json
        try:
            _extract(paper, out, options.images)
        except (ExtractionError, OSError) as error:
            print(f"{paper}: {error}", file=sys.stderr)  # noqa: T201
            failures += 1
    return 1 if failures else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m figures.extraction", description=__doc__
    )
    parser.add_argument("papers", nargs="+", type=Path, metavar="PDF|FOLDER")
    parser.add_argument("--json", required=True, type=Path, metavar="OUT")
    parser.add_argument("--images", type=Path, metavar="DIR")
    return parser


def _find_papers(places: Sequence[Path]) -> Iterator[Path]:
    for place in places:
        if place.is_dir():
            yield from sorted(place.glob("*.pdf"))
        else:
            yield place


def _extract(paper: Path, out: Path, images: Path | None) -> None:
    pdf = paper.read_bytes()
    figures = extract_figures(pdf).figures
    out.parent.mkdir(parents=True, exist_ok=True)
    entries = [_entry(figure) for figure in figures]
    out.write_text(json.dumps(entries, ensure_ascii=False, indent=1), encoding="utf-8")
    if images is not None:
        images.mkdir(parents=True, exist_ok=True)
        _cut_all(pdf, paper.stem, figures, images)


def _cut_all(
    pdf: bytes, stem: str, figures: Sequence[ExtractedFigure], images: Path
) -> None:
    cuts = [
        (f"{number:02}", Cut(figure.page_number, figure.crop_box, figure.rotation))
        for number, figure in enumerate(figures, start=1)
    ]
    for (name, _), image in zip(
        cuts, cut_figures(pdf, [c for _, c in cuts]), strict=True
    ):
        image.save(images / f"{stem}-{name}.png")


def _entry(figure: ExtractedFigure) -> dict[str, Any]:
    caption = figure.caption
    return {
        "page": figure.page_number,
        "kind": caption.kind.value,
        "label": caption.number,
        "bbox": _edges(figure.crop_box),
        "caption": caption.printed,
        "caption_bbox": _edges(caption.box),
        "panels": [
            {"letter": panel.letter, "bbox": _edges(panel.crop_box)}
            for panel in figure.panels
        ],
        "name": figure.name,
        "confidence": figure.confidence,
    }


def _edges(box: Box) -> list[float]:
    return [round(edge, 1) for edge in (box.left, box.top, box.right, box.bottom)]


if __name__ == "__main__":
    sys.exit(main())
