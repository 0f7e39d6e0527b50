"""What a paper says of itself, put right and confirmed by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from figures.admin.columns import show_mark
from figures.admin.progress import PROPOSED_FIELDS
from figures.extraction.identifiers import bare_arxiv_id, bare_doi
from figures.licences import LICENCES, SHOWING_WORDS
from figures.models import Paper

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.safestring import SafeString

# The first journals are from 1665, printed books a little older.
FIRST_YEAR = 1500


class LicenceSelect(forms.RadioSelect):
    """Each licence with a sentence on what it allows."""

    option_template_name = "admin/figures/paper/_licence.html"

    def create_option(
        self, name: str, value: Any, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        licence = LICENCES[value]
        option["licence"] = licence
        option["showing"] = SHOWING_WORDS[licence.showing]
        option["meaning_id"] = f"{name}-{value or 'unknown'}-meaning"
        option["attrs"]["aria-describedby"] = option["meaning_id"]
        return option


class PaperForm(forms.ModelForm):
    class Meta:
        widgets = {
            "authors": AdminTextareaWidget(attrs={"rows": 5}),
            "licence": LicenceSelect,
        }
        help_texts = {
            "slug": gettext_lazy(
                "Made of the file's name, and never changed: the paper's address and the "
                "keys of its figures begin with it."
            )
        }

    # Without a length: addresses may be longer than what is kept of them.
    arxiv_id = forms.CharField(
        label=gettext_lazy("arXiv id"),
        required=False,
        widget=AdminTextInputWidget,
        help_text=gettext_lazy("2510.13786, or the paper's address at arXiv."),
    )
    doi = forms.CharField(
        label=gettext_lazy("DOI"),
        required=False,
        widget=AdminTextInputWidget,
        help_text=gettext_lazy("10.1000/182, or an address that holds it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in PROPOSED_FIELDS:
            # An import may fill these in while the page stands open; what it found
            # is not taken for something the editor has emptied.
            if name in self.fields:
                self.fields[name].show_hidden_initial = True

    def clean_authors(self) -> str:
        """As an import writes them, so that what was seen can be compared."""
        return "\n".join(self.cleaned_data["authors"].splitlines())

    def clean_year(self) -> int | None:
        year: int | None = self.cleaned_data["year"]
        last = timezone.localdate().year + 1
        if year is not None and not FIRST_YEAR <= year <= last:
            text = _("A paper's year lies between %(first)d and %(last)d.")
            raise forms.ValidationError(text % {"first": FIRST_YEAR, "last": last})
        return year

    def clean_arxiv_id(self) -> str:
        typed = self.cleaned_data["arxiv_id"]
        if typed and not bare_arxiv_id(typed):
            raise forms.ValidationError(
                _("This is no arXiv id. One looks like 2510.13786 or hep-th/9901001.")
            )
        return bare_arxiv_id(typed)

    def clean_doi(self) -> str:
        typed = self.cleaned_data["doi"]
        if typed and not bare_doi(typed):
            raise forms.ValidationError(
                _("This is no DOI. One looks like 10.1038/s41586-021-03819-2.")
            )
        return bare_doi(typed)


class ConfirmedFilter(admin.SimpleListFilter):
    title = gettext_lazy("details")
    parameter_name = "details"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("confirmed", _("confirmed")), ("read", _("to be confirmed"))]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Paper]
    ) -> QuerySet[Paper]:
        if self.value() is None:
            return queryset
        return queryset.filter(details_confirmed_at__isnull=self.value() == "read")


def mark_details(paper: Paper) -> SafeString:
    """For a list: a shape and a word."""
    if paper.details_confirmed_at:
        return show_mark("dot", _("confirmed"))
    return show_mark("triangle", _("to be confirmed"))


def describe_details(paper: Paper) -> SafeString:
    """For the paper's page: who answers for its details."""
    if not paper.details_confirmed_at:
        return show_mark("triangle", _("As read in the PDF, not confirmed yet."))
    day = date_format(timezone.localtime(paper.details_confirmed_at), "DATE_FORMAT")
    if not paper.details_confirmed_by:
        return show_mark("dot", _("Confirmed on %s.") % day)
    words = _("Confirmed by %(name)s on %(day)s.") % {
        "name": paper.details_confirmed_by.get_username(),
        "day": day,
    }
    return show_mark("dot", words)


def confirm_details(paper: Paper, seen: dict[str, Any], user_id: int | None) -> bool:
    """Confirm what the row holds, if that is what the person has seen of it.

    False where an import has filled in more since the page was opened.
    """
    row = Paper.objects.filter(pk=paper.pk)
    stored = row.values(*PROPOSED_FIELDS).get()
    if any(_plain(stored[name]) != _plain(seen[name]) for name in stored):
        return False
    # Only as long as it is still so: the import may run on.
    return bool(
        row.filter(**stored).update(
            details_confirmed_at=timezone.now(), details_confirmed_by=user_id
        )
    )


def _plain(value: str | int | None) -> str:
    """As a form would hand it back."""
    return "\n".join(str(value or "").splitlines()).strip()
