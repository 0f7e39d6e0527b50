"""What would make a post better; readers may see it all the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from blog.checks.citations import find_citation_advice
from blog.checks.doors import details_of, licence_of
from blog.checks.numbers import find_strange_numbers
from blog.checks.records import advice
from figures.embeds import is_shown
from figures.licences import UNKNOWN
from figures.models import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blog.checks.records import Finding, Subject
    from blog.models import Post
    from figures.models import Paper


@dataclass(frozen=True, slots=True)
class Company:
    """What a post has beside its words, chosen in the form and perhaps not saved yet."""

    papers: frozenset[int]
    has_author: bool
    # Whether who asks may see papers and figures, of which advice names and quotes some.
    may_quote: bool


def company_of(post: Post, *, may_quote: bool) -> Company:
    """As it is stored; two queries."""
    return Company(
        papers=frozenset(post.papers.values_list("pk", flat=True)),
        has_author=post.postauthor_set.exists(),
        may_quote=may_quote,
    )


def find_advice(subject: Subject, company: Company) -> list[Finding]:
    found = [*find_missing_fields(subject, company)]
    if not subject.text.problem:
        found += find_uncredited(subject)
        if company.may_quote:
            found += find_about_papers(subject, company)
        found += find_skipped_levels(subject)
        found += find_citation_advice(subject)
        if company.may_quote:
            found += find_strange_numbers(subject, company.papers)
    return found


def find_missing_fields(subject: Subject, company: Company) -> Iterator[Finding]:
    post = subject.post
    if not (post.deck.strip() or post.summary.strip()):
        sentence = _("There is neither a deck nor a summary.")
        hint = _("Lists, feeds and search engines show one of them.")
        yield advice("summary", sentence, "deck", hint)
    if not post.lead_figure_id:
        sentence = _("There is no lead figure.")
        hint = _("The home page and lists show it beside the title.")
        yield advice("lead", sentence, "lead_figure", hint)
    if not company.has_author:
        yield advice("author", _("The post has no author."), "postauthor_set")


def find_uncredited(subject: Subject) -> Iterator[Finding]:
    for figure in subject.shown:
        if not (figure.paper or figure.credit):
            sentence = _("Nobody is credited for the image “%(key)s”.")
            finding = advice("credit", sentence % {"key": figure.key})
            finding = finding.with_doors(details_of(figure))
            yield finding.at(subject.source.find_figure(figure.key))


def find_about_papers(subject: Subject, company: Company) -> Iterator[Finding]:
    shown = subject.shown
    papers = {figure.paper.pk: figure.paper for figure in shown if figure.paper}
    for pk, paper in papers.items():
        if pk not in company.papers:
            sentence = _("Figures of “%(paper)s” are shown, but it is not chosen.")
            finding = advice("paper", sentence % {"paper": paper}, "papers")
            yield replace(finding, paper=paper)
        if paper.licence == UNKNOWN.code:
            yield unknown_licence(paper)
    yield from find_unused(shown, company)


def unknown_licence(paper: Paper) -> Finding:
    sentence = _("Nobody knows the licence of “%(paper)s”.") % {"paper": paper}
    hint = _("Look it up before you show its figures.")
    finding = advice("licence", sentence, "papers", hint)
    return finding.with_doors(licence_of(paper))


def find_unused(shown: list[Figure], company: Company) -> Iterator[Finding]:
    """Essential figures of which the text shows neither the whole nor a part."""
    essential = (
        Figure.objects.filter(paper__in=company.papers, tier=Figure.Tier.ESSENTIAL)
        .select_related("paper")
        .in_reading_order()
    )
    used = {pk for figure in shown for pk in (figure.pk, figure.parent_id) if pk}
    for figure in essential:
        if figure.pk in used or figure.parent_id in used or not is_shown(figure):
            continue
        sentence = _("%(figure)s of “%(paper)s” is essential, and not shown.")
        words = {"figure": figure.label, "paper": figure.paper}
        finding = advice("essential", sentence % words)
        yield replace(finding, insert=f"![](figure:{figure.key})")


def find_skipped_levels(subject: Subject) -> Iterator[Finding]:
    """Headings that stand more than one level below the heading before them."""
    before = 1
    for heading in subject.source.headings:
        if heading.level > before + 1:
            sentence = _("The heading “%(words)s” skips a level.")
            hint = _("Write it with %(marks)s.") % {"marks": "#" * (before + 1)}
            finding = advice("level", sentence % {"words": heading.words}, hint=hint)
            yield finding.at(heading.spot)
        before = heading.level
