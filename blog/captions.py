"""Captions of tables: a paragraph before or after that begins with ``Table:``."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from markdown import Markdown

MARK = "Table:"


class CaptionExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        # After the inline parser (20), before tables get their frames (9).
        md.treeprocessors.register(CaptionTreeprocessor(md), "captions", 12)


class CaptionTreeprocessor(Treeprocessor):
    def run(self, root: Element) -> None:
        captions = [
            (parent, table, caption)
            for parent in root.iter()
            for table, caption in pair(list(parent))
        ]
        for number, (parent, table, caption) in enumerate(captions, start=1):
            parent.remove(caption)
            table.insert(0, make_caption(caption, f"caption-{number}"))


def pair(blocks: list[Element]) -> list[tuple[Element, Element]]:
    """Tables and their captions; one above goes before one below."""
    pairs: list[tuple[Element, Element]] = []
    taken: set[Element] = set()
    for place, table in enumerate(blocks):
        if table.tag == "table":
            for neighbour in (
                *blocks[max(place - 1, 0) : place],
                *blocks[place + 1 :][:1],
            ):
                if is_caption(neighbour) and neighbour not in taken:
                    taken.add(neighbour)
                    pairs.append((table, neighbour))
                    break
    return pairs


def is_caption(block: Element) -> bool:
    return block.tag == "p" and (block.text or "").startswith(MARK)


def make_caption(paragraph: Element, anchor: str) -> Element:
    caption = Element("caption", {"id": anchor})
    # Stays in view while a wide table scrolls.
    words = SubElement(caption, "span")
    words.text = (paragraph.text or "")[len(MARK) :].lstrip()
    words.extend(list(paragraph))
    return caption
