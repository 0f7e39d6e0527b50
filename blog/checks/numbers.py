"""Numbers in a text that its papers do not contain: a hint, never a verdict."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from blog.checks.amounts import AMOUNT, SCALES, read_amount
from blog.checks.passages import find_library, find_nearest
from blog.checks.records import advice
from blog.checks.source import blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from blog.checks.amounts import Amount
    from blog.checks.records import Finding, Subject

# More would bury what else there is to say.
MOST_HINTS = 20
# Up to here one counts on one's fingers, and needs no paper for it.
SMALL = 12
# Longer ones are identifiers.
LONGEST = 15
# 2048 is no year yet, but often a number of things.
YEARS = range(1900, 2041)
# How much of the text around a number says what it is about.
AROUND = 160

MONTHS = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
)
LABELS = (
    r"(?:figures?|figs?|tables?|tabs?|sections?|secs?|chapters?|ch|equations?|eqs?"
    r"|appendix|appendices|steps?|pages?|pp?|algorithms?|alg|theorems?|lemmas?|parts?"
    r"|versions?|v|nos?|number|notes?|volumes?|vol|days?|lines?|panels?)\.?"
)
PLACE = r"\(?\d[\w.]*\)?"
# Numbers that name something, and do not count or measure it.
NAMES = [
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        # Where links and images lead to; with their own caption left in place.
        r"\]\([ ]*(?:<[^<>\n]*>|[^\s)]+)",
        r"^[ ]{0,3}\[[^\]\n]+\]:[ \t]*\S*",
        r"<[a-z]+:[^<>\s]+>",
        r"(?:https?://|www\.|doi:|arxiv:)\S+",
        r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.\w+",
        r"figure:\S+",
        # Citations and footnotes.
        r"\[\^[^\[\]\n]{1,200}\]",
        r"\[[\d\s,;\u2013-]+\](?!\()",
        r"\[[^\[\]\n]{0,200}@\w[^\[\]\n]{0,200}\]",
        r"@[\w:.-]+",
        # Entries of lists.
        r"^[ \t>]*\d+[.)](?=\s)",
        # "Figures 3, 4 and 5", "§ 4.2", "p. 15-17".
        rf"(?:\b{LABELS}|(?<!§)§{{1,2}})\s*{PLACE}(?:\s*(?:,|and|to|&|\u2013|-)\s*{PLACE})*",
        # Dates and times.
        rf"\b\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:of\s+)?{MONTHS}\b",
        rf"\b{MONTHS}\s+\d{{1,2}}\b(?:st|nd|rd|th)?",
        r"\b\d{4}-\d{2}-\d{2}\b",
        r"\b\d{1,2}:\d{2}(?::\d{2})?\b",
        # Ordinals, and versions such as 1.2.3.
        r"\b\d+(?:st|nd|rd|th)\b",
        r"\bv?\d+\.\d+\.\d+(?:\.\d+)*\b",
        # Names such as "GPT-4", "H100" and "fig_2"; powers and indices.
        r"(?<![\w.])[^\W\d_][\w.]*[-\u2011]?\d[\w.-]*(?<!\.)",
        r"[_^]\s*\{?[-+]?\d[\d.,]*\}?",
    )
]


def find_strange_numbers(subject: Subject, papers: Iterable[int]) -> Iterator[Finding]:
    """Nothing at all as long as the words of one of the papers are not known."""
    amounts = [*distinct_amounts(subject.source.prose)]
    used = {figure.paper_id for figure in subject.shown if figure.paper_id}
    library = find_library(used.union(papers)) if amounts else None
    if library is None:
        return
    strange = [amount for amount in amounts if not amount.values & library.values]
    for amount in strange[:MOST_HINTS]:
        start, end = amount.span
        prose = subject.source.prose
        around = prose[max(start - AROUND, 0) : end + AROUND]
        nearest = find_nearest(amount, around, library)
        words = {"number": amount.words}
        sentence = _("The paper does not say “%(number)s” anywhere.") % words
        hint = nearest.describe() if nearest else ""
        yield advice("number", sentence, hint=hint).at(subject.source.spot(start, end))


def distinct_amounts(prose: str) -> Iterator[Amount]:
    """Each amount of a text where it stands first."""
    seen: set[frozenset[float]] = set()
    for amount in find_amounts(prose):
        if amount.values not in seen:
            seen.add(amount.values)
            yield amount


def find_amounts(prose: str) -> Iterator[Amount]:
    """What counts or measures something, in the order of a text without its code."""
    for name in NAMES:
        prose = name.sub(lambda match: blank(match[0]), prose)
    for match in AMOUNT.finditer(prose):
        if is_glued(match, prose):
            continue
        amount = read_amount(match)
        if not is_everyday(match, amount):
            yield amount


def is_glued(match: re.Match[str], prose: str) -> bool:
    """Part of a name that begins with a number: "3D", "2x2"."""
    after = re.match(r"[^\W\d_]+", prose[match.end() : match.end() + 12])
    return bool(after) and after is not None and after[0] not in UNITS


UNITS = {
    *("x", "ms", "s", "min", "h", "d", "m", "mm", "cm", "km", "nm", "kg", "g", "mg"),
    *("GB", "MB", "TB", "KB", "kB", "Hz", "kHz", "MHz", "GHz", "px", "pt", "pp", "W"),
    *("kW", "V", "J", "K", "C", "F", "L", "l", "ml", "USD", "EUR"),
    *SCALES,
}


def is_everyday(match: re.Match[str], amount: Amount) -> bool:
    """A year, or a number so small that anybody may count to it."""
    digits = match["digits"]
    if len(digits) > LONGEST:
        return True
    if not digits.isdecimal() or match["percent"] or match["scale"]:
        return False
    value = int(digits)
    is_year = value in YEARS and len(digits) == 4  # noqa: PLR2004 (digits of a year)
    return value <= SMALL or is_year
