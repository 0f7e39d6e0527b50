"""What readers are told of where a figure is from, and what may be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from figures.licences import LICENCES, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from figures.licences import Licence
    from figures.models import Figure, Paper

    Fill = Callable[..., str]

# More authors than these are "and others".
MOST_NAMES = 2


def credit_line(figure: Figure) -> str:
    """Figure 3 from A. Khatri and others, “The Art of It” (2025), CC BY.

    What the editor wrote stands instead of it; empty where there is nothing to say.
    """
    if figure.credit:
        return end_sentence(figure.credit)
    if figure.paper is None:
        return ""
    source = name_source(figure.paper, str.format, title_of, short_name_of)
    return _("{figure} from {source}.").format(figure=figure.label, source=source)


def credit_html(figure: Figure) -> str:
    """The same below a figure, which has said already which one it is, with its links."""
    if figure.credit:
        return end_sentence(figure.credit)
    if figure.paper is None:
        return ""
    source = name_source(figure.paper, format_html, link_title, link_licence)
    return format_html(_("From {source}."), source=source)


def describe_collection(paper: Paper) -> str:
    """What the page of a paper holds, for those who have nothing more to say of it."""
    source = name_source(paper, str.format, title_of, short_name_of)
    return _("Figures and tables from {source}.").format(source=source)


def end_sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def name_source(
    paper: Paper,
    fill: Fill,
    show_title: Callable[[Paper], str],
    show_licence: Callable[[Licence], str],
) -> str:
    """Authors, title, year and licence as one phrase, as far as they are known."""
    parts: dict[str, Any] = {"title": show_title(paper)}
    phrase = _("“{title}”")
    if names := name_authors(paper.author_list):
        parts["names"] = names
        phrase = _("{names}, “{title}”")
    if paper.year:
        phrase += " ({year})"
        parts["year"] = paper.year
    licence = LICENCES.get(paper.licence, UNKNOWN)
    if licence.short_name:
        phrase += ", {licence}"
        parts["licence"] = show_licence(licence)
    return fill(phrase, **parts)


def name_authors(names: Sequence[str]) -> str:
    if not names:
        return ""
    if len(names) > MOST_NAMES:
        return _("%s and others") % names[0]
    return _(" and ").join(names)


def title_of(paper: Paper) -> str:
    return str(paper)


def short_name_of(licence: Licence) -> str:
    return str(licence.short_name)


def link_title(paper: Paper) -> str:
    return link(paper.address, str(paper))


def link_licence(licence: Licence) -> str:
    return link(licence.address, short_name_of(licence))


def link(address: str, words: str) -> str:
    if not address:
        return words
    return format_html('<a href="{}">{}</a>', address, words)
