"""The words of a post as the editor's script sends them between saves."""

from __future__ import annotations

from typing import Any

from django import forms

from blog.keeping import plain
from blog.models import WORDS
from blog.runaway import MAX_CHARACTERS

# What a database counts with.
MOST = 2**31 - 1


def number(**options: Any) -> forms.IntegerField:
    return forms.IntegerField(min_value=0, max_value=MOST, required=False, **options)


class WordsForm(forms.Form):
    """Anything goes but what has no room: a working copy may be half a thought."""

    title = forms.CharField(max_length=200, required=False, strip=False)
    deck = forms.CharField(max_length=400, required=False, strip=False)
    summary = forms.CharField(max_length=MAX_CHARACTERS, required=False, strip=False)
    body = forms.CharField(max_length=MAX_CHARACTERS, required=False, strip=False)
    post_version = number()
    copy_version = number()

    def words(self) -> dict[str, str]:
        return {name: plain(self.cleaned_data[name]) for name in WORDS}

    def number(self, name: str) -> int:
        return self.cleaned_data.get(name) or 0

    def first_sentence(self) -> str:
        """Which field is wrong, and how."""
        name, sentences = next(iter(self.errors.items()))
        return f"{self.fields[name].label or name.capitalize()}: {sentences[0]}"
