"""The study in the sample paper: what is run, and every number that comes of it."""

from __future__ import annotations

import cmath
import math
from dataclasses import dataclass
from functools import cache
from statistics import fmean, median
from typing import TYPE_CHECKING

from figures.sample.meadow import (
    RATE,
    Meadow,
    Run,
    draw_fireflies,
    see_anyone,
    see_mixed,
    see_nearest,
    seed_chance,
    simulate,
)

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from figures.sample.meadow import Sight

    Seeing = Callable[[int, int, random.Random], Sight]

# Where coupling is not what varies, it is about twice the critical value.
COUPLING = 2.0
FIREFLIES = 50
MEADOWS = 15
# A meadow agrees once its order parameter has reached this.
AGREEMENT = 0.8
# Fireflies where theory is compared, which is about endless numbers of them.
SWARM = 200
# Seconds a meadow runs, and a step of it; half the step changes the verdict on at most one
# meadow in any condition.
DURATION = 30.0
STEP = 0.3
# The order a meadow has settled at is its mean over the last of the seconds.
SETTLED = 10.0

# What is varied: fireflies in sight, coupling, strangers among those in sight, size.
SEEN = (1, 2, 3, 4, 6, 8, 12, 16)
COUPLINGS = tuple(step / 4 for step in range(13))
COURSES = (0.5, 1.25, 2.5)
MIXTURE_SEEN = 6
MIXTURE_COUPLINGS = (1.0, 1.5, 2.0, 2.5, 3.0)
SIZES = (10, 20, 40, 80, 160)


@dataclass(frozen=True, slots=True)
class Spread:
    """One measure over several meadows: the median, and all but the two extremes."""

    low: float
    median: float
    high: float


@dataclass(frozen=True, slots=True)
class Condition:
    """How the meadows of one condition settled."""

    order: Spread
    # Meadows that came to agree.
    agreeing: int
    # The median order among the fireflies that one firefly sees.
    in_sight: float


@dataclass(frozen=True, slots=True)
class Study:
    """All the results, in the order in which the figures show them."""

    # Seconds at which each firefly flashes.
    flashes: tuple[tuple[float, ...], ...]
    # The order over time, one tuple for each of COURSES.
    courses: tuple[tuple[float, ...], ...]
    # The settled order for each of COUPLINGS.
    settled: tuple[float, ...]
    # One for each of SEEN.
    neighbours: tuple[Condition, ...]
    strangers: tuple[Condition, ...]
    # Median order: a row for each of MIXTURE_COUPLINGS, a column for 0 to MIXTURE_SEEN strangers.
    mixture: tuple[tuple[float, ...], ...]
    # Seconds until a meadow agrees, one for each of SIZES.
    waits: tuple[Spread, ...]


@cache
def run_study() -> Study:
    """Simulate everything once; the seeds are fixed, so the numbers are too."""
    return Study(
        flashes=_record_flashes(),
        courses=tuple(_follow(coupling) for coupling in COURSES),
        settled=tuple(_settle(coupling) for coupling in COUPLINGS),
        neighbours=tuple(_compare(seen, see_nearest) for seen in SEEN),
        strangers=tuple(_compare(seen, see_anyone) for seen in SEEN),
        mixture=tuple(
            tuple(_mix(coupling, far) for far in range(MIXTURE_SEEN + 1))
            for coupling in MIXTURE_COUPLINGS
        ),
        waits=tuple(_time_agreement(size) for size in SIZES),
    )


def _record_flashes() -> tuple[tuple[float, ...], ...]:
    """When each of 40 fireflies flashes within 16 seconds, the slowest first."""
    step, count = 0.02, 40
    rates, phases = draw_fireflies(count, seed_chance("flashes"))
    rates.sort()
    flashes: list[list[float]] = [[] for _ in range(count)]
    for tick in range(round(15.9 / step)):
        mean = sum(cmath.rect(1.0, phase) for phase in phases) / count
        for own, (phase, rate) in enumerate(zip(phases, rates, strict=True)):
            pull = (mean * cmath.rect(1.0, -phase)).imag
            moved = phase + step * (RATE + rate + COUPLING * pull)
            if moved // math.tau > phase // math.tau:
                part = (moved // math.tau * math.tau - phase) / (moved - phase)
                flashes[own].append((tick + part) * step)
            phases[own] = moved
    return tuple(tuple(times) for times in flashes)


def _follow(coupling: float) -> tuple[float, ...]:
    return simulate(
        Meadow(FIREFLIES, coupling, 20.0, 0.1), seed_chance("follow")
    ).course


def _settle(coupling: float) -> float:
    meadow = Meadow(SWARM, coupling, DURATION, STEP)
    return _settled_order(simulate(meadow, seed_chance("settle")))


def _settled_order(run: Run) -> float:
    return fmean(run.course[-round(SETTLED / STEP) :])


def _compare(seen: int, see: Seeing) -> Condition:
    runs = []
    for number in range(MEADOWS):
        chance = seed_chance("compare", seen, number)
        sight = see(FIREFLIES, seen, chance)
        meadow = Meadow(FIREFLIES, COUPLING, DURATION, STEP)
        runs.append(simulate(meadow, chance, sight))
    orders = [_settled_order(run) for run in runs]
    return Condition(
        _summarise(orders),
        sum(order >= AGREEMENT for order in orders),
        median(run.in_sight for run in runs),
    )


def _mix(coupling: float, far: int) -> float:
    """The median order of five meadows in which ``far`` of those seen are strangers."""
    orders = []
    for number in range(5):
        chance = seed_chance("mix", coupling, far, number)
        sight = see_mixed(FIREFLIES, MIXTURE_SEEN, far, chance)
        meadow = Meadow(FIREFLIES, coupling, DURATION, STEP)
        orders.append(_settled_order(simulate(meadow, chance, sight)))
    return median(orders)


def _time_agreement(size: int) -> Spread:
    waits = []
    for number in range(MEADOWS):
        meadow = Meadow(size, COUPLING, 12.0, 0.2)
        course = simulate(meadow, seed_chance("wait", size, number)).course
        reached = (tick for tick, order in enumerate(course) if order >= AGREEMENT)
        waits.append(next(reached, len(course)) * meadow.step)
    return _summarise(waits)


def _summarise(values: list[float]) -> Spread:
    ordered = sorted(values)
    return Spread(ordered[1], median(ordered), ordered[-2])
