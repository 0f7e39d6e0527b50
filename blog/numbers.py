"""Numbers in addresses: each has one spelling, or a page would have addresses without end."""

from __future__ import annotations

import re

# Longer ones are no number of ours.
PLAIN = re.compile("0|[1-9][0-9]{0,6}")


def read_plain(typed: str) -> int | None:
    """None for what is no number, and for one written otherwise: 01, +1, 1.0."""
    return int(typed) if PLAIN.fullmatch(typed) else None
