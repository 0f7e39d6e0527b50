"""The syntax of citations in Markdown, and their place on the page."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX

from blog.citations.bibtex import MAX_BIBTEX, read_bibtex
from blog.citations.fences import is_bibtex
from blog.citations.identifiers import is_identifier, normal_name
from blog.citations.references import Catalogue, number_references
from blog.highlighting import FENCED
from blog.runaway import RunawayTextError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from markdown import Markdown

    from blog.citations.bibtex import BibtexEntry
    from blog.citations.papers import CitedPaper
    from blog.citations.references import Reference

    type FindPapers = Callable[[Collection[str]], Iterable[CitedPaper]]

# Each costs a few links and a row in the list.
MAX_CITATIONS = 1_000
MAX_IDENTIFIERS = 200
# More ways back than these help nobody.
MAX_WAYS_BACK = 10

# After links (160) and references to them (130): what they take is no citation.
INLINE_PRIORITY = 125
CITATION = r"\[(@[^\[\]]{1,2000})\]"
SEPARATOR = re.compile(r";\s*(?=@)")
# A DOI may hold commas, but none before a space.
IDENTIFIER = re.compile(
    r"@((?:doi|arxiv):\S+?)(?:,\s+(.+))?", re.IGNORECASE | re.DOTALL
)
KEY = re.compile(r"@([^\s,;@{}]+)(?:,\s*(.+))?", re.DOTALL)
# The attribute that carries a name from the parser to the list; never on the page.
NAME = "name"
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


class CitationExtension(Extension):
    """Reads citations and BibTeX; ``find`` brings the papers cited by DOI or arXiv id."""

    def __init__(self, find: FindPapers) -> None:
        super().__init__()
        self.find = find
        self.entries: list[BibtexEntry] = []
        self.bibtex_problems: list[str] = []
        # What the stash keeps the list's place by; empty without BibTeX.
        self.placeholder = ""
        self.references: list[Reference] = []
        self.by_name: Mapping[str, Reference] = {}
        self.problems: tuple[str, ...] = ()
        self.advice: tuple[str, ...] = ()
        # What was asked for, and what was found.
        self.cited_papers: tuple[str, ...] = ()
        self.papers: tuple[CitedPaper, ...] = ()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        md.ESCAPED_CHARS.append("@")
        # Before other fences (25), after a look at them all (27).
        md.preprocessors.register(BibtexPreprocessor(md, self), "bibtex", 26)
        pattern = CitationInlineProcessor(CITATION, md)
        md.inlinePatterns.register(pattern, "citation", INLINE_PRIORITY)
        # When notes stand where they are read (8), and before headings are listed (5).
        md.treeprocessors.register(NumberTreeprocessor(md, self), "references", 7)
        # The list of headings is no place for citations: they get their numbers now.
        md.treeprocessors.register(CitationTreeprocessor(md, self), "citations", 4)

    def read(self, code: str, first_line: int) -> None:
        found = read_bibtex(code, first_line)
        known = {entry.key for entry in self.entries}
        self.entries += [entry for entry in found.entries if entry.key not in known]
        self.bibtex_problems += map(str, found.problems)
        for entry in found.entries:
            if entry.key in known:
                words = _("Line %(line)d: the key “%(key)s” is used a second time.")
                self.bibtex_problems.append(
                    words % {"line": entry.line, "key": entry.key}
                )

    def number(self, cited: list[str]) -> None:
        identifiers = {name for name in cited if is_identifier(name)}
        if len(cited) > MAX_CITATIONS or len(identifiers) > MAX_IDENTIFIERS:
            raise RunawayTextError(_("The text cites more often than can be shown."))
        self.cited_papers = tuple(sorted(identifiers))
        self.papers = tuple(self.find(self.cited_papers))
        catalogue = Catalogue(self.entries, self.papers)
        self.references, self.by_name = number_references(cited, catalogue)
        unknown = [name for name in dict.fromkeys(cited) if name not in self.by_name]
        self.problems = (
            *(name_unknown(name) for name in unknown),
            *self.bibtex_problems,
        )
        self.advice = tuple(
            _("The reference “%s” is never cited.") % reference.key
            for reference in self.references
            if not reference.count
        )


def name_unknown(name: str) -> str:
    return _("There is no reference “%s”.") % name


class BibtexPreprocessor(Preprocessor):
    """Takes BibTeX out of a text; the list stands in place of the last of it."""

    def __init__(self, md: Markdown, citations: CitationExtension) -> None:
        super().__init__(md)
        self.md = md
        self.citations = citations

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        fences = [fence for fence in FENCED.finditer(text) if is_bibtex(fence)]
        if not fences:
            return lines
        if sum(len(fence["code"]) for fence in fences) > MAX_BIBTEX:
            raise RunawayTextError(
                _("The text has more than %d characters of BibTeX.") % MAX_BIBTEX
            )
        self.citations.placeholder = self.md.htmlStash.store("")
        for fence in reversed(fences):
            place = self.citations.placeholder if fence is fences[-1] else ""
            text = f"{text[: fence.start()]}\n\n{place}\n\n{text[fence.end() :]}"
        line = 1
        position = 0
        whole = "\n".join(lines)
        for fence in fences:
            line += whole.count("\n", position, fence.start("code"))
            position = fence.start("code")
            self.citations.read(fence["code"], line)
        return text.split("\n")


class CitationInlineProcessor(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # noqa: N802 (Python-Markdown's name)
        self, match: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        items = [read_item(item.strip()) for item in SEPARATOR.split(match[1])]
        citation = Element("span", {"class": "citation"})
        for item in items:
            if item is None or STX in item[1]:
                return None, None, None
            SubElement(citation, "a", {NAME: normal_name(item[1])})
            if item[2]:
                SubElement(citation, "span", {"class": "locator"}).text = item[2]
        return citation, match.start(), match.end()


def read_item(item: str) -> re.Match[str] | None:
    """A name and where in the work to look: ``@key, p. 4``."""
    return IDENTIFIER.fullmatch(item) or KEY.fullmatch(item)


class NumberTreeprocessor(Treeprocessor):
    """Numbers what is cited in reading order, and finds the list its place."""

    def __init__(self, md: Markdown, citations: CitationExtension) -> None:
        super().__init__(md)
        self.md = md
        self.citations = citations

    def run(self, root: Element) -> None:
        citations = self.citations
        citations.number([mark.get(NAME, "") for mark in find_marks(root)])
        if not (citations.placeholder or citations.references):
            return
        index = find_place(root, citations.placeholder)
        if index is None:
            # There was no BibTeX, or it has become part of a list: then at the end.
            index = len(root)
            citations.placeholder = self.md.htmlStash.store("")
            SubElement(root, "p").text = citations.placeholder
        if citations.references and not (index and root[index - 1].tag in HEADINGS):
            heading = Element("h2")
            heading.text = _("References")
            root.insert(index, heading)


def find_place(root: Element, placeholder: str) -> int | None:
    """Where among the text's blocks the list stands; None where it has no place there."""
    for place, block in enumerate(root):
        if placeholder and (block.text or "").strip() == placeholder:
            return place
    return None


class CitationTreeprocessor(Treeprocessor):
    """Writes the numbers, and the list they lead to."""

    def __init__(self, md: Markdown, citations: CitationExtension) -> None:
        super().__init__(md)
        self.md = md
        self.citations = citations

    def run(self, root: Element) -> None:
        counts: Counter[int] = Counter()
        for citation in root.iter("span"):
            if citation.get("class") == "citation":
                self.write(citation, counts)
        if placeholder := self.citations.placeholder:
            blocks = self.md.htmlStash.rawHtmlBlocks
            place = int(placeholder.strip(STX + ETX).rpartition(":")[2])
            blocks[place] = self.render_list()

    def write(self, citation: Element, counts: Counter[int]) -> None:
        has_locator = any(part.tag == "span" for part in citation)
        citation.text = "["
        for place, part in enumerate(citation):
            last = place == len(citation) - 1
            if part.tag == "a":
                self.link(part, counts)
                followed = not last and citation[place + 1].tag == "span"
                part.tail = ", " if followed or not has_locator else "; "
            else:
                part.tail = "; "
            if last:
                part.tail = "]"

    def link(self, mark: Element, counts: Counter[int]) -> None:
        name = mark.attrib.pop(NAME)
        reference = self.citations.by_name.get(name)
        if reference is None:
            mark.tag = "span"
            mark.set("class", "problem")
            mark.set("title", name_unknown(name))
            mark.text = f"@{name}?"
            return
        number = reference.number
        counts[number] += 1
        mark.text = str(number)
        mark.set("href", f"#ref-{number}")
        mark.set("id", f"cite-{number}-{counts[number]}")
        mark.set("role", "doc-biblioref")
        mark.set("aria-label", _("Reference %d") % number)
        mark.set("title", reference.work.title or reference.work.address_words)

    def render_list(self) -> str:
        rows = [
            (reference, range(1, min(reference.count, MAX_WAYS_BACK) + 1))
            for reference in self.citations.references
        ]
        context = {"rows": rows, "problems": self.citations.bibtex_problems}
        html = render_to_string("blog/_references.html", context)
        # It must not bring along what the converter takes for marks of its own.
        return html.replace(STX, "").replace(ETX, "").strip()


def find_marks(root: Element) -> list[Element]:
    return [mark for mark in root.iter("a") if mark.get(NAME)]
