"""Runs the web process and the worker side by side until somebody says stop."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from config.environment import BASE_DIR

if TYPE_CHECKING:
    from types import FrameType

HOST = "127.0.0.1"
# A worker finishes the figure it is at; whoever waits longer has its task taken up again.
GRACE_SECONDS = 10.0
POLL_SECONDS = 0.2
START_SECONDS = 30.0


class ProcessEndedError(Exception):
    """One of the processes ended by itself; the message names it."""


def web_command(port: int) -> list[str]:
    return [
        sys.executable,
        "-m",
        "gunicorn",
        "config.wsgi",
        f"--bind={HOST}:{port}",
        "--worker-class=gthread",
        "--threads=8",
        "--log-level=warning",
        "--no-control-socket",
    ]


def worker_command() -> list[str]:
    return [sys.executable, "manage.py", "worker", "--verbosity=0"]


def is_port_free(port: int) -> bool:
    with socket.socket() as probe:
        # As servers do, or a port that was in use a minute ago looks taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


class ProcessGroup:
    """Named processes that start together and end together."""

    def __init__(self, commands: dict[str, list[str]]) -> None:
        self.commands = commands
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.stopping = False

    def start(self) -> None:
        for name, command in self.commands.items():
            self.processes[name] = subprocess.Popen(  # noqa: S603 (our own commands)
                command,
                cwd=BASE_DIR,
                env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"},
                # Ctrl-C in the terminal reaches us alone; we stop them, once.
                start_new_session=True,
            )

    def wait_for_port(self, port: int) -> None:
        """Return when the web process answers; raises ProcessEndedError if one ends."""
        deadline = time.monotonic() + START_SECONDS
        while not self.stopping and time.monotonic() < deadline:
            self.check_alive()
            with socket.socket() as probe:
                if probe.connect_ex((HOST, port)) == 0:
                    return
            time.sleep(POLL_SECONDS)

    def wait(self) -> None:
        """Until a signal, or until one of the processes ends (ProcessEndedError)."""
        while not self.stopping:
            self.check_alive()
            time.sleep(POLL_SECONDS)

    def check_alive(self) -> None:
        for name, process in self.processes.items():
            if not self.stopping and process.poll() is not None:
                message = (
                    f"The {name} ended by itself (exit code {process.returncode})."
                )
                raise ProcessEndedError(message)

    def stop_on_signals(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def stop(self) -> None:
        """Ask all to end, and end those that do not."""
        for process in self.processes.values():
            process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for process in self.processes.values():
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
