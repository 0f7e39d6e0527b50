"""Numbers by their value: "2,048" is 2048, "64.5 %" is 0.645."""

from __future__ import annotations

import re
from dataclasses import dataclass

BLANKS = "\u00a0\u2009\u202f"
SCALES = {
    "k": 1e3,
    "K": 1e3,
    "M": 1e6,
    "B": 1e9,
    "bn": 1e9,
    "T": 1e12,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}
AMOUNT = re.compile(
    rf"(?<![\w.,])(?P<digits>\d{{1,3}}(?:(?:,|\{{,\}}|[{BLANKS}'\u2019])\d{{3}})+(?:\.\d+)?(?!\d)"
    r"|\d+(?:[.,]\d+)?|\.\d+)"
    rf"(?P<percent>[{BLANKS} ]?\\?%|[{BLANKS} ](?:per[ ]?cent|percent)\b)?"
    rf"(?P<scale>[{BLANKS} -]?(?:thousand|million|billion|trillion)\b"
    r"|(?:bn|k|K|M|B|T)(?![^\W\d_]))?"
)
SEPARATORS = re.compile(rf"[,{BLANKS}'\u2019{{}}]")
# What is the same to this many digits is the same.
DIGITS = 10


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with every value that it may be read as."""

    words: str
    values: frozenset[float]
    span: tuple[int, int]

    @property
    def size(self) -> float:
        """The value that comes first to mind."""
        return max(self.values)


def read_amount(match: re.Match[str]) -> Amount:
    digits = match["digits"]
    plain = (
        {rounded(float(SEPARATORS.sub("", digits)))} if has_groups(digits) else set()
    )
    if digits.count(",") == 1 and "." not in digits and "{" not in digits:
        # A decimal comma, in the languages that have one.
        plain.add(rounded(float(digits.replace(",", ".").strip(BLANKS + "'\u2019"))))
    if not plain:
        plain.add(rounded(float(digits)))
    values = set(plain)
    if match["percent"]:
        values |= {rounded(value / 100) for value in plain}
    elif scale := match["scale"]:
        values |= {
            rounded(value * SCALES[scale.strip(BLANKS + " -")]) for value in plain
        }
    return Amount(match[0].strip(), frozenset(values), match.span())


def has_groups(digits: str) -> bool:
    """Whether thousands are set apart: "2,048", but not "0,645" or "12,5"."""
    return bool(re.search(rf"(?:,|[{BLANKS}'\u2019}}])\d{{3}}(?:\D|$)", digits))


def rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def amounts_in(text: str) -> list[Amount]:
    return [read_amount(match) for match in AMOUNT.finditer(text)]
