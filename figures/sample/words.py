"""The words of the sample paper: read from ``paper.md``, its numbers from the study."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from figures.sample import experiment, meadow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from figures.sample.experiment import Study

SLUG = "three-strangers"
TITLE = (
    "Three Strangers Beat Twelve Neighbours: "
    "How Simulated Fireflies Come to Flash as One"
)
AUTHORS = ("Ada Lampyris", "Noctiluca Brandt", "Theo Glimm")
BYLINE = "Ada Lampyris^1^, Noctiluca Brandt^1,2^ and Theo Glimm^2^"
AFFILIATION = (
    "^1^ Institute for Summer Evenings, Lower Meadow; "
    "^2^ Department of Patient Observation, University of Dusk"
)
JOURNAL = "Offprint Sample Papers, No. 1"
# 10.5555 is the prefix that is kept for examples: it resolves to nobody's work.
DOI = "10.5555/offprint.sample.1"
KEYWORDS = ("**Keywords**", "fireflies", "synchrony", "small worlds", "Kuramoto model")


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    # The first of a section stands flush left, as does what goes on after an equation.
    is_flush: bool


@dataclass(frozen=True, slots=True)
class Equation:
    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    text: str


Block = Heading | Paragraph | Equation | Reference


def write_parts(study: Study) -> dict[str, str]:
    """The parts of the paper by name: its abstract, each caption, its text."""
    template = Path(__file__).with_name("paper.md").read_text(encoding="utf-8")
    filled = template.format_map(_find_numbers(study))
    parts = {}
    for part in filled.split("@")[1:]:
        name, _, text = part.partition("\n")
        parts[name] = text.strip()
    return parts


def read_blocks(text: str) -> list[Block]:
    """Headings, paragraphs, equations and references, in reading order."""
    blocks: list[Block] = []
    for paragraph in text.split("\n\n"):
        mark, _, rest = paragraph.partition(" ")
        match mark:
            case "#":
                blocks.append(Heading(rest))
            case "=":
                blocks.append(Equation(rest))
            case "-":
                blocks.append(Reference(rest))
            case _:
                is_flush = isinstance(blocks[-1], Heading | Equation)
                blocks.append(Paragraph(paragraph, is_flush))
    return blocks


def _find_numbers(study: Study) -> Mapping[str, object]:
    """All the numbers that the template may name."""
    weak, *_, strong = study.courses
    alone = [row[0] for row in study.mixture]
    first, *_, last = study.waits
    return {
        "meadow": meadow,
        "experiment": experiment,
        "near": dict(zip(experiment.SEEN, study.neighbours, strict=True)),
        "far": dict(zip(experiment.SEEN, study.strangers, strict=True)),
        "weak_peak": max(weak),
        "strong_end": strong[-1],
        "lead": 1000 * meadow.find_lead(meadow.SPREAD, experiment.COUPLING),
        "mixed": study.mixture[experiment.MIXTURE_COUPLINGS.index(experiment.COUPLING)],
        "scarce": study.mixture[experiment.MIXTURE_COUPLINGS.index(1.5)],
        "ample": study.mixture[experiment.MIXTURE_COUPLINGS.index(2.5)],
        # Rayleigh's distribution: its mean, and what one value in twenty exceeds.
        "random_mean": math.sqrt(math.pi / experiment.FIREFLIES) / 2,
        "random_high": math.sqrt(math.log(20) / experiment.FIREFLIES),
        "alone": alone,
        "alone_low": min(alone),
        "alone_high": max(alone),
        "edge_best": max(study.mixture[0]),
        "smallest": experiment.SIZES[0],
        "largest": experiment.SIZES[-1],
        "short_wait": first.median,
        "long_wait": last.median,
        "longer": last.median / first.median,
    }
