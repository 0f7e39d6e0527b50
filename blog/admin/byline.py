"""The byline in a form, when somebody else has changed it since the form was opened."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from blog.admin.preview import read_ids
from blog.models import Author

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from blog.models import Post

# What it is called among the fields of the form, and what its rows are sent as.
BYLINE = "byline"
PREFIX = "postauthor_set"
# More rows than a formset takes.
MOST_ROWS = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """An author and a position, as a form writes them."""

    author: str
    position: str


@dataclass(frozen=True, slots=True)
class Byline:
    rows: tuple[Row, ...]

    @property
    def key(self) -> str:
        """The same for the same authors at the same positions."""
        return " ".join(sorted(f"{row.author}@{row.position}" for row in self.rows))

    def __str__(self) -> str:
        names = Author.objects.in_bulk(read_ids([row.author for row in self.rows]))
        texts = {str(pk): str(author) for pk, author in names.items()}
        return ", ".join(
            f"{texts.get(row.author, row.author)} ({row.position})" for row in self.rows
        )


def stored_byline(post: Post) -> Byline:
    rows = post.postauthor_set.values_list("author_id", "position")
    return Byline(tuple(Row(str(author), str(place)) for author, place in rows))


def typed_byline(data: QueryDict) -> Byline | None:
    """As a form sends it; None where it sends none, or was not to be changed."""
    total, known = (
        next(iter(read_ids([data.get(f"{PREFIX}-{name}_FORMS", "")])), None)
        for name in ("TOTAL", "INITIAL")
    )
    if total is None:
        return None
    rows = []
    for number in range(min(total, MOST_ROWS)):
        name = f"{PREFIX}-{number}"
        author = data.get(f"{name}-author")
        if author is None and number < (known or 0):
            return None
        if author and f"{name}-DELETE" not in data:
            rows.append(Row(author, data.get(f"{name}-position", "").strip()))
    return Byline(tuple(rows))


def bring_up_to_date(data: QueryDict, post: Post, *, take_theirs: bool) -> None:
    """Put the byline to be saved into ``data``, as changes of the rows stored now.

    It is the stored one where only others have changed it, and where their changes are
    to be taken; otherwise it is what was typed. Whether that may be saved over theirs is
    for the form to ask.
    """
    began, mine, theirs = began_with(data), typed_byline(data), stored_byline(post)
    if began is None or mine is None or theirs.key == began:
        return
    chosen = theirs if take_theirs or mine.key == began else mine
    write_rows(data, post, chosen.rows)


def began_with(data: QueryDict) -> str | None:
    """The key of the byline that the form was opened with."""
    try:
        began = json.loads(data.get("began", ""))
    except (ValueError, RecursionError):
        return None
    key = began.get(BYLINE) if isinstance(began, dict) else None
    return key if isinstance(key, str) else None


def write_rows(data: QueryDict, post: Post, rows: Iterable[Row]) -> None:
    for name in [name for name in data if name.startswith(f"{PREFIX}-")]:
        # The counts, and what is copied for rows to come, are no rows.
        if name.split("-")[1].isdecimal():
            del data[name]
    fresh = list(rows)
    stored = list(post.postauthor_set.all())
    for number, row in enumerate(stored):
        name, author = f"{PREFIX}-{number}", str(row.author_id)
        kept = next((each for each in fresh if each.author == author), None)
        if kept:
            fresh.remove(kept)
        else:
            data[f"{name}-DELETE"] = "on"
        write_row(data, name, post, kept or Row(author, str(row.position)))
        data[f"{name}-id"] = str(row.pk)
    for number, each in enumerate(fresh, len(stored)):
        write_row(data, f"{PREFIX}-{number}", post, each)
    data[f"{PREFIX}-INITIAL_FORMS"] = str(len(stored))
    data[f"{PREFIX}-TOTAL_FORMS"] = str(len(stored) + len(fresh))


def write_row(data: QueryDict, name: str, post: Post, row: Row) -> None:
    data[f"{name}-id"] = ""
    data[f"{name}-post"] = str(post.pk)
    data[f"{name}-author"] = row.author
    data[f"{name}-position"] = row.position
