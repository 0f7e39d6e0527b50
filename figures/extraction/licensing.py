"""The licence a paper says it is under; nothing where it speaks of something else's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from figures.extraction.small_print import read_paragraphs, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from figures.extraction.pages import Page

# Where papers print it: on the first pages, or around the references.
FIRST_PAGES, LAST_PAGES = 2, 5
# The licence is named this soon after the paper is (characters).
SOON = 400

PAPER = r"(?:article|work|paper|publication|manuscript|chapter|contribution|preprint)"
GRANTED = (
    r"(?:licen[cs]ed|distributed|published|released|made available|available|covered"
    r"|open[- ]access|provided)"
)
# How a paper begins to speak of its own licence.
OWN = re.compile(
    r"(?<!\bof )(?<!\bin )(?<!\bwith )(?<!\bfor )(?<!\bfrom )\b(?:this|the present) "
    rf"(?:[\w-]+ ){{0,2}}?{PAPER}s? (?:is|are|was|has been)\b"
    rf"[^.]{{0,80}}?\b{GRANTED}\b"
    rf"|\bthis is an open[- ]access {PAPER}\b"
    rf"|\bopen access\W+this {PAPER}\b"
    rf"|\bfor this {PAPER} (?:by|to) (?:its authors|be freely available)"
    r"|\brelease the work under\b"
    r"|\bpreprint\b[^.]{0,200}\. it is made available under\b"
    r"|(?:©|\bcopyright\b|\bc ?\u20dd|\u20dd ?c).{0,120}?"
    r"(?:\blicen[cs]ed under\b|\breleased under\b|\bdistributed under\b|\bCC[ -]BY\b"
    r"|\buse permitted under\b)"
    r"|^(?:©|copyright\b|\(c\)).{0,200}?\. (?:licen[cs]ed|distributed|published"
    r"|released) under\b"
    r"|^licen[cs]e: ",
    re.IGNORECASE,
)
# What else has licences, and comes between then.
OTHER = re.compile(
    r"\b(?:data(?:sets?|bases?)?|code|(?:soft|hard)ware|weights|models?|corpus|corpora"
    r"|repositor\w+|librar\w+|toolkit|benchmarks?|annotations?|icons?|photo\w*|images?"
    r"|figures?|videos?|maps?|supplement\w*|wikipedia)\b",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"creativecommons\.org/(?:licen[cs]es/(?P<terms>by(?:-nc)?(?:-sa|-nd)?)"
    r"|(?P<zero>publicdomain/zero))",
    re.IGNORECASE,
)
SHORT = re.compile(
    r"\bCC[\s-]*(?:(?P<zero>0|Zero)\b|BY(?P<terms>(?:[\s\u2013-]*\b(?:NC|SA|ND)\b)*))",
)
# Without blanks and hyphens, which lines break at will.
WORDS = re.compile(
    r"creativecommons(?:public|licen[cs]e)*(?:attribution"
    r"(?P<terms>(?:non-?commercial|share-?alike|no-?deriv(?:ative)?s?(?:works?)?)*)"
    r"|(?P<zero>zero|cc0))",
    re.IGNORECASE,
)
TERMS = (
    ("nc", re.compile("nc|noncommercial", re.IGNORECASE)),
    ("sa", re.compile("sa|sharealike", re.IGNORECASE)),
    ("nd", re.compile("nd|noderiv", re.IGNORECASE)),
)
RESERVED = re.compile(
    r"^.{0,60}?(?:©|\bcopyright\b|\(c\)|\bc ?\u20dd|\u20dd ?c)"
    r".{0,200}?\ball rights reserved\b"
    r"|\bpersonal use (?:of this material )?is (?:also )?permitted\b"
    r"|\bpermission to make digital or hard copies of\b"
    r"|\bno reuse allowed without permission\b",
    re.IGNORECASE,
)
# How captions and references begin.
OF_OTHERS = re.compile(r"(?:fig|tab|source|image|photo|\[\d)", re.IGNORECASE)


def read_licence(pages: Sequence[Page]) -> str:
    """Its code; empty where the paper names none, or two."""
    texts = list(_paragraphs(pages))
    named = {code for text in texts for code in _named(text)}
    if len(named) == 1:
        return named.pop()
    if not named and any(RESERVED.search(text) for text in texts):
        return "reserved"
    return ""


def _paragraphs(pages: Sequence[Page]) -> Iterator[str]:
    looked_at = [*pages[:FIRST_PAGES], *pages[FIRST_PAGES:][-LAST_PAGES:]]
    for page in looked_at:
        for block in read_paragraphs(page):
            text = text_of(block)
            if not OF_OTHERS.match(text):
                yield text


def _named(text: str) -> Iterator[str]:
    """The licences the paragraph puts the paper under."""
    for own in OWN.finditer(text):
        said = text[own.start() : own.end() + SOON]
        match = re.search(r"creative ?commons|\bCC[ -]?(?:BY|0)\b", said, re.IGNORECASE)
        if match and not OTHER.search(said[: match.start()]):
            codes = _codes(said)
            # Words and address that differ leave a doubt, as two codes.
            yield from codes


def _codes(text: str) -> set[str]:
    joined = re.sub(r"\s+", "", text)
    plain = re.sub(r"[\s\u2010-\u2013-]+", "", text)
    return {
        _code(match["terms"] or "", is_zero=bool(match["zero"]))
        for pattern, source in ((ADDRESS, joined), (SHORT, text), (WORDS, plain))
        for match in pattern.finditer(source)
    }


def _code(terms: str, *, is_zero: bool) -> str:
    if is_zero:
        return "cc0"
    bare = re.sub(r"[\s\u2013-]+", "", terms).removeprefix("by")
    found = [name for name, pattern in TERMS if pattern.search(bare)]
    return "-".join(("cc-by", *found))
