"""The study in the sample paper: simulated fireflies, every number computed here."""

from __future__ import annotations

import cmath
import math
import random
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from operator import itemgetter
from statistics import fmean, median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Sight = tuple[tuple[int, ...], ...]
    Seeing = Callable[[int, int, random.Random], Sight]

# One flash a second, give or take a tenth of that from one firefly to the next.
RATE = math.tau
SPREAD = 0.1 * RATE
# The theory's critical coupling for normally distributed rates (Kuramoto, 1984), per second.
CRITICAL = SPREAD * math.sqrt(8 / math.pi)
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

SEEN = (1, 2, 3, 4, 6, 8, 12, 16)
COUPLINGS = tuple(step / 4 for step in range(13))
COURSES = (0.5, 1.25, 2.5)
MIXTURE_SEEN = 6
MIXTURE_COUPLINGS = (1.0, 1.5, 2.0, 2.5, 3.0)
SIZES = (10, 20, 40, 80, 160)


@dataclass(frozen=True, slots=True)
class Meadow:
    """What one simulated meadow is made of."""

    fireflies: int
    coupling: float
    duration: float
    step: float


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
class Run:
    """One meadow's run."""

    # The order of all, at every step.
    course: tuple[float, ...]
    # At the end: the order among those that one firefly sees, averaged over all fireflies.
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


def predict_order(coupling: float) -> float:
    """The order that theory expects of endless fireflies which all see each other."""
    if coupling <= CRITICAL:
        return 0.0
    low, high = 0.0, 1.0
    for _ in range(24):
        middle = (low + high) / 2
        if _locked_share(coupling, middle) > 1.0:
            low = middle
        else:
            high = middle
    return low


def find_lead(excess: float) -> float:
    """Seconds by which a firefly flashes before the swarm if its pace exceeds the swarm's."""
    pull = COUPLING * predict_order(COUPLING)
    return math.asin(excess / pull) / RATE


def _locked_share(coupling: float, order: float) -> float:
    """Above 1 where ``order`` is too small to be consistent with itself."""
    count = 60
    angles = (math.pi * ((index + 0.5) / count - 0.5) for index in range(count))
    total = sum(
        math.cos(angle) ** 2
        * math.exp(-((coupling * order * math.sin(angle) / SPREAD) ** 2) / 2)
        for angle in angles
    )
    return coupling * total * math.pi / count / (SPREAD * math.sqrt(math.tau))


def see_nearest(fireflies: int, seen: int, chance: random.Random) -> Sight:
    """Scatter fireflies over a square; each sees those closest to it."""
    return _see_mixed(fireflies, seen, 0, chance)


def see_anyone(fireflies: int, seen: int, chance: random.Random) -> Sight:
    """Each firefly sees some of the others, wherever they sit."""
    return _see_mixed(fireflies, seen, seen, chance)


def _see_mixed(
    fireflies: int, seen: int, far: int, chance: random.Random
) -> tuple[tuple[int, ...], ...]:
    places = [complex(chance.random(), chance.random()) for _ in range(fireflies)]
    sight = []
    for own, place in enumerate(places):
        others = [other for other in range(fireflies) if other != own]
        others.sort(key=[abs(other - place) for other in places].__getitem__)
        near = others[: seen - far]
        sight.append((*near, *chance.sample(others[seen - far :], far)))
    return tuple(sight)


def simulate(meadow: Meadow, chance: random.Random, sight: Sight | None = None) -> Run:
    """Let a meadow run; without ``sight`` all see all.

    Seen from a clock that ticks at the mean rate, so that only differences move.
    """
    rates, phases = _draw_fireflies(meadow.fireflies, chance)
    drifts = [rate * meadow.step for rate in rates]
    pull = meadow.coupling * meadow.step
    looks = [_look_at(others) for others in sight or ()]
    course: list[float] = []
    glows: list[complex] = []
    for _ in range(round(meadow.duration / meadow.step)):
        lights = list(map(cmath.rect, repeat(1.0), phases))
        mean = sum(lights) / meadow.fireflies
        course.append(abs(mean))
        glows = [look(lights) for look in looks] or [mean] * meadow.fireflies
        phases = [
            phase + drift + pull * (glow.imag * light.real - glow.real * light.imag)
            for phase, drift, light, glow in zip(
                phases, drifts, lights, glows, strict=True
            )
        ]
    return Run(tuple(course), fmean(map(abs, glows)))


def _look_at(others: tuple[int, ...]) -> Callable[[list[complex]], complex]:
    """The mean light of ``others``, out of the light of all."""
    if len(others) == 1:
        return itemgetter(others[0])
    pick, share = itemgetter(*others), 1 / len(others)
    return lambda lights: sum(pick(lights)) * share


def _draw_fireflies(
    count: int, chance: random.Random
) -> tuple[list[float], list[float]]:
    rates = [chance.gauss(0.0, SPREAD) for _ in range(count)]
    phases = [chance.uniform(0.0, math.tau) for _ in range(count)]
    return rates, phases


def _record_flashes() -> tuple[tuple[float, ...], ...]:
    """When each of 40 fireflies flashes within 16 seconds, the slowest first."""
    step, count = 0.02, 40
    rates, phases = _draw_fireflies(count, _chance("flashes"))
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
    return simulate(Meadow(FIREFLIES, coupling, 20.0, 0.1), _chance("follow")).course


def _settle(coupling: float) -> float:
    meadow = Meadow(SWARM, coupling, DURATION, STEP)
    return _settled_order(simulate(meadow, _chance("settle")))


def _settled_order(run: Run) -> float:
    return fmean(run.course[-round(SETTLED / STEP) :])


def _compare(seen: int, see: Seeing) -> Condition:
    runs = []
    for number in range(MEADOWS):
        chance = _chance("compare", seen, number)
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
        chance = _chance("mix", coupling, far, number)
        sight = _see_mixed(FIREFLIES, MIXTURE_SEEN, far, chance)
        meadow = Meadow(FIREFLIES, coupling, DURATION, STEP)
        orders.append(_settled_order(simulate(meadow, chance, sight)))
    return median(orders)


def _time_agreement(size: int) -> Spread:
    waits = []
    for number in range(MEADOWS):
        meadow = Meadow(size, COUPLING, 12.0, 0.2)
        course = simulate(meadow, _chance("wait", size, number)).course
        reached = (tick for tick, order in enumerate(course) if order >= AGREEMENT)
        waits.append(next(reached, len(course)) * meadow.step)
    return _summarise(waits)


def _summarise(values: list[float]) -> Spread:
    ordered = sorted(values)
    return Spread(ordered[1], median(ordered), ordered[-2])


def _chance(*parts: object) -> random.Random:
    """A source of chance that is the same on each run."""
    return random.Random(" ".join(map(str, parts)))  # noqa: S311
