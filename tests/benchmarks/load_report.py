"""What the load benchmark found, held against what it should find."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# A page is answered nearly as fast as the least that Django can do, and however many
# posts there are nearly as fast as with few.
TARGET = 0.85


@dataclass(frozen=True, slots=True)
class Measurement:
    answers_a_second: float
    # Of the server's processor time, in milliseconds; 0 where it cannot be known.
    cost: float


@dataclass(frozen=True, slots=True)
class Pair:
    """What one request came to, and the trivial view just before it."""

    trivial: Measurement
    own: Measurement


# By the number of posts and the name of the request.
type Round = dict[tuple[int, str], Pair]


@dataclass(frozen=True, slots=True)
class Line:
    """Medians over all rounds, of ratios too: each of two things measured together."""

    posts: int
    name: str
    speed: float
    speed_of_trivial: float
    speed_of_smallest: float
    cost: float
    cost_of_trivial: float
    cost_of_smallest: float


def read_lines(rounds: list[Round], smallest: int) -> Iterator[Line]:
    for posts, name in rounds[0]:
        own = [each[posts, name].own for each in rounds]
        trivial = [each[posts, name].trivial for each in rounds]
        few = [each[smallest, name].own for each in rounds]
        yield Line(
            posts,
            name,
            statistics.median(each.answers_a_second for each in own),
            ratio(own, trivial, speed_of),
            ratio(own, few, speed_of),
            statistics.median(each.cost for each in own),
            # The other way round: what costs more is worse.
            ratio(trivial, own, cost_of),
            ratio(few, own, cost_of),
        )


def speed_of(measurement: Measurement) -> float:
    return measurement.answers_a_second


def cost_of(measurement: Measurement) -> float:
    return measurement.cost


def ratio(
    ours: list[Measurement],
    theirs: list[Measurement],
    value: Callable[[Measurement], float],
) -> float:
    return statistics.median(
        value(a) / value(b) if value(b) else 0.0
        for a, b in zip(ours, theirs, strict=True)
    )


def report(rounds: list[Round], smallest: int, *, has_target: bool) -> str:
    """A line for each page of each site; what misses its target is marked and listed."""
    lines = list(read_lines(rounds, smallest))
    # How far off the trivial view is of itself, says how far off all else may be.
    yardstick = lines[0].name
    few = f"of {smallest}"
    ratios = f"{'of trivial':>12}{few:>10} "
    text = [
        f"{'':30}{'answers a second':<32}   processor time for one",
        f"{'posts':>7}  {'page':21}{'number':>8}{ratios}   {'ms':>8}{ratios}",
    ]
    text += [
        f"{line.posts:>7}  {line.name:21}{line.speed:>8.0f}"
        f"{show(line.speed_of_trivial, has_target)}"
        f"{show(line.speed_of_smallest, has_target)}"
        f"   {line.cost:>8.2f}"
        f"{show(line.cost_of_trivial, has_target)}"
        f"{show(line.cost_of_smallest, has_target)}"
        for line in lines
    ]
    text += judge(lines, yardstick, few) if has_target else ()
    return "\n".join(line.rstrip() for line in text)


def show(share: float, has_target: bool) -> str:
    mark = "!" if has_target and share < TARGET else " "
    return f"{share:>10.0%}{mark}"


def judge(lines: list[Line], yardstick: str, few: str) -> Iterator[str]:
    yield ""
    missed = [
        f"{line.name} with {line.posts} posts: {share:.0%} {what}"
        for line in lines
        for share, what in (
            (line.speed_of_trivial, "of trivial"),
            (line.speed_of_smallest, few),
        )
        if share < TARGET and line.name != yardstick
    ]
    if missed:
        yield f"Fewer answers a second than {TARGET:.0%}:"
        yield from (f"  {each}" for each in missed)
    else:
        yield f"All pages give at least {TARGET:.0%} of the answers a second."
