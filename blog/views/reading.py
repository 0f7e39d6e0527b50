"""A post's own page: for everybody, for editors, for guests with a link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView

from blog.markdown import render_text
from blog.models import FormerSlug, Post, PreviewLink
from blog.permissions import can_view
from blog.revisions import put_words

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse


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
