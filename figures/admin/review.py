"""The screen of one figure: look at it on its page, put it right, go to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from figures.admin.conflicts import settle, show_conflicts
from figures.admin.deeds import (
    DEEDS,
    NEXT_DEEDS,
    UNCONDITIONAL_DEEDS,
    DeedRequest,
)
from figures.admin.editors import editor_of
from figures.admin.review_form import COLUMNS, ReviewForm
from figures.admin.screen import list_entries, next_to_review, show_screen
from figures.edits import EditConflictError, EditRefusedError
from figures.permissions import can_view_papers
from figures.reviewing import edit_with_panels

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from figures.edits import Values
    from figures.models import Figure

TEMPLATE = "admin/figures/figure/review.html"
INVALID, CONFLICT = 422, 409


class ReviewAdmin(admin.ModelAdmin):
    """The change page of a figure is the review of it."""

    @method_decorator(never_cache)
    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        figure = self.get_object(request, object_id)
        if figure is None:
            messages.warning(request, _("There is no such figure, or not any more."))
            return redirect("admin:figures_figure_changelist")
        if not self.has_view_or_change_permission(request, figure):
            raise PermissionDenied
        if request.method != "POST":
            return self.show(request, figure, ReviewForm(figure))
        if not self.has_change_permission(request, figure):
            raise PermissionDenied
        return self.carry_out(request, figure)

    def carry_out(self, request: HttpRequest, figure: Figure) -> HttpResponse:
        """Save the fields, whatever button was pressed, then do what it says."""
        form = ReviewForm(figure, request.POST)
        if not form.is_valid():
            if request.POST.get("deed") not in UNCONDITIONAL_DEEDS:
                return self.show(request, figure, form, status=INVALID)
            for name, errors in form.errors.items():
                sentence = _("Not saved, %(field)s: %(problem)s") % {
                    "field": form.fields[name].label if name in form.fields else "",
                    "problem": " ".join(map(str, errors)),
                }
                messages.warning(request, sentence)
        values = settle(form.values(), request.POST)
        seen = form.seen_columns()
        stale = is_stale(figure, seen, values)
        try:
            saved = edit_with_panels(figure, values, editor_of(request), seen)
        except EditConflictError as error:
            shown = show_conflicts(figure, error.conflicts)
            renewed = form.renewed()
            return self.show(request, figure, renewed, status=CONFLICT, conflicts=shown)
        except EditRefusedError as error:
            form.add_error(None, str(error))
            return self.show(request, figure, form, status=INVALID)
        if stale and request.POST.get("deed") == "confirm":
            messages.warning(
                request,
                _(
                    "Somebody else has changed this figure since you opened it. Look "
                    "at it again, then confirm."
                ),
            )
            return redirect(figure.get_admin_url())
        figure.refresh_from_db()
        deed = DeedRequest(request, figure, is_saved=bool(saved), seen=seen | values)
        return self.do_deed(request, figure, deed)

    def do_deed(
        self, request: HttpRequest, figure: Figure, asked: DeedRequest
    ) -> HttpResponse:
        name = request.POST.get("deed", "save")
        target: Figure | None = figure
        try:
            if deed := DEEDS.get(name):
                target = deed(asked)
            elif asked.is_saved and "X-Autosave" not in request.headers:
                messages.success(request, _("Saved."))
        except EditConflictError:
            sentence = _("Somebody else was faster. Look again, and decide then.")
            messages.error(request, sentence)
        except EditRefusedError as error:
            messages.error(request, str(error))
        else:
            if name in NEXT_DEEDS:
                return self.go_on(request, figure)
        return redirect((target or figure).get_admin_url())

    def go_on(self, request: HttpRequest, figure: Figure) -> HttpResponse:
        """To the next figure that nobody has looked at, else back to the sheet."""
        if following := next_to_review(list_entries(figure), figure):
            return redirect(following.get_admin_url())
        if figure.paper is None:
            return redirect("admin:figures_figure_changelist")
        messages.success(request, _("All figures of this paper are reviewed."))
        return redirect("admin:figures_paper_sheet", figure.paper.pk)

    def show(
        self,
        request: HttpRequest,
        figure: Figure,
        form: ReviewForm,
        *,
        status: int = 200,
        **extra: Any,
    ) -> HttpResponse:
        can_change = self.has_change_permission(request, figure)
        if not can_change:
            for field in form.fields.values():
                field.disabled = True
        screen = show_screen(figure)
        if not can_view_papers(request.user):
            # The page, with all its text, is as private as the PDF.
            screen.page, screen.is_page_awaited = None, False
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": figure,
            "title": figure.label,
            "form": form,
            "screen": screen,
            "can_change": can_change,
            "is_nav_sidebar_enabled": False,
            **extra,
        }
        return TemplateResponse(request, TEMPLATE, context, status=status)


def is_stale(figure: Figure, seen: Values, values: Values) -> bool:
    """Whether somebody else has changed what the editor has not touched, unseen by him."""
    return any(
        getattr(figure, name) != value
        for name, value in seen.items()
        if name in COLUMNS and name not in values
    )
