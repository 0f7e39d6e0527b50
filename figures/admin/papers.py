"""Papers in the admin: add, watch the import, put the details right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, override

from django.contrib import admin, messages
from django.db.models import Count, Q
from django.forms.widgets import Script
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from figures.admin.columns import PAPER_SHAPES, show_mark
from figures.admin.details import (
    ConfirmedFilter,
    PaperForm,
    confirm_details,
    describe_details,
    mark_details,
)
from figures.admin.imports import import_again
from figures.admin.missed import MissedFigureAdmin
from figures.admin.progress import show_progress
from figures.admin.sheet import SheetAdmin
from figures.admin.upload import UploadAdmin
from figures.admin.versions import VersionAdmin
from figures.models import Figure, Paper
from figures.models.paper import OWN_IMAGES
from figures.removal import remove_papers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django import forms
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.urls import URLPattern
    from django.utils.safestring import SafeString

WHOLE_AND_KEPT = Q(figures__parent=None) & ~Q(figures__state=Figure.State.DISCARDED)


@admin.register(Paper)
class PaperAdmin(SheetAdmin, MissedFigureAdmin, VersionAdmin, UploadAdmin):
    form = PaperForm
    list_display = ["name", "progress", "details", "figure_count", "year", "created_at"]
    list_filter = ["status", ConfirmedFilter, "is_public", "year"]
    search_fields = ["title", "slug", "authors", "venue", "arxiv_id", "doi"]
    actions = ["extract_again"]
    fieldsets = [
        (None, {"fields": ["title", "authors", ("year", "venue")]}),
        (
            gettext_lazy("Where it is from"),
            {"fields": [("arxiv_id", "doi"), "url"]},
        ),
        (gettext_lazy("What it may be used for"), {"fields": ["licence"]}),
        (
            gettext_lazy("On this site"),
            {"fields": ["key_contribution", "slug", "is_public"]},
        ),
    ]

    class Media:
        css = {"all": ["figures/admin/papers.css"]}
        js = [Script("figures/admin/progress.js", type="module")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Paper]:
        papers: QuerySet[Paper] = super().get_queryset(request)
        return papers.annotate(
            figure_count=Count("figures", filter=WHOLE_AND_KEPT, distinct=True)
        )

    def get_readonly_fields(
        self, request: HttpRequest, obj: Paper | None = None
    ) -> list[str]:
        """What posts write, and what links lead to, does not change under them."""
        # A paper from before may have a slug that none may have: it needs another.
        return [] if obj and obj.slug == OWN_IMAGES else ["slug"]

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(
                "<int:pk>/progress/", self.progress_view, name="figures_paper_progress"
            ),
            path(
                "<int:pk>/import/",
                self.admin_site.admin_view(self.import_view),
                name="figures_paper_import",
            ),
        ]
        return own + super().get_urls()

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def name(self, paper: Paper) -> str:
        return str(paper)

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def progress(self, paper: Paper) -> SafeString:
        words = paper.get_status_display()
        if paper.status == Paper.Status.EXTRACTING and paper.page_count:
            words = _("%(status)s: %(done)d of %(pages)d pages") % {
                "status": words,
                "done": paper.pages_done,
                "pages": paper.page_count,
            }
        return show_mark(PAPER_SHAPES[Paper.Status(paper.status)], words)

    @admin.display(description=gettext_lazy("details"), ordering="details_confirmed_at")
    def details(self, paper: Paper) -> SafeString:
        return mark_details(paper)

    @admin.display(description=gettext_lazy("figures"), ordering="figure_count")
    def figure_count(self, paper: Paper) -> int:
        count: int = vars(paper)["figure_count"]
        return count

    def save_model(
        self, request: HttpRequest, obj: Paper, form: forms.ModelForm, change: bool
    ) -> None:
        # Only what was typed: the worker writes to the same row.
        obj.save(update_fields=form.changed_data)

    def response_change(self, request: HttpRequest, obj: Paper) -> HttpResponse:
        if "_confirm" not in request.POST:
            return super().response_change(request, obj)
        if confirm_details(obj, vars(obj), request.user.pk):
            self.log_change(request, obj, _("Confirmed the details."))
            text = _("The details of “%s” are saved and confirmed.") % obj
            self.message_user(request, text, messages.SUCCESS)
            return self.response_post_save_change(request, obj)
        text = _(
            "Saved, but not confirmed: the import has found more in the meantime. "
            "Look at it, then confirm."
        )
        self.message_user(request, text, messages.WARNING)
        return redirect(obj.get_admin_url())

    @override
    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Paper | None = None,
    ) -> HttpResponse:
        context["show_save_and_add_another"] = False
        if obj:
            context["progress"] = show_progress(obj)
            context["details"] = {
                "state": describe_details(obj),
                "needs_confirming": not obj.details_confirmed_at
                and self.has_change_permission(request, obj),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    @method_decorator(never_cache)
    @method_decorator(require_safe)
    def progress_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The panel alone; a status instead of a login page, for scripts to read."""
        if not self.admin_site.has_permission(request):
            return HttpResponse(status=401)
        if not self.has_view_permission(request):
            return HttpResponse(status=403)
        paper = get_object_or_404(Paper, pk=pk)
        context = {
            "progress": show_progress(paper),
            "has_change_permission": self.has_change_permission(request, paper),
        }
        template = "admin/figures/paper/_progress.html"
        return TemplateResponse(request, template, context)

    @admin.action(
        description=gettext_lazy("Import figures again"), permissions=["change"]
    )
    def extract_again(self, request: HttpRequest, queryset: QuerySet[Paper]) -> None:
        self.queue_again(request, [paper.pk for paper in queryset])

    @method_decorator(require_POST)
    def import_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The same for one paper, from its own page."""
        paper = get_object_or_404(Paper, pk=pk)
        if not self.has_change_permission(request, paper):
            return HttpResponse(status=403)
        self.queue_again(request, [paper.pk])
        return redirect(paper.get_admin_url())

    def queue_again(self, request: HttpRequest, ids: Iterable[int]) -> None:
        queued, skipped = import_again(ids)
        if count := len(queued):
            text = ngettext("%d paper queued.", "%d papers queued.", count) % count
            self.message_user(request, text, messages.SUCCESS)
        for paper in skipped:
            text = _("“%s” is being imported already.") % paper
            self.message_user(request, text, messages.WARNING)

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[Any]]:
        """Figures go with their paper, whoever may remove that."""
        deleted, counts, needed, protected = super().get_deleted_objects(objs, request)
        needed = needed - {Figure._meta.verbose_name}
        return deleted, counts, needed, protected

    def delete_model(self, request: HttpRequest, obj: Paper) -> None:
        remove_papers(Paper.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Paper]) -> None:
        remove_papers(Paper.objects.filter(pk__in=[paper.pk for paper in queryset]))
