"""The form of a post: what a published one may not become, and what no save may lose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from blog.admin.byline import BYLINE, stored_byline, typed_byline
from blog.admin.editor import EditorWidget
from blog.admin.meeting import (
    comparable,
    compare_words,
    meet,
    say_others,
    say_time,
)
from blog.admin.sight import SightedForm
from blog.admin.translations import clean_language, clean_original
from blog.admin.words import number
from blog.keeping import plain, words_of
from blog.languages import HELP
from blog.models import WORDS, FormerSlug, Post
from blog.publishing import find_new_problems
from blog.runaway import RunawayTextError, check_length

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import QueryDict

    from blog.admin.meeting import Meeting
    from blog.checks import Finding
    from blog.models import WorkingCopy
    from figures.admin.wordings import Wording

UNPUBLISH = "_unpublish"
# How an editor settles what clashes.
KEEP_MINE, TAKE_THEIRS, MERGE = "_keep_mine", "_take_theirs", "_merge"
# Typed in by hand, so it must bear being looked at.
TEXT_WIDGETS = {
    "deck": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
    "summary": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
}
# Lists and feeds show it whole; 300 words are an abstract.
MOST_SUMMARY = 2_000
HIDDEN = ("version", "seen", "copy_version", "began")


def hidden_number() -> forms.IntegerField:
    return number(widget=forms.HiddenInput)


class PostForm(SightedForm):
    """Carries along which save it began from, and so never writes over a newer one."""

    # The save that the words began from, and the newer one that was shown since.
    version = hidden_number()
    seen = hidden_number()
    copy_version = hidden_number()
    # The other fields as they were when the form was opened.
    began = forms.JSONField(required=False, widget=forms.HiddenInput)

    # Set on the class that one request gets.
    working_copy: ClassVar[WorkingCopy | None] = None
    others: ClassVar[list[WorkingCopy]] = []

    class Meta:
        widgets = TEXT_WIDGETS
        help_texts = {"language": HELP}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting: Meeting | None = None
        # What the page says above the text: "conflict", "taken" or "merged".
        self.outcome = ""
        self.stored = {name: self.initial.get(name) for name in self.other_fields()}
        if self.instance.pk:
            self.stored[BYLINE] = stored_byline(self.instance)
        self.initial["version"] = self.instance.version
        self.initial["began"] = self.snapshot()
        if copy := self.working_copy:
            self.initial.update(words_of(copy))
            self.initial["version"] = copy.post_version
            self.initial["copy_version"] = copy.version
        # A browser that fills in what stood here before knows nothing of newer saves.
        for name in (*WORDS, *HIDDEN):
            if name in self.fields:
                self.fields[name].widget.attrs["autocomplete"] = "off"
        body = self.fields.get("body")
        if body and isinstance(body.widget, EditorWidget):
            body.widget.form = self

    @cached_property
    def changed_data(self) -> list[str]:
        """What an editor changed, for the log: no number that the form carries along."""
        return [name for name in super().changed_data if name not in HIDDEN]

    def other_fields(self) -> list[str]:
        return [name for name in self.fields if name not in (*WORDS, *HIDDEN)]

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        others = FormerSlug.objects.exclude(post=self.instance.pk)
        if taken := others.filter(slug=slug).select_related("post").first():
            raise forms.ValidationError(
                _("This address leads readers to “%(post)s”, which once had it."),
                params={"post": taken.post},
            )
        return slug

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        # As it was sent: longer ones are neither kept as they are typed nor shown.
        try:
            check_length(body)
        except RunawayTextError as error:
            raise forms.ValidationError(str(error)) from error
        body = super().clean_body()
        return body.replace("\r\n", "\n")

    def clean_summary(self) -> str:
        summary: str = self.cleaned_data["summary"]
        is_new = plain(summary) != plain(self.instance.summary)
        if is_new and len(summary) > MOST_SUMMARY:
            raise forms.ValidationError(
                _("The summary has %(length)d characters; %(limit)d is the most."),
                params={"length": len(summary), "limit": MOST_SUMMARY},
            )
        return summary

    def clean_language(self) -> str:
        return clean_language(self.cleaned_data["language"], self.instance)

    def clean(self) -> dict[str, Any]:
        """A draft may say anything; what readers see has to stay right."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk and self.is_behind(cleaned):
            self.meet_others(cleaned)
        if self.outcome:
            return cleaned
        clean_original(self, cleaned)
        if self.instance.status == Post.Status.PUBLISHED and UNPUBLISH not in self.data:
            self.check_published(cleaned)
        return cleaned

    def is_behind(self, cleaned: dict[str, Any]) -> bool:
        """By its words, or by the other fields alone once words were merged."""
        if self.began_from(cleaned) < self.instance.version:
            return True
        began = cleaned.get("began")
        return isinstance(began, dict) and began != self.snapshot()

    def snapshot(self) -> dict[str, Any]:
        return {name: comparable(value) for name, value in self.stored.items()}

    def began_from(self, cleaned: dict[str, Any]) -> int:
        return cleaned.get("version") or 0

    def meet_others(self, cleaned: dict[str, Any]) -> None:
        """Bring in what others saved since; where that clashes, ask and save nothing."""
        names = (*WORDS, *self.other_fields())
        mine = {name: cleaned[name] for name in names if name in cleaned}
        if byline := typed_byline(cast("QueryDict", self.data)):
            mine[BYLINE] = byline
        began = cleaned.get("began")
        meeting = self.meeting = meet(
            self.instance,
            self.began_from(cleaned),
            began if isinstance(began, dict) else {},
            self.stored,
            mine,
        )
        is_seen = cleaned.get("seen") == meeting.version
        if not meeting.disputes or (is_seen and KEEP_MINE in self.data):
            cleaned |= self.as_cleaned(meeting.words("mine") | meeting.settled)
        elif is_seen and TAKE_THEIRS in self.data:
            theirs = meeting.words("theirs") | meeting.settled | meeting.clashing
            self.show_again("taken", theirs)
        elif is_seen and MERGE in self.data:
            self.show_again("merged", meeting.marked() | meeting.settled)
        else:
            self.put_in({"seen": meeting.version})
            self.refuse("conflict")

    def as_cleaned(self, values: dict[str, Any]) -> dict[str, Any]:
        """As the form's fields make them of rows, keys and texts."""
        return {
            name: self.fields[name].clean(self.fields[name].prepare_value(value))
            if name in self.other_fields() and name != "published_at"
            else value
            for name, value in values.items()
            # The byline has a form of its own.
            if name != BYLINE
        }

    def show_again(self, outcome: str, values: dict[str, Any]) -> None:
        """Put ``values`` into the fields, for the editor to read before saving."""
        base = {"version": self.instance.version, "began": self.snapshot()}
        self.put_in(values | base)
        self.refuse(outcome)

    def put_in(self, values: dict[str, Any]) -> None:
        data = self.data = cast("QueryDict", self.data).copy()
        for name, value in values.items():
            if name == BYLINE:
                continue
            bound = self[name]
            shown = bound.field.prepare_value(value)
            if isinstance(bound.field, forms.SplitDateTimeField):
                for part, text in enumerate(bound.field.widget.decompress(shown)):
                    data[f"{bound.html_name}_{part}"] = str(text or "")
            elif isinstance(shown, list):
                data.setlist(bound.html_name, shown)
            else:
                data[bound.html_name] = "" if shown is None else shown

    def refuse(self, outcome: str) -> None:
        self.outcome = outcome
        sentences = {
            "conflict": _("Not saved: what you typed clashes with what %(who)s saved."),
            "taken": _("Not saved yet: read through what is in the fields now."),
            "merged": _("Not saved yet: choose between the marked passages first."),
        }
        assert self.meeting  # noqa: S101  # there is nothing to refuse without one
        self.add_error(None, sentences[outcome] % {"who": self.meeting.saved_by})

    def disputes(self) -> Iterator[tuple[str, list[Wording]]]:
        """What clashes, field by field: theirs taken out, mine put in."""
        for dispute in self.meeting.disputes if self.meeting else []:
            yield self.name_field(dispute.name), dispute.differences

    def name_field(self, name: str) -> str:
        return _("Authors") if name == BYLINE else str(self.fields[name].label)

    def unsaved(self) -> list[tuple[str, list[Wording]]]:
        """What the working copy says otherwise than the stored post."""
        copy = self.working_copy
        return compare_words(words_of(self.instance), words_of(copy)) if copy else []

    def say_copied_at(self) -> str:
        return say_time(self.working_copy.saved_at) if self.working_copy else ""

    def say_others(self) -> str:
        return say_others(self.others)

    def tell_what_came_in(self) -> str:
        """For a save that others' words went into; empty where none did."""
        meeting = self.meeting
        if not meeting or not meeting.came_in:
            return ""
        names = ", ".join(self.name_field(name) for name in meeting.came_in)
        return _(
            "%(who)s saved this post at %(at)s. Now in yours, too: %(fields)s."
        ) % {
            "who": meeting.saved_by,
            "at": meeting.at,
            "fields": names,
        }

    def check_published(self, cleaned: dict[str, Any]) -> None:
        for problem in self.find_problems(cleaned):
            field = problem.field if problem.field in self.fields else None
            self.add_error(field, problem.sentence)
        if "published_at" in self.fields and not cleaned.get("published_at"):
            self.add_error(
                "published_at",
                _("A published post keeps its date. Unpublish it to hide it."),
            )

    def find_problems(self, cleaned: dict[str, Any]) -> Iterator[Finding]:
        """What this save would break; what is broken already stands among the checks."""
        stored = self.instance
        names = (*WORDS, "slug")
        edited = Post(
            **{name: cleaned.get(name, getattr(stored, name)) for name in names}
        )
        for problem in find_new_problems(edited, stored):
            if problem.field not in self.errors:
                yield problem
