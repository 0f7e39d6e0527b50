"""A post's language and its original: what a form may say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from blog.languages import read_tag
from blog.models import Post

if TYPE_CHECKING:
    from django import forms


def clean_language(typed: str, stored: Post) -> str:
    """The tag as the standard writes it; what was stored before tags were read stays."""
    return typed if stored.pk and typed == stored.language else read_tag(typed)


def clean_original(form: forms.ModelForm, cleaned: dict[str, Any]) -> None:
    """Point to the original itself, and let each language have one version of it."""
    post, chosen = form.instance, cleaned.get("translation_of")
    if "language" not in cleaned:
        return
    try:
        original = find_original(post, chosen) if chosen else None
        if original:
            cleaned["translation_of"] = original
        check_language(post, original, cleaned["language"])
    except ValidationError as error:
        form.add_error("translation_of" if chosen else "language", error)


def find_original(post: Post, chosen: Post) -> Post:
    """What ``chosen`` is a translation of, if it is one."""
    original = chosen.translation_of or chosen
    if original.pk == post.pk:
        raise ValidationError(
            _("A post is no translation of itself.")
            if chosen.pk == post.pk
            else _("“%(post)s” is a translation of this post already."),
            params={"post": chosen},
        )
    if post.pk and (own := post.translations.first()):
        raise ValidationError(
            _(
                "“%(post)s” is a translation of this post, so this one is an original. "
                "Change that one first."
            ),
            params={"post": own},
        )
    return original


def check_language(post: Post, original: Post | None, language: str) -> None:
    if original and original.language == language:
        raise ValidationError(
            _(
                "“%(post)s” is in the same language (%(tag)s). Change the language of "
                "one of them."
            ),
            params={"post": original, "tag": language},
        )
    whole = original or post
    others = whole.translations.exclude(pk=post.pk) if whole.pk else Post.objects.none()
    if other := others.filter(language=language).first():
        raise ValidationError(
            _("There is a translation into this language (%(tag)s): “%(post)s”."),
            params={"post": other, "tag": language},
        )
