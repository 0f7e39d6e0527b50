"""Authors, tags and series in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy

from blog.models import Author, Series, Tag
from blog.moving import keep_former_slug

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.forms import ModelForm
    from django.http import HttpRequest

    from blog.headings import Heading


class TopicAdmin(admin.ModelAdmin):
    """Says of each how many posts it has; its address may change and no reader is lost."""

    def save_model(
        self, request: HttpRequest, obj: Heading, form: ModelForm, change: bool
    ) -> None:
        keep_former_slug(obj)
        super().save_model(request, obj, form, change)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        topics = super().get_queryset(request)
        counted: QuerySet = topics.annotate(post_count=Count("posts"))
        return counted

    @admin.display(description=gettext_lazy("posts"), ordering="post_count")
    def post_count(self, topic: Model) -> int:
        count: int = vars(topic)["post_count"]
        return count


@admin.register(Author)
class AuthorAdmin(TopicAdmin):
    list_display = ["name", "affiliation", "user", "post_count"]
    list_select_related = ["user"]
    search_fields = ["name", "affiliation"]
    prepopulated_fields = {"slug": ["name"]}
    raw_id_fields = ["user"]

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        hidden = self.get_exclude(request)
        return [name for name in self.list_display if name not in hidden]

    def get_exclude(self, request: HttpRequest, obj: Author | None = None) -> list[Any]:
        """Names of accounts are for those who may see accounts."""
        return [] if request.user.has_perm("auth.view_user") else ["user"]


@admin.register(Tag)
class TagAdmin(TopicAdmin):
    list_display = ["name", "slug", "post_count"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Series)
class SeriesAdmin(TopicAdmin):
    list_display = ["title", "slug", "post_count"]
    search_fields = ["title"]
    prepopulated_fields = {"slug": ["title"]}
