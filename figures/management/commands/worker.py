"""Runs background tasks: `manage.py worker`, as many as there are machines."""

from __future__ import annotations

import logging
import os
import socket
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand
from django.utils.crypto import get_random_string

from figures.sandbox import is_sealed
from figures.worker import BeatingWorker

if TYPE_CHECKING:
    from argparse import ArgumentParser

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Runs background tasks: the import of papers. Start as many as you like."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--batch", action="store_true", help="Stop when the queue is empty."
        )

    def handle(self, *args: Any, batch: bool, verbosity: int, **options: Any) -> None:
        logging.basicConfig(
            level=logging.INFO if verbosity else logging.ERROR,
            format="worker: %(message)s",
        )
        worker = BeatingWorker(
            queue_names=["*"],
            interval=1,
            batch=batch,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=worker_id(),
            excluded_queue_names=[],
        )
        if not is_sealed():
            logger.warning(
                "This kernel has no Landlock: the process that opens PDFs is bound by "
                "its limits alone. Give the worker an account of its own."
            )
        worker.configure_signals()
        worker.run()


def worker_id() -> str:
    """Says in the log where the worker runs; unique however many run there."""
    return f"{socket.gethostname()[:32]}-{os.getpid()}-{get_random_string(12)}"
