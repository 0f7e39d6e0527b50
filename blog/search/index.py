"""Keeps the index: reads again what the database has marked since the last question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from blog.models import Post, SearchEntry
from blog.search.folding import fold_all, stem
from blog.search.texts import text_of_figure, text_of_paper, text_of_post
from figures.models import Figure, Paper

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from django.db.models import QuerySet

    from blog.search.texts import SearchedText

Kind = SearchEntry.Kind

# Read in one go, and in one transaction.
BATCH = 100
# What one question reads at most: a few seconds' work. The next reads on.
MAX_BATCHES = 5
# Of one entry. PostgreSQL keeps no more than a megabyte of words of a row.
MAX_WORDS = 30_000
MAX_CHARACTERS = 150_000

SOURCES: dict[str, tuple[QuerySet, Callable[[Any], SearchedText]]] = {
    Kind.POSTS: (Post.objects.with_byline(), text_of_post),
    Kind.FIGURES: (Figure.objects.all(), text_of_figure),
    Kind.PAPERS: (Paper.objects.all(), text_of_paper),
}


def bring_up_to_date(max_batches: int = MAX_BATCHES) -> int:
    """Read again what has changed; one query where nothing has. How many were read."""
    read = 0
    stale = SearchEntry.objects.filter(is_stale=True)
    while max_batches and stale.exists():
        if not (count := read_batch()):
            break
        read += count
        max_batches -= 1
    return read


def rebuild() -> int:
    """Read everything again, as after a change of what is searched."""
    SearchEntry.objects.update(is_stale=True)
    return bring_up_to_date(max_batches=-1)


@transaction.atomic
def read_batch() -> int:
    """Read some marked entries again.

    Their rows are locked before anything is read: what changes meanwhile waits to mark
    its entry until this is stored, so that no change is lost. What others have locked
    is left to them.
    """
    stale = SearchEntry.objects.filter(is_stale=True).order_by("-pk")
    entries = list(stale.select_for_update(skip_locked=True)[:BATCH])
    for kind, (queryset, read) in SOURCES.items():
        of_kind = [entry for entry in entries if entry.kind == kind]
        found = queryset.in_bulk([entry.object_id for entry in of_kind])
        for entry in of_kind:
            if entry.object_id in found:
                fill(entry, read(found[entry.object_id]))
    # Of what is gone meanwhile nothing is left to find.
    fields = ["heading", "words", "stems", "is_stale"]
    for entry in entries:
        entry.is_stale = False
    SearchEntry.objects.bulk_update(entries, fields, batch_size=BATCH)
    return len(entries)


def fill(entry: SearchEntry, text: SearchedText) -> None:
    heading, words = fold_all(text.heading), fold_all(text.words)[:MAX_WORDS]
    stems = [
        stemmed
        for word in [*heading, *words]
        if text.is_english and (stemmed := stem(word)) != word
    ]
    entry.heading = " ".join(heading)
    entry.words, entry.stems = cut(" ".join(words)), cut(" ".join(stems))


def cut(words: str) -> str:
    return words.encode()[:MAX_CHARACTERS].decode(errors="ignore")
