"""Lists of posts: all of them, and those under one heading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView

from blog.editions import kept_by_edition
from blog.models import Author, Post, Series, Tag
from blog.paging import PostPaginator

if TYPE_CHECKING:
    from django.core.paginator import Paginator
    from django.db.models import Model, QuerySet
    from django.utils.functional import _StrPromise as StrPromise


@method_decorator(kept_by_edition("page"), name="dispatch")
class PostListView(ListView):
    paginate_by = 20

    def get_paginator(self, *args: Any, **kwargs: Any) -> Paginator:
        return PostPaginator(*args, request=self.request, **kwargs)

    def get_queryset(self) -> QuerySet[Post]:
        return Post.objects.published()


class TopicView(PostListView):
    """The public posts under one heading; a heading without any is not known."""

    allow_empty = False
    kind: StrPromise
    model_of_topic: type[Model]
    field_of_post: str

    def get_queryset(self) -> QuerySet[Post]:
        self.topic = get_object_or_404(self.model_of_topic, slug=self.kwargs["slug"])
        return super().get_queryset().filter(**{self.field_of_post: self.topic})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(topic=self.topic, kind=self.kind, **kwargs)


class TagView(TopicView):
    kind = _("Tag")
    model_of_topic = Tag
    field_of_post = "tags"


class AuthorView(TopicView):
    kind = _("Author")
    model_of_topic = Author
    field_of_post = "authors"


class SeriesView(TopicView):
    kind = _("Series")
    model_of_topic = Series
    field_of_post = "series"
    ordering = ("series_position", "published_at")

    def get_queryset(self) -> QuerySet[Post]:
        return super().get_queryset().order_by(*self.ordering)
