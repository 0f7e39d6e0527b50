"""Simulated fireflies: how they see each other, agree or do not, and what theory expects."""

from __future__ import annotations

import cmath
import math
import random
from dataclasses import dataclass
from itertools import repeat
from operator import itemgetter
from statistics import fmean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Sight = tuple[tuple[int, ...], ...]

# One flash a second, give or take a tenth of that from one firefly to the next.
RATE = math.tau
SPREAD = 0.1 * RATE
# The theory's critical coupling for normally distributed rates (Kuramoto, 1984), per second.
CRITICAL = SPREAD * math.sqrt(8 / math.pi)


@dataclass(frozen=True, slots=True)
class Meadow:
    """What one simulated meadow is made of."""

    fireflies: int
    coupling: float
    duration: float
    step: float


@dataclass(frozen=True, slots=True)
class Run:
    """One meadow's run."""

    # The order of all, at every step.
    course: tuple[float, ...]
    # At the end: the order among those that one firefly sees, averaged over all fireflies.
    in_sight: float


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


def find_lead(excess: float, coupling: float) -> float:
    """Seconds by which a firefly flashes before the swarm if its pace exceeds the swarm's."""
    pull = coupling * predict_order(coupling)
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
    return see_mixed(fireflies, seen, 0, chance)


def see_anyone(fireflies: int, seen: int, chance: random.Random) -> Sight:
    """Each firefly sees some of the others, wherever they sit."""
    return see_mixed(fireflies, seen, seen, chance)


def see_mixed(
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
    rates, phases = draw_fireflies(meadow.fireflies, chance)
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


def draw_fireflies(
    count: int, chance: random.Random
) -> tuple[list[float], list[float]]:
    rates = [chance.gauss(0.0, SPREAD) for _ in range(count)]
    phases = [chance.uniform(0.0, math.tau) for _ in range(count)]
    return rates, phases


def seed_chance(*parts: object) -> random.Random:
    """A source of chance that is the same on each run."""
    return random.Random(" ".join(map(str, parts)))  # noqa: S311
