"""A site in production, with so many posts behind it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import psycopg

from config.serving import web_command
from tests.benchmarks.load_reader import HOST

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Site:
    """A running server with so many posts behind it."""

    posts: int
    port: int
    process: subprocess.Popen[bytes]


@contextmanager
def serve(
    folder: Path, server: str, posts: int, *, keep: bool, fresh: bool
) -> Iterator[Site]:
    """The site with a database of its own: on ``server``, else in ``folder``."""
    home = (folder / f"{posts}-posts").resolve()
    (home / "static").mkdir(parents=True, exist_ok=True)
    with open_database(home, server, posts, keep=keep) as (database, is_new):
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.benchmarks.load_settings",
            "DJANGO_SECRET_KEY": "of this benchmark, which has no secrets to keep",
            "DJANGO_ALLOWED_HOSTS": HOST,
            "OFFPRINT_DATA_DIR": str(home),
            "DATABASE_URL": database,
            "LOAD_NOTHING_KEPT": "1" if fresh else "",
        }
        prepare(environment, posts if is_new else 0)
        port = find_port()
        process = subprocess.Popen(web_command(port), cwd=ROOT, env=environment)  # noqa: S603
        try:
            wait_for(port, process)
            yield Site(posts, port, process)
        finally:
            process.terminate()
            process.wait()


@contextmanager
def open_database(
    home: Path, server: str, posts: int, *, keep: bool
) -> Iterator[tuple[str, bool]]:
    """Its address, and whether there is nothing in it yet."""
    if not server:
        file = home / "offprint.sqlite3"
        yield f"sqlite:///{file}", not file.exists()
        return
    name = f"offprint_load_{posts}"
    with psycopg.connect(server, autocommit=True) as connection:
        known = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [name]
        )
        is_new = known.fetchone() is None
        if is_new:
            connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl(), is_new
        finally:
            if not keep:
                connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def prepare(environment: dict[str, str], posts: int) -> None:
    def run(*command: str) -> None:
        subprocess.run(  # noqa: S603
            [sys.executable, *command], cwd=ROOT, env=environment, check=True
        )

    run("manage.py", "migrate", "--verbosity=0")
    if posts:
        run("-m", "tests.benchmarks.load_filling", str(posts))
        # As each update of a site does it.
        run("manage.py", "migrate", "--verbosity=0")


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


def processor_time(pid: int) -> float:
    """Seconds that a process and its children have used, where Linux tells."""
    folder = Path(f"/proc/{pid}")
    if not folder.exists():
        return 0.0
    fields = (folder / "stat").read_text().rpartition(")")[2].split()
    children = (folder / "task" / str(pid) / "children").read_text().split()
    own = (int(fields[11]) + int(fields[12])) / TICKS
    return own + sum(processor_time(int(child)) for child in children)
