"""Tells what a file is by its first bytes, whatever it is called."""

from __future__ import annotations

import re

# As much as is looked at.
HEAD_BYTES = 1024

SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
)
# The containers of AVIF and HEIC say in their first box what they hold.
AVIF_BRANDS = frozenset({b"avif", b"avis"})
HEIC_BRANDS = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
)
BOX_HEADER = 8
BRAND = 4
SVG = re.compile(rb"<(?:[a-z]+:)?svg[\s>/]", re.IGNORECASE)


def find_type(head: bytes) -> str:
    """png, jpeg, gif, tiff, webp, avif, heic, svg or pdf; empty for anything else."""
    for signature, name in SIGNATURES:
        if head.startswith(signature):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return find_brand(head)
    if b"%PDF-" in head:
        return "pdf"
    return "svg" if SVG.search(head) else ""


def find_brand(head: bytes) -> str:
    length = int.from_bytes(head[:4])
    brands = {
        head[start : start + BRAND]
        for start in range(BOX_HEADER, min(length, len(head)), BRAND)
    }
    if brands & AVIF_BRANDS:
        return "avif"
    return "heic" if brands & HEIC_BRANDS else ""
