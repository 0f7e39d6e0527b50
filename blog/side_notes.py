"""Footnotes as side notes: each stands where it is first referred to.

A block and its notes share a ``div``, so that they can share a row. In order of reading:
the block, then its notes, each with its way back.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from django.utils.translation import gettext as _
from markdown.extensions.footnotes import FootnoteBlockProcessor, FootnoteExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from figures.markdown import is_embed

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from markdown import Markdown

MARK = r"(?<!!)\[\^([^\]\n]+)\]"
# The attribute that carries a label through the parser; never on the page.
LABEL = "label"
# How we call the box in which notes wait for their places.
WAITING = "waiting-notes"


class SideNoteExtension(FootnoteExtension):
    """Python-Markdown's syntax for definitions; marks, numbers and places are ours."""

    def __init__(self) -> None:
        super().__init__()
        self.problems: tuple[str, ...] = ()
        self.advice: tuple[str, ...] = ()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        self.md = md
        self.parser = md.parser
        md.registerExtension(self)
        md.parser.blockprocessors.register(FootnoteBlockProcessor(self), "footnote", 17)
        md.inlinePatterns.register(MarkInlineProcessor(MARK, md), "footnote", 175)
        # Before the inline parser (20), which reads the notes with the text.
        md.treeprocessors.register(NoteTreeprocessor(md, self), "footnotes", 50)
        # After it, and before anything is numbered in order of reading.
        md.treeprocessors.register(PlaceTreeprocessor(md, self), "side_notes", 8)


class MarkInlineProcessor(InlineProcessor):
    def handleMatch(  # type: ignore[override]  # noqa: N802 (Python-Markdown's name)
        self, match: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        return Element("sup", {LABEL: match[1]}), match.start(), match.end()


class NoteTreeprocessor(Treeprocessor):
    """Parses all notes into a box at the end of the text."""

    def __init__(self, md: Markdown, notes: SideNoteExtension) -> None:
        super().__init__(md)
        self.notes = notes

    def run(self, root: Element) -> None:
        if self.notes.footnotes:
            box = SubElement(root, WAITING)
            # Definitions in notes are notes, too, so there may be more at the end.
            for label in self.unparsed():
                note = SubElement(box, "div", {LABEL: label})
                self.notes.parser.parseChunk(note, self.notes.footnotes[label])

    def unparsed(self) -> Iterator[str]:
        done: set[str] = set()
        while todo := [label for label in self.notes.footnotes if label not in done]:
            done.update(todo)
            yield from todo


class PlaceTreeprocessor(Treeprocessor):
    """Puts each note after the block that first refers to it."""

    def __init__(self, md: Markdown, notes: SideNoteExtension) -> None:
        super().__init__(md)
        self.notes = notes

    def run(self, root: Element) -> None:
        waiting = take_waiting(root)
        placed = Placing(waiting)
        blocks = []
        for block in root:
            notes = placed.notes_of(block)
            blocks += stand_beside(block, notes) if notes else [block]
        root[:] = blocks
        self.notes.problems = tuple(
            _("There is no note “%s”.") % label for label in placed.unknown
        )
        self.notes.advice = tuple(
            _("Nothing refers to the note “%s”.") % label
            for label in waiting
            if label not in placed.numbers
        )


def find_notes(md: Markdown) -> SideNoteExtension:
    """What has read the notes of the text that ``md`` has just converted."""
    return next(
        notes
        for notes in md.registeredExtensions
        if isinstance(notes, SideNoteExtension)
    )


def take_waiting(root: Element) -> dict[str, Element]:
    """The notes by their labels, out of the box."""
    box = root.find(WAITING)
    if box is None:
        return {}
    root.remove(box)
    return {note.attrib.pop(LABEL): note for note in box}


class Placing:
    """Numbers notes in order of reading, and knows how often each was referred to."""

    def __init__(self, waiting: dict[str, Element]) -> None:
        self.waiting = waiting
        self.numbers: dict[str, int] = {}
        self.counts: Counter[str] = Counter()
        self.ways_back: dict[str, Element] = {}
        self.unknown: dict[str, None] = {}

    def notes_of(self, block: Element) -> list[Element]:
        """The notes to which ``block`` or one of these notes is the first to refer."""
        labels = self.link(block)
        notes = []
        # Grows while it is read: notes refer to notes.
        for label in labels:
            note = self.waiting[label]
            labels += self.link(note)
            notes.append(self.make_note(label, note))
        return notes

    def link(self, block: Element) -> list[str]:
        """Make links of the marks in ``block``; the labels that are new."""
        new = []
        for mark in block.iter("sup"):
            label = mark.attrib.pop(LABEL, None)
            if label is None:
                continue
            if label not in self.waiting:
                self.unknown[label] = None
                mark.tag, mark.text = "span", f"[^{label}]"
                mark.set("class", "problem")
                continue
            if label not in self.numbers:
                self.numbers[label] = len(self.numbers) + 1
                new.append(label)
            self.link_mark(mark, label)
        return new

    def link_mark(self, mark: Element, label: str) -> None:
        number = self.numbers[label]
        self.counts[label] += 1
        count = self.counts[label]
        anchor = f"fnref{count if count > 1 else ''}-{number}"
        mark.set("id", anchor)
        link = SubElement(mark, "a", {"class": "footnote-ref", "href": f"#fn-{number}"})
        link.set("role", "doc-noteref")
        link.set("aria-label", _("Note %d") % number)
        link.text = str(number)
        if label in self.ways_back:
            add_way_back(self.ways_back[label], number, anchor, count)

    def make_note(self, label: str, content: Element) -> Element:
        number = self.numbers[label]
        note = Element("div", {"class": "note", "id": f"fn-{number}"})
        note.set("role", "doc-footnote")
        note.extend(list(content))
        if not (len(note) and note[0].tag == "p"):
            note.insert(0, Element("p"))
        first = note[0]
        mark = Element("span", {"class": "note-number"})
        mark.text, mark.tail = str(number), " " + (first.text or "")
        first.text = None
        first.insert(0, mark)
        last = note[-1] if note[-1].tag == "p" else SubElement(note, "p")
        self.ways_back[label] = last
        for count in range(1, self.counts[label] + 1):
            anchor = f"fnref{count if count > 1 else ''}-{number}"
            add_way_back(last, number, anchor, count)
        return note


def add_way_back(paragraph: Element, number: int, anchor: str, count: int) -> None:
    words = _("Back to where note %d stands in the text") % number
    if count > 1:
        words = _("%(words)s, place %(place)d") % {"words": words, "place": count}
    if len(paragraph):
        paragraph[-1].tail = (paragraph[-1].tail or "") + " "
    else:
        paragraph.text = (paragraph.text or "") + " "
    link = SubElement(paragraph, "a", {"class": "way-back", "href": f"#{anchor}"})
    link.set("role", "doc-backlink")
    link.set("aria-label", words)
    link.text = "↩"


def stand_beside(block: Element, notes: list[Element]) -> list[Element]:
    """A block with its notes: in one row, if the block stays in one piece."""
    box = Element("div", {"class": "notes"})
    box.extend(notes)
    if any(map(is_embed, block.iter("img"))):
        # Figures divide their paragraph later; its notes come after all of it.
        return [block, box]
    row = Element("div", {"class": "noted"})
    row.extend([block, box])
    return [row]
