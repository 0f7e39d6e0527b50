"""Links that show a draft to guests: made, copied, and taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from blog.models import Post, PostRevision, PreviewLink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

WEEK, MONTH = 7, 30


class SaveField(forms.ModelChoiceField):
    def label_from_instance(self, obj: PostRevision) -> str:
        when = date_format(timezone.localtime(obj.saved_at), "DATETIME_FORMAT")
        return _("always as saved on %s") % when


class LinkForm(forms.Form):
    """How long a link works, and whether it follows the post or stays with a save."""

    days = forms.TypedChoiceField(
        label=gettext_lazy("Works for"),
        choices=[(WEEK, gettext_lazy("7 days")), (MONTH, gettext_lazy("30 days"))],
        coerce=int,
    )
    revision = SaveField(
        label=gettext_lazy("Shows"),
        queryset=PostRevision.objects.none(),
        required=False,
        empty_label=gettext_lazy("always the post as saved last"),
    )

    def __init__(
        self,
        post: Post,
        *args: Any,
        saves: Sequence[PostRevision] = (),
        **kwargs: Any,
    ) -> None:
        """``saves`` are those to choose from; any save of ``post`` is taken."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["revision"]
        field.queryset = post.revisions.all()
        field.choices = [
            ("", field.empty_label),
            *((save.pk, field.label_from_instance(save)) for save in saves),
        ]


class GuestsAdmin(admin.ModelAdmin):
    """Whoever may change a post may show it to guests."""

    def get_urls(self) -> list[URLPattern]:
        make = never_cache(self.admin_site.admin_view(self.make_link))
        revoke = never_cache(self.admin_site.admin_view(self.revoke_link))
        own = [
            path("<int:pk>/links/", make, name="blog_post_make_link"),
            path(
                "<int:pk>/links/<int:link>/revoke/",
                revoke,
                name="blog_post_revoke_link",
            ),
        ]
        return own + super().get_urls()

    def make_link(self, request: HttpRequest, pk: int) -> HttpResponse:
        post = self.get_changeable(request, pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = LinkForm(post, request.POST)
        if form.is_valid():
            link = PreviewLink.objects.create(
                post=post,
                revision=form.cleaned_data["revision"],
                expires_at=timezone.now() + timedelta(days=form.cleaned_data["days"]),
            )
            day = date_format(timezone.localtime(link.expires_at), "DATE_FORMAT")
            text = _("The link works until %s. Copy it below.") % day
            self.message_user(request, text, messages.SUCCESS)
        else:
            text = _("Choose how long the link works, and a save of this post.")
            self.message_user(request, text, messages.ERROR)
        return redirect("admin:blog_post_revisions", pk)

    def revoke_link(self, request: HttpRequest, pk: int, link: int) -> HttpResponse:
        post = self.get_changeable(request, pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        get_object_or_404(post.preview_links, pk=link).delete()
        text = _("The link does not work any more.")
        self.message_user(request, text, messages.SUCCESS)
        return redirect("admin:blog_post_revisions", pk)

    def get_changeable(self, request: HttpRequest, pk: int) -> Post:
        post = get_object_or_404(Post, pk=pk)
        if not self.has_change_permission(request, post):
            raise PermissionDenied
        return post
