"""What the process that opens a stranger's PDF may use up; set from within, before it does."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys

if sys.platform == "linux":
    from landlockpy import LandlockError, Ruleset, Scope

# Nothing is written but a complaint to the error stream.
FILE_BYTES = 1024**2
# Importing comes first among what a machine has to do least urgently.
NICENESS = 10
# One page read or one figure cut; the densest page of a hundred real papers took 2 s.
STEP_CPU_SECONDS = 30
# Linux' prctl(2): the signal a process gets when its parent dies.
PR_SET_PDEATHSIG = 1


def limit_process(memory: int, cpu_seconds: int) -> None:
    """Bind this process to ``memory`` bytes and ``cpu_seconds`` in all, for good.

    From here on it opens no file and no connection and starts no process; what it needs
    has to be open and imported.
    """
    _set(resource.RLIMIT_AS, memory)
    _set(resource.RLIMIT_CPU, cpu_seconds)
    _set(resource.RLIMIT_FSIZE, FILE_BYTES)
    _set(resource.RLIMIT_CORE, 0)
    # Root alone may still start processes; they inherit every other limit.
    _set(resource.RLIMIT_NPROC, 0)
    os.nice(NICENESS)
    if sys.platform == "linux":
        _die_with_parent()
        _leave_the_world()
    # The lowest number that is free is the first that is refused: what is open stays
    # open, and sockets that Landlock knows nothing of need a number, too.
    _set(resource.RLIMIT_NOFILE, _lowest_free_descriptor())
    allow_step()


def _lowest_free_descriptor() -> int:
    free = os.dup(0)
    os.close(free)
    return free


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

    def _leave_the_world() -> None:
        """No file, no network, no signal to others, by the kernel's own word.

        It may be older than Landlock or have it switched off: then the other limits
        have to do.
        """
        everyone = Scope.ABSTRACT_UNIX_SOCKET | Scope.SIGNAL
        with contextlib.suppress(LandlockError), Ruleset(scoped=everyone) as rules:
            rules.restrict()
