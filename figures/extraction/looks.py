"""What a picture looks like in 64 bits, so that two cuts of one figure can be told alike.

The difference hash of N. Krawetz, "Kind of Like That", hackerfactor.com, 2013.
"""

from __future__ import annotations

from itertools import batched, pairwise

from PIL import Image

# Each of eight pixels in a row is compared with its right neighbour.
COLUMNS, ROWS = 9, 8
# As printed by ``hash_looks``.
HEX_DIGITS = 16


def hash_looks(image: Image.Image) -> str:
    """16 hex digits; alike for pictures that look alike, whatever their size."""
    grey = image.convert("L").resize((COLUMNS, ROWS), Image.Resampling.BOX)
    bits = "".join(
        "1" if pixel < neighbour else "0"
        for row in batched(grey.tobytes(), COLUMNS)
        for pixel, neighbour in pairwise(row)
    )
    return f"{int(bits, 2):0{HEX_DIGITS}x}"


def count_differences(one: str, other: str) -> int:
    """In how many of the 64 bits two hashes differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()
