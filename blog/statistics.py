"""Lets SQLite know how long its tables are; PostgreSQL finds out by itself.

Without it SQLite takes nearly all posts for nearly none, because they share a status,
and goes through them where a key would lead to the one that is wanted.
"""

from __future__ import annotations

from typing import Any

from django.db import connections

# Rows that are looked at in each index: milliseconds, however long the table. Nothing
# counts for more than that: of fewer, a tag of a thousand posts seems to have more than
# have been published at all, and SQLite goes through those.
SAMPLE = 10_000


def learn_sizes(*, using: str, **kwargs: Any) -> None:
    """After each ``migrate``, which is when a site has been updated."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit = {SAMPLE}")
            cursor.execute("ANALYZE")
