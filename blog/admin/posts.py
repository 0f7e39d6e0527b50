"""Posts in the admin: their fields, their list, and what saving one leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast, override

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.forms.widgets import Script
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import path
from django.utils.translation import gettext_lazy

from blog.admin.checklist import ChecklistAdmin, lead_to_checks
from blog.admin.editor import EditorWidget
from blog.admin.figure_words import figure_words
from blog.admin.forms import PostForm
from blog.admin.guests import GuestsAdmin
from blog.admin.history import HistoryAdmin
from blog.admin.keeping import KeepingAdmin
from blog.admin.lead_figure import (
    LeadFigureField,
    LeadFigureView,
    LeadFigureWidget,
)
from blog.admin.preview import preview
from blog.admin.publication import describe_state
from blog.admin.references import references
from blog.admin.tray import tray
from blog.models import FigureUse, Post, PostAuthor
from blog.publishing import save_post

if TYPE_CHECKING:
    from django import forms
    from django.contrib.auth.models import User
    from django.db.models import Field, QuerySet
    from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
    from django.urls import URLPattern
    from django.utils.safestring import SafeString


class PostAuthorInline(admin.TabularInline):
    model = PostAuthor
    extra = 0
    autocomplete_fields = ["author"]


class PostChangeList(ChangeList):
    """The list shows no bodies, and does without reading them."""

    def get_queryset(self, *args: Any, **kwargs: Any) -> QuerySet:
        return super().get_queryset(*args, **kwargs).defer("body")


@admin.register(Post)
class PostAdmin(ChecklistAdmin, HistoryAdmin, GuestsAdmin, KeepingAdmin):
    form = PostForm
    inlines = [PostAuthorInline]
    list_display = ["title", "state", "published_at", "figure_count", "updated_at"]
    list_filter = ["status", "tags", "series"]
    search_fields = ["title", "slug", "deck", "body"]
    ordering = ["-updated_at", "-pk"]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["tags", "papers", "series", "lead_figure", "translation_of"]
    readonly_fields = ["state"]
    actions = ["publish_posts", "unpublish_posts"]
    fieldsets = [
        (None, {"fields": ["title", "deck", "body"], "classes": ["words"]}),
        (
            gettext_lazy("Publication"),
            {
                "fields": [
                    "state",
                    "papers",
                    "slug",
                    "published_at",
                    "tags",
                    ("series", "series_position"),
                ]
            },
        ),
        (
            gettext_lazy("In lists and search engines"),
            {
                "fields": [
                    "lead_figure",
                    "summary",
                    ("language", "translation_of"),
                    "canonical_url",
                ]
            },
        ),
    ]

    class Media:
        js = [Script("blog/admin/names.js", type="module")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Post]:
        posts: QuerySet[Post] = super().get_queryset(request)
        uses = FigureUse.objects.filter(post=OuterRef("pk")).order_by().values("post")
        count = uses.annotate(count=Count("pk")).values("count")
        return posts.annotate(figure_count=Coalesce(Subquery(count), 0))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PostChangeList

    def get_urls(self) -> list[URLPattern]:
        choice = LeadFigureView.as_view(admin_site=self.admin_site)
        own = [
            path("preview/", preview, name="blog_post_preview"),
            path("references/", references, name="blog_post_references"),
            path("figures/", tray, name="blog_post_figures"),
            path("figure-words/", figure_words, name="blog_post_figure_words"),
            path(
                "lead-figure/",
                self.admin_site.admin_view(choice),
                name="blog_post_lead_figure",
            ),
        ]
        return own + super().get_urls()

    def view_on_site(self, obj: Post) -> str:
        return obj.get_absolute_url()

    @admin.display(description=gettext_lazy("state"), ordering="status")
    def state(self, post: Post) -> SafeString:
        shape = "dot" if post.is_public else "ring"
        context = {"shape": shape, "words": describe_state(post)}
        return render_to_string("admin/_mark.html", context)

    @admin.display(description=gettext_lazy("figures"), ordering="figure_count")
    def figure_count(self, post: Post) -> int:
        count: int = vars(post)["figure_count"]
        return count

    def formfield_for_dbfield(
        self, db_field: Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if db_field.name == "body":
            kwargs["widget"] = EditorWidget()
        if db_field.name == "lead_figure":
            kwargs["form_class"] = LeadFigureField
            kwargs["widget"] = LeadFigureWidget(db_field, self.admin_site)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_form(
        self,
        request: HttpRequest,
        obj: Post | None = None,
        change: bool = False,
        **kwargs: Any,
    ) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, change, **kwargs)
        if body := form.base_fields.get("body"):
            body.widget.post = obj
        return form

    def save_model(
        self, request: HttpRequest, obj: Post, form: forms.ModelForm, change: bool
    ) -> None:
        save_post(obj, cast("User", request.user))

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
        context["can_publish"] = self.has_publish_permission(request)
        # Text and preview stand side by side, and need the room.
        context["is_nav_sidebar_enabled"] = False
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_add(
        self, request: HttpRequest, obj: Post, post_url_continue: str | None = None
    ) -> HttpResponse:
        response = super().response_add(request, obj, post_url_continue)
        if self.follow_button(request, obj):
            return response
        return lead_to_checks(response)

    def response_change(self, request: HttpRequest, obj: Post) -> HttpResponse:
        response = super().response_change(request, obj)
        if self.follow_button(request, obj):
            return response
        return lead_to_checks(response)

    def response_post_save_add(
        self, request: HttpRequest, obj: Post
    ) -> HttpResponseRedirect:
        """Writing goes on after a save."""
        return redirect("admin:blog_post_change", obj.pk)

    def response_post_save_change(
        self, request: HttpRequest, obj: Post
    ) -> HttpResponseRedirect:
        return redirect("admin:blog_post_change", obj.pk)
