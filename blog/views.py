"""The public pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView, ListView, TemplateView

from blog.markdown import render_text
from blog.models import Author, FormerSlug, Post, PreviewLink, Series, Tag
from blog.permissions import can_view
from blog.revisions import put_words
from figures.embeds import show_figure
from figures.models import Paper

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrPromise as StrPromise

# On the home page, the lead post and its column of followers.
HOME_POSTS = 7
HOME_PAPERS = 5


class HomeView(TemplateView):
    template_name = "blog/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        posts = list(Post.objects.published().for_listing()[:HOME_POSTS])
        papers = (
            Paper.objects.filter(posts__in=Post.objects.published())
            .annotate(post_count=Count("posts"), read_at=Max("posts__published_at"))
            .order_by("-read_at", "-pk")
        )
        lead = next(iter(posts), None)
        figure = lead.shown_lead_figure if lead else None
        return super().get_context_data(
            lead=lead,
            lead_figure=show_figure(figure) if figure else None,
            latest=posts[1:],
            papers=papers[:HOME_PAPERS],
            **kwargs,
        )


class PostListView(ListView):
    paginate_by = 20

    def get_queryset(self) -> QuerySet[Post]:
        return Post.objects.published().for_listing()


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


class ReadingView(DetailView):
    """A post as readers see it; whether they may is for each address to say."""

    model = Post
    template_name = "blog/post_detail.html"
    render = staticmethod(render_text)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        text = self.render(self.object.body)
        return super().get_context_data(text=text, **kwargs)


class PostView(ReadingView):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = super().get(request, *args, **kwargs)
        except Http404:
            return self.redirect_former(kwargs["slug"])
        if not self.object.is_public:
            hide_from_search_engines(response)
            add_never_cache_headers(response)
        return response

    def get_object(self, queryset: QuerySet[Post] | None = None) -> Post:
        posts = Post.objects.for_reading()
        post = get_object_or_404(posts, slug=self.kwargs["slug"])
        if not can_view(self.request.user, post):
            raise Http404
        return post

    def redirect_former(self, slug: str) -> HttpResponse:
        """Lead from an address that was public to the one that is."""
        former = get_object_or_404(FormerSlug.objects.select_related("post"), slug=slug)
        if not can_view(self.request.user, former.post):
            raise Http404
        response = redirect(former.post, permanent=former.post.is_public)
        if not former.post.is_public:
            add_never_cache_headers(response)
        return response


@method_decorator(never_cache, name="dispatch")
class PreviewView(ReadingView):
    """A draft for a guest who was sent a link, as long as the link is valid."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        hide_from_search_engines(response)
        return response

    def get_object(self, queryset: QuerySet[Post] | None = None) -> Post:
        links = PreviewLink.objects.valid().select_related("revision")
        self.link = get_object_or_404(links, token=self.kwargs["token"])
        post = Post.objects.for_reading().get(pk=self.link.post_id)
        pinned = self.link.revision
        return put_words(post, pinned) if pinned else post

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(link=self.link, **kwargs)


def hide_from_search_engines(response: HttpResponse) -> None:
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
