"""Texts with what was asked for marked in them: pieces for a template, never HTML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from blog.search.folding import compose, find_words, fold_word

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

    from blog.search.question import Question

# Words that stand before the first hit of an excerpt.
LEAD_IN = 6
# Of the question's words that an excerpt misses, one more passage may show some.
MAX_PASSAGES = 2
GAP = " … "


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text that answers the question, or none that does."""

    text: str
    is_hit: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of a text that answers some words of the question."""

    place: int
    answers: frozenset[int]


def mark(text: str, question: Question) -> tuple[Piece, ...]:
    """All of ``text``."""
    text = compose(text)
    words = list(find_words(text))
    hits = {hit.place for hit in find_hits(words, question)}
    return tuple(split(text, 0, len(text), words, hits))


def excerpt(text: str, question: Question, length: int) -> tuple[Piece, ...]:
    """``length`` words of ``text`` around the hits; its beginning where it has none."""
    text = compose(text)
    words = list(find_words(text))
    hits = find_hits(words, question)
    places = {hit.place for hit in hits}
    pieces: list[Piece] = []
    ends = 0
    for first, last in choose_passages(hits, len(words), length):
        start = words[first].start() if first else 0
        if start > ends or (first and not pieces):
            pieces.append(Piece(GAP.lstrip() if not pieces else GAP, is_hit=False))
        ends = words[last].end() if last < len(words) - 1 else len(text)
        pieces += split(text, start, ends, words, places)
    if ends < len(text):
        pieces.append(Piece(GAP.rstrip(), is_hit=False))
    return tuple(pieces)


def count_answers(text: str, question: Question) -> int:
    """How many words of the question ``text`` answers."""
    hits = find_hits(list(find_words(compose(text))), question)
    return len(union(hits))


def find_hits(words: Sequence[re.Match[str]], question: Question) -> list[Hit]:
    known: dict[str, frozenset[int]] = {}
    hits = []
    for place, match in enumerate(words):
        word = match[0]
        if word not in known:
            folded = fold_word(word)
            asked = enumerate(question.words)
            known[word] = frozenset(n for n, each in asked if each.matches(folded))
        if known[word]:
            hits.append(Hit(place, known[word]))
    return hits


def choose_passages(hits: list[Hit], count: int, length: int) -> list[tuple[int, int]]:
    """First and last word of passages that answer most, in the order of the text."""
    if not count:
        return []
    chosen: list[tuple[int, int]] = []
    wanted = union(hits)
    share = length
    while wanted and len(chosen) < MAX_PASSAGES:
        first, answered = find_best(hits, wanted, share - LEAD_IN)
        if answered != wanted and not chosen:
            # Something is left for another passage: half of the words are for that.
            share = length // MAX_PASSAGES
            first, answered = find_best(hits, wanted, share - LEAD_IN)
        chosen.append(widen(first, count, share))
        wanted -= answered
    return join(sorted(chosen)) or [(0, min(length, count) - 1)]


def find_best(
    hits: list[Hit], wanted: frozenset[int], length: int
) -> tuple[int, frozenset[int]]:
    """Where ``length`` words answer most of what is ``wanted``, and what they answer.

    Reads the hits once, with as many of them in view as fit.
    """
    best, answered = 0, frozenset[int]()
    counts = dict.fromkeys(wanted, 0)
    oldest = 0
    for newest in hits:
        for asked in newest.answers & wanted:
            counts[asked] += 1
        while hits[oldest].place <= newest.place - length:
            for asked in hits[oldest].answers & wanted:
                counts[asked] -= 1
            oldest += 1
        seen = frozenset(asked for asked, number in counts.items() if number)
        if len(seen) > len(answered):
            best, answered = hits[oldest].place, seen
    return best, answered


def widen(first: int, count: int, length: int) -> tuple[int, int]:
    start = max(0, min(first - LEAD_IN, count - length))
    return start, min(start + length, count) - 1


def join(passages: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Passages that touch are one."""
    joined: list[tuple[int, int]] = []
    for first, last in passages:
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        else:
            joined.append((first, last))
    return joined


def union(hits: Iterable[Hit]) -> frozenset[int]:
    return frozenset[int]().union(*(hit.answers for hit in hits))


def split(
    text: str, start: int, end: int, words: Sequence[re.Match[str]], hits: set[int]
) -> Iterator[Piece]:
    """Hits with only a blank between them are marked as one."""
    done = start
    marked = -1
    for place, word in enumerate(words):
        if place not in hits or word.start() < start or word.end() > end:
            continue
        if marked < 0:
            marked = word.start()
            if done < marked:
                yield Piece(text[done:marked], is_hit=False)
        done = word.end()
        following = words[place + 1] if place + 1 in hits else None
        is_open = following is not None and following.end() <= end
        if is_open and following and text[done : following.start()] in {"", " "}:
            continue
        yield Piece(text[marked:done], is_hit=True)
        marked = -1
    if done < end:
        yield Piece(text[done:end], is_hit=False)
