"""Two editors on one figure: what each of them wrote, for the second to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from figures.admin.wordings import find_runs
from figures.models import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from figures.admin.wordings import Run
    from figures.edits import Conflict, Values

NAMES = {
    "edited_box": gettext_lazy("crop"),
    "edited_page_number": gettext_lazy("page"),
}
# What is chosen with another column.
WITH = {"edited_page_number": "edited_box"}


@dataclass(frozen=True, slots=True)
class ShownConflict:
    """One column that two have changed; the words of both, and whose they are."""

    column: str
    name: str
    mine: str
    theirs: str
    # "ada at 14:02".
    whose: str

    @property
    def difference(self) -> list[Run]:
        """What the other has made of it, word by word, against one's own."""
        return find_runs(self.mine, self.theirs)

    @property
    def choice(self) -> str:
        """The name of the radio buttons."""
        return f"choice-{self.column}"


def show_conflicts(
    figure: Figure, conflicts: Iterable[Conflict]
) -> list[ShownConflict]:
    conflicts = list(conflicts)
    fields = {conflict.field for conflict in conflicts}
    return [
        ShownConflict(
            column=conflict.field,
            name=name_column(conflict.field),
            mine=write_value(figure, conflict.field, conflict.mine),
            theirs=write_value(figure, conflict.field, conflict.theirs),
            whose=name_editor(conflict),
        )
        for conflict in conflicts
        # A box and its page are one crop: whoever's box it is, the page is theirs, too.
        if conflict.field != "edited_page_number" or "edited_box" not in fields
    ]


def settle(values: Values, choices: Mapping[str, Any]) -> Values:
    """``values`` without those for which the editor chose what the other had written."""
    return {
        name: value
        for name, value in values.items()
        if choices.get(f"choice-{WITH.get(name, name)}", choices.get(f"choice-{name}"))
        != "theirs"
    }


def name_column(column: str) -> str:
    if column in NAMES:
        return str(NAMES[column])
    return str(getattr(Figure._meta.get_field(column), "verbose_name", column))


def write_value(figure: Figure, column: str, value: object) -> str:
    """The value as words; an empty one is the import's own."""
    if value in (None, ""):
        found = getattr(figure, column.replace("edited_", "detected_", 1), "")
        return write_value(figure, "", found) if found else _("(empty)")
    if isinstance(value, list):
        return _("left %s, top %s, right %s, bottom %s") % tuple(value)
    field = Figure._meta.get_field(column) if column else None
    choices = dict(getattr(field, "flatchoices", None) or ())
    return str(choices.get(value, value))


def name_editor(conflict: Conflict) -> str:
    if not conflict.editor or conflict.made_at is None:
        return _("Stored now")
    time = date_format(localtime(conflict.made_at), "TIME_FORMAT")
    return _("%(editor)s, at %(time)s") % {"editor": conflict.editor, "time": time}
