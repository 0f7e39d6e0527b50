"""Another spelling of a question that found nothing, out of words that would be found."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.functions import Substr

from blog.models import SearchEntry
from blog.search.finding import Wanted, find
from blog.search.question import read_question

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

    from blog.search.question import Question

# The words come from the beginnings of so many entries, the newest: some 50 ms' work.
MAX_ENTRIES = 1_000
MAX_CHARACTERS = 1_000
# Shorter words are close to too many others.
MIN_LETTERS = 4
CLOSE = 0.75
MAX_DIFFERENCE = 2


def find_other_spelling(question: Question, visible: Mapping[str, QuerySet]) -> str:
    """A question that differs in words nobody used and leads to results; or nothing.

    Only what the asking person may see has a say, or words of drafts would be told.
    """
    if not any(len(asked.word) >= MIN_LETTERS for asked in question.words):
        return ""
    known = collect_words(visible)
    words = [spell(asked.word, known) for asked in question.words]
    other = read_question(" ".join(words))
    if other.words == question.words:
        return ""
    found = find(other, visible, Wanted("", 1, 1))
    return other.text if any(found.counts.values()) else ""


def collect_words(visible: Mapping[str, QuerySet]) -> set[str]:
    is_visible = Q()
    for kind, queryset in visible.items():
        ids = queryset.order_by().values("pk")
        is_visible |= Q(kind=kind, object_id__in=ids)
    entries = (
        SearchEntry.objects.filter(is_visible, is_stale=False)
        .order_by("-pk")
        .values_list("heading", Substr("words", 1, MAX_CHARACTERS))[:MAX_ENTRIES]
    )
    return {word for entry in entries for text in entry for word in text.split()}


def spell(word: str, known: Iterable[str]) -> str:
    if len(word) < MIN_LETTERS or word in known:
        return word
    # The first letter is rarely the wrong one, and so many need not be compared.
    close = [
        each
        for each in known
        if each[0] == word[0]
        and abs(len(each) - len(word)) <= MAX_DIFFERENCE
        and each.isalpha()
    ]
    return next(iter(get_close_matches(word, sorted(close), n=1, cutoff=CLOSE)), word)
