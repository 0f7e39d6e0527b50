"""The choice of a post's lead figure: each is named with its paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect

from figures.models import Figure

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet


def name_with_paper(figure: Model) -> str:
    """Every paper has its Figure 1."""
    paper = figure.paper if isinstance(figure, Figure) else None
    return f"{figure} · {paper}" if paper else str(figure)


class LeadFigureField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Model) -> str:
        return name_with_paper(obj)


class LeadFigureWidget(AutocompleteSelect):
    url_name = "%s:blog_post_lead_figure"


class LeadFigureView(AutocompleteJsonView):
    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("paper")

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, Any]:
        result: dict[str, Any] = super().serialize_result(obj, to_field_name)
        return result | {"text": name_with_paper(obj)}
