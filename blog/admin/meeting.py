"""A save meets another: what of both goes together, and what an editor has to settle."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from blog.admin.byline import Byline
from blog.differences import find_differences
from blog.keeping import find_base, find_last_save, plain, words_of
from blog.lines import Patience
from blog.merging import Passage, is_disputed, mark, merge_texts, settle
from blog.models import WORDS, Post, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from blog.merging import Side
    from blog.models import PostRevision, WorkingCopy
    from figures.admin.wordings import Wording

# Has room for both versions, one below the other, and is checked for what is left of it.
LONG = ("body",)


@dataclass(frozen=True, slots=True)
class Dispute:
    """A field that two editors changed in ways that do not go together."""

    name: str
    differences: list[Wording]


@dataclass(slots=True)
class Meeting:
    """A form that began from an older save than the one that is stored."""

    version: int
    saved_by: str
    saved_at: datetime
    passages: dict[str, list[Passage]] = field(default_factory=dict)
    # Of the other fields: the values that go in, and those that clash, as stored.
    settled: dict[str, Any] = field(default_factory=dict)
    clashing: dict[str, Any] = field(default_factory=dict)
    came_in: list[str] = field(default_factory=list)
    disputes: list[Dispute] = field(default_factory=list)

    @property
    def at(self) -> str:
        return say_time(self.saved_at)

    def words(self, side: Side) -> dict[str, str]:
        return {name: settle(both, side) for name, both in self.passages.items()}

    def marked(self) -> dict[str, str]:
        """With both versions of a passage in the text; short fields stay mine."""
        their_name = f"{self.saved_by}, {self.at}"
        return self.words("mine") | {
            name: mark(self.passages[name], their_name)
            for name in LONG
            if is_disputed(self.passages.get(name, []))
        }


def meet(
    stored: Post,
    began_from: int,
    began_with: Mapping[str, Any],
    theirs: Mapping[str, Any],
    mine: Mapping[str, Any],
) -> Meeting:
    """Put ``mine`` and ``theirs`` together: words by lines, other fields as wholes."""
    last = find_last_save(stored, began_from)
    meeting = Meeting(
        version=stored.version,
        saved_by=say_who(last),
        saved_at=last.saved_at if last else stored.updated_at,
    )
    meet_words(meeting, find_words(stored, began_from), words_of(stored), mine)
    for name in mine.keys() - set(WORDS):
        meet_setting(meeting, name, began_with.get(name), theirs.get(name), mine[name])
    return meeting


def find_words(stored: Post, began_from: int) -> dict[str, str]:
    """What the words were; nothing where nobody knows any more."""
    if began_from == stored.version:
        return words_of(stored)
    base = find_base(stored, began_from)
    return words_of(base) if base else {}


def meet_words(
    meeting: Meeting,
    base: Mapping[str, str],
    theirs: Mapping[str, str],
    mine: Mapping[str, str],
) -> None:
    for name in (name for name in WORDS if name in mine):
        own = plain(mine[name])
        both = merge_texts(base.get(name), theirs[name], own)
        meeting.passages[name] = both
        if is_disputed(both):
            meeting.disputes.append(Dispute(name, list(tell_apart(both))))
        elif settle(both, "mine") != own:
            meeting.came_in.append(name)


def tell_apart(passages: Iterable[Passage]) -> Iterable[Wording]:
    patience = Patience()
    for passage in passages:
        if passage.is_disputed:
            theirs, mine = "\n".join(passage.theirs), "\n".join(passage.mine)
            yield from find_differences(theirs, mine, patience)


def meet_setting(
    meeting: Meeting, name: str, began: Any, theirs: Any, mine: Any
) -> None:
    stored, own = comparable(theirs), comparable(mine)
    if stored in (own, began):
        return
    if own == began:
        meeting.settled[name] = theirs
        meeting.came_in.append(name)
    elif isinstance(own, list) and isinstance(began, list):
        # What either side took out is out; what either put in is in.
        gone = {str(each) for each in began} - ({*own} & {*stored})
        meeting.settled[name] = sorted({*own, *stored} - gone)
        meeting.came_in.append(name)
    else:
        meeting.clashing[name] = theirs
        differences = find_differences(str(theirs or ""), str(mine or ""))
        meeting.disputes.append(Dispute(name, differences))


def comparable(value: Any) -> Any:
    """The value of a form's field as JSON can carry it, the same from row and form."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, Byline):
        return value.key
    if isinstance(value, str | int):
        return str(value)
    return sorted(comparable(each) for each in value)


def label_of(name: str) -> str:
    """What people call a field of a post."""
    label: object = vars(Post._meta.get_field(name))["verbose_name"]
    return capfirst(str(label))


def compare_words(
    old: Mapping[str, str], new: Mapping[str, str]
) -> list[tuple[str, list[Wording]]]:
    """What differs, field by field, with the fields' names for people."""
    return [
        (label_of(name), find_differences(old[name], new[name]))
        for name in WORDS
        if old[name] != new[name]
    ]


def say_who(save: PostRevision | None) -> str:
    return (save.saver if save else "") or _("Somebody")


def say_others(copies: list[WorkingCopy]) -> str:
    """Empty where nobody else is at it."""
    return " ".join(
        _("%(who)s has unsaved changes of %(at)s.")
        % {"who": name_of(copy.editor), "at": say_time(copy.saved_at)}
        for copy in copies
    )


def say_time(at: datetime) -> str:
    """With its day, unless that is today; sentences can end with it."""
    local = localtime(at)
    is_today = local.date() == localdate()
    return date_format(local, "H:i" if is_today else "j M Y, H:i")
