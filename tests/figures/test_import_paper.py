"""Papers from the shell: what is said, and with which exit code."""

import io
import sys

import pytest
from django.core.management import CommandError, call_command

from figures import sandbox
from figures.models import Figure, Paper

pytestmark = pytest.mark.django_db

CHILD = """
import sys
from figures.extraction.wire import *
from tests.figures.cuts import cut, panel
if b"broken" in sys.stdin.buffer.read():
    events = [Refused("It opens with a password only.")]
else:
    paper = PaperRead("Loss", (), "", "", None, "", "", 2, 2, ("Two pages are blank.",))
    figures = [cut("1", panels=[panel("a")]), cut("2")]
    events = [PageRead(1, 2), PageRead(2, 2), paper, *figures, Finished()]
for event in events:
    write_event(sys.stdout.buffer, event)
"""


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture(autouse=True)
def _child(monkeypatch):
    monkeypatch.setattr(sandbox, "command", lambda: [sys.executable, "-c", CHILD])


@pytest.fixture
def pdf(tmp_path):
    path = tmp_path / "loss.pdf"
    path.write_bytes(b"%PDF-1.7")
    return path


@pytest.fixture
def broken(tmp_path):
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.7 broken")
    return path


def run(*arguments, out=None, **options):
    out = out or io.StringIO()
    errors = io.StringIO()
    options |= {"stdout": out, "stderr": errors, "no_color": True}
    try:
        call_command("import_paper", *map(str, arguments), **options)
    except CommandError as error:
        return out.getvalue(), f"{errors.getvalue()}{error}"
    return out.getvalue(), errors.getvalue()


def test_a_paper_is_imported_before_the_command_ends(pdf):
    said, complaints = run(pdf)

    assert said == "loss: Two pages are blank.\nloss: 2 figures from 2 pages\n"
    assert complaints == ""
    assert Figure.objects.count() == 3


def test_a_terminal_shows_a_bar(pdf):
    said, _ = run(pdf, out=Terminal())

    assert "loss ████████████░░░░░░░░░░░░ page 1 of 2, 0 figures" in said
    assert "loss ████████████████████████ page 2 of 2, 1 figure" in said


def test_a_paper_that_is_here_is_left_alone(pdf):
    run(pdf)
    Figure.objects.all().delete()

    said, complaints = run(pdf)

    assert said == "loss.pdf is here already: loss\n"
    assert complaints == ""
    assert not Figure.objects.exists()


def test_it_can_be_imported_again(pdf):
    run(pdf)
    Figure.objects.all().delete()

    said, _ = run(pdf, again=True)

    assert "2 figures from 2 pages" in said


def test_one_bad_paper_keeps_no_other_out_and_is_an_error_in_the_end(pdf, broken):
    said, complaints = run(broken, pdf)

    assert "loss: 2 figures" in said
    assert complaints == (
        "broken: It opens with a password only.\n1 of 2 papers could not be imported."
    )


def test_a_paper_that_failed_is_tried_again(broken):
    run(broken)

    _, complaints = run(broken)

    assert complaints.startswith("broken: It opens with a password only.")
    assert Paper.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("missing.pdf", "No such file or directory."),
        (".", "Is a directory."),
        ("words.txt", "“words.txt” is not a PDF. Upload the paper as a PDF file."),
    ],
)
def test_what_is_no_paper_is_a_sentence(tmp_path, name, sentence):
    (tmp_path / "words.txt").write_text("words")

    _, complaints = run(tmp_path / name)

    assert sentence in complaints
    assert complaints.endswith("The paper could not be imported.")
    assert not Paper.objects.exists()
