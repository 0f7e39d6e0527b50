"""Names of people in a line of print, told from the places where they work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Longer runs of capitalised words are titles of something.
MOST_WORDS, MOST_LETTERS = 6, 45
# Names without blanks: of one person, and with a blank between its two parts.
LONGEST_NAME, TWO_NAMES = 8, 6

PARTICLE_WORDS = """
al ap ben bin bint d da dal dall das de degli dei del della den der di do dos du e el ibn
la las le los san ten ter thoe van vande vander von vom y zu zum zur
"""
PARTICLES = frozenset(PARTICLE_WORDS.split())
AFTER_NAMES = frozenset({"jr", "sr", "iii"})
# What stands on an affiliation, in the languages papers are written in.
PLACES = re.compile(
    r"universi|univerz|universitat|\buniv\b|\buni\b|institu|istitut|instytut|\u0438\u043d\u0441\u0442\u0438\u0442\u0443\u0442|\u0443\u043d\u0438\u0432\u0435\u0440\u0441\u0438\u0442\u0435\u0442|\u043a\u0430\u0444\u0435\u0434\u0440"
    r"|fa[ck]ul[dt]|wydzia|departa?m|dipart|\bdept|abteilung|lehrstuhl|laborat|\blabs?\b"
    r"|schools?\b|colleges?\b|coll\u00e8ge|\u00e9cole|escuela|escola|hochschule|a[ck]adem|polytech|politec"
    r"|hospital|klinik|clinics?\b|cent(?:er|re|ro|rum)\b|zentrum|ministr|research|science"
    r"|technolog|engineering|physics|mathemati|medicine|computing|informati[ck]|systems\b"
    r"|networks?\b|division|\bunit\b|council|foundation|observator|national|royal\b|federal"
    r"|\b(?:inc|corp|ltd|llc|gmbh|ag|s\.a|co)\b\.?|corporation|compan(?:y|ies)\b|press\b|google|microsoft"
    r"|\bteam\b|groups?\b|collaborat|consort|developers?\b|contributors?\b|member\b|fellow\b|society|association"
    r"|anonymous|author|given\b|editor|submission|submitted|accepted|received|revised|published"
    r"|conference|workshop|seminar|journal|reviews?\b|article|abstract|keywords|introduction"
    r"|e-?mail|street|\broad\b|avenue|strasse|stra\u00dfe|\bstate\b|\bcity\b|\bnew york\b|\bstates\b|kingdom"
    r"|\b(?:usa|uk|u\.k|u\.s\.a|china|germany|france|italy|spain|india|japan|korea|canada"
    r"|brazil|brasil|australia|austria|switzerland|netherlands|russia|poland|portugal"
    r"|singapore|taiwan|turkey|israel|sweden|norway|denmark|finland|belgium|greece|mexico"
    r"|romania|czech|deutschland|hong kong|south africa|iran|ireland|scotland)\b"
    r"|\b(?:version|draft|pages?|figure|table|license|copyright)\b",
    re.IGNORECASE,
)
# Numbers of ORCID, and everything that marks affiliations and footnotes.
ORCID = re.compile(r"\[[\dXx\s\u2212\u2013-]{15,}\]")
SIGNS = r"*#\u00ae\u2016\u2020\u2021\u2217\u2227\u22c6\u25b3\u25e6\u2605\u2606\u2660-\u2666\u2709\u00a7\u00b6\ue000-\uf8ff"
MARKS = re.compile(
    rf"[\d{SIGNS}]+(?:st|nd|rd|th)(?![^\W\d_])|[\d{SIGNS}\u00b9\u00b2\u00b3\u2070-\u2079]+"
)
GREEK_MARK = re.compile(
    r"(?<=[^\W\d_])[\u03b1-\u03c9](?:,[\u03b1-\u03c9])*(?![\u0370-\u03ff])"
)
DEGREES = re.compile(
    r",?\s*\b(?:(?:(?:Graduate |Student |Senior |Life |Associate )*(?:Member|Fellow),?\s*(?:IEEE|ACM|OSA))"
    r"|(?:Ph\.?\s?D|M\.?\s?D|M\.?\s?Sc|B\.?\s?Sc|FRCP|DPhil)\b\.?|(?:Prof|Dr|Mr|Mrs|Ms|Dipl|Ing)\.(?!\w))"
)
SEPARATOR = re.compile(
    r"\s*(?:[,;|\u00b7\u2022\u3001\uff0c\uff1b\u30fb\u3000\n]|\b(?:and|AND|und|et|og|och)\b|&"
    r"|(?<=\s)[ye\u0438](?=\s))\s*"
)
BRACKETS = re.compile(r"\([^()]*\)?|\{[^{}]*\}?|\S+@\S+|https?:\S+")
LETTER = re.compile(r"[^\W\d_]")
CJK_NAME = re.compile(
    r"^[\u3400-\u9fff\u3005\u3040-\u30ff]{2,7}$|^[\uac00-\ud7af]{2,5}$"
)
CJK = re.compile(r"^[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\s]+$")


def read_names(text: str) -> list[str]:
    """The people named in ``text``, in order, with no marks, degrees or addresses."""
    return [name for part in split_names(text) for name in _names_in(part)]


def split_names(text: str) -> list[str]:
    """What stands between marks and separators, whether it is a person or not."""
    text = GREEK_MARK.sub(",", BRACKETS.sub(",", ORCID.sub(",", text)))
    text = MARKS.sub(",", DEGREES.sub("", text))
    parts = (part.rpartition(":")[2] for part in SEPARATOR.split(text))
    return [
        tidy for part in parts if (tidy := " ".join(part.split()).strip(" .-\u2013"))
    ]


def name_share(text: str) -> float:
    """How much of ``text`` reads like names or parts of names, from 0 to 1."""
    parts = [part for part in split_names(text) if len(part) > 1]
    letters = sum(len(part) for part in parts)
    alike = sum(len(part) for part in parts if _is_like_a_name(part))
    return alike / letters if letters else 0.0


def _names_in(part: str) -> Iterable[str]:
    if CJK.match(part):
        pieces = part.split()
        whole = "".join(pieces)
        if len(pieces) > 1 and min(map(len, pieces)) > 1 and len(whole) >= TWO_NAMES:
            return [piece for piece in pieces if CJK_NAME.match(piece)]
        return [whole] if CJK_NAME.match(whole) and not PLACES.search(whole) else []
    words = part.split()
    if not 1 < len(words) <= MOST_WORDS or not _is_like_a_name(part):
        return []
    spelt_out = any(len(word.strip(".")) > 1 for word in words)
    return [part] if spelt_out and part[0].isupper() else []


def _is_like_a_name(part: str) -> bool:
    words = part.split()
    if len(part) > MOST_LETTERS or PLACES.search(part):
        return False
    if CJK.match(part):
        return len(part) <= LONGEST_NAME
    return all(_is_name_word(word) for word in words) and any(
        word[0].isupper() for word in words
    )


def _is_name_word(word: str) -> bool:
    """A capitalised word, an initial or a particle."""
    if word in PARTICLES or word.casefold().strip(".") in AFTER_NAMES:
        return True
    bare = word.lstrip("'\u2019\u2018`\"\u201c")
    first = re.match(r"^(?:d|l|o|al|el)['\u2019-](?=\w)", bare)
    bare = bare[first.end() :] if first else bare
    return (
        bool(bare)
        and bare[0].isupper()
        and re.fullmatch(r"[\w.'\u2019\u2018\-\u2010\u2011\u00b4`\u00a8]+", bare)
        is not None
    )
