"""The triggers that keep the index true however a row is changed.

Not signals, which updates of many rows, cascades and other programs pass by. SQLite
forgets triggers when a migration makes a table anew, and stumbles over those that speak
of it: so they are taken down before migrations and put up after them, in none of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS, connections
from django_tasks_db.models import DBTaskResult

from blog.models import Author, Post, PostAuthor, SearchEntry
from blog.search.index import is_behind
from blog.search.tasks import queue_reading
from figures.models import Figure, Paper

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.utils import CursorWrapper
    from django.db.models import Model

PREFIX = "blog_search_"
ENTRY = SearchEntry._meta.db_table
COLUMNS = "id, kind, object_id, is_stale, heading, words, stems, text"
# Entries of posts are numbered 4, 8, 12, those of figures 5, 9, 13 …
PLACES = {kind: place for place, kind in enumerate(SearchEntry.Kind.values)}

WATCHED: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    SearchEntry.Kind.POSTS: (Post, ("title", "deck", "summary", "body", "language")),
    SearchEntry.Kind.FIGURES: (
        Figure,
        (
            *(
                f"{source}_{name}"
                for source in ("detected", "edited")
                for name in ("kind", "number", "caption", "name", "alt_text")
            ),
            "alt_state",
            "long_description",
            "text",
            "paper_id",
        ),
    ),
    SearchEntry.Kind.PAPERS: (
        Paper,
        ("title", "authors", "venue", "year", "arxiv_id", "doi", "key_contribution"),
    ),
}


@dataclass(frozen=True, slots=True)
class Trigger:
    name: str
    event: str
    table: str
    deed: str


def all_triggers(vendor: str) -> list[Trigger]:
    triggers = [*watch_rows(), *watch_bylines()]
    return [*triggers, *feed_full_text()] if vendor == "sqlite" else triggers


def watch_rows() -> Iterator[Trigger]:
    for kind, (model, columns) in WATCHED.items():
        table = model._meta.db_table
        place = PLACES[kind]
        yield Trigger(f"{kind}_added", "INSERT", table, add(kind, "NEW.id"))
        event = f"UPDATE OF {', '.join(columns)}"
        mark = f"UPDATE {ENTRY} SET is_stale = TRUE WHERE id = NEW.id * 4 + {place}"  # noqa: S608
        yield Trigger(f"{kind}_changed", event, table, mark)
        remove = f"DELETE FROM {ENTRY} WHERE id = OLD.id * 4 + {place}"  # noqa: S608
        yield Trigger(f"{kind}_removed", "DELETE", table, remove)


def watch_bylines() -> Iterator[Trigger]:
    byline, author = PostAuthor._meta.db_table, Author._meta.db_table
    mark = f"UPDATE {ENTRY} SET is_stale = TRUE WHERE id"  # noqa: S608 (names of ours)
    yield Trigger("byline_added", "INSERT", byline, f"{mark} = NEW.post_id * 4")
    both = f"{mark} IN (OLD.post_id * 4, NEW.post_id * 4)"
    yield Trigger("byline_changed", "UPDATE", byline, both)
    yield Trigger("byline_removed", "DELETE", byline, f"{mark} = OLD.post_id * 4")
    posts = f"SELECT post_id * 4 FROM {byline} WHERE author_id = NEW.id"  # noqa: S608
    yield Trigger("author_renamed", "UPDATE OF name", author, f"{mark} IN ({posts})")


def feed_full_text() -> Iterator[Trigger]:
    """FTS5 keeps no words of its own: what it forgets, it has to be told."""
    full_text = "blog_searchtext"
    put = (
        f"INSERT INTO {full_text} (rowid, heading, words, stems) "  # noqa: S608
        "VALUES (NEW.id, NEW.heading, NEW.words, NEW.stems)"
    )
    take = (
        f"INSERT INTO {full_text} ({full_text}, rowid, heading, words, stems) "  # noqa: S608
        "VALUES ('delete', OLD.id, OLD.heading, OLD.words, OLD.stems)"
    )
    yield Trigger("entry_added", "INSERT", ENTRY, put)
    event = "UPDATE OF heading, words, stems"
    yield Trigger("entry_changed", event, ENTRY, f"{take}; {put}")
    yield Trigger("entry_removed", "DELETE", ENTRY, take)


def add(kind: str, object_id: str) -> str:
    """An entry to be read; where loaded data brought it before, to be read again."""
    number = f"{object_id} * 4 + {PLACES[kind]}"
    return f"""
        INSERT INTO {ENTRY} ({COLUMNS})
        VALUES ({number}, '{kind}', {object_id}, TRUE, '', '', '', '')
        ON CONFLICT (id) DO UPDATE SET is_stale = TRUE"""  # noqa: S608 (names of ours)


def look_after_triggers(using: str, **_signal: Any) -> None:
    """Put up the triggers that are missing, and doubt all that went on without them."""
    connection = connections[using]
    if ENTRY not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        known = find_triggers(cursor, connection.vendor)
        wanted = all_triggers(connection.vendor)
        if known == {PREFIX + trigger.name for trigger in wanted}:
            return
        drop_triggers(connection)
        for trigger in wanted:
            for statement in write_trigger(trigger, connection.vendor):
                cursor.execute(statement)
        begin_again(cursor, connection.vendor)
    if using == DEFAULT_DB_ALIAS and is_behind() and can_queue(connection):
        queue_reading()


def can_queue(connection: BaseDatabaseWrapper) -> bool:
    """Not where some apps alone are migrated; then the next question queues."""
    return DBTaskResult._meta.db_table in connection.introspection.table_names()


def take_down_triggers(using: str, plan: Sequence[Any], **_signal: Any) -> None:
    """Before migrations, if there are any to be run."""
    if plan:
        drop_triggers(connections[using])


def begin_again(cursor: CursorWrapper, vendor: str) -> None:
    """One entry for each post, figure and paper, all of them to be read."""
    if vendor == "sqlite":
        cursor.execute(
            "INSERT INTO blog_searchtext (blog_searchtext) VALUES ('rebuild')"
        )
    cursor.execute(f"DELETE FROM {ENTRY}")  # noqa: S608
    for kind, (model, _columns) in WATCHED.items():
        table, number = model._meta.db_table, f"id * 4 + {PLACES[kind]}"
        cursor.execute(
            f"""INSERT INTO {ENTRY} ({COLUMNS})
            SELECT {number}, '{kind}', id, TRUE, '', '', '', '' FROM {table}"""  # noqa: S608
        )


def drop_triggers(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for name in find_triggers(cursor, connection.vendor):
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER {name}")
            else:
                # Each has a function of its own, and goes with it.
                cursor.execute(f"DROP FUNCTION {name}() CASCADE")


def find_triggers(cursor: CursorWrapper, vendor: str) -> set[str]:
    if vendor == "sqlite":
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
            [f"{PREFIX}%"],
        )
    else:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE %s",
            [f"{PREFIX}%"],
        )
    return {name for (name,) in cursor.fetchall()}


def write_trigger(trigger: Trigger, vendor: str) -> list[str]:
    name = PREFIX + trigger.name
    event = f"CREATE TRIGGER {name} AFTER {trigger.event} ON {trigger.table}"
    if vendor == "sqlite":
        return [f"{event} BEGIN {trigger.deed}; END"]
    function = (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {trigger.deed}; RETURN NULL; END $$"
    )
    return [function, f"{event} FOR EACH ROW EXECUTE FUNCTION {name}()"]
