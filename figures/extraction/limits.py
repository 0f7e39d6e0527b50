"""What the process that opens a stranger's PDF may use up; set from within, before it does."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys

if sys.platform == "linux":
    from landlockpy import AccessFS, LandlockError, Ruleset

MEGABYTE = 1024**2
# Enough for fonts and pipes.
OPEN_FILES = 64
# Nothing is written but a complaint to the error stream.
FILE_BYTES = 1 * MEGABYTE
# Importing comes first among what a machine has to do least urgently.
NICENESS = 10
# One page read or one figure cut; the densest page of a hundred real papers took 2 s.
STEP_CPU_SECONDS = 30
# Modules and shared libraries may be loaded as late as they are needed.
CODE = (sys.prefix, sys.base_prefix, "/lib", "/lib64", "/usr/lib")
# Linux' prctl(2): the signal a process gets when its parent dies.
PR_SET_PDEATHSIG = 1


def limit_process(memory: int, cpu_seconds: int) -> None:
    """Bind this process to ``memory`` bytes and ``cpu_seconds`` in all, for good."""
    _set(resource.RLIMIT_AS, memory)
    _set(resource.RLIMIT_CPU, cpu_seconds)
    _set(resource.RLIMIT_FSIZE, FILE_BYTES)
    _set(resource.RLIMIT_NOFILE, OPEN_FILES)
    _set(resource.RLIMIT_CORE, 0)
    os.nice(NICENESS)
    if sys.platform == "linux":
        _die_with_parent()
        _leave_only_code_to_read()
    allow_step()


def allow_step() -> None:
    """Grant the CPU time of one more step; what never ends is stopped early by it."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = used + STEP_CPU_SECONDS
    if hard != resource.RLIM_INFINITY:
        # A second before the end the signal says why; the hard limit just kills.
        soft = min(soft, hard - 1)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _set(limit: int, value: int) -> None:
    """Lower a limit; never above what this process was born with."""
    _, hard = resource.getrlimit(limit)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    # macOS knows RLIMIT_AS and refuses to set it.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(limit, (value, value))


if sys.platform == "linux":

    def _die_with_parent() -> None:
        """A killed worker leaves no child behind; elsewhere the CPU limit ends it."""
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)

    def _leave_only_code_to_read() -> None:
        """No file to write, none to read but Python's own, no connection, no program.

        The kernel may be older than Landlock or have it switched off: then the other
        limits have to do.
        """
        with contextlib.suppress(LandlockError), Ruleset() as rules:
            for folder in filter(os.path.isdir, CODE):
                rules.allow_path(folder, AccessFS.READ_FILE | AccessFS.READ_DIR)
            rules.restrict()
