"""LaTeX as people write it into BibTeX, turned into plain words."""

from __future__ import annotations

import re

from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexwalker import LatexWalkerError

# A title or a list of names that is longer is no such thing; reading it takes 30 ms.
MAX_FIELD = 2_000
# Each level costs a few levels of Python's stack.
MAX_BRACES = 20

MARKUP = re.compile(r"\\[a-zA-Z]+|[{}\\$]")
ESCAPED = re.compile(r"\\([_%&#~{}])")
CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
BRACES = str.maketrans("", "", "{}")

DECODER = LatexNodes2Text(math_mode="text")


def plain_words(latex: str) -> str:
    """``latex`` as one line of words; what cannot be read loses its markup."""
    latex = latex[:MAX_FIELD]
    # Marks of comments and tables to a decoder, but not to those who write titles.
    latex = re.sub(r"(?<!\\)([%&])", r"\\\1", latex)
    return one_line(decode(latex).translate(BRACES))


def decode(latex: str) -> str:
    if not re.search(r"[\\{$~]|--|``|''", latex):
        return latex
    if deepest_brace(latex) <= MAX_BRACES:
        try:
            return str(DECODER.latex_to_text(latex))
        except (LatexWalkerError, LookupError, TypeError, ValueError):
            # A command without what belongs to it.
            pass
    return MARKUP.sub("", latex)


def deepest_brace(latex: str) -> int:
    depth = deepest = 0
    for mark in re.findall(r"[{}]", latex):
        depth += 1 if mark == "{" else -1
        deepest = max(deepest, depth)
    return deepest


def plain_address(latex: str) -> str:
    """An address, in which only a few marks are ever escaped."""
    return one_line(ESCAPED.sub(r"\1", latex[:MAX_FIELD])).translate(BRACES)


def one_line(text: str) -> str:
    return " ".join(CONTROLS.sub(" ", text).split())
