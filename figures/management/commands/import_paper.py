"""Imports papers from the shell: `manage.py import_paper PDF…`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError

from figures.ingest import ingest_paper
from figures.models import Figure, Paper
from figures.tasks import queue_drawing
from figures.uploads import UploadError, add_paper

if TYPE_CHECKING:
    from argparse import ArgumentParser

BAR_WIDTH = 24


class Command(BaseCommand):
    help = (
        "Imports the figures of one or more papers and waits until they are stored. "
        "Exits with 1 if one of them could not be imported; the others are."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("pdfs", nargs="+", type=Path, metavar="PDF")
        parser.add_argument(
            "--again",
            action="store_true",
            help="Import a paper that is here already again; editors' words stay.",
        )

    def handle(self, *args: Any, pdfs: list[Path], again: bool, **options: Any) -> None:
        failed = sum(not self.import_paper(pdf, again=again) for pdf in pdfs)
        if failed:
            raise CommandError(
                f"{failed} of {len(pdfs)} papers could not be imported."
                if len(pdfs) > 1
                else "The paper could not be imported."
            )

    def import_paper(self, path: Path, *, again: bool) -> bool:
        """Whether the paper is here in the end; says what happened either way."""
        try:
            with path.open("rb") as pdf:
                paper, is_new = add_paper(File(pdf), path.name, queue=False)
        except OSError as error:
            self.stderr.write(f"{path}: {error.strerror}.")
            return False
        except UploadError as error:
            self.stderr.write(str(error))
            return False
        if not (is_new or again or paper.status == Paper.Status.FAILED):
            self.stdout.write(f"{path.name} is here already: {paper.slug}")
            return True
        return self.ingest(paper)

    def ingest(self, paper: Paper) -> bool:
        ingest_paper(paper, self.show_progress)
        queue_drawing(paper.current_version)
        self.end_progress()
        for warning in paper.warnings:
            self.stdout.write(self.style.WARNING(f"{paper.slug}: {warning}"))
        if paper.status == Paper.Status.FAILED:
            self.stderr.write(f"{paper.slug}: {paper.failure}")
            return False
        count = Figure.objects.filter(paper=paper, is_detected=True).whole().count()
        figures, pages = counted(count, "figure"), counted(paper.page_count, "page")
        self.stdout.write(self.style.SUCCESS(f"{paper.slug}: {figures} from {pages}"))
        return True

    def show_progress(self, paper: Paper) -> None:
        """A bar that redraws itself, where somebody is looking."""
        if not self.stdout.isatty() or not paper.page_count:
            return
        done = BAR_WIDTH * paper.pages_done // paper.page_count
        bar = "█" * done + "░" * (BAR_WIDTH - done)
        count = paper.figures.whole().filter(is_detected=True).count()
        line = (
            f"\r{paper.slug} {bar} page {paper.pages_done} of {paper.page_count}, "
            f"{counted(count, 'figure')}"
        )
        self.stdout.write(line, ending="")
        self.stdout.flush()

    def end_progress(self) -> None:
        if self.stdout.isatty():
            self.stdout.write("")


def counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
