"""The child process: what it may do, and what is said when it dies."""

import io
import logging
import os
import sys
import time

import pytest

from figures import sandbox
from figures.extraction.errors import ExtractionError
from figures.sandbox import ChildDiedError, extract_in_child


def child_that_runs(monkeypatch, program):
    monkeypatch.setattr(sandbox, "command", lambda: [sys.executable, "-c", program])


def extract(pdf=b"%PDF-1.7"):
    return list(extract_in_child(io.BytesIO(pdf)))


@pytest.mark.parametrize(
    ("program", "sentence"),
    [
        ("raise RuntimeError", "broke on this one"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "broke on this"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "took too long"),
        ("raise MemoryError", "too much memory"),
        ("raise RuntimeError('code=2: malloc failed')", "too much memory"),
        ("print('Segmentation fault')", "broke on this one"),
        ("pass", "broke on this one"),
    ],
)
def test_each_death_of_the_child_is_a_sentence(monkeypatch, program, sentence):
    child_that_runs(monkeypatch, program)

    with pytest.raises(ChildDiedError, match=sentence):
        extract()


def test_a_child_that_hangs_is_stopped_at_the_time_limit(monkeypatch, settings):
    settings.PAPER_MAX_SECONDS = 0.3
    child_that_runs(monkeypatch, "import time; time.sleep(60)")

    with pytest.raises(ChildDiedError, match="took too long"):
        extract()


def test_the_last_words_of_the_child_go_to_the_log_and_nowhere_else(
    monkeypatch, caplog
):
    child_that_runs(monkeypatch, "raise RuntimeError('a detail of ours')")

    with (
        caplog.at_level(logging.WARNING),
        pytest.raises(ChildDiedError) as error,
    ):
        extract()

    assert "a detail of ours" in caplog.text
    assert "a detail" not in str(error.value)


def test_the_child_knows_no_secret(monkeypatch, caplog):
    monkeypatch.setenv("DJANGO_SECRET_KEY", "very secret")
    child_that_runs(monkeypatch, "import os, sys; sys.exit(str(dict(os.environ)))")

    with caplog.at_level(logging.WARNING), pytest.raises(ChildDiedError):
        extract()

    assert "PATH" in caplog.text
    assert "secret" not in caplog.text.lower()


def test_a_refusal_of_the_child_is_passed_on(monkeypatch):
    refusal = '{"event": "Refused", "reason": "It opens with a password only."}'
    child_that_runs(monkeypatch, f"print('{refusal}')")

    with pytest.raises(ExtractionError, match="It opens with a password only"):
        extract()


def test_a_reader_that_stops_midway_leaves_no_child(monkeypatch):
    program = (
        "import os, sys, time; "
        'print(\'{"event": "PageRead", "pages_done": 1, "page_count": %d}\' % os.getpid(),'
        "flush=True); time.sleep(60)"
    )
    child_that_runs(monkeypatch, program)
    events = extract_in_child(io.BytesIO(b"%PDF-1.7"))
    pid = next(events).page_count

    events.close()

    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.parametrize("leader", ["time.sleep(60)", "pass"])
def test_a_child_that_leaves_others_behind_holds_nobody_up(
    monkeypatch, settings, leader
):
    settings.PAPER_MAX_SECONDS = 0.5
    monkeypatch.setattr(sandbox, "LAST_SECONDS", 0.2)
    program = f"import os, time; os.fork() or time.sleep(8); {leader}"
    child_that_runs(monkeypatch, program)
    started = time.monotonic()

    with pytest.raises(ChildDiedError):
        extract()

    # Far less than what was left behind would take.
    assert time.monotonic() - started < 6


def test_nonsense_ends_the_child_at_once(monkeypatch):
    child_that_runs(monkeypatch, "import time; print('x', flush=True); time.sleep(60)")

    with pytest.raises(ChildDiedError, match="broke on this one"):
        extract()


def test_the_pdf_reaches_the_child_whole(monkeypatch, caplog):
    program = "import sys; sys.exit(str(len(sys.stdin.buffer.read())))"
    child_that_runs(monkeypatch, program)

    with caplog.at_level(logging.WARNING), pytest.raises(ChildDiedError):
        extract(b"%PDF-" + b"0" * 300_000)

    assert "300005" in caplog.text
