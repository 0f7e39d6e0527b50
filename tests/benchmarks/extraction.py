"""Score and time the extraction: ``python -m tests.benchmarks.extraction PAPERS_FOLDER``."""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from figures.extraction.comparison import Comparison, compare
from figures.extraction.listing import read_listing
from tests.benchmarks.measurement import Measurement, measure
from tests.benchmarks.report import write_report
from tests.benchmarks.scoring import describe_failures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper, and the list of what should be found in it."""

    name: str
    pdf: Path
    truth: Path


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of one paper."""

    name: str
    measurement: Measurement
    comparison: Comparison


def main(arguments: Sequence[str] | None = None) -> None:
    options = _read_options(arguments)
    with ThreadPoolExecutor(options.jobs) as pool:
        trials = list(pool.map(_try, options.papers))
    if options.json:
        options.json.mkdir(parents=True, exist_ok=True)
        for trial in trials:
            out = options.json / f"{trial.name}.json"
            out.write_text(trial.measurement.listing, encoding="utf-8")
    sys.stdout.writelines(f"{line}\n" for line in write_report(trials))
    if options.failures:
        sys.stdout.writelines(f"{line}\n" for line in ("", *_failures(trials)))


def _read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.extraction", description=__doc__
    )
    parser.add_argument(
        "folder", nargs="?", type=Path, metavar="PAPERS_FOLDER", help="has pdf/ and gt/"
    )
    parser.add_argument("--pdf", type=Path, metavar="DIR", help="instead of its pdf/")
    parser.add_argument("--truth", type=Path, metavar="DIR", help="instead of its gt/")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="at a time")
    parser.add_argument(
        "--failures", action="store_true", help="a line for each thing that is wrong"
    )
    parser.add_argument(
        "--json", type=Path, metavar="DIR", help="write down what was found"
    )
    options = parser.parse_args(arguments)
    if options.folder:
        options.pdf = options.pdf or options.folder / "pdf"
        options.truth = options.truth or options.folder / "gt"
    if not (options.pdf and options.truth):
        parser.error("name a PAPERS_FOLDER, or both --pdf DIR and --truth DIR")
    options.papers = list(_find_papers(options.pdf, options.truth))
    if not options.papers:
        parser.error(f"there is no list of true figures in {options.truth}")
    absent = [str(paper.pdf) for paper in options.papers if not paper.pdf.exists()]
    if absent:
        parser.error(f"these papers are missing: {', '.join(absent)}")
    return options


def _find_papers(pdfs: Path, truths: Path) -> Iterator[Paper]:
    for truth in sorted(truths.glob("*.json")):
        yield Paper(truth.stem, pdfs / f"{truth.stem}.pdf", truth)


def _try(paper: Paper) -> Trial:
    true = read_listing(paper.truth.read_text(encoding="utf-8"))
    measurement = measure(paper.pdf)
    found = read_listing(measurement.listing)
    return Trial(paper.name, measurement, compare(true, found))


def _failures(trials: Sequence[Trial]) -> Iterator[str]:
    for trial in trials:
        for failure in describe_failures(trial.comparison):
            yield f"{trial.name} {failure}"


if __name__ == "__main__":
    main()
