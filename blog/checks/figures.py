"""What is wrong with the figures that a text shows or names."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from blog.checks.doors import details_of, review_of, sheet_of
from blog.checks.records import blocking
from figures.alt_texts import caption_of, find_alt_problem, names_of
from figures.embeds import is_shown
from figures.markdown import FigureEmbed
from figures.models import Figure
from figures.models.own_image import own_image_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blog.checks.records import Finding, Subject


def find_figure_findings(subject: Subject) -> Iterator[Finding]:
    """Each figure once, and then each place with words of its own."""
    for key in subject.text.keys:
        if finding := find_missing(subject, key):
            yield finding.at(subject.source.find_figure(key))
        elif finding := find_unprepared(subject.figures[key]):
            yield finding.at(subject.source.find_figure(key, embeds=True))
    yield from find_unreviewed(subject)
    yield from find_alt_findings(subject)


def find_missing(subject: Subject, key: str) -> Finding | None:
    figure = subject.figures.get(key)
    words = {"key": key}
    if figure is None:
        return blocking("unknown", _("There is no figure “%(key)s”.") % words)
    if not is_shown(figure):
        sentence = _("The figure “%(key)s” was discarded.") % words
        hint = _("Take it out of the text, or restore it on its own page.")
        found = blocking("discarded", sentence, hint=hint)
        return found.with_doors(details_of(figure))
    if key not in subject.text.shown_keys:
        sentence = _("The text refers to “%(key)s” but does not show it.") % words
        return blocking("not_shown", sentence)
    return None


def find_unprepared(figure: Figure) -> Finding | None:
    """An image of an editor's own that readers would not see yet, or never."""
    own = own_image_of(figure)
    if own is None or own.is_ready:
        return None
    words = {"key": figure.key}
    if own.failure:
        sentence = _("The picture “%(key)s” cannot be shown.") % words
        finding = blocking("failed", sentence, hint=own.failure)
    else:
        sentence = _("The picture “%(key)s” is still being prepared.") % words
        hint = _("That takes a few seconds. If it lasts, look at its page.")
        finding = blocking("unprepared", sentence, hint=hint)
    return finding.with_doors(details_of(figure))


def find_unreviewed(subject: Subject) -> Iterator[Finding]:
    """One finding a figure, whatever of it there is to confirm.

    The first of a paper shows the way to all of them, if all are to be reviewed.
    """
    undescribed = {
        mention.key
        for mention in subject.text.mentions
        if isinstance(mention, FigureEmbed) and not mention.alt_text
    }
    reviewed = {
        figure.paper_id
        for figure in subject.shown
        if figure.state == Figure.State.CONFIRMED
    }
    new = [figure for figure in subject.shown if figure.state == Figure.State.NEW]
    together = Counter(figure.paper_id for figure in new)
    for figure in new:
        needs_alt = figure.key in undescribed and is_draft(figure)
        finding = unreviewed(figure, needs_alt=needs_alt)
        is_first_of_many = together.pop(figure.paper_id, 0) > 1
        if figure.paper and is_first_of_many and figure.paper_id not in reviewed:
            finding = finding.with_doors(sheet_of(figure.paper))
        yield finding.at(subject.source.find_figure(figure.key, embeds=True))


def unreviewed(figure: Figure, *, needs_alt: bool) -> Finding:
    sentence = (
        _("The figure “%(key)s” has not been reviewed, nor its alt text confirmed.")
        if needs_alt
        else _("The figure “%(key)s” has not been reviewed.")
    )
    hint = _("Look at its crop, caption and alt text, and confirm it.")
    finding = blocking("unreviewed", sentence % {"key": figure.key}, hint=hint)
    return replace(finding, about=figure.key).with_doors(review_of(figure))


def find_alt_findings(subject: Subject) -> Iterator[Finding]:
    seen: Counter[str] = Counter()
    unconfirmed: set[str] = set()
    for mention in subject.text.mentions:
        figure = subject.figures.get(mention.key)
        if not isinstance(mention, FigureEmbed) or not figure or not is_shown(figure):
            continue
        place, seen[figure.key] = seen[figure.key], seen[figure.key] + 1
        spot = subject.source.find_figure(figure.key, place, embeds=True)
        if mention.alt_text:
            finding = find_own_alt(mention, figure)
        elif figure.key not in unconfirmed:
            unconfirmed.add(figure.key)
            finding = find_stored_alt(figure)
        else:
            finding = None
        if finding:
            yield finding.at(spot)


def find_own_alt(embed: FigureEmbed, figure: Figure) -> Finding | None:
    """What the text says instead of the figure's own alt text, if that is wrong."""
    problem = find_alt_problem(
        embed.alt_text,
        caption=embed.caption or caption_of(figure),
        names=names_of(figure),
    )
    if not problem:
        return None
    sentence = _("The alt text written here for “%(key)s” will not do.")
    return blocking("own_alt", sentence % {"key": figure.key}, hint=problem)


def find_stored_alt(figure: Figure) -> Finding | None:
    if figure.state == Figure.State.NEW or not is_draft(figure):
        return None
    sentence = _("Nobody has confirmed the alt text of “%(key)s”.")
    hint = _("Confirm it with the figure, or write another between the brackets.")
    finding = blocking("alt", sentence % {"key": figure.key}, hint=hint)
    return finding.with_doors(review_of(figure))


def is_draft(figure: Figure) -> bool:
    return figure.alt_state == Figure.AltState.DRAFT
