"""Finds the name of the present edition."""

from __future__ import annotations

from django.db import connection
from django.utils import timezone

from blog.models import Edition, Post

# Compiled by the ORM at each request, it would take longer than its answer.
QUERY = f"""
    SELECT
        (SELECT SUM(mark) FROM {Edition._meta.db_table}),
        (
            SELECT published_at FROM {Post._meta.db_table}
            WHERE status = %s AND published_at <= %s
            ORDER BY published_at DESC LIMIT 1
        )
"""  # noqa: S608 (names of our own tables)


def find_edition() -> str | None:
    """What the present edition is called; None where nobody keeps count.

    A post whose time comes is the newest from then on: its date tells.
    """
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(QUERY, [Post.Status.PUBLISHED, now])
        marks, newest = cursor.fetchone()
    return None if marks is None else f"{marks}:{newest}".replace(" ", "T")
