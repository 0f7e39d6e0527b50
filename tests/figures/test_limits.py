"""What a process may still do once it has bound itself."""

import subprocess
import sys

import pytest

PREAMBLE = """
{loaded}
from figures.extraction.limits import allow_step, limit_process
limit_process(memory=512 * 1024**2, cpu_seconds={cpu})
"""
needs_landlock = pytest.mark.skipif(
    sys.platform != "linux" or not __import__("landlockpy").supported(),
    reason="this kernel has no Landlock",
)


def run(program, cpu=20, loaded="pass"):
    return subprocess.run(  # noqa: S603 (the programs stand in this file)
        [sys.executable, "-c", PREAMBLE.format(cpu=cpu, loaded=loaded) + program],
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_bound_process_still_works():
    assert run("allow_step(); print('done')").stdout == "done\n"


def test_it_gets_no_more_memory_than_allowed():
    assert "MemoryError" in run("bytearray(600 * 1024**2)").stderr


def test_an_endless_loop_is_ended():
    assert run("while True: pass", cpu=1).returncode < 0


def test_it_writes_no_large_file(tmp_path):
    program = f"open({str(tmp_path / 'x')!r}, 'wb').write(bytes(2 * 1024**2))"

    assert run(program).returncode != 0


@pytest.mark.parametrize(
    "program",
    [
        "open('pyproject.toml')",
        "open('/etc/passwd')",
        "open('new-file', 'w')",
        "import os; os.listdir('.')",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.socket(socket.AF_UNIX)",
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
        "import os; os.pipe()",
    ],
)
def test_it_opens_no_file_and_no_socket(program):
    answer = run(program, loaded="import socket")

    assert answer.returncode == 1
    assert "Error" in answer.stderr


@needs_landlock
@pytest.mark.parametrize(
    "program",
    [
        "import os; os.execv('/bin/true', ['true'])",
        "import os; os.kill(os.getppid(), 0)",
        "import os; os.unlink('pyproject.toml')",
    ],
)
def test_it_runs_no_program_and_touches_nothing_of_others(program):
    assert "PermissionError" in run(program).stderr
