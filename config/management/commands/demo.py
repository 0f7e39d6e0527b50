"""Sets up a whole site on this machine and runs it: `manage.py demo [PDF…]`."""

from __future__ import annotations

import contextlib
from argparse import ArgumentTypeError
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.urls import reverse
from django.utils.crypto import get_random_string

from blog.sample import publish_sample_post
from config.environment import PRODUCTION
from config.serving import (
    HOST,
    ProcessEndedError,
    ProcessGroup,
    is_port_free,
    web_command,
    worker_command,
)
from figures.ingest import ingest_paper
from figures.models import Paper
from figures.sample import SAMPLE_SLUG, draw_sample_paper
from figures.tasks import queue_drawing
from figures.uploads import add_paper

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from blog.models import Post

EDITOR = "editor"


class Command(BaseCommand):
    help = (
        "Sets up a demo (database, account, sample paper and post) and runs the site "
        "with its worker until Ctrl-C. Run again, it changes nothing that exists."
    )
    # The database may not be there yet.
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("pdfs", nargs="*", type=Path, metavar="PDF")
        parser.add_argument("--port", type=port_number, default=8000)

    def handle(self, *args: Any, pdfs: list[Path], port: int, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "This is no demo, but a site of its own, as one of these variables says: "
                f"{', '.join(PRODUCTION)}. Unset them, and the demo keeps to its folder."
            )
        if not is_port_free(port):
            raise CommandError(
                f"Port {port} is taken by another program. Stop it, or choose another: "
                f"manage.py demo --port {port + 1}"
            )
        try:
            post = self.set_up(pdfs)
        except KeyboardInterrupt as error:
            raise CommandError(
                "Stopped while setting up. Run it again: it goes on from here."
            ) from error
        except OperationalError as error:
            raise CommandError(
                f"The database cannot be used ({error}). Is another program busy with "
                "it? Stop that and try again."
            ) from error
        self.serve(port, post)

    def set_up(self, pdfs: list[Path]) -> Post:
        self.stdout.write("Setting up the database")
        call_command("migrate", verbosity=0, interactive=False)
        self.create_editor()
        self.import_sample()
        post = publish_sample_post()
        for pdf in pdfs:
            # It has said what is wrong with this one; the site starts all the same.
            with contextlib.suppress(CommandError):
                call_command(
                    "import_paper", str(pdf), stdout=self.stdout, stderr=self.stderr
                )
        return post

    def create_editor(self) -> None:
        users = get_user_model().objects
        if users.filter(username=EDITOR).exists():
            return
        password = get_random_string(16)
        users.create_superuser(EDITOR, password=password)
        self.stdout.write(
            f"Account: {self.style.SUCCESS(EDITOR)}, "
            f"password: {self.style.SUCCESS(password)} (printed only this once)"
        )

    def import_sample(self) -> None:
        paper = Paper.objects.filter(slug=SAMPLE_SLUG).first()
        if paper is None:
            pdf = ContentFile(draw_sample_paper())
            paper, _ = add_paper(pdf, f"{SAMPLE_SLUG}.pdf", queue=False)
        if paper.status == Paper.Status.EXTRACTED:
            return
        self.stdout.write("Importing the sample paper")
        ingest_paper(paper)
        queue_drawing(paper.current_version)
        if paper.status == Paper.Status.FAILED:
            raise CommandError(f"The sample paper was not imported. {paper.failure}")

    def serve(self, port: int, post: Post) -> None:
        group = ProcessGroup({"site": web_command(port), "worker": worker_command()})
        group.stop_on_signals()
        try:
            group.start()
            group.wait_for_port(port)
            self.print_addresses(f"http://{HOST}:{port}", post)
            group.wait()
        except ProcessEndedError as error:
            raise CommandError(f"{error} The rest was stopped, too.") from error
        finally:
            group.stop()
        self.stdout.write("Stopped.")

    def print_addresses(self, site: str, post: Post) -> None:
        addresses = {
            "Site": site + reverse("blog:home"),
            "Admin": site + reverse("admin:index"),
            "Sample post": site + post.get_absolute_url(),
        }
        self.stdout.write("")
        for name, address in addresses.items():
            self.stdout.write(f"  {name:<12} {self.style.SUCCESS(address)}")
        self.stdout.write("\nCtrl-C stops it all.")
        # Into a pipe, nothing would be said before the end.
        self.stdout.flush()


def port_number(text: str) -> int:
    number = int(text)
    if not 0 < number < 2**16:
        raise ArgumentTypeError("a port is a number from 1 to 65535")
    return number
