"""Lets SQLite know how long its tables are; PostgreSQL finds out by itself.

Without it SQLite takes nearly all posts for nearly none, because they share a status,
and goes through them where a key would lead to the one that is wanted. It is told after
each ``migrate``, when a site has been updated, and by the worker now and then: a new
site grows after that. ``PRAGMA optimize`` would not do. Before SQLite 3.46 it looks at no
tables but those that its own connection has read, which the worker's has not.
"""

from __future__ import annotations

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

# Rows that are looked at in each index: milliseconds, however long the table. Nothing
# counts for more than that: of fewer, a tag of a thousand posts seems to have more than
# have been published at all, and SQLite goes through those.
SAMPLE = 10_000


def learn_sizes(*, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Count anew; connections that are open hear of it when they are opened again."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit = {SAMPLE}")
            cursor.execute("ANALYZE")
