"""Names of people in their parts, as lists of references order and shorten them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# What stands before a family name and belongs to it; lower-case words do anyway.
PARTICLES = {
    *("af", "al", "ben", "bin", "da", "das", "de", "del", "della", "den", "der"),
    *("di", "do", "dos", "du", "el", "ibn", "la", "le", "ten", "ter", "van", "von"),
}
SUFFIX = re.compile(r"(?:jr|sr)\.?|ii|iii|iv", re.IGNORECASE)
# Not a person: its words keep together.
GROUP = re.compile(
    r"^the\s|\b(?:authors?|centre|center|college|collaboration|consortium|desk|editors"
    r"|foundation|group|inc|institute?|labs?|laborator(?:y|ies)|network|project"
    r"|research|society|staff|team|university)\b|\d|&",
    re.IGNORECASE,
)
# In these scripts the family comes first, and no space tells where it ends.
CLOSED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, or a group; then the family name is the whole."""

    family: str
    given: str = ""
    suffix: str = ""

    @property
    def is_whole(self) -> bool:
        return not self.given

    @property
    def inverted(self) -> str:
        """ "Okafor, Mira"; what cannot be turned round stays."""
        return ", ".join(filter(None, (self.family, self.suffix, self.given)))

    @property
    def initialled(self) -> str:
        """ "Okafor, M. L."."""
        initials = " ".join(f"{word[0]}." for word in self.given.split())
        return ", ".join(filter(None, (self.family, initials, self.suffix)))


def read_person(name: str) -> Person:
    """ "Ludwig van Beethoven" and "van Beethoven, Ludwig" alike."""
    name = plain_line(name)
    if GROUP.search(name) or CLOSED.search(name):
        return Person(name)
    parts = [part.strip() for part in name.split(",") if part.strip()]
    # "King, Martin" and "King, Jr., Martin", but not "Martin King, Jr.".
    if len(parts) > 1 and not SUFFIX.fullmatch(parts[-1]):
        suffix = next((part for part in parts[1:] if SUFFIX.fullmatch(part)), "")
        given = " ".join(part for part in parts[1:] if part != suffix)
        return Person(parts[0], given, suffix)
    words = name.replace(",", " ").split()
    suffix = words.pop() if len(words) > 2 and SUFFIX.fullmatch(words[-1]) else ""  # noqa: PLR2004  # given and family
    return split_words(words, suffix)


def split_words(words: list[str], suffix: str) -> Person:
    start = len(words) - 1
    while start > 1 and is_particle(words[start - 1]):
        start -= 1
    if start < 1:
        return Person(" ".join([*words, suffix]).strip())
    return Person(" ".join(words[start:]), " ".join(words[:start]), suffix)


def is_particle(word: str) -> bool:
    return word.islower() or (word.lower() in PARTICLES and len(word) > 2)  # noqa: PLR2004  # "Da" may be a name


def plain_line(text: str) -> str:
    """On one line, without what no file of references may hold."""
    kept = (
        char if unicodedata.category(char) not in {"Cc", "Cf", "Cs"} else " "
        for char in text
    )
    return " ".join("".join(kept).split())
