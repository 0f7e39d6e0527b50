"""Processes that start together and end together."""

import os
import signal
import socket
import sys
import threading
import time

import pytest

from config import serving
from config.serving import HOST, ProcessEndedError, ProcessGroup, is_port_free

LASTING = [sys.executable, "-c", "import time; time.sleep(60)"]
DEAF = """
import pathlib, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
pathlib.Path(sys.argv[1]).touch()
time.sleep(60)
"""


@pytest.fixture
def listener():
    with socket.create_server((HOST, 0)) as listener:
        yield listener


@pytest.fixture
def group():
    group = ProcessGroup({"site": LASTING, "worker": LASTING})
    yield group
    group.stop()


@pytest.fixture
def _signals_restored():
    handlers = {n: signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)


def test_a_port_in_use_is_not_free(listener):
    assert not is_port_free(listener.getsockname()[1])


def test_a_port_that_nobody_uses_is_free(listener):
    port = listener.getsockname()[1]
    listener.close()

    assert is_port_free(port)


def test_all_processes_end_with_the_group(group):
    group.start()
    processes = list(group.processes.values())
    assert all(process.poll() is None for process in processes)

    group.stop()

    assert all(process.poll() == -signal.SIGTERM for process in processes)


def test_a_process_that_does_not_listen_is_killed(monkeypatch, tmp_path):
    monkeypatch.setattr(serving, "GRACE_SECONDS", 0.2)
    is_deaf = tmp_path / "deaf"
    group = ProcessGroup({"worker": [sys.executable, "-c", DEAF, str(is_deaf)]})
    group.start()
    while not is_deaf.exists():
        time.sleep(0.01)

    group.stop()

    assert group.processes["worker"].returncode == -signal.SIGKILL


def test_the_end_of_one_process_is_told_by_its_name(group):
    group.commands["worker"] = [sys.executable, "-c", "raise SystemExit(3)"]
    group.start()

    with pytest.raises(ProcessEndedError, match=r"worker ended .* code 3"):
        group.wait()


def test_the_group_waits_until_the_site_answers(group, listener):
    group.start()

    group.wait_for_port(listener.getsockname()[1])

    group.check_alive()


@pytest.mark.usefixtures("_signals_restored")
def test_ctrl_c_ends_the_waiting(group):
    group.start()
    group.stop_on_signals()
    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()

    group.wait()

    assert group.stopping


def test_web_and_worker_run_with_this_python():
    assert serving.web_command(8123)[0] == sys.executable
    assert f"--bind={HOST}:8123" in serving.web_command(8123)
    assert "worker" in serving.worker_command()
