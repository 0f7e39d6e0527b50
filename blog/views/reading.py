"""A post's own page: for everybody, for editors, for guests with a link."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView, View

from blog.citing import show_citations
from blog.companions import find_part, find_translations
from blog.editions import kept_by_edition
from blog.identity import find_identity
from blog.languages import speaking
from blog.markdown import render_text
from blog.models import Post, PreviewLink
from blog.moving import lead_on
from blog.permissions import can_view
from blog.public import public_papers
from blog.revisions import put_words
from blog.views.privacy import hide_from_search_engines, keep_private
from figures.embeds import show_to_guests

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse


class ReadingView(DetailView):
    """A post as readers see it; whether they may is for each address to say."""

    model = Post
    template_name = "blog/post_detail.html"
    render = staticmethod(render_text)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        post = self.object
        site = find_identity()
        with speaking(post.language):
            text = self.render(post.body)
        # One question for the footer and for the citation.
        context = {"site": site, "text": text}
        context |= describe_company(self.request, post, site.name)
        return super().get_context_data(**context, **kwargs)


@method_decorator(kept_by_edition(), name="dispatch")
class PostView(ReadingView):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = super().get(request, *args, **kwargs)
        except Http404:
            return redirect_former(request, kwargs["slug"])
        return keep_private(response, is_public=self.object.is_public)

    def get_object(self, queryset: QuerySet[Post] | None = None) -> Post:
        return find_post(self.request, self.kwargs["slug"])


@method_decorator(kept_by_edition(), name="dispatch")
class PostPartView(ABC, View):
    """An address below a post's own: there for whoever may see the post, for no others."""

    def get(self, request: HttpRequest, slug: str, **kwargs: str) -> HttpResponse:
        try:
            post = find_post(request, slug)
        except Http404:
            return redirect_former(request, slug)
        return keep_private(self.answer(post, **kwargs), is_public=post.is_public)

    @abstractmethod
    def answer(self, post: Post, **kwargs: str) -> HttpResponse:
        """What stands at that address."""


@method_decorator(never_cache, name="dispatch")
class PreviewView(ReadingView):
    """A draft for a guest who was sent a link, as long as the link is valid."""

    render = staticmethod(partial(render_text, show=show_to_guests))

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


def find_post(request: HttpRequest, slug: str) -> Post:
    post = get_object_or_404(Post.objects.for_reading(), slug=slug)
    if not can_view(request.user, post):
        raise Http404
    return post


def redirect_former(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead from an address that was public to the one that is."""
    post = get_object_or_404(Post, former_slugs__slug=slug)
    if not can_view(request.user, post):
        raise Http404
    return lead_on(request, post.slug, is_public=post.is_public)


def describe_company(
    request: HttpRequest, post: Post, site_name: str
) -> dict[str, Any]:
    """What the page says beside the text: of its series, translations and papers."""
    papers = [paper.pk for paper in post.papers.all()]
    seen = public_papers().filter(pk__in=papers).values_list("pk", flat=True)
    public = set(seen) if papers else set()
    address = request.build_absolute_uri(post.get_absolute_url())
    # Not for guests with a link, nor while a post is only typed.
    has_pages = bool(post.pk) and can_view(request.user, post)
    citations = show_citations(post, site_name, address, public, has_files=has_pages)
    return {
        "has_pages": has_pages,
        "part": find_part(post),
        "translations": find_translations(post),
        "public_papers": public,
        "citations": list(citations),
    }
