"""Reads BibTeX that a stranger wrote; what cannot be read becomes a sentence."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bibtexparser.library import Library
from bibtexparser.middlewares import (
    RemoveEnclosingMiddleware,
    ResolveStringReferencesMiddleware,
)
from bibtexparser.model import (
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ImplicitComment,
    ParsingFailedBlock,
)
from bibtexparser.splitter import Splitter
from django.utils.translation import gettext as _

from blog.citations.latex import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bibtexparser.model import Block

# It says in the log what we say on the page.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

# Reading so much takes half a second at worst; three hundred references take 60,000.
MAX_BIBTEX = 100_000
MAX_ENTRIES = 300
MAX_PROBLEMS = 20
# Of a faulty part, as much as finds it.
QUOTED = 40


@dataclass(frozen=True, slots=True)
class BibtexEntry:
    """One entry as it was written, without the marks around its values."""

    key: str
    kind: str
    fields: tuple[tuple[str, str], ...]
    line: int

    def __getitem__(self, name: str) -> str:
        """The value of a field; empty when there is none."""
        return dict(self.fields).get(name, "")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a line of BibTeX, as a sentence."""

    line: int
    words: str

    def __str__(self) -> str:
        return _("Line %(line)d: %(problem)s") % {
            "line": self.line,
            "problem": self.words,
        }


@dataclass(frozen=True, slots=True)
class Bibtex:
    entries: tuple[BibtexEntry, ...]
    problems: tuple[Problem, ...]


def read_bibtex(text: str, first_line: int = 1) -> Bibtex:
    """The entries of ``text`` and what is wrong with it; never raises.

    ``first_line`` is the number that the text's first line has where it stands.
    """
    if len(text) > MAX_BIBTEX:
        words = _("there are more than %d characters of BibTeX.") % MAX_BIBTEX
        return Bibtex((), (Problem(first_line, words),))
    blocks = read_blocks(text)
    problems = [
        Problem(first_line + (block.start_line or 0), words)
        for block in blocks
        if (words := find_fault(block))
    ]
    entries = [
        read_entry(entry, first_line)
        for block in blocks
        if (entry := entry_of(block)) is not None and entry.key
    ]
    if len(entries) > MAX_ENTRIES:
        words = _("only the first %d entries are read.") % MAX_ENTRIES
        problems.insert(0, Problem(entries[MAX_ENTRIES].line, words))
    return Bibtex(tuple(entries[:MAX_ENTRIES]), tuple(problems[:MAX_PROBLEMS]))


def read_blocks(text: str) -> list[Block]:
    library: Library = Splitter(text).split()
    library = ResolveStringReferencesMiddleware().transform(library)
    return list(RemoveEnclosingMiddleware().transform(library).blocks)


def entry_of(block: Block) -> Entry | None:
    """The entry in a block; with a field given twice it is one all the same."""
    if isinstance(block, DuplicateFieldKeyBlock):
        inner = block.ignore_error_block
        if isinstance(inner, Entry):
            # What failed was passed by when marks around values were taken away.
            return RemoveEnclosingMiddleware().transform_entry(inner, Library())
    return block if isinstance(block, Entry) else None


def find_fault(block: Block) -> str:
    match block:
        case DuplicateBlockKeyBlock():
            return _("the key “%s” is used a second time; the first entry counts.") % (
                shorten(block.key)
            )
        case DuplicateFieldKeyBlock():
            names = ", ".join(sorted(block.duplicate_keys))
            return _("an entry has two fields “%s”; the last counts.") % shorten(names)
        case ParsingFailedBlock():
            return _(
                "this entry cannot be read: “%s”. Look for a missing brace, comma or equals sign."
            ) % (shorten(block.raw or ""))
        case Entry() if not block.key:
            return _("this entry has no key: “%s”.") % shorten(block.raw or "")
        case ImplicitComment() if stray := stray_words(block.comment):
            return _("“%s” stands outside every entry and is left out.") % shorten(
                stray
            )
    return ""


def stray_words(comment: str) -> str:
    """What stands between entries and is no comment by its own mark."""
    return "\n".join(
        line for line in comment.splitlines() if not line.lstrip().startswith("%")
    ).strip()


def shorten(words: str) -> str:
    words = one_line(words)
    return words if len(words) <= QUOTED else words[:QUOTED].rstrip() + "…"


def read_entry(entry: Entry, first_line: int) -> BibtexEntry:
    return BibtexEntry(
        key=one_line(entry.key),
        kind=entry.entry_type.lower(),
        fields=tuple(read_fields(entry)),
        line=first_line + (entry.start_line or 0),
    )


def read_fields(entry: Entry) -> Iterator[tuple[str, str]]:
    for name, field in {field.key.lower(): field for field in entry.fields}.items():
        yield name, join_parts(str(field.value))


def join_parts(value: str) -> str:
    """``"a" # { b}`` is one value in pieces."""
    value = one_line(value)
    if " # " in value and re.match(r'["{]', value):
        return re.sub(r'["}]? # ["{]?', "", value).strip('"{}')
    return value
