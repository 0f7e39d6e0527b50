"""What a process may still do once it has bound itself."""

import subprocess
import sys

import pytest

PREAMBLE = """
from figures.extraction.limits import allow_step, limit_process
limit_process(memory=512 * 1024**2, cpu_seconds={cpu})
"""
needs_landlock = pytest.mark.skipif(
    sys.platform != "linux" or not __import__("landlockpy").supported(),
    reason="this kernel has no Landlock",
)


def run(program, cpu=20):
    return subprocess.run(  # noqa: S603 (the programs stand in this file)
        [sys.executable, "-c", PREAMBLE.format(cpu=cpu) + program],
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


@needs_landlock
@pytest.mark.parametrize(
    "program",
    [
        "open('pyproject.toml')",
        "open('/etc/passwd')",
        "open('new-file', 'w')",
        "import os; os.listdir('.')",
        "import subprocess; subprocess.run(['/bin/true'])",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
    ],
)
def test_it_reaches_no_file_no_program_and_no_network(program):
    assert "PermissionError" in run(program).stderr


def test_it_can_still_import_what_python_brings():
    assert (
        run("import PIL.AvifImagePlugin, html.parser; print('done')").stdout == "done\n"
    )
