"""The page that takes in PDFs: one or several, the good ones whatever the others are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    TooManyFilesSent,
)
from django.http import JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from figures.uploads import UploadError, add_paper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest, HttpResponse

    from figures.models import Paper


BROKE_OFF = gettext_lazy(
    "The upload broke off before its end, so nothing was added. Try again."
)


class PDFsInput(forms.FileInput):
    allow_multiple_selected = True


class PDFsField(forms.FileField):
    """Several files at once; whether each is a paper is for `add_paper` to say."""

    widget = PDFsInput
    default_error_messages = {
        "required": gettext_lazy("Choose at least one PDF."),
    }

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        if not data:
            raise forms.ValidationError(self.error_messages["required"], "required")
        return list(data)


class UploadForm(forms.Form):
    pdfs = PDFsField(
        label=gettext_lazy("PDFs"),
        widget=PDFsInput(attrs={"accept": ".pdf,application/pdf"}),
    )
    # Browsers send fields in their order: without the last, the upload broke off.
    is_whole = forms.CharField(
        widget=forms.HiddenInput,
        initial="1",
        error_messages={"required": BROKE_OFF},
    )


@dataclass(slots=True)
class Intake:
    """What became of the files of one upload."""

    added: list[Paper] = field(default_factory=list)
    known: list[tuple[str, Paper]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def papers(self) -> list[Paper]:
        return [*self.added, *(paper for _name, paper in self.known)]


def take_in(pdfs: Iterable[UploadedFile]) -> Intake:
    """Add each of ``pdfs``; one that is refused keeps no other out."""
    intake = Intake()
    for pdf in pdfs:
        name = name_of(pdf)
        try:
            paper, is_new = add_paper(pdf, name)
        except UploadError as error:
            intake.refused.append(str(error))
        else:
            if is_new:
                intake.added.append(paper)
            else:
                intake.known.append((name, paper))
    return intake


def name_of(pdf: UploadedFile) -> str:
    return pdf.name or _("a file without a name")


def read_upload(
    request: HttpRequest,
    view: Callable[[HttpRequest], HttpResponse],
    refuse: Callable[[str], HttpResponse],
) -> HttpResponse:
    """Explain an upload that cannot be read, and let the others in by the gate.

    The token stands in the request that cannot be read, so the check comes second: the
    view that asks for this is exempt from it.
    """
    if problem := explain_unreadable(request):
        return refuse(problem)
    return csrf_protect(view)(request)


def explain_unreadable(request: HttpRequest) -> str:
    """Why the request's files cannot be read; empty when they can.

    Reading them is what fails, so this comes before anything that looks at the form.
    """
    try:
        request.FILES  # noqa: B018 (parsed on first access)
    except TooManyFilesSent:
        return _("These are too many files for one upload. Add them in several goes.")
    except RequestDataTooBig:
        return _("These PDFs are too large for one upload. Add them one by one.")
    except MultiPartParserError:
        return _("The upload arrived damaged, so nothing was added. Try again.")
    except OSError as error:
        reason = error.strerror or _("the connection was lost")
        return _("The upload broke off (%s), so nothing was added. Try again.") % reason
    return ""


def prefers_json(request: HttpRequest) -> bool:
    types = ["text/html", "application/json"]
    return request.get_preferred_type(types) == "application/json"


class UploadAdmin(admin.ModelAdmin):
    """Papers are added by their PDFs; what they are called is found inside."""

    @method_decorator(csrf_exempt)
    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        return read_upload(
            request,
            self.take_in_papers,
            lambda problem: (
                JsonResponse({"papers": [], "problem": problem}, status=400)
                if prefers_json(request)
                else self.show_upload(request, UploadForm(), problem)
            ),
        )

    def take_in_papers(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self.show_upload(request, UploadForm())
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show_upload(request, form)
        intake = take_in(form.cleaned_data["pdfs"])
        if prefers_json(request):
            return self.answer_intake(request, intake)
        if not intake.papers:
            for sentence in intake.refused:
                form.add_error("pdfs", sentence)
            return self.show_upload(request, form)
        self.report_intake(request, intake)
        if len(form.cleaned_data["pdfs"]) == 1:
            return redirect(intake.papers[0].get_admin_url())
        return redirect("admin:figures_paper_changelist")

    def answer_intake(self, request: HttpRequest, intake: Intake) -> HttpResponse:
        """For a page on which something else is being done, and goes on."""
        for paper in intake.added:
            self.log_addition(request, paper, [{"added": {}}])
        papers = [
            {"pk": paper.pk, "title": str(paper), "url": paper.get_admin_url()}
            for paper in intake.papers
        ]
        answer = {"papers": papers, "problem": " ".join(intake.refused)}
        return JsonResponse(answer, status=200 if papers else 422)

    def show_upload(
        self, request: HttpRequest, form: UploadForm, problem: str = ""
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Add papers"),
            "form": form,
            "problem": problem,
            "limit": settings.PAPER_MAX_BYTES // 1024**2,
            "media": self.media,
            "has_view_permission": self.has_view_permission(request),
        }
        template = "admin/figures/paper/upload.html"
        status = 400 if problem else 200
        return TemplateResponse(request, template, context, status=status)

    def report_intake(self, request: HttpRequest, intake: Intake) -> None:
        for paper in intake.added:
            self.log_addition(request, paper, [{"added": {}}])
        if count := len(intake.added):
            text = ngettext(
                "%d paper added. Its figures appear as they are found.",
                "%d papers added. Their figures appear as they are found.",
                count,
            )
            self.message_user(request, text % count, messages.SUCCESS)
        for name, paper in intake.known:
            text = format_html(
                _('“{}” is here already: <a href="{}">{}</a>.'),
                name,
                paper.get_admin_url(),
                paper,
            )
            self.message_user(request, text, messages.WARNING)
        for sentence in intake.refused:
            self.message_user(request, sentence, messages.ERROR)
