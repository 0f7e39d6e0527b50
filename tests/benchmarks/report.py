"""Sets the results in lines for a terminal: papers, totals, confidence, costs."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from figures.extraction.records import FigureKind
from tests.benchmarks.measurement import Measurement
from tests.benchmarks.scoring import Score, calibrate, count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from figures.extraction.comparison import Comparison
    from tests.benchmarks.extraction import Trial

type Scores = Mapping[FigureKind, Score]

# Their titles, and how many characters they take.
COLUMNS = (
    ("figures", 9),
    ("tables", 8),
    ("box P", 7),
    ("R", 7),
    ("F1", 7),
    ("label F1", 10),
    ("captions", 11),
    ("panels", 8),
    ("s/page", 8),
    ("CPU s", 7),
    ("MB", 6),
)
LONGEST_NAME = 44


def write_report(trials: Sequence[Trial]) -> Iterator[str]:
    """One table, the worst papers first, then the totals and what they cost."""
    width = max(8, *(min(len(trial.name), LONGEST_NAME) for trial in trials))
    rows = [(trial, _count(trial.comparison)) for trial in trials]
    yield "Figures and tables: found/true. Captions and panels: right/true."
    yield _line("", [title for title, _ in COLUMNS], width)
    for trial, scores in sorted(rows, key=_badness):
        cells = [*_score_cells(scores), *_cost_cells(trial.measurement)]
        yield _line(trial.name, cells, width)
    yield ""
    yield from _totals(rows, width)
    yield ""
    yield from _calibration([trial.comparison for trial in trials])
    yield ""
    yield from _costs([(trial.name, trial.measurement) for trial in trials])


def _count(comparison: Comparison) -> Scores:
    return {kind: count(comparison, kind) for kind in FigureKind}


def _badness(row: tuple[Trial, Scores]) -> tuple[float, float, str]:
    trial, scores = row
    score = _sum(scores.values())
    return score.box_f1, score.label_f1, trial.name


def _totals(rows: Sequence[tuple[Trial, Scores]], width: int) -> Iterator[str]:
    totals = {kind: _sum(scores[kind] for _, scores in rows) for kind in FigureKind}
    measurements = [trial.measurement for trial, _ in rows]
    whole = Measurement(
        listing="",
        pages=sum(measurement.pages for measurement in measurements),
        seconds=sum(measurement.seconds for measurement in measurements),
        peak=max(measurement.peak for measurement in measurements),
        error="",
    )
    for kind, score in totals.items():
        yield _line(f"{kind.upper()}S", _score_cells({kind: score}), width)
    yield _line("ALL", [*_score_cells(totals), *_cost_cells(whole)], width)


def _score_cells(scores: Scores) -> list[str]:
    figures = scores.get(FigureKind.FIGURE, Score())
    tables = scores.get(FigureKind.TABLE, Score())
    score = figures + tables
    return [
        _part(figures.found, figures.true),
        _part(tables.found, tables.true),
        f"{score.precision:.3f}",
        f"{score.recall:.3f}",
        f"{score.box_f1:.3f}",
        f"{score.label_f1:.3f}",
        _part(score.right_captions, score.captions),
        _part(score.right_panels, score.panelled),
    ]


def _cost_cells(measurement: Measurement) -> list[str]:
    return [
        f"{measurement.seconds_a_page:.3f}",
        f"{measurement.seconds:.1f}",
        f"{measurement.peak:.0f}",
    ]


def _sum(scores: Iterable[Score]) -> Score:
    return sum(scores, Score())


def _calibration(comparisons: Sequence[Comparison]) -> Iterator[str]:
    yield "Right in box, label and caption, by confidence:"
    for part in calibrate(comparisons):
        span = f"{part.low:.1f} to {min(part.high, 1.0):.1f}"
        share = f" = {part.right / part.found:.1%}" if part.found else ""
        yield f"  {span}  {_part(part.right, part.found):>9}{share}"


def _costs(costs: Sequence[tuple[str, Measurement]]) -> Iterator[str]:
    pages = sum(cost.pages for _, cost in costs)
    middle = median(cost.seconds_a_page for _, cost in costs)
    yield f"{len(costs)} papers, {pages} pages; CPU seconds a page, median of the papers: {middle:.3f}"
    name, slowest = max(costs, key=lambda row: row[1].seconds)
    yield f"Slowest paper: {name}, {slowest.seconds:.1f} s"
    name, slowest = max(costs, key=lambda row: row[1].seconds_a_page)
    yield f"Slowest by page: {name}, {slowest.seconds_a_page:.3f} s"
    name, largest = max(costs, key=lambda row: row[1].peak)
    yield f"Peak memory: {largest.peak:.0f} MB ({name})"
    for name, cost in costs:
        if cost.error:
            yield f"{name}: {cost.error}"


def _part(right: int, whole: int) -> str:
    return f"{right}/{whole}" if right or whole else "-"


def _line(name: str, cells: Sequence[str], width: int) -> str:
    columns = zip(cells, COLUMNS, strict=False)
    aligned = "".join(f"{cell:>{room}}" for cell, (_, room) in columns)
    return f"{name[:width]:<{width}}{aligned}".rstrip()
