"""A post's history in the admin: what each save changed, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast, override

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override

from blog.admin.contrast import Side, compare_sides
from blog.admin.guests import LinkForm
from blog.admin.preview import FRAMED_BY_US, read_ids
from blog.models import WORDS, Post, WorkingCopy
from blog.revisions import RestoreRefusedError, list_changes, put_words, restore
from blog.views.reading import ReadingView

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.auth.models import User
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from blog.models import PostRevision

PER_PAGE = 20


class HistoryAdmin(admin.ModelAdmin):
    """Whoever may look at a post may see what it was; whoever may change it, restore."""

    def get_urls(self) -> list[URLPattern]:
        def at(route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
            guarded = never_cache(self.admin_site.admin_view(view))
            return path(f"<int:pk>/{route}", guarded, name=f"blog_post_{name}")

        one = "revisions/<int:revision>/"
        own = [
            at("revisions/", self.revisions_view, "revisions"),
            at("revisions/now/page/", self.page_view, "now_page"),
            at(one, self.revision_view, "revision"),
            at(f"{one}page/", self.page_view, "revision_page"),
            at(f"{one}restore/", self.restore_view, "restore"),
        ]
        return own + super().get_urls()

    def get_readable(self, request: HttpRequest, pk: int) -> Post:
        post = get_object_or_404(Post.objects.for_reading(), pk=pk)
        if not self.has_view_or_change_permission(request, post):
            raise PermissionDenied
        return post

    def revisions_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """All saves, a page at a time, and the links for guests."""
        post = self.get_readable(request, pk)
        pages = Paginator(post.revisions.all(), PER_PAGE)
        page = pages.get_page(request.GET.get("p"))
        history = self.describe_history(request, post, start=page.start_index() - 1)
        saves = [change.revision for change in history["changes"]]
        context = self.admin_site.each_context(request) | {
            "title": _("History of “%s”") % post,
            "opts": self.opts,
            "page": page,
            "link_form": LinkForm(post, saves=saves),
            **history,
        }
        return render(request, "admin/blog/post/revisions.html", context)

    def describe_history(
        self, request: HttpRequest, post: Post, start: int = 0
    ) -> dict[str, Any]:
        """What the list of saves shows, here and beside the text; few queries."""
        changes = list_changes(post, max(start, 0), PER_PAGE)
        links = post.preview_links.valid().select_related("revision")
        links = links.defer(*(f"revision__{name}" for name in WORDS))
        may_change = self.has_change_permission(request, post)
        return {
            "post": post,
            "changes": changes,
            # Whoever has such a link sees what only those who may change it hand on.
            "links": [
                (link, request.build_absolute_uri(link_address(link)))
                for link in (links if may_change else links.none())
            ],
            "may_change": may_change,
        }

    def revision_view(
        self, request: HttpRequest, pk: int, revision: int
    ) -> HttpResponse:
        """What differs between a revision and another, or the post as it is."""
        post = self.get_readable(request, pk)
        old = get_revision(post, revision)
        new = find_other(post, request.GET.get("with", ""))
        left, right = side_of(post, old), side_of(post, new)
        copies = WorkingCopy.objects.filter(
            post=post, editor=cast("User", request.user)
        )
        context = self.admin_site.each_context(request) | {
            "title": _("What changed in “%s”") % post,
            "opts": self.opts,
            # Two pages stand side by side, and need the room.
            "is_nav_sidebar_enabled": False,
            "post": post,
            "revision": old,
            "comparison": compare_sides(left, right),
            "may_restore": self.has_change_permission(request, post) and new is None,
            "working_copy": copies.first(),
        }
        return render(request, "admin/blog/post/revision.html", context)

    def page_view(
        self, request: HttpRequest, pk: int, revision: int | None = None
    ) -> HttpResponse:
        """A revision as readers would get it, for the frames of the comparison."""
        post = self.get_readable(request, pk)
        if revision is not None:
            put_words(post, get_revision(post, revision))
        return cast("HttpResponse", RevisionPage.as_view(shown=post)(request))

    def restore_view(
        self, request: HttpRequest, pk: int, revision: int
    ) -> HttpResponse:
        post = self.get_readable(request, pk)
        if not self.has_change_permission(request, post):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        old = get_revision(post, revision)
        try:
            restore(old, cast("User", request.user), read_version(request))
        except RestoreRefusedError as refusal:
            for sentence in refusal.sentences:
                self.message_user(request, sentence, messages.ERROR)
            return redirect("admin:blog_post_revision", pk, revision)
        self.log_change(request, post, _("Restored the save “%s”.") % old)
        text = _("“%s” has its earlier words again. Those it had are in the history.")
        self.message_user(request, text % old.title, messages.SUCCESS)
        if WorkingCopy.objects.filter(post=post, editor=cast("User", request.user)):
            text = _(
                "What you typed and did not save is kept, and stands in the fields."
            )
            self.message_user(request, text, messages.WARNING)
        return redirect("admin:blog_post_change", pk)

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
        body = context["adminform"].form.fields.get("body")
        if obj and body:
            body.widget.history = self.describe_history(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)


@method_decorator(xframe_options_sameorigin, name="dispatch")
@method_decorator(csp_override(FRAMED_BY_US), name="dispatch")
class RevisionPage(ReadingView):
    """The public page, around words that need not be public."""

    template_name = "admin/blog/post/revision_page.html"
    shown: Any = None

    def get_object(self, queryset: QuerySet[Post] | None = None) -> Post:
        post: Post = self.shown
        return post


def get_revision(post: Post, pk: int) -> PostRevision:
    revisions = post.revisions.select_related("saved_by")
    revision: PostRevision = get_object_or_404(revisions, pk=pk)
    return revision


def find_other(post: Post, pk: str) -> PostRevision | None:
    """The revision to compare with; None for the post as it is."""
    if not pk:
        return None
    revisions = post.revisions.select_related("saved_by")
    return get_object_or_404(revisions, pk__in=read_ids([pk]))


def side_of(post: Post, revision: PostRevision | None) -> Side:
    if revision is None:
        return Side(post, None, reverse("admin:blog_post_now_page", args=[post.pk]))
    address = reverse("admin:blog_post_revision_page", args=[post.pk, revision.pk])
    return Side(revision, revision, address)


def read_version(request: HttpRequest) -> int:
    return next(iter(read_ids([request.POST.get("version", "")])), -1)


def link_address(link: Any) -> str:
    return reverse("blog:preview", args=[link.token])
