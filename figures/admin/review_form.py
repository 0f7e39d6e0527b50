"""The fields of one figure, as a review shows them: what counts, whoever said it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from figures.alt_texts import caption_of, find_alt_problem, names_of, text_to_store
from figures.crops import BoxError, check_box, snap_to_ink
from figures.extraction.geometry import Box
from figures.models import Figure
from figures.reviewing import crop_values
from figures.store import edges

if TYPE_CHECKING:
    from django.http import QueryDict
    from django.utils.functional import Promise

    from figures.edits import Values
    from figures.models import PageImage

# Shown as one field each: the editor's word where there is one, else the paper's.
PROPOSED = ("kind", "number", "name", "caption", "alt_text")
OWN = ("alt_state", "long_description", "credit", "tier", "dark_mode")
EDGES = ("left", "top", "right", "bottom")
# A box is one thing: two that are mixed are nobody's.
CROP = frozenset({*EDGES, "page"})
# No caption of a paper comes near.
LONGEST_TEXT = 20_000
CROP_COLUMNS = ("edited_box", "edited_page_number")
COLUMNS = (*(f"edited_{name}" for name in PROPOSED), *OWN, *CROP_COLUMNS, "version_id")


class EdgeField(forms.FloatField):
    """One edge of the crop, in points; exact to a hundredth."""

    def __init__(self, label: str | Promise) -> None:
        super().__init__(
            label=cast("str", label),
            required=False,
            widget=forms.NumberInput(attrs={"step": "any"}),
        )


class ReviewForm(forms.Form):
    """Knows what the editor saw, so that only what he changed is written.

    ``seen`` holds the fields as they were shown and the columns as they were stored.
    """

    number = forms.CharField(
        label=gettext_lazy("Number"), max_length=40, required=False
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Figure.Kind)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)
    caption = forms.CharField(
        label=gettext_lazy("Caption"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST_TEXT,
        required=False,
    )
    alt_text = forms.CharField(
        label=gettext_lazy("Alt text"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_TEXT,
        required=False,
    )
    alt_state = forms.ChoiceField(
        label=gettext_lazy("The alt text is"),
        choices=Figure.AltState,
        widget=forms.RadioSelect,
    )
    long_description = forms.CharField(
        label=gettext_lazy("Long description"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_TEXT,
        required=False,
    )
    credit = forms.CharField(
        label=gettext_lazy("Credit"), max_length=400, required=False
    )
    tier = forms.ChoiceField(
        label=gettext_lazy("Tier"), choices=Figure.Tier, widget=forms.RadioSelect
    )
    dark_mode = forms.ChoiceField(
        label=gettext_lazy("In dark mode"),
        choices=Figure.DarkMode,
        widget=forms.RadioSelect,
    )
    page = forms.IntegerField(label=gettext_lazy("Page"), min_value=1, required=False)
    left = EdgeField(gettext_lazy("Left"))
    top = EdgeField(gettext_lazy("Top"))
    right = EdgeField(gettext_lazy("Right"))
    bottom = EdgeField(gettext_lazy("Bottom"))
    # It stands above the page, apart from the other fields.
    snap = forms.BooleanField(
        label=gettext_lazy("Snap to ink"),
        widget=forms.CheckboxInput(attrs={"form": "review-form"}),
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, figure: Figure, data: QueryDict | None = None) -> None:
        self.figure = figure
        initial = show_values(figure) | {"snap": True, "seen": write_seen(figure)}
        super().__init__(data, initial=initial)
        if not figure.kind:
            del self.fields["kind"]
        if figure.crop_box is None:
            for name in (*EDGES, "page", "snap"):
                del self.fields[name]

    @property
    def edges(self) -> list[forms.BoundField]:
        """The numbers of the crop, and its page."""
        return [self[name] for name in (*EDGES, "page")]

    def clean_seen(self) -> dict[str, Any]:
        """What the editor saw; what is no such thing counts as nothing seen."""
        try:
            seen = json.loads(self.cleaned_data["seen"] or "{}")
            return {"shown": dict(seen["shown"]), "stored": dict(seen["stored"])}
        except (KeyError, RecursionError, TypeError, ValueError):
            return {"shown": show_values(self.figure), "stored": {}}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("caption", "alt_text", "long_description"):
            if name in cleaned:
                cleaned[name] = cleaned[name].replace("\r\n", "\n")
        self.check_alt_text(cleaned)
        self.check_crop(cleaned)
        return cleaned

    def check_alt_text(self, cleaned: dict[str, Any]) -> None:
        """What an editor writes or stands for is held against the rules; a draft as the
        paper's words gave it is not.
        """
        if not {"alt_text", "alt_state"} & self.changed_fields(cleaned):
            return
        alt_text, state = cleaned.get("alt_text", ""), cleaned.get("alt_state")
        is_new = "alt_text" in self.changed_fields(cleaned) and alt_text
        if state != Figure.AltState.CONFIRMED and not is_new:
            return
        caption = cleaned.get("caption") or caption_of(self.figure)
        problem = find_alt_problem(
            alt_text, caption=caption, names=names_of(self.figure)
        )
        if problem:
            self.add_error("alt_text", problem)

    def check_crop(self, cleaned: dict[str, Any]) -> None:
        if not {*EDGES, "page"} & self.changed_fields(cleaned):
            return
        if self.is_from_another_pdf(cleaned):
            self.add_error(
                "left",
                _(
                    "A new version of the paper has been accepted since this page was "
                    "opened, so the crop is not saved. Open the figure again."
                ),
            )
            return
        given = [cleaned.get(name) for name in (*EDGES, "page")]
        if any(value is None for value in given):
            self.add_error("left", _("The box needs four numbers, and a page."))
            return
        number = cleaned["page"]
        page = find_page(self.figure, number)
        try:
            box = check_box(
                Box(*(cleaned[name] for name in EDGES)), page_box(page), number
            )
            self.refuse_missing_page(number)
        except BoxError as error:
            self.add_error("left", str(error))
            return
        if cleaned.get("snap") and page:
            box = snap_to_ink(page, box, self.figure.caption_box)
        cleaned["box"] = box

    def is_from_another_pdf(self, cleaned: dict[str, Any]) -> bool:
        """Whether the page that the editor saw is not the one that is cut by now."""
        stored = cleaned.get("seen", {}).get("stored", {})
        seen = stored.get("version_id", self.figure.version_id)
        return bool(seen != self.figure.version_id)

    def refuse_missing_page(self, number: int) -> None:
        """Raise BoxError for a page that the paper does not have."""
        count = self.figure.version.pages if self.figure.version else 0
        if number > count > 0:
            raise BoxError(
                _("The paper has no page %(number)d: it has %(count)d.")
                % {"number": number, "count": count}
            )

    def changed_fields(self, cleaned: dict[str, Any]) -> set[str]:
        """Fields that hold what the editor has not seen there."""
        shown = self.cleaned_data.get("seen", {}).get("shown", {})
        return {
            name
            for name, value in cleaned.items()
            if name in shown and value != as_typed(shown[name])
        }

    def renewed(self) -> ReviewForm:
        """The editor's own words over what is stored by now: saved again, they stand."""
        current = Figure.objects.get(pk=self.figure.pk)
        mine = self.changed_fields(self.cleaned_data)
        if mine & CROP:
            mine |= CROP
        data = cast("QueryDict", self.data).copy()
        data["seen"] = write_seen(current)
        for name, value in show_values(current).items():
            if name not in mine:
                data[name] = value
        return ReviewForm(current, data)

    def values(self) -> Values:
        """The columns that the editor has changed, as they are to be."""
        cleaned = self.cleaned_data
        changed = self.changed_fields(cleaned)
        values: Values = {name: cleaned[name] for name in OWN if name in changed}
        for name in PROPOSED:
            if name in changed:
                found = getattr(self.figure, f"detected_{name}")
                is_found = cleaned[name] == found
                values[f"edited_{name}"] = "" if is_found else cleaned[name]
        if {"alt_text", "alt_state"} & changed and "alt_text" in cleaned:
            values["edited_alt_text"] = text_to_store(
                self.figure,
                cleaned["alt_text"],
                is_confirmed=cleaned["alt_state"] == Figure.AltState.CONFIRMED,
            )
        if "box" in cleaned:
            values |= crop_values(self.figure, cleaned["box"], cleaned["page"])
        return values

    def seen_columns(self) -> Values:
        stored: Values = self.cleaned_data["seen"]["stored"]
        return stored


def as_typed(value: object) -> object:
    """What a form gives back of ``value`` where nobody touches it."""
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def show_values(figure: Figure) -> dict[str, Any]:
    """The fields as they are shown."""
    shown = {name: getattr(figure, name) for name in (*PROPOSED, *OWN)}
    if box := figure.crop_box:
        shown |= dict(zip(EDGES, edges(box), strict=True))
        shown["page"] = figure.page_number
    return shown


def write_seen(figure: Figure) -> str:
    stored = {name: getattr(figure, name) for name in COLUMNS}
    return json.dumps({"shown": show_values(figure), "stored": stored})


def find_page(figure: Figure, number: int | None) -> PageImage | None:
    """The image of that page in the PDF that the figure is cut from."""
    if figure.version is None or number is None:
        return None
    return figure.version.page_images.filter(number=number).first()


def page_box(page: PageImage | None) -> Box:
    """The page's size; while nobody has drawn it, only what any page can hold counts."""
    return page.box if page else Box(0.0, 0.0, 14400.0, 14400.0)
