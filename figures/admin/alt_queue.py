"""The queue of figures that still need alt text, over all papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from figures.admin.alt_deeds import (
    SAID,
    find_last_edit,
    find_problem,
    say_taken_back,
    take_back,
    write_alt_text,
)
from figures.admin.alt_entries import (
    Reply,
    count_done,
    figures_of,
    list_queue,
    papers_to_describe,
    read_seen,
    show_page,
)
from figures.admin.editors import editor_of
from figures.alt_texts import (
    FEWEST_CHARACTERS,
    MOST_CHARACTERS,
    TOO_LONG,
    TOO_SHORT,
    figures_to_describe,
    needs_alt_text,
)
from figures.edits import EditConflictError, EditRefusedError
from figures.models import Paper

if TYPE_CHECKING:
    from django.urls import URLPattern

    from figures.models import Figure, FigureQuerySet

ADDRESS = "admin:figures_figure_alt_texts"
# Databases know none that are much longer.
LONGEST_NUMBER = 9


class AltQueueAdmin(admin.ModelAdmin):
    """Adds the queue to the figures' admin."""

    def get_urls(self) -> list[URLPattern]:
        own = [path("alt-texts/", self.alt_texts_view, name="figures_figure_alt_texts")]
        return own + super().get_urls()

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        waiting = figures_to_describe().filter(needs_alt_text()).count()
        context = {"alt_texts_to_write": waiting} | (extra_context or {})
        return super().changelist_view(request, context)

    @method_decorator(never_cache)
    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def alt_texts_view(self, request: HttpRequest) -> HttpResponse:
        """The queue; POST writes one text, or takes the last one back."""
        if not self.admin_site.has_permission(request):
            return self.ask_to_log_in(request)
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return self.show_queue(request)
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.POST.get("deed") == "undo":
            return self.undo(request)
        return self.write(request)

    def ask_to_log_in(self, request: HttpRequest) -> HttpResponse:
        """Who has typed something does not lose it to a login page."""
        if request.method != "POST":
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("You are logged out"),
            "typed": request.POST.get("alt_text", ""),
            "address": request.get_full_path(),
        }
        template = "admin/figures/figure/_alt_logged_out.html"
        return TemplateResponse(request, template, context, status=401)

    def show_queue(
        self, request: HttpRequest, reply: Reply | None = None
    ) -> HttpResponse:
        paper = find_paper(request)
        figures = figures_in(request)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Alt texts to write"),
            "page": show_page(
                figures,
                number=read_number(request.GET.get("page", "1")),
                at=read_number(request.GET.get("at", "0")),
                reply=reply,
            ),
            "paper": paper,
            "papers": papers_to_describe(paper),
            "counts": count_done(figures),
            "last": find_last_edit(editor_of(request), figures),
            "can_write": self.has_change_permission(request),
            "fewest": FEWEST_CHARACTERS,
            "most": MOST_CHARACTERS,
            "too_short": TOO_SHORT,
            "too_long": TOO_LONG,
        }
        template = "admin/figures/figure/alt_queue.html"
        return TemplateResponse(request, template, context)

    def write(self, request: HttpRequest) -> HttpResponse:
        figure = find_figure(request)
        deed = request.POST.get("deed", "")
        typed = request.POST.get("alt_text", "")
        if deed == "theirs":
            self.message_user(request, _("%s: left as it is.") % figure.label)
            return return_to_queue(request, figure.pk)
        if deed not in SAID:
            raise BadRequest("There is no such deed.")
        if problem := find_problem(figure, deed, typed):
            return self.show_queue(request, Reply(figure.pk, typed, problem))
        seen = read_seen(request.POST.get("seen", ""))
        ids = list_queue(figures_in(request), figure.pk)
        try:
            said = write_alt_text(figure, deed, typed, editor_of(request), seen)
        except EditConflictError as error:
            reply = Reply(figure.pk, typed, conflicts=tuple(error.conflicts))
            return self.show_queue(request, reply)
        except EditRefusedError as error:
            raise Http404(str(error)) from error
        self.message_user(request, said, messages.SUCCESS)
        if deed == "draft":
            return return_to_queue(request, figure.pk)
        return return_to_queue(request, *following(ids, figure.pk))

    def undo(self, request: HttpRequest) -> HttpResponse:
        """Take back the deed that the button named; its text stays in the field."""
        deed = request.POST.get("last", "")
        try:
            figure, typed = take_back(editor_of(request), figures_in(request), deed)
        except EditRefusedError as error:
            self.message_user(request, str(error), messages.ERROR)
            return return_to_queue(request)
        self.message_user(request, say_taken_back(figure, typed), messages.SUCCESS)
        return self.show_queue(request, Reply(figure.pk, typed))


def return_to_queue(request: HttpRequest, at: int | None = None) -> HttpResponse:
    """The same page, or the page on which the figure ``at`` stands by now."""
    here = {
        name: request.GET[name] for name in ("paper", "page") if name in request.GET
    }
    if at is None:
        return redirect(reverse(ADDRESS, query=here))
    return redirect(reverse(ADDRESS, query=here | {"at": at}, fragment=f"figure-{at}"))


def following(ids: list[int], pk: int) -> list[int]:
    """The next after ``pk``; none after the last."""
    place = ids.index(pk) + 1 if pk in ids else len(ids)
    return ids[place : place + 1]


def figures_in(request: HttpRequest) -> FigureQuerySet:
    """What the page is about: all figures, or those of one paper."""
    return figures_of(read_number(request.GET.get("paper", "0")))


def find_paper(request: HttpRequest) -> Paper | None:
    pk = read_number(request.GET.get("paper", "0"))
    if not pk:
        return None
    paper = Paper.objects.filter(pk=pk).first()
    if paper is None:
        raise Http404(_("There is no such paper."))
    return paper


def find_figure(request: HttpRequest) -> Figure:
    """The figure of the form, with what its names are read from."""
    figures = figures_to_describe().select_related("paper", "parent", "version")
    pk = read_number(request.POST.get("figure", ""))
    figure = figures.prefetch_related("renditions").filter(pk=pk).first()
    if figure is None:
        raise Http404(_("This figure has been removed."))
    return figure


def read_number(text: str) -> int:
    """A number of a page's address; 0 for nothing. Raises Http404 for anything else."""
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER):
        raise Http404(_("There is no such page."))
    return int(text)
