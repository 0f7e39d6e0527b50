"""One page of the queue of alt texts: which figures stand on it, and what is said of each."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import BadRequest
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from figures.alt_texts import (
    caption_of,
    figures_to_describe,
    hint_at_alt,
    in_queue_order,
    needs_alt_text,
)
from figures.models import Figure, Paper
from figures.pictures import copies_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from figures.edits import Conflict, Values
    from figures.models import FigureQuerySet, PaperQuerySet

PAGE_LENGTH = 10
# More words than this are folded away: the picture shows them, too.
FOLDED_LENGTH = 200
# Wider than this for their height, pictures are too small to read in a column.
WIDE = 1.9
COLUMNS = ("edited_alt_text", "alt_state")


@dataclass(frozen=True, slots=True)
class Reply:
    """What to show in one entry instead of what is stored: typed, and not written."""

    figure_id: int
    typed: str
    problem: str = ""
    conflicts: Sequence[Conflict] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure of the queue with all that writing its alt text takes."""

    figure: Figure
    caption: str
    typed: str
    # What the editor has seen, for the next POST to bring back.
    seen: str
    hint: str
    problem: str
    conflict: Conflict | None

    @property
    def has_many_words(self) -> bool:
        return len(self.figure.text) > FOLDED_LENGTH

    @property
    def is_wide(self) -> bool:
        copies = copies_of(self.figure)
        return any(copy.width > WIDE * copy.height for copy in copies)


@dataclass(frozen=True, slots=True)
class QueuePage:
    entries: Sequence[Entry]
    number: int
    page_count: int
    reply: Reply | None

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def following(self) -> int | None:
        return self.number + 1 if self.number < self.page_count else None


def figures_of(paper_id: int) -> FigureQuerySet:
    """What the counts count: all figures, or those of one paper."""
    figures = figures_to_describe()
    return figures.filter(paper=paper_id) if paper_id else figures


def list_queue(figures: FigureQuerySet, *also: int) -> list[int]:
    """The ids of all that wait, in their order; ``also`` of these, whatever they do."""
    waiting = figures.filter(needs_alt_text(*also))
    return list(in_queue_order(waiting).values_list("pk", flat=True))


def show_page(
    figures: FigureQuerySet,
    *,
    number: int,
    at: int,
    reply: Reply | None,
) -> QueuePage:
    """The page with the figure of ``reply``, or with the figure ``at``, else ``number``."""
    ids = list_queue(figures, *([reply.figure_id] if reply else []))
    page_count = max(1, -(-len(ids) // PAGE_LENGTH))
    wanted = reply.figure_id if reply else at
    if wanted in ids:
        number = ids.index(wanted) // PAGE_LENGTH + 1
    number = min(max(1, number), page_count)
    shown = ids[(number - 1) * PAGE_LENGTH : number * PAGE_LENGTH]
    return QueuePage(
        entries=show_entries(shown, reply),
        number=number,
        page_count=page_count,
        reply=reply,
    )


def show_entries(ids: Sequence[int], reply: Reply | None) -> list[Entry]:
    found = Figure.objects.select_related("paper", "parent", "version")
    figures = found.prefetch_related("renditions").in_bulk(ids)
    others = other_texts(figures.values())
    return [
        show_entry(
            figures[pk],
            others[figures[pk].paper_id],
            reply if reply and reply.figure_id == pk else None,
        )
        for pk in ids
        if pk in figures
    ]


def show_entry(figure: Figure, others: Mapping[int, str], reply: Reply | None) -> Entry:
    typed = reply.typed if reply else figure.alt_text
    texts = [text for pk, text in others.items() if pk != figure.pk]
    return Entry(
        figure=figure,
        caption=caption_of(figure),
        typed=typed,
        seen=json.dumps({name: getattr(figure, name) for name in COLUMNS}),
        hint="" if reply and reply.problem else hint_at_alt(typed, texts),
        problem=reply.problem if reply else "",
        conflict=reply.conflicts[0] if reply and reply.conflicts else None,
    )


def other_texts(figures: Iterable[Figure]) -> Mapping[int | None, dict[int, str]]:
    """The alt texts of the same papers, by paper and figure."""
    papers = {figure.paper_id for figure in figures if figure.paper_id}
    rows = figures_to_describe().filter(paper__in=papers)
    texts: dict[int | None, dict[int, str]] = defaultdict(dict)
    for pk, paper_id, alt_text in rows.values_list("pk", "paper", "alt_text"):
        texts[paper_id][pk] = alt_text
    return texts


def read_seen(text: str) -> Values:
    """What ``Entry.seen`` said; raises BadRequest for what it cannot have said."""
    try:
        seen: Any = json.loads(text)
    except (RecursionError, ValueError) as error:
        raise BadRequest("What was seen is unreadable.") from error
    if not isinstance(seen, dict) or not set(seen) <= set(COLUMNS):
        raise BadRequest("What was seen is unreadable.")
    return seen


def count_done(figures: FigureQuerySet) -> dict[str, int]:
    return figures.aggregate(
        total=Count("pk"), done=Count("pk", filter=~needs_alt_text())
    )


def papers_to_describe(current: Paper | None) -> PaperQuerySet:
    """Papers with figures in the queue, the oldest first; ``current`` in any case."""
    waiting = figures_to_describe().filter(needs_alt_text(), paper=OuterRef("pk"))
    left = waiting.order_by().values("paper").annotate(left=Count("pk")).values("left")
    papers = Paper.objects.annotate(left=Coalesce(Subquery(left), 0))
    wanted = Q(left__gt=0) | Q(pk=current.pk if current else None)
    return papers.filter(wanted).order_by("created_at", "pk")
