"""Refuses requests that are too large before any of them is on the disk."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

# So many of the largest papers in one go.
MOST_PAPERS = 10


class BoundedUploadHandler(FileUploadHandler):
    """Stands before Django's own handlers, which take what passes here.

    Django reads a form before it knows who sent it. Only editors send files, and they
    have a session; nobody else gets to fill the disk.
    """

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803 (Django's name)
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        cookies = self.request.COOKIES if self.request else {}
        most = (
            settings.PAPER_MAX_BYTES * MOST_PAPERS
            if settings.SESSION_COOKIE_NAME in cookies
            else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        )
        if content_length > most:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
