"""One statement finds, counts and orders the results of all kinds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models.expressions import RawSQL

from blog.models import SearchEntry
from blog.search.question import MATCHES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from blog.search.question import Question

ENTRY = SearchEntry._meta.db_table


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of the results are to be seen: some places of one kind, or of each."""

    kind: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Found:
    """How many results there are of each kind, and which are to be seen, best first."""

    counts: Mapping[str, int]
    ids: Mapping[str, list[int]]


def find(question: Question, visible: Mapping[str, QuerySet], wanted: Wanted) -> Found:
    """Whatever ``question`` matches among what is ``visible``."""
    counts = dict.fromkeys(visible, 0)
    ids: dict[str, list[int]] = {kind: [] for kind in visible}
    if not question.words:
        return Found(counts, ids)
    with connection.cursor() as cursor:
        cursor.execute(*write_statement(question, visible, wanted))
        for kind, object_id, place, count in cursor.fetchall():
            counts[kind] = count
            if wanted.kind in {"", kind} and wanted.first <= place <= wanted.last:
                ids[kind].append(object_id)
    return Found(counts, ids)


def write_statement(
    question: Question, visible: Mapping[str, QuerySet], wanted: Wanted
) -> tuple[str, list[Any]]:
    """The first of each kind comes along, since it brings the count of its kind."""
    parameters: list[Any] = [question.write_match(connection.vendor)]
    branches = []
    for kind, queryset in visible.items():
        of_kind = f"SELECT object_id FROM hit WHERE kind = '{kind}'"  # noqa: S608
        # Of what is visible only the hits are looked at, not all there is.
        hits = queryset.order_by().filter(pk__in=RawSQL(of_kind, [])).values("pk")  # noqa: S611
        ids, of_ids = hits.query.get_compiler(connection=connection).as_sql()
        parameters += of_ids
        branches.append(
            f"SELECT * FROM hit WHERE kind = '{kind}' AND object_id IN ({ids})"  # noqa: S608
        )
    statement = f"""
        WITH hit AS MATERIALIZED (
            SELECT entry.kind, entry.object_id, matched.rank
            FROM ({MATCHES[connection.vendor]}) AS matched
            JOIN {ENTRY} AS entry ON entry.id = matched.id
            WHERE NOT entry.is_stale
        ),
        found AS ({" UNION ALL ".join(branches)}),
        placed AS (
            SELECT kind, object_id,
                ROW_NUMBER() OVER (
                    PARTITION BY kind ORDER BY rank, object_id DESC
                ) AS place,
                COUNT(*) OVER (PARTITION BY kind) AS number
            FROM found
        )
        SELECT kind, object_id, place, number FROM placed
        WHERE place = 1 OR (place BETWEEN %s AND %s AND %s IN ('', kind))
        ORDER BY place"""  # noqa: S608 (names and statements of ours)
    return statement, [*parameters, wanted.first, wanted.last, wanted.kind]
