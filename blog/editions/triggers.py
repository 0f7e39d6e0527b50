"""Makes the database itself note each change of what readers see.

Triggers see what no code of ours could: ``queryset.update``, cascades, SQL typed by
hand, the worker, another machine. They are made after each ``migrate`` and not by a
migration, because SQLite drops a table's triggers when a later migration rebuilds the
table. While migrations run there are neither triggers nor marks, and without a mark
nothing is kept.

SQLite has one writer at a time, so there is one mark, replaced with each row written.

PostgreSQL has many. One row for all of them would make them wait for each other, and
deadlock with those who lock figures. So each statement adds a mark of its own; the
edition is the sum of those that are committed. A transaction that commits late still
changes the sum, whatever its number. Every 64th statement deletes old marks, but for
those another one is deleting (``SKIP LOCKED``): nobody ever waits. Since it has added
a mark in the same transaction no sum comes back by deleting.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import connections, transaction

from blog.models import (
    Edition,
    Post,
    PostRevision,
    PreviewLink,
    SearchEntry,
    WorkingCopy,
)
from figures.models import (
    FigureEdit,
    PageImage,
    Paper,
    PaperVersion,
    ProposedFigure,
    VersionComparison,
    WorkerBeat,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models import Model

APPS = (Post._meta.app_label, Paper._meta.app_label)
# Whatever is not named here counts as seen, a model of tomorrow too.
UNSEEN_MODELS: frozenset[type[Model]] = frozenset(
    {
        Edition,
        FigureEdit,
        PaperVersion,
        PostRevision,
        PreviewLink,
        ProposedFigure,
        SearchEntry,
        VersionComparison,
        WorkerBeat,
        WorkingCopy,
    }
)
UNSEEN_FIELDS: dict[type[Model], frozenset[str]] = {
    # Readers are told which pages there are, and how large.
    PageImage: frozenset({"image", "size", "passages"}),
    # Written with each page that is read; when the reading ends the status changes.
    Paper: frozenset({"page_count", "pages_done", "failure", "warnings"}),
}
MARKS = Edition._meta.db_table
PREFIX = "edition"
FUNCTION = "note_new_edition"
# As many bits as a float holds, so that many make a sum without overflow.
LARGEST_MARK = 2**53 - 1
PRUNED_EVERY = 64

# Not INSERT OR REPLACE: an INSERT OR IGNORE that fires the trigger would overrule it.
SQLITE_TRIGGER = f"""
    CREATE TRIGGER {{name}} AFTER {{event}} ON {{table}} BEGIN
        DELETE FROM {MARKS};
        INSERT INTO {MARKS} (id, mark) VALUES (1, random() & {LARGEST_MARK});
    END
"""  # noqa: S608 (names of our own)
POSTGRESQL_FUNCTION = f"""
    CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE added bigint;
    BEGIN
        INSERT INTO {MARKS} (mark) VALUES (floor(random() * {LARGEST_MARK})::bigint)
            RETURNING id INTO added;
        IF added % {PRUNED_EVERY} = 0 THEN
            DELETE FROM {MARKS} WHERE id IN (
                SELECT id FROM {MARKS} WHERE id < added
                ORDER BY id LIMIT 1000 FOR UPDATE SKIP LOCKED
            );
        END IF;
        RETURN NULL;
    END $$
"""  # noqa: S608 (names of our own)
POSTGRESQL_TRIGGER = f"""
    CREATE TRIGGER {{name}} AFTER {{event}} ON {{table}}
        FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()
"""
EVENTS = {
    "sqlite": ("INSERT", "UPDATE OF {columns}", "DELETE"),
    "postgresql": ("INSERT OR UPDATE OF {columns} OR DELETE OR TRUNCATE",),
}
TRIGGERS = {"sqlite": SQLITE_TRIGGER, "postgresql": POSTGRESQL_TRIGGER}
KNOWN_TRIGGERS = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, relname FROM pg_trigger "
    "JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal",
}
DROP = {
    "sqlite": "DROP TRIGGER {name}",
    "postgresql": "DROP TRIGGER {name} ON {table}",
}


@dataclass(frozen=True, slots=True)
class Trigger:
    """What notes a change of one table; its name says all that it does."""

    name: str
    table: str
    sql: str


def seen_models() -> list[type[Model]]:
    """All models of which readers see anything, tables between others included."""
    return [
        model
        for label in APPS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model not in UNSEEN_MODELS and model._meta.managed and not model._meta.proxy
    ]


def seen_columns(model: type[Model]) -> list[str]:
    unseen = UNSEEN_FIELDS.get(model, frozenset())
    return [
        column
        for field in model._meta.local_concrete_fields
        if (column := field.column) and field.name not in unseen and not field.generated
    ]


def triggers(connection: BaseDatabaseWrapper) -> Iterator[Trigger]:
    """Those there have to be, for the tables there are."""
    present = set(connection.introspection.table_names())
    quote = connection.ops.quote_name
    template = TRIGGERS[connection.vendor]
    for model in seen_models():
        table = model._meta.db_table
        columns = ", ".join(map(quote, seen_columns(model)))
        for event in EVENTS[connection.vendor] if table in present else ():
            sql = template.replace("{event}", event).replace("{columns}", columns)
            everything = sql + table + POSTGRESQL_FUNCTION
            digest = hashlib.sha256(everything.encode()).hexdigest()[:12]
            # As long as PostgreSQL lets a name be.
            name = f"{PREFIX}_{digest}_{table}"[:63]
            yield Trigger(name, table, sql.format(name=quote(name), table=quote(table)))


def known_triggers(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The tables of our triggers, by the triggers' names."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN_TRIGGERS[connection.vendor])
        rows = dict(cursor.fetchall())
    return {name: table for name, table in rows.items() if name.startswith(PREFIX)}


def drop_triggers(connection: BaseDatabaseWrapper, names: Iterable[str]) -> None:
    known, quote = known_triggers(connection), connection.ops.quote_name
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(
                DROP[connection.vendor].format(
                    name=quote(name), table=quote(known[name])
                )
            )


def stop_counting(*, using: str, plan: list[Any], **kwargs: Any) -> None:
    """Before migrations: no mark, so nothing is kept, and no trigger in their way."""
    connection = connections[using]
    tables = connection.introspection.table_names() if plan else []
    if MARKS in tables:
        with transaction.atomic(using=using):
            drop_triggers(connection, known_triggers(connection))
            Edition.objects.using(using).all().delete()


def count_on(*, using: str, **kwargs: Any) -> None:
    """After migrations, or none: all triggers are there, and a mark to begin with."""
    connection = connections[using]
    if MARKS not in connection.introspection.table_names():
        return
    wanted = {trigger.name: trigger for trigger in triggers(connection)}
    known = known_triggers(connection)
    missing = [wanted[name] for name in wanted.keys() - known.keys()]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        drop_triggers(connection, known.keys() - wanted.keys())
        if missing and connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for trigger in missing:
            cursor.execute(trigger.sql)
        if missing or not Edition.objects.using(using).exists():
            mark = secrets.randbelow(LARGEST_MARK)
            Edition.objects.using(using).create(mark=mark)
