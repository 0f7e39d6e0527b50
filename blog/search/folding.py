"""Words as the search compares them: without case, accents and the rest of a text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

import snowballstemmer

if TYPE_CHECKING:
    from collections.abc import Iterator

# Chinese and Japanese put no spaces between words: there each character is one.
ALONE = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
WORD = re.compile(rf"[{ALONE}]|[^\W_{ALONE}]+")
# Longer than any word; what is longer is no word, but is found by its beginning.
MAX_LETTERS = 40
# Letters that Unicode does not take apart into a plain one and its accent.
PLAIN = str.maketrans(
    {
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "ł": "l",
        "đ": "d",
        "ħ": "h",
        "ð": "d",
        "\u0131": "i",
    }
)
ENGLISH = re.compile(r"[a-z]{3,}")


def compose(text: str) -> str:
    """``text`` with each accent as part of its letter, where words can be told apart."""
    return unicodedata.normalize("NFC", text)


def find_words(text: str) -> Iterator[re.Match[str]]:
    """The words of a composed text, where they stand."""
    return WORD.finditer(text)


def fold_all(text: str) -> list[str]:
    """All words of ``text``, folded, in its order."""
    return [
        folded for word in find_words(compose(text)) if (folded := fold_word(word[0]))
    ]


@lru_cache(maxsize=50_000)
def fold_word(word: str) -> str:
    """``Größe`` and ``GROSSE`` are the same word; empty for what is none."""
    apart = unicodedata.normalize("NFKD", word.casefold().translate(PLAIN))
    # What Unicode takes apart may bring marks along: a fraction its stroke.
    return "".join(filter(str.isalnum, apart)).casefold()[:MAX_LETTERS]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """What a folded English word has in common with its other forms."""
    if not ENGLISH.fullmatch(word):
        return word
    # New each time: a stemmer keeps the word it works on, and threads share modules.
    stemmed: str = snowballstemmer.stemmer("english").stemWord(word)
    return stemmed
