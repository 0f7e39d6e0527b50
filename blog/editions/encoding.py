"""Sends what strangers are told in fewer bytes.

Safe where there is no secret to be guessed from the length (BREACH): so never for
whoever has a session, and not where a form or a cookie makes the answer one's own.
"""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import brotli

if TYPE_CHECKING:
    from django.http import HttpRequest

# As proxies do it: quick, and little is left to win.
BROTLI_QUALITY = 5
GZIP_LEVEL = 6
# Less fits into a packet anyway.
SMALLEST = 500
TEXT = ("text/", "application/json", "application/xml")


def find_encoding(request: HttpRequest) -> str:
    """The best encoding that the reader's program understands; empty for none."""
    accepted = set()
    for part in request.headers.get("Accept-Encoding", "").lower().split(","):
        name, _, weight = part.partition(";")
        if weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}:
            accepted.add(name.strip())
    return next((name for name in ("br", "gzip") if name in accepted), "")


def is_text(content_type: str) -> bool:
    kind = content_type.partition(";")[0].strip()
    return kind.startswith(TEXT) or kind.endswith(("+json", "+xml"))


def encode(content: bytes, encoding: str) -> bytes:
    if encoding == "br":
        encoded: bytes = brotli.compress(content, quality=BROTLI_QUALITY)
        return encoded
    return gzip.compress(content, GZIP_LEVEL, mtime=0)
