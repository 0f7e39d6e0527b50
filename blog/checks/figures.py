"""What is wrong with the figures that a text shows or names."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from blog.checks.records import blocking
from figures.alt_texts import caption_of, find_alt_problem, names_of
from figures.embeds import is_shown
from figures.markdown import FigureEmbed
from figures.models import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blog.checks.records import Finding, Subject


def find_figure_findings(subject: Subject) -> Iterator[Finding]:
    """Each figure once, and then each place with words of its own."""
    for key in subject.text.keys:
        if finding := find_missing(subject, key):
            yield finding.at(subject.source.find_figure(key))
        elif subject.figures[key].state == Figure.State.NEW:
            yield unreviewed(subject, key)
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
        return replace(found, address=figure.get_admin_url())
    if key not in subject.text.shown_keys:
        sentence = _("The text refers to “%(key)s” but does not show it.") % words
        return blocking("not_shown", sentence)
    return None


def unreviewed(subject: Subject, key: str) -> Finding:
    sentence = _("The figure “%(key)s” has not been reviewed.") % {"key": key}
    hint = _("Look at its crop, caption and alt text, and confirm it.")
    finding = blocking("unreviewed", sentence, hint=hint)
    finding = replace(finding, address=subject.figures[key].get_admin_url())
    return finding.at(subject.source.find_figure(key, embeds=True))


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
    if figure.alt_state != Figure.AltState.DRAFT:
        return None
    sentence = _("Nobody has confirmed the alt text of “%(key)s”.")
    hint = _("Confirm it with the figure, or write another between the brackets.")
    finding = blocking("alt", sentence % {"key": figure.key}, hint=hint)
    return replace(finding, address=figure.get_admin_url())
