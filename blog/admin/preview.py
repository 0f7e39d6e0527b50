"""The editor's preview: the post's public page, with the words as they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.http import HttpResponse
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods

from blog.admin.sight import find_unseen
from blog.markdown import refuse as refuse_text
from blog.markdown import render_typed
from blog.models import Author, Post, PostAuthor, Series, Tag
from blog.permissions import can_view, can_write
from blog.runaway import RunawayTextError, check_length
from blog.views.privacy import hide_from_search_engines
from blog.views.reading import ReadingView
from figures.markdown import FigureEmbed
from figures.models import Paper
from figures.permissions import can_view_figures, can_view_papers

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.auth.models import AnonymousUser, User
    from django.db.models import QuerySet
    from django.http import HttpRequest, QueryDict

    from blog.markdown import RenderedText

FRAMED_BY_US = settings.SECURE_CSP | {"frame-ancestors": [CSP.SELF]}
TYPED = ("title", "deck", "body", "language")
# What the page links to itself by, while the post has no address yet.
NO_SLUG = "new"
# No row has a longer number.
MOST_DIGITS = 18


class TypedPostView(ReadingView):
    """The public page of a post, stored or only typed; keeps nothing of it."""

    template_name = "admin/blog/post/preview.html"
    http_method_names = ["get", "head", "post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.get(request, *args, **kwargs)

    def get_object(self, queryset: QuerySet[Post] | None = None) -> Post:
        post: Post = self.kwargs["shown"]
        return post

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        embeds = (m for m in context["text"].mentions if isinstance(m, FigureEmbed))
        return context | {"embed_keys": [embed.key for embed in embeds]}


@never_cache
@xframe_options_sameorigin
@csp_override(FRAMED_BY_US)
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest) -> HttpResponse:
    """GET answers the page of the stored post, POST the same with the form's words.

    What cannot be shown is a plain sentence with its status: the editor's script puts
    nothing else in the preview, least of all a login page.
    """
    if refusal := refuse_strangers(request.user):
        return refusal
    asked = request.POST if request.method == "POST" else request.GET
    post = find_post(asked.get("post", ""))
    if post is None:
        return refuse(404, _("This post is there no more."))
    if post.pk and not can_view(request.user, post):
        return refuse(403, _("You may not see this post."))
    try:
        check_length(asked.get("body", ""))
    except RunawayTextError as error:
        return refuse(413, str(error))
    render = renderer_for(request.user, stored=post.body)
    if request.method == "POST":
        take_typed(post, request.POST)
        take_chosen(post, request.POST, request.user)
    page = TypedPostView.as_view(render=render)
    response = cast("HttpResponse", page(request, shown=post))
    hide_from_search_engines(response)
    return response


def renderer_for(
    user: User | AnonymousUser, stored: str = ""
) -> Callable[[str], RenderedText]:
    """What renders typed words for ``user``: those who see no figures see none in them.

    But for those of the ``stored`` text, which stand on the post's own page as well.
    """

    def render(text: str) -> RenderedText:
        reason = find_unseen(user, text, stored)
        return refuse_text(reason) if reason else render_typed(text)

    return render


def refuse_strangers(user: User | AnonymousUser) -> HttpResponse | None:
    """The answer to those who write no posts; None for those who do."""
    if not (user.is_active and user.is_staff):
        return refuse(
            401,
            _("You are logged out. Log in again in another tab; your text stays here."),
        )
    if not can_write(user):
        return refuse(403, _("You may not write posts."))
    return None


def refuse_blind(user: User | AnonymousUser) -> HttpResponse | None:
    """The answer to those who see no figures; None for those who do."""
    if can_view_figures(user):
        return None
    return refuse(403, _("You may not see figures."))


def refuse(status: int, sentence: str) -> HttpResponse:
    return HttpResponse(sentence, status=status, content_type="text/plain")


def find_post(asked: str) -> Post | None:
    """The post of that id; a blank one where none is named, None where it is not there."""
    if not asked:
        # Relations need a number; no row has this one.
        return Post(pk=0, slug=NO_SLUG)
    return Post.objects.for_reading().filter(pk__in=read_ids([asked])).first()


def read_ids(values: list[str]) -> list[int]:
    """Those of ``values`` that can be ids of rows, each once."""
    ids = (v for v in values if v.isascii() and v.isdecimal() and len(v) <= MOST_DIGITS)
    return list(dict.fromkeys(map(int, ids)))


def take_typed(post: Post, data: QueryDict) -> None:
    for name in TYPED:
        if name in data:
            setattr(post, name, data.get(name, ""))


def take_chosen(post: Post, data: QueryDict, user: User | AnonymousUser) -> None:
    """Show what the form relates the post to, as if it had been saved and read again."""
    chosen = {name: read_ids(data.getlist(name)) for name in data}
    related = vars(post).setdefault("_prefetched_objects_cache", {})
    if "tags" in chosen:
        related["tags"] = Tag.objects.filter(pk__in=chosen["tags"])
    # Titles are for those who may see papers; a post's own are seen with the post.
    if "papers" in chosen and can_view_papers(user):
        related["papers"] = Paper.objects.filter(pk__in=chosen["papers"])
    if "author" in chosen:
        authors = Author.objects.in_bulk(chosen["author"])
        related["postauthor_set"] = [
            PostAuthor(post=post, author=authors[pk])
            for pk in chosen["author"]
            if pk in authors
        ]
    if "series" in chosen:
        post.series = Series.objects.filter(pk__in=chosen["series"]).first()
