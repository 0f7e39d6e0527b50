"""All figures and tables of a post, one after the other, with what is said of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.shortcuts import render

from blog.languages import speaking
from blog.markdown import render_text
from blog.sentences import find_sentences
from blog.views.reading import PostPartView
from figures.embeds import load_figures, place_embeds, render_figures, show_figure
from figures.markdown import FigureEmbed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

    from blog.markdown import RenderedText
    from blog.models import Post
    from figures.embeds import Place


@dataclass(frozen=True, slots=True)
class CitedPlate:
    """A figure as it stands in a post, and the sentences that refer to it."""

    place: Place
    html: str
    alt_text: str
    sentences: list[str]


class PostFiguresView(PostPartView):
    def answer(self, post: Post, **kwargs: str) -> HttpResponse:
        with speaking(post.language):
            plates = list(find_plates(render_text(post.body)))
        context = {"post": post, "plates": plates}
        return render(self.request, "blog/post_figures.html", context)


def find_plates(text: RenderedText) -> Iterator[CitedPlate]:
    embeds = [
        # All stand in the one column, however wide they are in the post.
        replace(each, css_class="")
        for each in text.mentions
        if isinstance(each, FigureEmbed)
    ]
    figures = load_figures(embed.key for embed in embeds)
    sentences = find_sentences(text.html)
    places = place_embeds(embeds, figures)
    for embed, place, html in zip(
        embeds, places, render_figures(embeds, figures), strict=True
    ):
        if place:
            yield CitedPlate(
                place,
                html,
                embed.alt_text or show_figure(figures[embed.key]).alt_text,
                sentences.get(place.anchor, []),
            )
