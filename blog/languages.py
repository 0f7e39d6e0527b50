"""The languages that posts are written in, by their tags (BCP 47): de, pt-BR, zh-Hant."""

from __future__ import annotations

import re
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.utils.translation import (
    get_language,
    get_supported_language_variant,
    gettext_lazy,
    override,
)
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    type View = Callable[..., HttpResponseBase]

# A language, perhaps a script, perhaps a region: nothing else tells readers more.
TAG = re.compile(r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?", re.IGNORECASE)
# Spellings people know, for what the standard calls otherwise.
NOT_LANGUAGES = {"cz": "cs", "dk": "da", "gr": "el", "jp": "ja", "kr": "ko", "ua": "uk"}
# "Also in …", by those who read that language.
ALSO = {
    "de": "Auch auf Deutsch",
    "en": "Also in English",
    "es": "También en español",
    "fr": "Aussi en français",
    "it": "Anche in italiano",
    "nl": "Ook in het Nederlands",
    "pl": "Także po polsku",
    "pt": "Também em português",
    "sv": "Även på svenska",
    "ja": "日本語でも読めます",
    "zh": "也有中文版",
}
HELP = gettext_lazy("A tag such as en, de, fr or pt-BR.")


def read_tag(typed: str) -> str:
    """The tag as it is written: ``pt_br`` is ``pt-BR``; raises ValidationError."""
    tag = typed.strip().replace("_", "-")
    match = TAG.fullmatch(tag)
    if match is None:
        raise ValidationError(
            _(
                "“%(typed)s” is no tag of a language. Write two or three letters, and a "
                "region where it matters: en, de, fr, pt-BR."
            ),
            params={"typed": typed},
        )
    language, script, region = (part or "" for part in match.groups())
    if better := NOT_LANGUAGES.get(language.lower()):
        raise ValidationError(
            _("“%(typed)s” is a country's tag. The language is “%(better)s”."),
            params={"typed": typed, "better": better},
        )
    parts = (language.lower(), script.capitalize(), region.upper())
    return "-".join(filter(None, parts))


def name_language(tag: str) -> str:
    """What those who speak it call a language; its tag where we do not know."""
    for known in (tag.lower(), base_of(tag)):
        if known in LANG_INFO and "name_local" in LANG_INFO[known]:
            return str(LANG_INFO[known]["name_local"])
    return tag


def say_also_in(tag: str) -> str:
    """ "Auch auf Deutsch", in the language itself where we can."""
    if base_of(tag) in ALSO and "-" not in tag:
        return ALSO[base_of(tag)]
    return name_language(tag)


def speaking(tag: str) -> override:
    """Inside, the site says what it puts into a text in the text's own language.

    "Figure 3" stands in the middle of an author's sentence. Where we do not speak that
    language, what the reader speaks is better than nothing.
    """
    try:
        return override(get_supported_language_variant(tag))
    except (LookupError, ValueError):
        return override(get_language())


def in_one_language(view: View) -> View:
    """Let a view for programs speak the site's language, whatever their users speak.

    It belongs above whatever keeps answers, so that there is one to keep.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with override(settings.LANGUAGE_CODE):
            response = view(request, *args, **kwargs)
        response.headers["Content-Language"] = settings.LANGUAGE_CODE
        return response

    return answer


def base_of(tag: str) -> str:
    return tag.lower().partition("-")[0]
