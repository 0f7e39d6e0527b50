"""Runs Temml, a JavaScript library, inside this process, with limits on all it may use.

A JavaScript context belongs to one thread for life: the library crashes otherwise. So
each process has one thread for formulas, which makes the context at first use, throws
it away after an accident, and serves all other threads in turn.
"""

from __future__ import annotations

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from functools import cache as once
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quickjs import Context

HERE = Path(__file__).parent
SCRIPTS = (HERE / "temml" / "temml.min.js", HERE / "render.js")
# A formula of a paper takes a millisecond, on a busy machine ten.
MAX_SECONDS = 0.4
MAX_MEMORY = 48 * 1024 * 1024
# Half of the smallest stack that Python gives a thread anywhere.
MAX_STACK = 512 * 1024


class Failure(Enum):
    UNREADABLE = "unreadable"
    TOO_DEEP = "too deep"
    TOO_COSTLY = "too costly"


# By the names of JavaScript's errors.
FAILURES = {
    "ParseError": Failure.UNREADABLE,
    "RangeError": Failure.TOO_DEEP,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a formula: MathML, or why there is none."""

    mathml: str = ""
    failure: Failure | None = None
    # What Temml says of a formula that it cannot read, in English.
    message: str = ""
    # Of processor time, whatever other threads did meanwhile.
    seconds: float = 0.0


class Engine:
    """One thread with one JavaScript context; any thread may call ``render``."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="formulas")
        # Touched by that thread alone.
        self._context: Context | None = None

    def render(self, tex: str, *, display: bool) -> Outcome:
        return self._thread.submit(self._render, tex, display).result()

    def _render(self, tex: str, display: bool) -> Outcome:
        started = time.thread_time()
        answer = self._ask(tex, display)
        seconds = time.thread_time() - started
        if mathml := answer.get("mathml"):
            return Outcome(mathml, seconds=seconds)
        failure = FAILURES.get(answer.get("kind", ""), Failure.TOO_COSTLY)
        if failure is Failure.TOO_COSTLY:
            # Out of time or memory, half-way through anything: it is not used again.
            self._context = None
        # A message may quote half of a character.
        message = answer.get("message", "").encode(errors="replace").decode()
        return Outcome("", failure, message, seconds)

    def _ask(self, tex: str, display: bool) -> dict[str, Any]:
        # Importing it starts a thread, which must not be there when a server forks.
        import quickjs  # noqa: PLC0415

        try:
            if self._context is None:
                self._context = make_context(quickjs.Context)
            answer: dict[str, Any] = json.loads(
                self._context.get("renderFormula")(tex, display)
            )
        except (quickjs.JSException, quickjs.StackOverflow) as error:
            return {"message": str(error)}
        return answer


def make_context(context_class: type[Context]) -> Context:
    context = context_class()
    context.set_max_stack_size(MAX_STACK)
    for script in SCRIPTS:
        context.eval(script.read_text(encoding="utf-8"))
    # From here on for each call; Temml itself needs neither long nor much.
    context.set_memory_limit(MAX_MEMORY)
    context.set_time_limit(MAX_SECONDS)
    return context


def render_tex(tex: str, *, display: bool) -> Outcome:
    """The MathML of ``tex`` as Temml writes it, or why there is none; never raises."""
    return shared_engine().render(tex, display=display)


@once
def shared_engine() -> Engine:
    return Engine()


# A forked process has no threads but one: it makes an engine of its own.
os.register_at_fork(after_in_child=shared_engine.cache_clear)
