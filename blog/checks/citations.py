"""What is wrong with citations, references and notes, and what of them nobody reads.

The renderer says what it is, in sentences that quote the text; here is where.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from blog.checks.records import advice, blocking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blog.checks.records import Finding, Subject
    from blog.checks.source import Source, Spot

# Somebody's whole library may stand below a text.
MOST_ADVICE = 20
QUOTED = re.compile(r"[“\"]([^”\"]+)[”\"]")
# "Line 12: this entry cannot be read", in whatever language.
LINE = re.compile(r"\w+ (\d+): ")
# How the text writes what a sentence quotes: a note, its mark, an entry, a citation.
FORMS = (
    r"^[ ]{{0,3}}\[\^{}\]:",
    r"\[\^{}\]",
    r"^[ \t]*@\w+\s*[{{(]\s*{}\s*(?=,)",
    r"@{}(?![\w:.-]*\w)",
)


def find_citation_problems(subject: Subject) -> Iterator[Finding]:
    for sentence in subject.text.citation_problems:
        finding = blocking("citation", sentence)
        # Lines come and go above it; what is wrong stays the same.
        finding = replace(finding, about=LINE.sub("", sentence, count=1))
        yield finding.at(find_spot(subject.source, sentence))


def find_citation_advice(subject: Subject) -> Iterator[Finding]:
    for sentence in islice(subject.text.citation_advice, MOST_ADVICE):
        hint = _("Readers do not miss it: refer to it, or take it out.")
        finding = advice("unused", sentence, hint=hint)
        yield finding.at(find_spot(subject.source, sentence))


def find_spot(source: Source, sentence: str) -> Spot | None:
    if line := LINE.match(sentence):
        return source.line_spot(int(line[1]))
    quoted = [words.rstrip("…") for words in QUOTED.findall(sentence)]
    for words in quoted:
        for form in FORMS:
            pattern = form.format(re.escape(words))
            if found := re.search(pattern, source.text, re.MULTILINE | re.IGNORECASE):
                return source.spot(*found.span())
    return source.find_any(quoted)
