"""How much of a Markdown text is read word by word: code and BibTeX are looked at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FENCE = re.compile(r"(`{3,}|~{3,})[^`]*")
# Addresses behind the words of a link, and lines that only draw a table.
NOT_READ = re.compile(r"(?<=\])\([^()\s]*\)?|^[|:\s-]+$", re.MULTILINE)


def prose_length(text: str) -> int:
    """Characters of prose, as many spaces in a row as one; in one pass over the text."""
    prose = NOT_READ.sub("", "\n".join(prose_lines(text)))
    return len(" ".join(prose.split()))


def prose_lines(text: str) -> Iterator[str]:
    """The lines outside of fences; one that is never closed holds nothing."""
    fence, held = "", []
    for line in text.splitlines():
        if fence:
            held.append(line)
            if line.rstrip() == fence:
                fence, held = "", []
        elif opening := FENCE.fullmatch(line):
            fence, held = opening[1], [line]
        else:
            yield line
    yield from held
