"""How titles are set that other people have written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

register = template.Library()

# Fewer are a name or an abbreviation, which is not meant to be loud.
LOUD_WORDS = 4


@register.filter
def set_quietly(title: object) -> SafeString:
    """``title``, marked where all of it is in capitals, so that it is set smaller.

    Its words stay as the paper prints them: who could tell names and abbreviations
    from the rest?
    """
    mark = '<span class="loud">{}</span>' if is_loud(str(title)) else "{}"
    return format_html(mark, title)


@register.filter
def is_loud(title: str) -> bool:
    return title.isupper() and len(title.split()) >= LOUD_WORDS
