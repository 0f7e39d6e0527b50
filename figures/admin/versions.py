"""New versions of a paper in the admin: upload, look at what changes, accept or decline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, override

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from figures.admin.editors import editor_of
from figures.admin.upload import BROKE_OFF, name_of, read_upload
from figures.admin.version_page import show_state, show_version, show_versions
from figures.models import Paper, PaperVersion, VersionComparison
from figures.uploads import UploadError
from figures.versions import (
    KnownVersionError,
    VersionError,
    accept_version,
    add_version,
    compare_again,
    decline_version,
    say_accepted,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.urls import URLPattern

TEMPLATE = "admin/figures/paper/versions.html"
ASKING_TEMPLATE = "admin/figures/paper/version_decline.html"
NUMBER = re.compile(r"[0-9]{1,18}")


class VersionAdmin(admin.ModelAdmin):
    """The pages of a paper's versions, under its own."""

    class Media:
        css = {"all": ["figures/admin/versions.css"]}

    def get_urls(self) -> list[URLPattern]:
        def under(
            address: str, view: Callable[..., HttpResponse], name: str = ""
        ) -> URLPattern:
            return path(
                f"<int:pk>/versions/{address}",
                self.admin_site.admin_view(view),
                name=f"figures_paper_version{name}",
            )

        one = "<int:version_pk>/"
        own = [
            under("add/", self.add_version_view, "_add"),
            under(one, self.version_view),
            under(f"{one}accept/", self.accept_version_view, "_accept"),
            under(f"{one}decline/", self.decline_version_view, "_decline"),
            under(f"{one}compare/", self.compare_version_view, "_compare"),
        ]
        return own + super().get_urls()

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
        if obj and self.may_decide(request):
            context["versions"] = show_versions(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def may_decide(self, request: HttpRequest) -> bool:
        """A version changes its paper and the figures in it."""
        may_change_figures: bool = request.user.has_perm("figures.change_figure")
        return may_change_figures and self.has_change_permission(request)

    @method_decorator(csrf_exempt)
    @method_decorator(require_POST)
    def add_version_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.may_decide(request):
            raise PermissionDenied
        return read_upload(
            request,
            lambda request: self.take_in_version(request, pk),
            lambda problem: self.refuse(request, pk, problem),
        )

    def take_in_version(self, request: HttpRequest, pk: int) -> HttpResponse:
        paper = Paper.objects.filter(pk=pk).first()
        pdf = request.FILES.get("pdf")
        if paper is None:
            return self.refuse(request, pk, _("This paper has been removed."))
        if not request.POST.get("is_whole"):
            return self.refuse(request, pk, str(BROKE_OFF))
        if not isinstance(pdf, UploadedFile):
            return self.refuse(request, pk, _("Choose the PDF of the new version."))
        try:
            version = add_version(paper, pdf, name_of(pdf))
        except UploadError as error:
            return self.refuse(request, pk, explain(error, paper))
        sentence = _("Uploaded “%s” as a new version.") % version
        self.log_change(request, paper, sentence)
        return redirect(page_of(version))

    @method_decorator(never_cache)
    @method_decorator(require_safe)
    def version_view(
        self, request: HttpRequest, pk: int, version_pk: int
    ) -> HttpResponse:
        comparison = self.find_undecided(request, pk, version_pk)
        if isinstance(comparison, HttpResponse):
            return comparison
        context = {
            "title": _("New version"),
            "state": show_state(comparison.version),
            "page": show_version(comparison),
        }
        return self.show(request, TEMPLATE, comparison.version, context)

    def show(
        self,
        request: HttpRequest,
        template: str,
        version: PaperVersion,
        context: dict[str, Any],
    ) -> HttpResponse:
        context |= {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "subtitle": str(version.paper),
            "paper": version.paper,
            "version": version,
        }
        return TemplateResponse(request, template, context)

    @method_decorator(require_POST)
    def accept_version_view(
        self, request: HttpRequest, pk: int, version_pk: int
    ) -> HttpResponse:
        # One tick may stand for many.
        ticked = " ".join(request.POST.getlist("accept")).split()
        accepted = {int(value) for value in ticked if NUMBER.fullmatch(value)}

        def accept(version: PaperVersion) -> str:
            figures = accept_version(version, accepted, editor_of(request))
            if not figures:
                return _("“%s” is the current version now.") % version
            words = ngettext(
                "“%(name)s” is the current version now; %(count)d figure or panel is "
                "being cut from it.",
                "“%(name)s” is the current version now; %(count)d figures and panels "
                "are being cut from it.",
                len(figures),
            )
            return words % {"name": version, "count": len(figures)}

        return self.decide(request, pk, version_pk, accept)

    @method_decorator(never_cache)
    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def decline_version_view(
        self, request: HttpRequest, pk: int, version_pk: int
    ) -> HttpResponse:
        """Ask first: what is declined is gone."""
        if request.method != "POST":
            comparison = self.find_undecided(request, pk, version_pk)
            if isinstance(comparison, HttpResponse):
                return comparison
            context = {"title": _("Decline this version?")}
            return self.show(request, ASKING_TEMPLATE, comparison.version, context)

        def decline(version: PaperVersion) -> str:
            decline_version(version)
            return _("“%s” is declined and removed. No figure has changed.") % version

        return self.decide(request, pk, version_pk, decline)

    @method_decorator(require_POST)
    def compare_version_view(
        self, request: HttpRequest, pk: int, version_pk: int
    ) -> HttpResponse:
        version = self.find_version(request, pk, version_pk)
        if isinstance(version, HttpResponse):
            return version
        try:
            compare_again(version)
        except VersionError as error:
            return self.refuse(request, pk, str(error), version)
        return redirect(page_of(version))

    def decide(
        self,
        request: HttpRequest,
        pk: int,
        version_pk: int,
        deed: Callable[[PaperVersion], str],
    ) -> HttpResponse:
        """Do it, say it and note it, or say why it is not done."""
        version = self.find_version(request, pk, version_pk)
        if isinstance(version, HttpResponse):
            return version
        try:
            sentence = deed(version)
        except VersionError as error:
            return self.refuse(request, pk, str(error), version)
        self.log_change(request, version.paper, sentence)
        self.message_user(request, sentence, messages.SUCCESS)
        return redirect(version.paper.get_admin_url())

    def find_version(
        self, request: HttpRequest, pk: int, version_pk: int
    ) -> PaperVersion | HttpResponse:
        """The version, or an answer that says why there is none."""
        if not self.may_decide(request):
            raise PermissionDenied
        version = (
            PaperVersion.objects.select_related("paper", "comparison__accepted_by")
            .filter(pk=version_pk, paper=pk)
            .first()
        )
        if version is None:
            return self.refuse(request, pk, _("This version is not here any more."))
        return version

    def find_undecided(
        self, request: HttpRequest, pk: int, version_pk: int
    ) -> VersionComparison | HttpResponse:
        """The comparison that is to be decided on, or a word that there is none."""
        version = self.find_version(request, pk, version_pk)
        if isinstance(version, HttpResponse):
            return version
        comparison: VersionComparison | None = getattr(version, "comparison", None)
        if comparison is None:
            return self.refuse(request, pk, _("There is nothing to decide."))
        if comparison.status == comparison.Status.ACCEPTED:
            return self.refuse(request, pk, say_accepted(comparison))
        return comparison

    def refuse(
        self,
        request: HttpRequest,
        pk: int,
        sentence: str,
        version: PaperVersion | None = None,
    ) -> HttpResponse:
        """Say it on the nearest page that there still is."""
        self.message_user(request, sentence, messages.ERROR)
        undecided = VersionComparison.objects.undecided()
        if version and undecided.filter(pk=version.pk).exists():
            return redirect(page_of(version))
        if paper := Paper.objects.filter(pk=pk).first():
            return redirect(paper.get_admin_url())
        return redirect("admin:figures_paper_changelist")


def page_of(version: PaperVersion) -> str:
    return reverse("admin:figures_paper_version", args=[version.paper_id, version.pk])


def explain(error: UploadError, paper: Paper) -> str:
    """Why a file is not taken, with the way to where it is already."""
    if not isinstance(error, KnownVersionError) or error.version.paper_id == paper.pk:
        return str(error)
    known = error.version.paper
    return format_html('{} <a href="{}">{}</a>', error, known.get_admin_url(), known)
