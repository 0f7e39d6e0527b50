"""How many readers the site can answer, held against the least a Django page can do.

Run as `python -m tests.benchmarks.load`; see the README beside it.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.load_reader import Reader, count_answers, write_request
from tests.benchmarks.load_report import Measurement, Pair, report
from tests.benchmarks.load_site import processor_time, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.load_report import Round
    from tests.benchmarks.load_site import Site

TRIVIAL = "trivial view"
ADDRESSES = {
    TRIVIAL: "/trivial/post-50/",
    "home": "/",
    "list": "/blog/",
    "tag": "/blog/tag/tag-3/",
    "last page of the list": "/blog/?page={last}",
    "post": "/blog/post-50/",
}
UNCHANGED = "post, unchanged (304)"
POSTS_A_PAGE = 20
MOMENTS = 5


@dataclass(frozen=True, slots=True)
class Request:
    name: str
    content: bytes
    # What it is answered with.
    status: int


def main() -> None:
    options = parse_options()
    with ExitStack() as stack:
        folder = options.folder or Path(
            stack.enter_context(tempfile.TemporaryDirectory())
        )
        sites = [
            stack.enter_context(
                serve(
                    folder,
                    options.server,
                    posts,
                    keep=bool(options.folder),
                    fresh=options.fresh,
                )
            )
            for posts in options.posts
        ]
        requests = {site.posts: list(write_requests(site)) for site in sites}
        rounds = []
        for number in range(options.rounds):
            print(f"round {number + 1} of {options.rounds}", file=sys.stderr)  # noqa: T201
            rounds.append(run_round(sites, requests, options.seconds))
    # What is made anew each time is no rival to a view that makes next to nothing.
    found = report(rounds, min(options.posts), has_target=not options.fresh)
    print(found)  # noqa: T201


def run_round(
    sites: list[Site], requests: dict[int, list[Request]], seconds: float
) -> Round:
    """Each page of all sites in turn with the trivial view."""
    pairs = {}
    for place in range(len(requests[sites[0].posts])):
        asked = [
            (site, requests[site.posts][number])
            for site in sites
            for number in (0, place)
        ]
        measured = iter(measure(asked, seconds))
        for site, trivial, own in zip(sites, measured, measured, strict=True):
            pairs[site.posts, requests[site.posts][place].name] = Pair(trivial, own)
    return pairs


def measure(asked: list[tuple[Site, Request]], seconds: float) -> list[Measurement]:
    """So many seconds for each, a moment at a time: what else the machine does hits all."""
    moment = seconds / MOMENTS
    answers, spent = [0.0] * len(asked), [0.0] * len(asked)
    for _ in range(MOMENTS):
        for number, (site, request) in enumerate(asked):
            before = processor_time(site.process.pid)
            rate = count_answers(site.port, request.content, request.status, moment)
            answers[number] += rate * moment
            spent[number] += processor_time(site.process.pid) - before
    return [
        Measurement(count / seconds, 1000 * cost / count)
        for count, cost in zip(answers, spent, strict=True)
    ]


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, nargs="+", default=[100, 100_000])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--folder", type=Path, help="keeps the filled databases")
    parser.add_argument("--fresh", action="store_true", help="nothing is kept")
    parser.add_argument(
        "--server",
        default=os.environ.get("DATABASE_URL", ""),
        help="of PostgreSQL, as DATABASE_URL names it; SQLite where there is none",
    )
    return parser.parse_args()


def write_requests(site: Site) -> Iterator[Request]:
    """The trivial view's first; all pages are warm then."""
    reader = Reader(site.port)
    for name, address in ADDRESSES.items():
        request = write_request(address.format(last=site.posts // POSTS_A_PAGE))
        for _ in range(2):
            answer = reader.ask(request)
        yield Request(name, request, 200)
    if etag := answer.headers.get("ETag"):
        request = write_request(ADDRESSES["post"], If_None_Match=etag)
        yield Request(UNCHANGED, request, 304)
    reader.socket.close()


if __name__ == "__main__":
    main()
