"""What the words of a title are worth: for keys, and for capitals that have to stay."""

from __future__ import annotations

import re

# Words that say nothing of what a title is about.
SMALL_WORDS = {
    *("a", "an", "and", "are", "as", "at", "by", "can", "das", "der", "des", "die"),
    *("do", "does", "een", "ein", "eine", "for", "from", "how", "in", "into", "is"),
    *("it", "its", "la", "le", "les", "not", "of", "on", "or", "that", "the", "their"),
    *("to", "und", "une", "what", "when", "where", "which", "why", "with", "you"),
}
WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")


def has_inner_capitals(word: str) -> bool:
    """As in GPU, ScaleRL and LLMs, but not in Scaling."""
    return word[1:] != word[1:].lower()


def is_headline(title: str) -> bool:
    """Whether most words have a capital, which then says nothing of the word."""
    words = [
        word
        for word in map(str, WORD.findall(title)[1:])
        if word.lower() not in SMALL_WORDS and not has_inner_capitals(word)
    ]
    return sum(word[0].isupper() for word in words) * 2 > len(words)
