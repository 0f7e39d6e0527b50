"""The door for other apps: from mentions of figures to their HTML."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.html import escape, format_html_join
from django.utils.translation import gettext as _

from figures.credits import credit_html
from figures.markdown import FigureEmbed, FigureReference
from figures.models import Figure
from figures.models.own_image import own_image_of
from figures.pictures import picture_of
from figures.whereabouts import NOWHERE, find_whereabouts, with_cut_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from figures.markdown import Mention
    from figures.pictures import Picture
    from figures.whereabouts import Whereabouts

    type Show = Callable[[Figure], ShownFigure]

# Anything else is no key of ours, and some databases choke on what people type.
KEY = re.compile(r"[\w./-]{1,160}", re.ASCII)
# Of panels, as captions write them.
LETTERS = re.compile(r"(\([a-zA-Z]\))")
# How wide a picture stands on the page, by its class: the style sheet's columns, less
# the white of the card on both sides.
PHONE = "calc(96vw - 2.4rem)"
TEXT = f"(min-width: 40rem) 35rem, {PHONE}"
SIZES = {
    "": TEXT,
    "wide": f"(min-width: 100rem) 56.6rem, (min-width: 75rem) 52.8rem, {TEXT}",
    "full": f"(min-width: 100rem) 72.5rem, (min-width: 75rem) 67.2rem, {TEXT}",
}


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """All that readers see of a figure, wherever it stands."""

    key: str
    kind: str
    is_shown: bool
    # "Fig. 7 in the paper, p. 15"; empty for an image that is from no paper.
    origin: str
    alt_text: str
    caption: str
    long_description: str
    # Where it is from and what may be done with it, as HTML: one sentence, or nothing.
    source: str
    is_plain: bool
    picture: Picture | None
    # Why there is no picture to see; empty where there is one.
    wait: str
    whereabouts: Whereabouts


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure stands in a text, and what the text calls it."""

    anchor: str
    label: str
    # As a list of numbers has it: "2", "T1".
    short: str


def load_figures(keys: Iterable[str]) -> dict[str, Figure]:
    """The figures behind ``keys``, discarded ones too; two queries, however many."""
    wanted = [key for key in dict.fromkeys(keys) if KEY.fullmatch(key)]
    figures = with_cut_pages(Figure.objects.with_renditions())
    return figures.in_bulk(wanted, field_name="key")


def show_figure(figure: Figure) -> ShownFigure:
    decorative = figure.alt_state == Figure.AltState.DECORATIVE
    picture = picture_of(figure)
    return ShownFigure(
        key=figure.key,
        kind=figure.kind,
        is_shown=is_shown(figure),
        origin=describe_origin(figure),
        alt_text="" if decorative else figure.alt_text,
        caption=figure.caption,
        long_description=figure.long_description,
        source=credit_html(figure),
        is_plain=figure.dark_mode == Figure.DarkMode.PLAIN,
        picture=picture,
        wait="" if picture else explain_wait(figure),
        whereabouts=find_whereabouts(figure),
    )


def show_to_guests(figure: Figure) -> ShownFigure:
    """The same for whoever was sent a draft: for them, its figures have no pages yet."""
    return replace(show_figure(figure), whereabouts=NOWHERE)


def explain_wait(figure: Figure) -> str:
    """What stands in the picture's place until its copies are there."""
    if figure.paper_id:
        return _("This figure has not been cut out of its paper yet.")
    own = own_image_of(figure)
    if own and own.failure:
        return own.failure
    return _("This picture is being prepared.")


def describe_origin(figure: Figure) -> str:
    """Where in its paper the figure is found."""
    if figure.paper is None:
        return ""
    if figure.page_number is None:
        return _("%(label)s in the paper") % {"label": figure.short_label}
    return _("%(label)s in the paper, p. %(page)d") % {
        "label": figure.short_label,
        "page": figure.page_number,
    }


def render_figures(
    mentions: Sequence[Mention], figures: Mapping[str, Figure], show: Show = show_figure
) -> list[str]:
    """The HTML of each embed and reference of one text, in its order.

    A key that leads nowhere becomes a visible mark, never nothing.
    """
    shown = {key: show(figure) for key, figure in figures.items()}
    places = place_embeds(mentions, figures)
    first: dict[str, Place] = {}
    for mention, place in zip(mentions, places, strict=True):
        if place:
            first.setdefault(mention.key, place)
    lead = next((place for place in places if place), None)
    return [
        render_embed(mention, shown.get(mention.key), place, eager=place is lead)
        if isinstance(mention, FigureEmbed)
        else render_reference(mention, shown.get(mention.key), first.get(mention.key))
        for mention, place in zip(mentions, places, strict=True)
    ]


def place_embeds(
    mentions: Sequence[Mention], figures: Mapping[str, Figure]
) -> list[Place | None]:
    """Count figures and tables, each kind from 1; None for what is not shown."""
    counts: Counter[str] = Counter()
    places: list[Place | None] = []
    for mention in mentions:
        figure = figures.get(mention.key)
        if isinstance(mention, FigureEmbed) and figure and is_shown(figure):
            counts[figure.kind] += 1
            places.append(name_place(figure.kind, counts[figure.kind]))
        else:
            places.append(None)
    return places


def is_shown(figure: Figure) -> bool:
    return figure.state != Figure.State.DISCARDED


def name_place(kind: str, number: int) -> Place:
    if kind == Figure.Kind.TABLE:
        return Place(f"table-{number}", _("Table %d") % number, f"T{number}")
    return Place(f"fig-{number}", _("Figure %d") % number, str(number))


def render_embed(
    embed: FigureEmbed, figure: ShownFigure | None, place: Place | None, *, eager: bool
) -> str:
    context = {
        "embed": embed,
        "figure": figure,
        "place": place,
        "alt": embed.alt_text or (figure.alt_text if figure else ""),
        "caption": set_caption(embed.caption or (figure.caption if figure else "")),
        "picture": figure.picture if figure else None,
        "sizes": SIZES[embed.css_class],
        "eager": eager,
    }
    return render_to_string("figures/_figure.html", context)


def set_caption(caption: str) -> str:
    """The caption with the letters of its panels bold, where it speaks of several."""
    first, *pieces = LETTERS.split(caption)
    letters = pieces[::2]
    if not {"a", "b"} <= {letter.strip("()").lower() for letter in letters}:
        return caption
    parts = zip(letters, pieces[1::2], strict=True)
    return escape(first) + format_html_join("", "<strong>{}</strong>{}", parts)


def render_reference(
    reference: FigureReference, figure: ShownFigure | None, place: Place | None
) -> str:
    context = {"reference": reference, "figure": figure, "place": place}
    return render_to_string("figures/_reference.html", context)
