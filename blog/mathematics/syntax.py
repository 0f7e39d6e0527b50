"""Formulas in Markdown: put aside before it is parsed, and put back as MathML.

TeX is full of what Markdown takes for its own: stars, underscores, brackets, bars in
tables. So each formula leaves the text before any of it is read, and a mark stands in
its place. Marks that end up where nothing is rendered (code, addresses, titles) become
what was typed.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, AtomicString

from blog.mathematics.formulas import (
    Formula,
    formula_html,
    frame_attributes,
    quote,
    render_formulas,
)
from blog.mathematics.scanning import replace_formulas
from blog.runaway import check_formulas
from figures.markdown import replace, split_paragraph

if TYPE_CHECKING:
    from markdown import Markdown

    from blog.mathematics.formulas import RenderedFormula

# No word that anybody would abbreviate.
MARK = f"{STX}xqformula:%d{ETX}"
MARK_RE = re.compile(f"{STX}xqformula:([0-9]+){ETX}")
# Where a formula may take lines of its own.
BLOCKS = {"blockquote", "dd", "div", "li", "p"}
# The element that stands for a formula between the parser and the renderer.
ELEMENT = "formula"
# Browsers break lines between a formula and the marks that follow it; readers do not.
CLOSING = re.compile(r"[-–)\]}.,:;!?%…’”»›]+")  # noqa: RUF001 (they mean it)
# After fences are put aside (25), before the text is looked at (22).
AFTER_FENCES = 23
# After code (190) and escapes (180), before links (170).
BEFORE_LINKS = 175
# After the inline parser (20), before the page is put together (9).
AFTER_INLINE = 15


class FormulaExtension(Extension):
    """Renders all formulas of a text at once; ``problems`` are those that failed."""

    def __init__(self) -> None:
        super().__init__()
        self.formulas: list[Formula] = []
        self.problems: list[str] = []
        # Whether all would be rendered alike another time.
        self.is_lasting = True

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "$"]
        md.preprocessors.register(
            FormulaPreprocessor(md, self), "formulas", AFTER_FENCES
        )
        md.inlinePatterns.register(
            FormulaInlineProcessor(md, self), "formulas", BEFORE_LINKS
        )
        md.treeprocessors.register(
            FormulaTreeprocessor(md, self), "formulas", AFTER_INLINE
        )
        # Before what was put aside comes back (30).
        md.postprocessors.register(FormulaPostprocessor(md, self), "formulas", 35)

    def sources(self, text: str) -> str:
        """The text with what was typed in place of marks."""
        return MARK_RE.sub(lambda mark: self.formulas[int(mark[1])].source, text)


class FormulaPreprocessor(Preprocessor):
    """Puts marks where formulas stand."""

    def __init__(self, md: Markdown, extension: FormulaExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        text = replace_formulas("\n".join(lines), self.put_aside)
        return text.split("\n")

    def put_aside(self, formula: Formula) -> str:
        self.extension.formulas.append(formula)
        check_formulas(len(self.extension.formulas))
        return MARK % (len(self.extension.formulas) - 1)


class FormulaInlineProcessor(InlineProcessor):
    """Makes an element of a mark, where Markdown is read at all."""

    def __init__(self, md: Markdown, extension: FormulaExtension) -> None:
        super().__init__(MARK_RE.pattern, md)
        self.extension = extension

    def handleMatch(  # type: ignore[override]  # noqa: N802 (Python-Markdown's name)
        self, match: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        element = Element(ELEMENT, {"number": match[1]})
        # What is left of it in an address or a title.
        element.text = AtomicString(self.extension.formulas[int(match[1])].source)
        return element, match.start(), match.end()


class FormulaTreeprocessor(Treeprocessor):
    """Renders the formulas of the parsed text, and gives other marks their source."""

    def __init__(self, md: Markdown, extension: FormulaExtension) -> None:
        super().__init__(md)
        self.md = md
        self.extension = extension

    def run(self, root: Element) -> None:
        restore_sources(root, self.extension)
        elements = list(root.iter(ELEMENT))
        formulas = self.place(root, elements)
        rendered = render_formulas(formulas)
        parents = {child: parent for parent in root.iter() for child in parent}
        for element, formula, made in zip(elements, formulas, rendered, strict=True):
            if made.problem:
                self.extension.problems.append(quote(formula))
            self.extension.is_lasting &= made.is_lasting
            html = self.md.htmlStash.store(formula_html(formula, made))
            if formula.display:
                frame(parents[element], element, made, html)
            elif made.problem:
                element.tag, element.text = "span", html
                element.attrib = {"class": "problem"}
            elif closing := CLOSING.match(element.tail or ""):
                element.tag, element.text = "span", html + closing[0]
                element.attrib = {"class": "whole"}
                element.tail = closing.string[closing.end() :]
            else:
                replace(parents[element], element, html)

    def place(self, root: Element, elements: list[Element]) -> list[Formula]:
        """Stand displayed formulas between paragraphs, or set them within a heading."""
        parents = {child: parent for parent in root.iter() for child in parent}
        formulas = []
        displayed = set()
        for element in elements:
            formula = self.extension.formulas[int(element.get("number", ""))]
            if formula.display and parents[element].tag in BLOCKS:
                displayed.add(element)
            elif formula.display:
                formula = Formula(formula.tex, False, formula.source)
            formulas.append(formula)
        for paragraph in {parents[element]: None for element in displayed}:
            if paragraph.tag == "p":
                split_paragraph(parents[paragraph], paragraph, displayed)
        return formulas


def frame(parent: Element, element: Element, made: RenderedFormula, html: str) -> None:
    """Make a box of ``element``, or of the paragraph that holds it alone."""
    box = parent if parent.tag == "p" else element
    tail = box.tail
    box.clear()
    box.tag, box.tail = "div", tail
    box.attrib.update(frame_attributes(made))
    if made.problem:
        box = SubElement(box, "p")
    box.text = html


class FormulaPostprocessor(Postprocessor):
    """The last resort: no mark of ours reaches a reader."""

    def __init__(self, md: Markdown, extension: FormulaExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, text: str) -> str:
        return MARK_RE.sub(
            lambda mark: escape(self.extension.formulas[int(mark[1])].source), text
        )


def restore_sources(root: Element, extension: FormulaExtension) -> None:
    """Undo marks in code, addresses, titles and other things nobody renders."""
    for element in root.iter():
        if element.text and STX in element.text:
            element.text = restore(element.text, extension)
        if element.tail and STX in element.tail:
            element.tail = restore(element.tail, extension)
        for name, value in element.items():
            if STX in value:
                element.set(name, extension.sources(value))


def restore(text: str, extension: FormulaExtension) -> str:
    """Keep what the parser must not read again out of its reach."""
    restored = extension.sources(text)
    return AtomicString(restored) if isinstance(text, AtomicString) else restored
