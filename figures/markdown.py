"""The syntax of figures in Markdown: knows Python-Markdown, has no idea what a figure is.

``![alt](figure:KEY "caption"){.wide}`` embeds a figure, ``[words](figure:KEY)``
refers to one.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, HTML_PLACEHOLDER_RE, STX

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown import Markdown

SCHEME = "figure:"
WIDTH = re.compile(r"\{:?\s*\.(wide|full)\s*\}")
TAG = re.compile(r"<[^>]*>")
# Last of all, after Python-Markdown has undone its escapes.
AFTER_UNESCAPE = -10


@dataclass(frozen=True, slots=True)
class FigureEmbed:
    """A place in a text where a figure is to appear."""

    key: str
    alt_text: str
    caption: str
    css_class: str


@dataclass(frozen=True, slots=True)
class FigureReference:
    """A place in a text that speaks of a figure; without words, its number speaks."""

    key: str
    words: str


type Mention = FigureEmbed | FigureReference
type Render = Callable[[Sequence[Mention]], Sequence[str]]


class FigureExtension(Extension):
    """Hands all mentions of a text to ``render`` at once and puts its HTML in place."""

    def __init__(self, render: Render) -> None:
        super().__init__()
        self.render = render

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        processor = FigureTreeprocessor(md, self.render)
        md.treeprocessors.register(processor, "figures", AFTER_UNESCAPE)


class FigureTreeprocessor(Treeprocessor):
    """Works on the parsed tree, where code blocks and escapes are dealt with."""

    def __init__(self, md: Markdown, render: Render) -> None:
        super().__init__(md)
        self.md = md
        self.render = render

    def run(self, root: Element) -> None:
        found = dict(self.mentions(root))
        rendered = self.render(list(found.values()))
        parents = {child: parent for parent in root.iter() for child in parent}
        embeds = {element for element, m in found.items() if isinstance(m, FigureEmbed)}
        for paragraph in {parents[element]: None for element in embeds}:
            if paragraph.tag == "p":
                split_paragraph(parents[paragraph], paragraph, embeds)
        parents = {child: parent for parent in root.iter() for child in parent}
        for element, markup in zip(found, rendered, strict=True):
            replace(parents[element], element, self.stash(markup))

    def mentions(self, root: Element) -> Iterator[tuple[Element, Mention]]:
        """All embeds and references in reading order: numbers depend on it."""
        for element in root.iter():
            if element.tag == "a" and any(map(is_embed, element.iter("img"))):
                # A figure links to where it comes from, so no link goes round it.
                element.tag = "span"
                element.attrib.clear()
            elif element.tag == "a" and (key := figure_key(element, "href")):
                yield element, FigureReference(key, self.words(element))
            elif is_embed(element):
                yield element, read_embed(element)

    def words(self, link: Element) -> str:
        """The plain words of a link, with what the parser had put aside back in place."""
        blocks = self.md.htmlStash.rawHtmlBlocks
        text = HTML_PLACEHOLDER_RE.sub(
            # Of markup (a formula), the words.
            lambda match: TAG.sub("", str(blocks[int(match[1])])),
            "".join(link.itertext()),
        )
        return html.unescape(text).strip()

    def stash(self, markup: str) -> str:
        """Put ``markup`` aside until the end; it must not bring placeholders along."""
        for mark in (STX, ETX):
            markup = markup.replace(mark, "")
        return self.md.htmlStash.store(markup.strip())


def figure_key(element: Element, attribute: str) -> str:
    """The key in an address with our scheme; empty for all other addresses."""
    address = element.get(attribute, "").strip()
    if address[: len(SCHEME)].lower() != SCHEME:
        return ""
    return html.unescape(address[len(SCHEME) :]).strip().strip("/")


def is_embed(element: Element) -> bool:
    return element.tag == "img" and bool(figure_key(element, "src"))


def read_embed(image: Element) -> FigureEmbed:
    """Read an embed, and take the mark of its width out of the text that follows."""
    tail = image.tail or ""
    width = WIDTH.match(tail)
    if width:
        image.tail = tail[width.end() :]
    return FigureEmbed(
        key=figure_key(image, "src"),
        alt_text=html.unescape(image.get("alt", "")).strip(),
        caption=html.unescape(image.get("title", "")).strip(),
        css_class=width[1] if width else "",
    )


def split_paragraph(parent: Element, paragraph: Element, embeds: set[Element]) -> None:
    """Stand each figure between paragraphs: a block has no place within a line."""
    pieces = [Element("p")]
    pieces[0].text = paragraph.text
    for child in paragraph:
        if child in embeds:
            figure, rest = Element("p"), Element("p")
            rest.text, child.tail = (child.tail or "").lstrip(), None
            figure.append(child)
            pieces += [figure, rest]
        else:
            pieces[-1].append(child)
    place = list(parent).index(paragraph)
    kept = [piece for piece in pieces if len(piece) or (piece.text or "").strip()]
    kept[-1].tail = paragraph.tail
    parent[place : place + 1] = kept


def replace(parent: Element, element: Element, text: str) -> None:
    """Put ``text`` where ``element`` stood."""
    place = list(parent).index(element)
    text += element.tail or ""
    parent.remove(element)
    if place:
        before = parent[place - 1]
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
