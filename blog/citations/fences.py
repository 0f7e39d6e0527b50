"""Where a text keeps its BibTeX: in fences of code that say so."""

from __future__ import annotations

import re

from blog.highlighting import FENCED, name_language

LANGUAGE = "bibtex"


def find_bibtex_fences(text: str) -> list[re.Match[str]]:
    return [fence for fence in FENCED.finditer(text) if is_bibtex(fence)]


def is_bibtex(fence: re.Match[str]) -> bool:
    return name_language(fence) == LANGUAGE


def longest_run(text: str) -> int:
    """How many marks the longest fence has."""
    return max(map(len, re.findall(r"^`{3,}", text, re.MULTILINE)), default=0)
