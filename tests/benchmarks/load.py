"""How many readers the site can answer, held against the least a Django page can do.

Run as `python -m tests.benchmarks.load`; see the README beside it.
"""

from __future__ import annotations

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from config.serving import web_command
from tests.benchmarks.load_reader import HOST, Reader, count_answers, write_request

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
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
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Site:
    """A running server with so many posts behind it."""

    posts: int
    port: int
    process: subprocess.Popen[bytes]


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
            stack.enter_context(serve(folder, posts, fresh=options.fresh))
            for posts in options.posts
        ]
        requests = {site.posts: list(write_requests(site)) for site in sites}
        rounds = []
        for number in range(options.rounds):
            print(f"round {number + 1} of {options.rounds}", file=sys.stderr)  # noqa: T201
            rounds.append(run_round(sites, requests, options.seconds))
    print(report(rounds, options.posts))  # noqa: T201


def run_round(
    sites: list[Site], requests: dict[int, list[Request]], seconds: float
) -> dict[tuple[int, str], Pair]:
    """All in turn, each right after the trivial view: what else the machine does hits both."""
    pairs = {}
    for place in range(len(requests[sites[0].posts])):
        for site in sites:
            trivial, request = requests[site.posts][0], requests[site.posts][place]
            pairs[site.posts, request.name] = Pair(
                measure(site, trivial, seconds), measure(site, request, seconds)
            )
    return pairs


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, nargs="+", default=[100, 100_000])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--folder", type=Path, help="keeps the filled databases")
    parser.add_argument("--fresh", action="store_true", help="nothing is kept")
    return parser.parse_args()


@contextmanager
def serve(folder: Path, posts: int, *, fresh: bool) -> Iterator[Site]:
    """The site as it runs in production, with a database of its own."""
    home = (folder / f"{posts}-posts").resolve()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.load_settings",
        "DJANGO_SECRET_KEY": "of this benchmark, which has no secrets to keep from anyone",
        "DJANGO_ALLOWED_HOSTS": HOST,
        "OFFPRINT_DATA_DIR": str(home),
        "DATABASE_URL": f"sqlite:///{home / 'offprint.sqlite3'}",
        "LOAD_NOTHING_KEPT": "1" if fresh else "",
    }

    def run(*command: str) -> None:
        subprocess.run(  # noqa: S603
            [sys.executable, *command], cwd=ROOT, env=environment, check=True
        )

    is_new = not home.exists()
    (home / "static").mkdir(parents=True, exist_ok=True)
    run("manage.py", "migrate", "--verbosity=0")
    if is_new:
        run("-m", "tests.benchmarks.load_filling", str(posts))
        # As each update of a site does it.
        run("manage.py", "migrate", "--verbosity=0")
    port = find_port()
    process = subprocess.Popen(web_command(port), cwd=ROOT, env=environment)  # noqa: S603
    try:
        wait_for(port, process)
        yield Site(posts, port, process)
    finally:
        process.terminate()
        process.wait()


def find_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("The server ended by itself.")


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


def measure(site: Site, request: Request, seconds: float) -> Measurement:
    before = processor_time(site.process.pid)
    answers = count_answers(site.port, request.content, request.status, seconds)
    spent = processor_time(site.process.pid) - before
    return Measurement(answers, 1000 * spent / (answers * seconds))


def processor_time(pid: int) -> float:
    """Seconds that a process and its children have used, where Linux tells."""
    folder = Path(f"/proc/{pid}")
    if not folder.exists():
        return 0.0
    fields = (folder / "stat").read_text().rpartition(")")[2].split()
    children = (folder / "task" / str(pid) / "children").read_text().split()
    own = (int(fields[11]) + int(fields[12])) / TICKS
    return own + sum(processor_time(int(child)) for child in children)


def report(rounds: list[dict[tuple[int, str], Pair]], sizes: list[int]) -> str:
    """Medians over all rounds, of ratios too: each of two things measured together."""
    smallest = min(sizes)
    columns = ("answers/s", "of trivial", f"of {smallest}", "CPU ms", "of trivial")
    lines = [f"{'posts':>7}  {'':22}" + "".join(f"{name:>12}" for name in columns)]
    for posts, name in rounds[0]:
        pairs = [each[posts, name] for each in rounds]
        others = [each[smallest, name] for each in rounds]
        speed = [pair.own.answers_a_second for pair in pairs]
        cost = [pair.own.cost for pair in pairs]
        of_trivial = [pair.trivial.answers_a_second for pair in pairs]
        of_smallest = [pair.own.answers_a_second for pair in others]
        lines.append(
            f"{posts:>7}  {name:22}{statistics.median(speed):>12.0f}"
            f"{ratio(speed, of_trivial):>12.0%}{ratio(speed, of_smallest):>12.0%}"
            f"{statistics.median(cost):>12.2f}"
            f"{ratio([pair.trivial.cost for pair in pairs], cost):>12.0%}"
        )
    return "\n".join(lines)


def ratio(ours: list[float], theirs: list[float]) -> float:
    return statistics.median(
        a / b if b else 0.0 for a, b in zip(ours, theirs, strict=True)
    )


if __name__ == "__main__":
    main()
