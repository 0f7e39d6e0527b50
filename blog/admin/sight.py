"""Nobody brings into a post what they may not see: its page would show it to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext as _

from blog.markdown import render_typed
from figures.permissions import can_view_figures, can_view_papers

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User
    from django.db.models import QuerySet

    from figures.models import Figure, Paper


def find_unseen(user: User | AnonymousUser, text: str, stored: str) -> str:
    """Why ``user`` may not write ``text`` over the ``stored`` one; empty where they may.

    The same for all keys: whether there is such a figure is not said either.
    """
    if can_view_figures(user) or keys_of(text) <= keys_of(stored):
        return ""
    return _("The text shows or names figures, and you may not see figures.")


def keys_of(text: str) -> set[str]:
    return set(render_typed(text).keys)


class SightedForm(forms.ModelForm):
    """What a post shows already may stay; its editors see it on the post's own page."""

    # Set on the class that one request gets.
    editor: ClassVar[User | None] = None

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        if self.editor and (
            reason := find_unseen(self.editor, body, self.instance.body)
        ):
            raise forms.ValidationError(reason)
        return body

    def clean_lead_figure(self) -> Figure | None:
        figure: Figure | None = self.cleaned_data["lead_figure"]
        is_new = figure and figure.pk != self.instance.lead_figure_id
        if is_new and self.editor and not can_view_figures(self.editor):
            raise forms.ValidationError(_("You may not see figures."))
        return figure

    def clean_papers(self) -> QuerySet[Paper]:
        papers: QuerySet[Paper] = self.cleaned_data["papers"]
        if self.editor and not can_view_papers(self.editor):
            stored: Any = self.instance.papers.all() if self.instance.pk else ()
            if set(papers) - set(stored):
                raise forms.ValidationError(_("You may not see papers."))
        return papers
