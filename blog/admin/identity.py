"""The site's name, colour, logo and words: one row, which is always there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.admin.sight import check_text, narrow_choices
from blog.markdown import render_text
from blog.models import SiteIdentity
from figures.embeds import load_figures

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest, HttpResponse

THE_ONE = 1


def validate_text(text: str, stored: str, editor: User) -> str:
    """What readers would see as a mistake is said before they do."""
    check_text(editor, text, stored)
    rendered = render_text(text)
    if rendered.problem:
        raise ValidationError(rendered.problem)
    if missing := [key for key in rendered.keys if key not in load_figures([key])]:
        raise ValidationError(
            _("There is no figure %(key)s. Check its key."), params={"key": missing[0]}
        )
    return text


class SiteIdentityForm(forms.ModelForm):
    """Shows in each empty field what the settings put there."""

    # Set on the class that one request gets.
    editor: ClassVar[User]

    class Meta:
        model = SiteIdentity
        fields = ["name", "tagline", "accent", "logo", "footer", "about"]
        widgets = {"tagline": AdminTextInputWidget({"class": "vLargeTextField"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        narrow_choices(self, self.editor)
        for name in ("name", "tagline", "accent", "footer"):
            if name in self.fields:
                setting: str = getattr(settings, f"SITE_{name.upper()}")
                self.fields[name].widget.attrs["placeholder"] = setting

    def clean_footer(self) -> str:
        footer = self.cleaned_data["footer"]
        return validate_text(footer, self.instance.footer, self.editor)

    def clean_about(self) -> str:
        about = self.cleaned_data["about"]
        return validate_text(about, self.instance.about, self.editor)


@admin.register(SiteIdentity)
class SiteIdentityAdmin(admin.ModelAdmin):
    form = SiteIdentityForm
    autocomplete_fields = ["logo"]
    fieldsets = [
        (
            gettext_lazy("Name"),
            {
                "fields": ["name", "tagline"],
                "description": gettext_lazy(
                    "What is left empty is taken from the settings."
                ),
            },
        ),
        (gettext_lazy("Look"), {"fields": ["accent", "logo"]}),
        (gettext_lazy("Words"), {"fields": ["footer", "about"]}),
    ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("admin:blog_siteidentity_change", THE_ONE)

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, *args, **kwargs)
        form.editor = request.user
        return form

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> SiteIdentity | None:
        """The row; before anybody has saved it, what it would be."""
        if object_id != str(THE_ONE):
            return None
        return super().get_object(request, object_id, from_field) or SiteIdentity(
            pk=THE_ONE
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: SiteIdentity | None = None
    ) -> bool:
        return False

    def view_on_site(self, obj: SiteIdentity) -> str:
        return reverse("blog:about" if obj.about else "blog:home")
