"""Drafts of alt text, made only of words of the caption and inside the figure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from figures.extraction.phrases import EDGES, UNREADABLE, clean, sentences, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

# What a screen reader says in one breath, and how much of it may be the caption.
ALT_LENGTH, CAPTION_LENGTH = 250, 150
# So many words fit into that.
ALT_WORDS = 40
# A first sentence shorter than this leaves room for the second.
SHORT_SENTENCE = 60
# Longer text inside a figure is a paragraph; its labels are shorter.
LABEL_LENGTH = 48
MOST_WEIGHT = 4
INSIDE = "Text in the figure: "

TELLING = re.compile(r"[^\W\d_]{3}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}")
# The page's own word for what it shows says nothing to who cannot see it.
MEDIUM = re.compile(
    r"^(?:an?\s+|the\s+)?(?:image|picture|photo|photograph|figure)s?\s+of\s+",
    re.IGNORECASE,
)


def draft_alt_text(caption: str, inside: Sequence[str]) -> str:
    """What the caption says first, and the words inside; empty if that is the caption."""
    drafts = _drafts(caption)
    said = drafts[0] if drafts else ""
    room = ALT_LENGTH - len(said) - len(INSIDE) - 2
    shown = _shown(inside, said, room)
    if shown:
        return f"{said} {INSIDE}{shown}." if said else f"{INSIDE}{shown}."
    others = (draft for draft in drafts if _letters(draft) != _letters(caption))
    return next(others, "")


def _drafts(caption: str) -> list[str]:
    """What can be said, the longest first: two short sentences, one, its beginning."""
    found = [MEDIUM.sub("", sentence) for sentence in sentences(clean(caption))]
    found = [sentence for sentence in found if TELLING.search(sentence)]
    if not found:
        return []
    first = _sentence(found[0], CAPTION_LENGTH)
    drafts = [first, _sentence(found[0], SHORT_SENTENCE)]
    if len(found) > 1 and len(first) < SHORT_SENTENCE:
        both = f"{first} {_sentence(found[1], CAPTION_LENGTH)}"
        if len(both) <= CAPTION_LENGTH:
            return [both, *drafts]
    return drafts


def _sentence(text: str, length: int) -> str:
    text = shorten(text, ALT_WORDS, length - 1)
    return f"{text[:1].upper()}{text[1:]}." if text and text[-1] not in "!?" else text


def _shown(inside: Sequence[str], said: str, room: int) -> str:
    """As many labels as there is room for, the longer ones first to be kept."""
    labels = list(_labels(inside, said))
    kept: list[str] = []
    for label in sorted(labels, key=_weight, reverse=True):
        if len(", ".join([*kept, label])) <= room:
            kept.append(label)
    return ", ".join(label for label in labels if label in kept)


def _labels(inside: Sequence[str], said: str) -> list[str]:
    """The distinct pieces of text that are words, not numbers, and not said already."""
    labels: dict[str, str] = {}
    for text in inside:
        label = " ".join(text.split()).strip(EDGES)
        if (
            TELLING.search(label)
            and UNREADABLE not in label
            and _is_balanced(label)
            and len(label) <= LABEL_LENGTH
            and _letters(label) not in _letters(said)
        ):
            labels.setdefault(_letters(label), label)
    return list(labels.values())


def _is_balanced(text: str) -> bool:
    return all(
        text.count(pair[0]) == text.count(pair[1]) for pair in ("()", "[]", "{}")
    )


def _weight(label: str) -> int:
    """Labels of several words tell more than those of one."""
    return min(len(label.split()), MOST_WEIGHT)


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", text).casefold()
