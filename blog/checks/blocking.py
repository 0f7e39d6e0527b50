"""What has to be put right before readers may see a post."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from blog.checks.citations import find_citation_problems
from blog.checks.figures import find_figure_findings
from blog.checks.links import find_link_findings
from blog.checks.records import blocking
from blog.merging import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blog.checks.records import Finding, Subject

# "![Uploading meadow.png… (1)]()", in whatever language: the editor's images.js.
UPLOAD = re.compile(r"!\[([^\[\]\n]*… \(\d+\))\]\(\)")


def find_blocking(subject: Subject) -> list[Finding]:
    """In the order of the form, and in the body that of its lines."""
    found = [*find_words_missing(subject), *find_in_body(subject)]
    return sorted(found, key=place_of)


def place_of(finding: Finding) -> tuple[bool, int, int]:
    spot = finding.spot
    return (spot is not None, spot.line if spot else 0, spot.column if spot else 0)


def find_words_missing(subject: Subject) -> Iterator[Finding]:
    if not subject.post.title.strip():
        yield blocking("title", _("The post has no title."), "title")
    if not subject.post.body.strip():
        yield blocking("body", _("The post has no text."))


def find_in_body(subject: Subject) -> Iterator[Finding]:
    if subject.text.problem:
        yield blocking("refused", subject.text.problem)
        return
    yield from find_conflict_marks(subject)
    yield from find_upload_marks(subject)
    yield from find_formula_findings(subject)
    yield from find_citation_problems(subject)
    yield from find_figure_findings(subject)
    yield from find_link_findings(subject)


def find_conflict_marks(subject: Subject) -> Iterator[Finding]:
    """Two versions of a passage that nobody has chosen between."""
    if found := MARK.search(subject.source.text):
        sentence = _("Two versions of a passage stand here, with marks between them.")
        hint = _("Keep one version, and take the lines with “⟦⟦” out.")
        spot = subject.source.spot(*found.span())
        yield blocking("conflict", sentence, hint=hint).at(spot)


def find_formula_findings(subject: Subject) -> Iterator[Finding]:
    for formula in subject.text.formula_problems:
        sentence = _("The formula “%(formula)s” cannot be shown.")
        hint = _("Look for a command that is misspelt, or a brace without its pair.")
        finding = blocking("formula", sentence % {"formula": formula}, hint=hint)
        yield finding.at(subject.source.find_any([formula.rstrip("…").strip()]))


def find_upload_marks(subject: Subject) -> Iterator[Finding]:
    """What stands in the text while a picture travels, and stays if it never arrives."""
    for found in UPLOAD.finditer(subject.source.prose):
        sentence = _("“%(mark)s” stands where a picture should.")
        hint = _("Wait until the picture is there, or take the mark out of the text.")
        finding = blocking("upload", sentence % {"mark": found[1]}, hint=hint)
        yield finding.at(subject.source.spot(*found.span()))
