"""A worker is killed in the middle of a paper; the next one finishes it.

Real processes on a database of their own; only their patience is shorter.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from config.environment import PRODUCTION
from figures.sample import SAMPLE_SLUG, draw_sample_paper

ROOT = Path(__file__).parents[2]
WORKER = """
import os, sys
from datetime import timedelta
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()
from django.core.management import call_command
from figures import worker
worker.BEAT_SECONDS, worker.LEASE = 0.2, timedelta(seconds=2)
call_command("worker", verbosity=0)
"""
QUEUE = """
import os, sys
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()
from pathlib import Path
from django.core.files import File
from django.core.management import call_command
from figures.uploads import add_paper
call_command("migrate", verbosity=0)
path = Path(sys.argv[1])
add_paper(File(path.open("rb")), path.name)
"""
PATIENCE = 90
IS_DONE = "select status = 'SUCCESSFUL' from django_tasks_database_dbtaskresult"
WORKERS = "select json_array_length(worker_ids) from django_tasks_database_dbtaskresult"


class Site:
    """A site in a folder, as its processes and its database see it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        kept = {k: v for k, v in os.environ.items() if k not in PRODUCTION}
        self.environment = kept | {
            "DJANGO_SECRET_KEY": "for this test only",
            "DJANGO_DEBUG": "1",
            "OFFPRINT_DATA_DIR": str(folder),
        }

    def start(self, program: str, *arguments: str) -> subprocess.Popen:
        return subprocess.Popen(  # noqa: S603 (the programs stand above)
            [sys.executable, "-c", program, *arguments],
            cwd=ROOT,
            env=self.environment,
            stderr=subprocess.DEVNULL,
        )

    @contextmanager
    def worker(self):
        process = self.start(WORKER)
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def ask(self, question: str):
        with closing(sqlite3.connect(self.folder / "offprint.sqlite3")) as database:
            return database.execute(question).fetchone()[0]

    def wait_until(self, question: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self.ask(question):
            assert time.monotonic() < deadline, question
            time.sleep(0.05)

    def children(self) -> list[int]:
        """Processes that still read a PDF for one of this site's workers."""
        lines = subprocess.run(
            ["/bin/ps", "-eo", "pid,ppid,args"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()
        return [int(x.split()[1]) for x in lines if "figures.extraction.child" in x]


@pytest.fixture
def site(tmp_path):
    paper = tmp_path / f"{SAMPLE_SLUG}.pdf"
    paper.write_bytes(draw_sample_paper())
    site = Site(tmp_path)
    assert site.start(QUEUE, str(paper)).wait(PATIENCE) == 0
    return site


@pytest.mark.processes
def test_a_paper_survives_the_death_of_its_worker(site):
    with site.worker() as first:
        site.wait_until("select count(*) from figures_figure")
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
    assert site.ask("select status from figures_paper") == "extracting"
    deadline = time.monotonic() + 5
    while first.pid in site.children() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert first.pid not in site.children()

    with site.worker() as second:
        site.wait_until(IS_DONE)
        second.terminate()
        assert second.wait(PATIENCE) == 0

    assert site.ask("select status from figures_paper") == "extracted"
    assert site.ask("select count(*) from figures_figure where parent_id is null") == 7
    assert site.ask("select count(*) from figures_figure") == 12
    files = [path for path in (site.folder / "media").rglob("*") if path.is_file()]
    assert len(files) == site.ask("select count(*) from figures_rendition")
    assert site.ask(WORKERS) == 2
