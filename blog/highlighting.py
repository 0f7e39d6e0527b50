"""Code in fences: put aside as it is, and coloured where that is sure to be cheap."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown.extensions import Extension
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.preprocessors import Preprocessor
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

if TYPE_CHECKING:
    from markdown import Markdown

# Many of Pygments' lexers need time by the square of what they read. At 4,000
# characters none of these took half a second for anything we tried.
LANGUAGES = {
    *("bash", "diff", "haskell", "html", "ini", "javascript", "json", "julia"),
    *("latex", "lua", "markdown", "matlab", "pycon", "python", "r", "ruby", "rust"),
    *("sql", "toml", "typescript", "xml", "yaml"),
}
OTHER_NAMES = {
    "js": "javascript",
    "py": "python",
    "rb": "ruby",
    "sh": "bash",
    "tex": "latex",
    "ts": "typescript",
    "yml": "yaml",
}
# Where Pygments calls a language by another name than readers do.
SHOWN_NAMES = {"latex": "LaTeX", "pycon": "Python", "r": "R"}
PLAIN = "text"
MAX_BLOCK = 4_000
# All coloured blocks of a text together.
MAX_COLOURED = 20_000

FENCED = FencedBlockPreprocessor.FENCED_BLOCK_RE
FIRST_CLASS = re.compile(r"\.([\w#+-]+)")


class FencedCodeExtension(Extension):
    """Python-Markdown's fences, without the options it would hand on to Pygments."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        md.preprocessors.register(CodePreprocessor(md), "fenced_code", 25)


class CodePreprocessor(Preprocessor):
    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.md = md
        self.coloured = 0

    def run(self, lines: list[str]) -> list[str]:
        return FENCED.sub(self.put_aside, "\n".join(lines)).split("\n")

    def put_aside(self, fence: re.Match[str]) -> str:
        code = fence["code"].strip("\n")
        html = colour(code, self.affordable(name_language(fence), len(code)))
        return f"\n{self.md.htmlStash.store(html)}\n"

    def affordable(self, language: str, length: int) -> str:
        """``language``, or none where colouring so much more could take long."""
        if language not in LANGUAGES or length > MAX_BLOCK:
            return PLAIN
        self.coloured += length
        return language if self.coloured <= MAX_COLOURED else PLAIN


def name_language(fence: re.Match[str]) -> str:
    """What the fence says its code is, as ``python`` or as ``{.python}``."""
    first_class = FIRST_CLASS.search(fence["attrs"] or "")
    name = (fence["lang"] or (first_class[1] if first_class else "")).lower()
    return OTHER_NAMES.get(name, name)


def colour(code: str, language: str) -> str:
    lexer = get_lexer_by_name(language)
    html = highlight(code, lexer, HtmlFormatter(cssclass="code", wrapcode=True))
    if language == PLAIN:
        return html
    name = SHOWN_NAMES.get(language, lexer.name)
    return html.replace("<div ", f'<div data-language="{name}" ', 1)
