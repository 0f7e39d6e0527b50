"""Nobody brings into a page what they may not see: it would show it, and not to them alone."""

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


def check_text(user: User | AnonymousUser, text: str, stored: str) -> None:
    """Raises ValidationError for figures that ``user`` may not bring in."""
    if reason := find_unseen(user, text, stored):
        raise forms.ValidationError(reason)


def check_figure(
    user: User | AnonymousUser, figure: Figure | None, stored: int | None
) -> None:
    """The same of one that is chosen, where another or none was ``stored``."""
    if figure and figure.pk != stored and not can_view_figures(user):
        raise forms.ValidationError(_("You may not see figures."))


class SightedForm(forms.ModelForm):
    """What a post shows already may stay; its editors see it on the post's own page."""

    # Set on the class that one request gets.
    editor: ClassVar[User]

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        check_text(self.editor, body, self.instance.body)
        return body

    def clean_lead_figure(self) -> Figure | None:
        figure: Figure | None = self.cleaned_data["lead_figure"]
        check_figure(self.editor, figure, self.instance.lead_figure_id)
        return figure

    def clean_papers(self) -> QuerySet[Paper]:
        papers: QuerySet[Paper] = self.cleaned_data["papers"]
        if not can_view_papers(self.editor):
            stored: Any = self.instance.papers.all() if self.instance.pk else ()
            if set(papers) - set(stored):
                raise forms.ValidationError(_("You may not see papers."))
        return papers
