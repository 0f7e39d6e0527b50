"""Keeps the index: reads again what the database has marked as changed."""

from __future__ import annotations

from itertools import batched
from math import inf
from typing import TYPE_CHECKING

from django.db import transaction

from blog.models import Post, SearchEntry
from blog.search.folding import fold_all, stem
from blog.search.texts import SearchedText, text_of_figure, text_of_paper, text_of_post
from figures.models import Figure, Paper

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from django.db.models import QuerySet

Kind = SearchEntry.Kind

# Read in one go, and in one transaction: changes of the same things wait for it.
BATCH = 20
# What one question reads at most, some tenths of a second's work; tasks do the rest.
MAX_LETTERS = 100_000
# Of one entry. PostgreSQL keeps no more than a megabyte of words of a row.
MAX_WORDS = 30_000
MAX_CHARACTERS = 150_000

SOURCES: dict[str, tuple[QuerySet, Callable[[Any], SearchedText]]] = {
    Kind.POSTS: (Post.objects.with_byline(), text_of_post),
    Kind.FIGURES: (Figure.objects.all(), text_of_figure),
    Kind.PAPERS: (Paper.objects.all(), text_of_paper),
}

FILLED = ["heading", "words", "stems", "text", "is_stale"]
NOTHING = SearchedText(heading="", words="", is_english=False)


def is_behind() -> bool:
    return SearchEntry.objects.stale().exists()


def bring_up_to_date() -> int:
    """Read again all that has changed. How many entries were read."""
    read = 0
    while count := read_stale():
        read += count
    return read


def rebuild() -> int:
    """Read everything again, as after a change of what is searched.

    What has not changed can be found meanwhile.
    """
    numbers = SearchEntry.objects.order_by("-pk").values_list("pk", flat=True)
    read = 0
    for batch in batched(list(numbers), BATCH):
        # What others have locked they read, or mark.
        read += read_entries(SearchEntry.objects.filter(pk__in=batch))
    return read + bring_up_to_date()


def read_stale(max_letters: float = inf) -> int:
    """Read again some of what has changed, the newest first; how many entries."""
    return read_entries(
        SearchEntry.objects.stale().order_by("-pk")[:BATCH], max_letters
    )


@transaction.atomic
def read_entries(entries: QuerySet[SearchEntry], max_letters: float = inf) -> int:
    """Read ``entries`` until there were too many letters; how many were read.

    Their rows are locked before anything is read: what changes meanwhile waits to mark
    its entry until this is stored, so that no change is lost. What others have locked
    is left to them.
    """
    locked = list(entries.only("kind", "object_id").select_for_update(skip_locked=True))
    found = {
        kind: queryset.in_bulk([e.object_id for e in locked if e.kind == kind])
        for kind, (queryset, _read) in SOURCES.items()
    }
    done = []
    letters = 0
    for entry in locked:
        if letters >= max_letters:
            break
        source = found[entry.kind].get(entry.object_id)
        # Of what is gone meanwhile nothing is left to find.
        text = SOURCES[entry.kind][1](source) if source else NOTHING
        fill(entry, text)
        letters += len(text.heading) + len(text.words)
        done.append(entry)
    SearchEntry.objects.bulk_update(done, FILLED)
    return len(done)


def fill(entry: SearchEntry, text: SearchedText) -> None:
    heading, words = fold_all(text.heading), fold_all(text.words)[:MAX_WORDS]
    stems = [
        stemmed
        for word in [*heading, *words]
        if text.is_english and (stemmed := stem(word)) != word
    ]
    entry.heading = " ".join(heading)
    entry.words, entry.stems = cut(" ".join(words)), cut(" ".join(stems))
    entry.text = text.quoted
    entry.is_stale = False


def cut(words: str) -> str:
    return words.encode()[:MAX_CHARACTERS].decode(errors="ignore")
