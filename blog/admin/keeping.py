"""Nothing typed is lost: autosave, its answers, and saves that meet other saves."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, cast, override

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from blog.admin.answers import (
    refuse,
    say_why_not,
    show_differences,
    show_kept,
    show_merged,
    show_other_tab,
    show_typed,
)
from blog.admin.byline import PREFIX, bring_up_to_date
from blog.admin.forms import TAKE_THEIRS
from blog.admin.meeting import say_others
from blog.admin.preview import read_ids
from blog.admin.publication import PublicationAdmin
from blog.admin.words import WordsForm
from blog.keeping import (
    OtherTabError,
    drop_copy,
    drop_saved_copy,
    find_copy,
    find_others,
    keep,
)
from blog.models import Post, WorkingCopy, name_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django import forms
    from django.contrib.admin.options import InlineModelAdmin
    from django.contrib.auth.models import User
    from django.http import HttpRequest
    from django.urls import URLPattern

    from blog.admin.forms import PostForm

TOO_LONG = 413


class KeepingAdmin(PublicationAdmin):
    """Posts are kept as they are typed; a save never writes over another's."""

    @override
    def get_urls(self) -> list[URLPattern]:
        """Where the logged-out are answered in the form, not with a login page."""
        own = [
            path("keep/", self.keep_view, name="blog_post_keep"),
            path("session/", self.session_view, name="blog_post_session"),
            path("discard-copy/", self.discard_view, name="blog_post_discard_copy"),
            path("compare/", self.compare_view, name="blog_post_compare"),
            path("merge/", self.merge_view, name="blog_post_merge"),
        ]
        return own + [self.keep_typed(each) for each in super().get_urls()]

    def keep_typed(self, pattern: URLPattern) -> URLPattern:
        """A form that cannot be saved any more comes back with what was typed."""
        view = cast("Callable[..., HttpResponse]", pattern.callback)
        if pattern.name not in {"blog_post_add", "blog_post_change"}:
            return pattern

        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "POST":
                return view(request, *args, **kwargs)
            if refusal := self.refuse_typed(request, kwargs.get("object_id", "")):
                return show_typed(request, *refusal)
            try:
                return view(request, *args, **kwargs)
            except Post.DoesNotExist:
                refusal = 404, _("This post was deleted.")
            except PermissionDenied:
                refusal = 403, _("You may not change this post as it is now.")
            return show_typed(request, *refusal)

        pattern.callback = answer
        return pattern

    def refuse_typed(
        self, request: HttpRequest, object_id: str
    ) -> tuple[int, str] | None:
        """Why what was typed cannot be saved, whatever it says: a status and a sentence."""
        if not self.admin_site.has_permission(request):
            return 401, _("You were logged out.")
        if self.is_somebody_else(request):
            sentence = _("You are logged in as %s, who did not write this.")
            return 409, sentence % name_of(request.user)
        keys = read_ids([object_id])
        if keys and not Post.objects.filter(pk__in=keys).exists():
            return 404, _("This post was deleted.")
        return None

    @override
    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Post | None:
        """A post about to be saved is held until it is: saves go one by one."""
        post: Post | None = super().get_object(request, object_id, from_field)
        if post and request.method == "POST" and connection.in_atomic_block:
            post.refresh_from_db(from_queryset=Post.objects.select_for_update())
        return post

    @override
    def get_form(
        self,
        request: HttpRequest,
        obj: Post | None = None,
        change: bool = False,
        **kwargs: Any,
    ) -> type[forms.ModelForm]:
        form = cast("type[PostForm]", super().get_form(request, obj, change, **kwargs))
        editor = form.editor = cast("User", request.user)
        if request.method == "GET" and self.may_write(request, obj):
            form.working_copy = find_copy(editor, obj)
            form.others = find_others(obj, editor) if obj else []
        return form

    @override
    def get_formset_kwargs(
        self, request: HttpRequest, obj: Post, inline: InlineModelAdmin, prefix: str
    ) -> dict[str, Any]:
        """A byline that somebody else changed since is not put back as it was."""
        kwargs: dict[str, Any] = super().get_formset_kwargs(
            request, obj, inline, prefix
        )
        if prefix == PREFIX and obj.pk and "data" in kwargs:
            is_seen = request.POST.get("seen") == str(obj.version)
            take_theirs = is_seen and TAKE_THEIRS in request.POST
            bring_up_to_date(kwargs["data"], obj, take_theirs=take_theirs)
        return kwargs

    @override
    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[Any]]:
        """Above all, what colleagues have typed into the posts and not saved."""
        deleted, counts, missing, protected = super().get_deleted_objects(objs, request)
        copies = WorkingCopy.objects.filter(post__in=objs).select_related("editor")
        told = [say_others([copy]) for copy in copies.exclude(editor=request.user.pk)]
        return [*told, *deleted], counts, missing, protected

    def may_write(self, request: HttpRequest, post: Post | None) -> bool:
        if post is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, post)

    @override
    def save_related(
        self, request: HttpRequest, form: PostForm, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        version = form.cleaned_data.get("copy_version") or 0
        editor = cast("User", request.user)
        drop_saved_copy(editor, form.instance, added=not change, version=version)
        if sentence := form.tell_what_came_in():
            self.message_user(request, sentence, messages.INFO)

    @override
    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        response = super().render_change_form(request, context, *args, **kwargs)
        if context["adminform"].form.outcome == "conflict":
            response.status_code = 409
        return response

    @method_decorator([never_cache, require_POST])
    def keep_view(self, request: HttpRequest) -> HttpResponse:
        """Keep what is typed; say who else is at it."""
        if refusal := self.refuse_stranger(request):
            return refusal
        post = self.find_post(request)
        if not self.may_write(request, post):
            return refuse(403, say_why_not(post))
        sent = WordsForm(request.POST)
        if not sent.is_valid():
            return refuse(TOO_LONG, sent.first_sentence())
        editor, words = cast("User", request.user), sent.words()
        numbers = sent.number("post_version"), sent.number("copy_version")
        try:
            copy = keep(editor, post, words, *numbers)
        except OtherTabError as error:
            return show_other_tab(error, words)
        return show_kept(copy, post, editor)

    @method_decorator([never_cache, require_GET])
    def session_view(self, request: HttpRequest) -> HttpResponse:
        """Who is logged in, and the token that the next form has to carry."""
        token = get_token(request)
        if refusal := self.refuse_stranger(request, {"token": token}):
            return refusal
        user = cast("User", request.user)
        return JsonResponse(
            {"editor": str(user.pk), "name": name_of(user), "token": token}
        )

    @method_decorator([never_cache, require_POST])
    def discard_view(self, request: HttpRequest) -> HttpResponseRedirect:
        """Forget the working copy, as it was when the editor asked for that."""
        if self.refuse_stranger(request):
            return redirect("admin:login")
        post = self.find_post(request)
        sent = WordsForm(request.POST)
        sent.is_valid()
        version = sent.number("copy_version")
        if drop_copy(cast("User", request.user), post, version):
            text = _("Your unsaved changes are discarded.")
            self.message_user(request, text, messages.SUCCESS)
        else:
            text = _("Nothing is discarded: another tab has gone on with the changes.")
            self.message_user(request, text, messages.WARNING)
        if post is None:
            return redirect("admin:blog_post_add")
        return redirect("admin:blog_post_change", post.pk)

    @method_decorator([never_cache, require_POST])
    def merge_view(self, request: HttpRequest) -> HttpResponse:
        """What others have saved since, against what is typed, and both put together."""
        if refusal := self.refuse_stranger(request):
            return refusal
        post = self.find_post(request)
        if post is None or not self.may_write(request, post):
            return refuse(403, say_why_not(post))
        sent = WordsForm(request.POST)
        if not sent.is_valid():
            return refuse(TOO_LONG, sent.first_sentence())
        return show_merged(post, sent.number("post_version"), sent.words())

    @method_decorator([never_cache, require_POST])
    def compare_view(self, request: HttpRequest) -> HttpResponse:
        """Two texts that the editor has at hand, as a fragment of what differs."""
        if refusal := self.refuse_stranger(request):
            return refusal
        if not self.may_write(request, self.find_post(request)):
            return refuse(403, _("You may not change posts."))
        old, new = WordsForm(request.POST, prefix="old"), WordsForm(request.POST)
        if not (old.is_valid() and new.is_valid()):
            return refuse(TOO_LONG, _("These texts are too long to be compared."))
        return HttpResponse(show_differences(old.words(), new.words()))

    def refuse_stranger(
        self, request: HttpRequest, more: dict[str, Any] | None = None
    ) -> JsonResponse | None:
        """401 for the logged-out, and for somebody else than whoever began to write."""
        if not self.admin_site.has_permission(request):
            words = _("You are logged out. Your words are kept on this machine.")
            return JsonResponse(
                {"status": "out", "words": words, **(more or {})}, status=401
            )
        if self.is_somebody_else(request):
            name = name_of(request.user)
            words = _("Somebody else is logged in now: %s.") % name
            return JsonResponse(
                {"status": "other", "words": words, "name": name}, status=401
            )
        return None

    def is_somebody_else(self, request: HttpRequest) -> bool:
        """Whether the form was begun by another user than the one who sends it."""
        began = request.POST.get("editor", "")
        return bool(began) and began != str(request.user.pk)

    def find_post(self, request: HttpRequest) -> Post | None:
        number = request.POST.get("post", "")
        if not number:
            return None
        return get_object_or_404(Post, pk__in=read_ids([number]))
