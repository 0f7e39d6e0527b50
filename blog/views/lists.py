"""Lists of posts: all of them, and those under one heading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, Subquery
from django.http import Http404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView

from blog.companions import list_parts
from blog.editions import kept_by_edition
from blog.headings import find_heading
from blog.models import Post
from blog.moving import lead_on_from_heading
from blog.paging import PostPaginator

if TYPE_CHECKING:
    from django.core.paginator import Paginator
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrPromise as StrPromise

    from blog.models import PostQuerySet

# More would be a mistyped date, and a query too long for some databases.
MOST_YEARS = 60


@method_decorator(kept_by_edition("page"), name="dispatch")
class PostListView(ListView):
    paginate_by = 20

    def get_paginator(self, *args: Any, **kwargs: Any) -> Paginator:
        return PostPaginator(*args, request=self.request, **kwargs)

    def get_queryset(self) -> QuerySet[Post]:
        return Post.objects.published()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        page = context["page_obj"]
        return context | {
            "page_range": page.paginator.get_elided_page_range(page.number, on_ends=1)
        }


class AllPostsView(PostListView):
    """All of them, with ways to the years."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            heading=_("Posts"), years=find_years(), **kwargs
        )


class YearView(PostListView):
    """The posts of one year; a year without any is not known."""

    allow_empty = False

    def get_queryset(self) -> QuerySet[Post]:
        return super().get_queryset().filter(published_at__year=self.kwargs["year"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        year = self.kwargs["year"]
        heading = _("Posts of %(year)s") % {"year": year}
        return super().get_context_data(
            heading=heading, year=year, years=find_years(), **kwargs
        )


def find_years() -> list[int]:
    """The years in which public posts appeared, newest first; two queries.

    Each looks into an index for the first of a year, and reads no post.
    """
    posts = Post.objects.published().order_by()
    dates = posts.values("published_at")
    # Least and most in one question would go through all posts.
    ends = {
        "first": Subquery(dates.order_by("published_at")[:1]),
        "last": Subquery(dates.order_by("-published_at")[:1]),
    }
    span = posts.annotate(**ends).values(*ends).first()
    if span is None:
        return []
    first, last = (timezone.localtime(span[end]).year for end in ("first", "last"))
    years = range(last, max(first, last - MOST_YEARS + 1) - 1, -1)
    found = {
        f"in_{year}": Exists(posts.filter(published_at__year=year)) for year in years
    }
    row = posts.annotate(**found).values(*found)[:1].get()
    return [year for year in years if row[f"in_{year}"]]


class TopicView(PostListView):
    """The public posts under one heading; a heading without any is not known."""

    allow_empty = False
    # As its address says, and as its page does.
    kind: str
    name: StrPromise

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            return lead_on_from_heading(request, self.kind, kwargs["slug"])

    def get_queryset(self) -> PostQuerySet:
        self.topic, posts = find_heading(self.kind, self.kwargs["slug"])
        return posts

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            heading=self.topic, topic=self.topic, kind=self.name, **kwargs
        )


class TagView(TopicView):
    kind, name = "tag", _("Tag")


class AuthorView(TopicView):
    kind, name = "author", _("Author")


class SeriesView(TopicView):
    kind, name = "series", _("Series")
    extra_context = {"is_series": True}

    def get_queryset(self) -> PostQuerySet:
        """Its parts, numbered as a part's own page numbers them."""
        return list_parts(super().get_queryset())
