"""One command sets up and runs everything; run again, it changes nothing."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from io import StringIO
from pathlib import Path
from threading import Timer

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from config.environment import PRODUCTION
from config.management.commands import demo
from config.serving import HOST
from figures.models import Figure, Paper

ROOT = Path(__file__).parents[2]
START_SECONDS = 120
ADDRESS = re.compile(r"http://\S+")


@pytest.fixture
def free_port():
    with socket.create_server((HOST, 0)) as probe:
        return probe.getsockname()[1]


class Demo:
    """A demo that runs in a folder of its own, as a person would run it."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port

    def run(self, *pdfs: Path) -> str:
        """Start it, open each address, press Ctrl-C; what it said."""
        process = subprocess.Popen(  # noqa: S603 (our own command)
            [
                sys.executable,
                "manage.py",
                "demo",
                f"--port={self.port}",
                *map(str, pdfs),
            ],
            cwd=ROOT,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            said = self.read_until_ready(process)
            self.pages = [self.fetch(address) for address in ADDRESS.findall(said)]
            process.send_signal(signal.SIGINT)
            said += process.communicate(timeout=START_SECONDS)[0]
        finally:
            process.kill()
            process.wait()
        assert process.returncode == 0, said
        return said

    def environment(self) -> dict[str, str]:
        names = {*PRODUCTION, "DJANGO_SETTINGS_MODULE", "PYTHONUNBUFFERED"}
        kept = {k: v for k, v in os.environ.items() if k not in names}
        return kept | {"OFFPRINT_DEMO_DIR": str(self.folder)}

    def read_until_ready(self, process: subprocess.Popen) -> str:
        said = ""
        end = Timer(START_SECONDS, process.kill)
        end.start()
        while "Ctrl-C" not in said:
            line = process.stdout.readline()
            assert line, said
            said += line
        end.cancel()
        return said

    def fetch(self, address: str) -> str:
        with urllib.request.urlopen(address) as answer:  # noqa: S310 (our own server)
            assert answer.status == 200
            return answer.read().decode()


@pytest.mark.processes
def test_a_demo_is_set_up_run_and_stopped_and_keeps_what_exists(tmp_path, free_port):
    runner = Demo(tmp_path / "demo", free_port)
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"no pdf")

    said = runner.run()

    assert "Account: editor, password: " in said
    home, admin, post = runner.pages
    assert "Three strangers" in home
    assert "Log in" in admin
    assert '<figure class="figure' in post
    assert said.endswith("Stopped.\n")

    said = runner.run(broken)

    assert "password" not in said
    assert "Importing the sample paper" not in said
    assert "“broken.pdf” is not a PDF." in said
    assert runner.pages[2] == post


@pytest.fixture
def _is_demo(settings):
    settings.DEMO = True


def test_a_site_of_its_own_is_no_place_for_a_demo(free_port):
    with pytest.raises(CommandError, match=r"DJANGO_SECRET_KEY, .* Unset them"):
        call_command("demo", port=free_port)


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_a_port_is_a_number_that_ports_can_have(port):
    with pytest.raises(CommandError, match="--port"):
        call_command("demo", "--port", port)


@pytest.mark.django_db
def test_a_set_up_that_was_cut_short_goes_on(monkeypatch):
    def stop(paper):
        paper.mark_extracting()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(demo, "ingest_paper", stop)
        with pytest.raises(KeyboardInterrupt):
            demo.Command(stdout=StringIO()).import_sample()

    demo.Command(stdout=StringIO()).import_sample()

    assert Paper.objects.get().status == Paper.Status.EXTRACTED
    assert Figure.objects.whole().count() == 7


@pytest.mark.usefixtures("_is_demo")
def test_ctrl_c_while_setting_up_is_one_clear_sentence(monkeypatch, free_port):
    def stop(*args, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(demo, "call_command", stop)

    with pytest.raises(CommandError, match="Run it again: it goes on from here"):
        call_command("demo", port=free_port)


@pytest.mark.django_db
def test_a_sample_that_cannot_be_imported_is_one_clear_sentence(monkeypatch):
    def fail(paper):
        paper.mark_failed("Reading this paper took too long.")

    monkeypatch.setattr(demo, "ingest_paper", fail)

    with pytest.raises(CommandError, match="took too long"):
        demo.Command(stdout=StringIO()).import_sample()


@pytest.mark.usefixtures("_is_demo")
def test_a_port_that_is_taken_is_one_clear_sentence():
    with socket.create_server((HOST, 0)) as listener:
        port = listener.getsockname()[1]

        with pytest.raises(CommandError, match=f"Port {port} is taken .* --port"):
            call_command("demo", port=port)


@pytest.mark.usefixtures("_is_demo")
def test_a_locked_database_is_one_clear_sentence(monkeypatch, free_port):
    def locked(*args, **options):
        raise OperationalError("database is locked")

    monkeypatch.setattr(demo, "call_command", locked)

    with pytest.raises(CommandError, match="database is locked"):
        call_command("demo", port=free_port)
