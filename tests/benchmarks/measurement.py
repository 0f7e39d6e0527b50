"""Extracts one paper in a process of its own, so that its time and memory are its own."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from figures.extraction.errors import ExtractionError
from figures.extraction.listing import write_listing
from figures.extraction.pipeline import extract_figures

ROOT = Path(__file__).resolve().parents[2]
# No paper takes so long, in seconds; one that does hangs.
LIMIT = 600
# In what ``ru_maxrss`` counts, by system.
UNITS_A_MEGABYTE = 1024 * 1024 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one paper gave, and what it cost."""

    # As JSON text; an empty list where the paper could not be read.
    listing: str
    pages: int
    # Of processor time, without starting the process.
    seconds: float
    # The most memory the process ever had, in megabytes.
    peak: float
    # Why nothing was extracted; empty when all went well.
    error: str

    @property
    def seconds_a_page(self) -> float:
        return self.seconds / self.pages if self.pages else 0.0


def measure(pdf: Path) -> Measurement:
    """Extract a paper in a new process; a crash or a hang is its error."""
    command = [sys.executable, "-m", "tests.benchmarks.measurement", str(pdf.resolve())]
    try:
        done = subprocess.run(  # noqa: S603
            command, cwd=ROOT, capture_output=True, text=True, timeout=LIMIT, check=True
        )
    except subprocess.TimeoutExpired:
        return _failure(f"took longer than {LIMIT} seconds")
    except subprocess.CalledProcessError as error:
        last = (error.stderr.strip().splitlines() or ["no word"])[-1]
        return _failure(f"ended with {error.returncode}: {last}")
    return Measurement(**json.loads(done.stdout))


def extract(pdf: Path) -> dict[str, object]:
    """What ``measure`` reads, worked out in this process."""
    content = pdf.read_bytes()
    listing, pages, error = "[]", 0, ""
    start = time.process_time()
    try:
        paper = extract_figures(content)
    except ExtractionError as refusal:
        error = str(refusal)
    else:
        listing, pages = write_listing(paper.figures), paper.page_count
    return {
        "listing": listing,
        "pages": pages,
        "seconds": time.process_time() - start,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / UNITS_A_MEGABYTE,
        "error": error,
    }


def _failure(error: str) -> Measurement:
    return Measurement(listing="[]", pages=0, seconds=0.0, peak=0.0, error=error)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(extract(Path(sys.argv[1]))))
