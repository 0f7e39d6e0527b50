"""Nobody brings into a page what they may not see: it would show it, and not to them alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib.auth import get_permission_codename
from django.utils.translation import gettext as _

from blog.markdown import render_typed
from blog.models import Post
from figures.permissions import can_view_figures

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User
    from django.db.models import Model, QuerySet

# As the admin has it: who may change things may look at them.
SEEING = ("view", "change")


def find_unseen(user: User | AnonymousUser, text: str, stored: str) -> str:
    """Why ``user`` may not write ``text`` over the ``stored`` one; empty where they may.

    The same for all keys: whether there is such a figure is not said either.
    """
    if can_view_figures(user) or keys_of(text) <= keys_of(stored):
        return ""
    return _("The text shows or names figures, and you may not see figures.")


def keys_of(text: str) -> set[str]:
    return set(render_typed(text).keys)


def check_text(user: User | AnonymousUser, text: str, stored: str) -> None:
    """Raises ValidationError for figures that ``user`` may not bring in."""
    if reason := find_unseen(user, text, stored):
        raise forms.ValidationError(reason)


def narrow_choices(form: forms.ModelForm, user: User | AnonymousUser) -> None:
    """Let ``form`` offer ``user`` only what they may see, and what is stored.

    A form names what it is sent, in its fields and in its complaints. So what may not be
    seen has to be as unknown to it as what is not there.
    """
    for name, field in form.fields.items():
        if isinstance(field, forms.ModelChoiceField):
            every: QuerySet = field.queryset  # type: ignore[assignment]  # of a model
            stored = every.filter(pk__in=stored_choices(form.instance, name))
            field.queryset = find_seen(every, user) | stored


def find_seen(rows: QuerySet, user: User | AnonymousUser) -> QuerySet:
    if rows.model is Post:
        return rows.filter(pk__in=Post.objects.visible_to(user))
    names = (get_permission_codename(deed, rows.model._meta) for deed in SEEING)
    app = rows.model._meta.app_label
    may_see = any(user.has_perm(f"{app}.{name}") for name in names)
    return rows.all() if may_see else rows.none()


def stored_choices(instance: Model, name: str) -> list[int]:
    """The ids of what a field of ``instance`` holds."""
    field = instance._meta.get_field(name)
    if not field.many_to_many:
        value: int | None = getattr(instance, f"{name}_id")
        return [] if value is None else [value]
    return [row.pk for row in getattr(instance, name).all()] if instance.pk else []


class SightedForm(forms.ModelForm):
    """What a post shows already may stay; its editors see it on the post's own page."""

    # Set on the class that one request gets.
    editor: ClassVar[User]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        narrow_choices(self, self.editor)

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        check_text(self.editor, body, self.instance.body)
        return body
