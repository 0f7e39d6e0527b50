"""The editor's list of what stands in the way of a post, and of what would better it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, override

from django.contrib import admin
from django.shortcuts import render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from blog.admin.preview import read_ids, refuse, refuse_strangers, renderer_for
from blog.checks import Company, company_of, find_advice, find_blocking, look_at
from blog.models import Post
from blog.permissions import can_view_papers_and_figures
from blog.runaway import RunawayTextError, check_length

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse, QueryDict
    from django.urls import URLPattern

    from blog.checks import Finding

AUTHOR = re.compile(r"postauthor_set-(\d+)-author")
# Where a browser goes after a publication that was refused.
CHECKS = "#panel-checks"
WORDS = ("title", "slug", "deck", "summary", "body")


@dataclass(frozen=True, slots=True)
class Checklist:
    blocking: list[Finding]
    advice: list[Finding]

    @property
    def count(self) -> int:
        return len(self.blocking) + len(self.advice)


def make_checklist(request: HttpRequest, post: Post, company: Company) -> Checklist:
    subject = look_at(post, renderer_for(request.user))
    advice = find_advice(subject, company)
    found = [*find_blocking(subject), *advice]
    return Checklist(
        blocking=[finding for finding in found if finding.is_blocking],
        advice=[finding for finding in found if not finding.is_blocking],
    )


@never_cache
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """The checklist of a form as it is being filled in, as a piece of HTML.

    What cannot be checked is a plain sentence with its status, as in the preview.
    """
    if refusal := refuse_strangers(request.user):
        return refusal
    try:
        check_length(request.POST.get("body", ""))
    except RunawayTextError as error:
        return refuse(413, str(error))
    post, company = read_form(request)
    context = {"checklist": make_checklist(request, post, company)}
    return render(request, "admin/blog/post/_checklist.html", context)


def read_form(request: HttpRequest) -> tuple[Post, Company]:
    """The post that the form would make, which nobody has saved."""
    data = request.POST
    post = Post(**{name: data.get(name, "") for name in WORDS})
    post.lead_figure_id = next(iter(read_ids(data.getlist("lead_figure"))), None)
    company = Company(
        papers=frozenset(read_ids(data.getlist("papers"))),
        has_author=any(names_author(data, name) for name in data),
        may_quote=may_quote(request),
    )
    return post, company


def names_author(data: QueryDict, name: str) -> bool:
    """Whether a row of the byline is filled in, and not about to be deleted."""
    row = AUTHOR.fullmatch(name)
    is_deleted = row and data.get(f"postauthor_set-{row[1]}-DELETE")
    return bool(row and data[name] and not is_deleted)


def may_quote(request: HttpRequest) -> bool:
    return can_view_papers_and_figures(request.user)


class ChecklistAdmin(admin.ModelAdmin):
    """Shows the checklist beside the text, from the first moment on."""

    def get_urls(self) -> list[URLPattern]:
        own = [path("check/", check, name="blog_post_check")]
        return own + super().get_urls()

    @override
    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Post | None = None,
    ) -> HttpResponse:
        form: forms.ModelForm = context["adminform"].form
        if "body" in form.fields:
            post, company = self.read_shown(request, form, obj)
            widget: Any = form.fields["body"].widget
            widget.checklist = make_checklist(request, post, company)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def read_shown(
        self, request: HttpRequest, form: forms.ModelForm, obj: Post | None
    ) -> tuple[Post, Company]:
        """What the fields of the form show: what was sent, what was kept, what is stored."""
        if form.is_bound:
            return read_form(request)
        shown = {
            name: form[name].value() or "" for name in WORDS if name in form.fields
        }
        post = Post(**shown)
        if obj is None:
            return post, Company(frozenset(), False, may_quote(request))
        post.lead_figure_id = obj.lead_figure_id
        return post, company_of(obj, may_quote=may_quote(request))


def lead_to_checks(response: HttpResponse) -> HttpResponse:
    """Let the page open where a refused publication says what to do."""
    if "Location" in response.headers:
        response.headers["Location"] += CHECKS
    return response
