"""A page of a paper, to draw a box around a figure that the import has missed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from figures.admin.editors import editor_of
from figures.admin.review_form import EDGES, EdgeField, page_box
from figures.admin.screen import Outline, await_page, sort_passages
from figures.crops import BoxError, check_box, snap_to_ink
from figures.extraction.geometry import Box
from figures.models import Figure, PageImage, Paper
from figures.permissions import can_view_papers
from figures.reviewing import DrawnFigure, add_figure

if TYPE_CHECKING:
    from django.forms import BoundField
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from figures.models import PaperVersion
    from figures.reviewing import Passage

TEMPLATE = "admin/figures/paper/page.html"
INVALID = 422


class PageChoiceForm(forms.Form):
    """Which page of the paper to go to."""

    def __init__(self, page_count: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Its widget is told the last page as well.
        self.fields["page"] = forms.IntegerField(
            label=_("Page"),
            min_value=1,
            max_value=page_count,
            error_messages=dict.fromkeys(
                ("required", "invalid", "min_value", "max_value"),
                _("Choose a page from 1 to %d.") % page_count,
            ),
        )


class MissedFigureForm(forms.Form):
    """A box, and what the figure in it is called."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Figure.Kind)
    number = forms.CharField(
        label=gettext_lazy("Number"),
        help_text=gettext_lazy("As printed; empty where it comes with the caption."),
        max_length=40,
        required=False,
    )
    passage = forms.TypedChoiceField(
        label=gettext_lazy("Its caption"), coerce=int, empty_value=None, required=False
    )
    left = EdgeField(gettext_lazy("Left"))
    top = EdgeField(gettext_lazy("Top"))
    right = EdgeField(gettext_lazy("Right"))
    bottom = EdgeField(gettext_lazy("Bottom"))
    snap = forms.BooleanField(
        label=gettext_lazy("Snap to ink"), required=False, initial=True
    )

    def __init__(
        self, number: int, page: PageImage | None, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.page_number = number
        self.page = page
        passages = page.passages if page else []
        choice = cast("forms.ChoiceField", self.fields["passage"])
        choice.choices = [
            ("", _("None on this page")),
            *((index, passage["text"]) for index, passage in sort_passages(passages)),
        ]

    @property
    def chosen_passage(self) -> int | None:
        """Its index; None for none, and for one that the page does not have."""
        choice = cast("forms.TypedChoiceField", self.fields["passage"])
        try:
            index: int | None = choice.clean(self["passage"].value())
        except ValidationError:
            return None
        return index

    @property
    def edges(self) -> list[BoundField]:
        return [self[name] for name in EDGES]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        edges = [cleaned[name] for name in EDGES if cleaned.get(name) is not None]
        if len(edges) < len(EDGES):
            self.add_error(
                None, _("Draw a box on the page, or type its four edges in points.")
            )
            return cleaned
        try:
            box = check_box(Box(*edges), page_box(self.page), self.page_number)
        except BoxError as error:
            self.add_error(None, str(error))
            return cleaned
        if self.page and cleaned.get("snap"):
            caption = self.passage_of(cleaned)
            box = snap_to_ink(
                self.page, box, Box(**caption["box"]) if caption else None
            )
        return cleaned | {"box": box}

    def passage_of(self, cleaned: dict[str, Any]) -> Passage | None:
        index = cleaned.get("passage")
        passages: list[Passage] = self.page.passages if self.page else []
        return passages[index] if index is not None else None

    def drawn(self, version: PaperVersion) -> DrawnFigure:
        """What was drawn; a caption's label says what it is, unless the editor does."""
        cleaned = self.cleaned_data
        passage = self.passage_of(cleaned)
        is_labelled = passage is not None and passage["kind"] and not cleaned["number"]
        return DrawnFigure(
            version=version,
            page_number=self.page_number,
            kind=passage["kind"] if passage and is_labelled else cleaned["kind"],
            number=passage["number"] if passage and is_labelled else cleaned["number"],
            box=cleaned["box"],
            passage=passage,
        )


class MissedFigureAdmin(admin.ModelAdmin):
    """Adds the pages of a paper to the papers' addresses."""

    def get_urls(self) -> list[URLPattern]:
        page = path(
            "<int:pk>/pages/<int:number>/",
            self.admin_site.admin_view(self.page_view),
            name="figures_paper_page",
        )
        return [page, *super().get_urls()]

    @method_decorator(never_cache)
    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def page_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        paper = get_object_or_404(Paper, pk=pk)
        # The page shows all its text, and is as private as the PDF.
        can_add = request.user.has_perm("figures.change_figure")
        if not (can_add and can_view_papers(request.user)):
            raise PermissionDenied
        version = get_object_or_404(paper.versions, is_current=True)
        if not 1 <= number <= version.pages:
            raise Http404(_("The paper has no page %d.") % number)
        page = version.page_images.filter(number=number).first()
        if request.method != "POST":
            choice = choose_page(request, version.pages, number)
            if choice.is_valid():
                address = "admin:figures_paper_page"
                return redirect(address, paper.pk, choice.cleaned_data["page"])
            form = MissedFigureForm(number, page)
            return self.show_page(request, version, form, choice)
        form = MissedFigureForm(number, page, request.POST)
        if not form.is_valid():
            return self.show_page(request, version, form)
        figure = add_figure(form.drawn(version), editor_of(request))
        messages.success(request, _("“%s” is added, and being cut.") % figure.label)
        return redirect(figure.get_admin_url())

    def show_page(
        self,
        request: HttpRequest,
        version: PaperVersion,
        form: MissedFigureForm,
        choice: PageChoiceForm | None = None,
    ) -> HttpResponse:
        paper = version.paper
        number = form.page_number
        choice = choice or PageChoiceForm(version.pages, initial={"page": number})
        is_awaited = form.page is None and await_page(version, number)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": paper,
            "paper": paper,
            "version": version,
            "title": _("Page %(number)d of %(count)d")
            % {"number": number, "count": version.pages},
            "form": form,
            "choice": choice,
            "page": form.page,
            "is_awaited": is_awaited,
            "passages": sort_passages(form.page.passages if form.page else []),
            "outlines": find_outlines(version, number),
            "previous": number - 1,
            "next": number + 1 if number < version.pages else 0,
            "is_nav_sidebar_enabled": False,
        }
        status = INVALID if form.errors or choice.errors else 200
        return TemplateResponse(request, TEMPLATE, context, status=status)


def choose_page(request: HttpRequest, page_count: int, number: int) -> PageChoiceForm:
    """Bound where the address names a page to go to."""
    asked = request.GET if "page" in request.GET else None
    return PageChoiceForm(page_count, asked, initial={"page": number})


def find_outlines(version: PaperVersion, number: int) -> list[Outline]:
    """Whole figures that the page has already."""
    figures = version.figures.whole().kept().filter(page_number=number)
    return [Outline(figure, box) for figure in figures if (box := figure.crop_box)]
