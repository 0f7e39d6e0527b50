"""The one way Markdown becomes HTML: for the site, the preview and the feeds."""

from __future__ import annotations

import hashlib
import inspect
import re
import sys
from dataclasses import dataclass
from functools import cache as once
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.template import Engine
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markdown import Markdown

from blog import (
    abbreviations,
    callouts,
    captions,
    contents,
    converter,
    highlighting,
    runaway,
    sanitiser,
    side_notes,
)
from blog.citations import CitationExtension, citations_version, find_papers
from blog.contents import Heading, find_headings
from blog.converter import site_extensions
from blog.mathematics.formulas import maths_version
from blog.mathematics.syntax import FormulaExtension
from blog.runaway import RunawayTextError, check_length
from blog.sanitiser import sanitise
from blog.side_notes import find_notes
from figures import embeds, pictures
from figures import markdown as figure_syntax
from figures.embeds import load_figures, place_embeds, render_figures, show_figure
from figures.markdown import FigureExtension

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from blog.citations import CitedPaper
    from figures.embeds import Place, Show
    from figures.markdown import Mention
    from figures.models import Figure

    # Of texts, the figures and cited papers they are made with.
    type Known = dict[str, tuple[dict[str, Figure], tuple[CitedPaper, ...]]]

# What the HTML of a text depends on beside the text, its figures and the language.
PACKAGES = ("bibtexparser", "django", "markdown", "nh3", "pygments", "pylatexenc")
MODULES = (
    sys.modules[__name__],
    abbreviations,
    callouts,
    captions,
    contents,
    converter,
    highlighting,
    runaway,
    sanitiser,
    side_notes,
    embeds,
    figure_syntax,
    pictures,
)
TEMPLATES = (
    "blog/_references.html",
    *(
        f"figures/_{name}.html"
        for name in ("cut_page", "figure", "on_paper", "picture", "reference")
    ),
)
KEPT_SECONDS = 7 * 24 * 3600
# Where HTML names a place of its own, or leads to one.
PLACE = re.compile(r'( (?:id="|href="#|aria-labelledby="))')
# Each costs a template; a post with more is no post.
MAX_MENTIONS = 500


@dataclass(frozen=True, slots=True)
class RenderedText:
    """A text as HTML, and what a page around it wants to know."""

    html: SafeString
    headings: tuple[Heading, ...]
    # The figures and tables it shows, as it numbers them.
    places: tuple[Place, ...]
    # Of all figures the text mentions, known or not, in reading order.
    keys: tuple[str, ...]
    # Of those it shows, and does not only refer to.
    shown_keys: frozenset[str]
    # Each place where it does either.
    mentions: tuple[Mention, ...] = ()
    # Why nothing was converted; empty when all went well.
    problem: str = ""
    # The formulas that cannot be shown, as they were typed, shortened.
    formula_problems: tuple[str, ...] = ()
    # What is wrong with its citations, references and notes, a sentence each.
    citation_problems: tuple[str, ...] = ()
    # Of its references and notes, what is not wrong but may be forgotten.
    citation_advice: tuple[str, ...] = ()
    # The papers it cites by DOI or arXiv id, known here or not.
    cited_papers: tuple[str, ...] = ()
    # Whether it would be the same another time, on a machine less busy.
    is_lasting: bool = True


def render_markdown(text: str) -> SafeString:
    """The HTML of ``text``, safe to put on a page; never raises for what it says."""
    return render_text(text).html


def render_beside(text: str, prefix: str) -> SafeString:
    """The same for a page on which another text has its notes, headings and figures."""
    html = PLACE.sub(rf"\1{prefix}-", render_markdown(text))
    return mark_safe(html)  # noqa: S308 (the sanitiser's output, its ids renamed)


def render_text(
    text: str, known: Known | None = None, show: Show = show_figure
) -> RenderedText:
    """Convert ``text``, unless the same was converted before and all is as it was.

    What is kept has the digest of all its ingredients as its name. So it cannot be
    stale, and a text whose keys are known is shown without being parsed. Who renders
    several texts finds what is ``known`` of them beforehand (``find_ingredients``).
    """
    if kept := find_kept(text, known, show):
        return kept
    try:
        rendered, figures, papers = convert(text, show)
    except RunawayTextError as error:
        return refuse(str(error))
    # Where a busy machine may have been to blame, the next reader has better luck.
    if rendered.is_lasting:
        keys = rendered.keys, rendered.cited_papers
        cache.set(cache_name("keys", text), keys, KEPT_SECONDS)
        cache.set(text_name(text, figures, papers, show), rendered, KEPT_SECONDS)
    return rendered


def render_typed(text: str) -> RenderedText:
    """The same for a text that is being typed, of which nothing is worth keeping."""
    if kept := find_kept(text):
        return kept
    try:
        return convert(text)[0]
    except RunawayTextError as error:
        return refuse(str(error))


def find_ingredients(texts: Iterable[str]) -> Known:
    """What each of the texts is made of that was converted before; three queries."""
    names = {cache_name("keys", text): text for text in texts}
    keys: dict[str, tuple[Sequence[str], Sequence[str]]] = {
        names[name]: kept for name, kept in cache.get_many(names).items()
    }
    figures = load_figures(key for shown, _cited in keys.values() for key in shown)
    papers = find_papers({name for _shown, cited in keys.values() for name in cited})
    return {
        text: (
            {key: figures[key] for key in shown if key in figures},
            tuple(paper for paper in papers if not set(cited).isdisjoint(paper.names)),
        )
        for text, (shown, cited) in keys.items()
    }


def find_kept(
    text: str, known: Known | None = None, show: Show = show_figure
) -> RenderedText | None:
    ingredients = (find_ingredients([text]) if known is None else known).get(text)
    if ingredients is None:
        return None
    kept: RenderedText | None = cache.get(text_name(text, *ingredients, show))
    return kept


def convert(
    text: str, show: Show = show_figure
) -> tuple[RenderedText, dict[str, Figure], Sequence[CitedPaper]]:
    """Convert ``text`` and say which figures and cited papers it was made with.

    Raises RunawayTextError for what would take seconds, or nest without end.
    """
    figures: dict[str, Figure] = {}
    keys: dict[str, None] = {}
    places: list[Place] = []
    shown_keys: set[str] = set()
    all_mentions: list[Mention] = []

    def render(mentions: Sequence[Mention]) -> list[str]:
        check_mentions(mentions)
        all_mentions.extend(mentions)
        keys.update(dict.fromkeys(mention.key for mention in mentions))
        figures.update(load_figures(keys))
        for mention, place in zip(
            mentions, place_embeds(mentions, figures), strict=True
        ):
            if place:
                places.append(place)
                shown_keys.add(mention.key)
        return render_figures(mentions, figures, show)

    check_length(text)
    # Half a surrogate pair can be sent to us, but not written down by anybody.
    text = text.encode(errors="replace").decode()
    formulas, citations = FormulaExtension(), CitationExtension(find_papers)
    extensions = [*site_extensions(), formulas, citations, FigureExtension(render)]
    md = Markdown(extensions=extensions)
    # What looks like HTML is text: nothing in a post is worth a second, looser parser.
    md.preprocessors.deregister("html_block")
    md.inlinePatterns.deregister("html")
    try:
        html = sanitise(md.convert(text))
    except RecursionError as error:
        raise RunawayTextError(_("The text is nested too deeply.")) from error
    safe = mark_safe(html)  # noqa: S308 (the sanitiser's own output)
    notes = find_notes(md)
    rendered = RenderedText(
        safe,
        find_headings(md),
        tuple(places),
        tuple(keys),
        frozenset(shown_keys),
        tuple(all_mentions),
        formula_problems=tuple(formulas.problems),
        citation_problems=(*citations.problems, *notes.problems),
        citation_advice=(*citations.advice, *notes.advice),
        cited_papers=citations.cited_papers,
        is_lasting=formulas.is_lasting,
    )
    return rendered, figures, citations.papers


def check_mentions(mentions: Sequence[Mention]) -> None:
    if len(mentions) > MAX_MENTIONS:
        raise RunawayTextError(
            _("The text shows and names figures more than %d times.") % MAX_MENTIONS
        )


def refuse(problem: str) -> RenderedText:
    """A text that is not converted says why, where its HTML would stand."""
    html = render_to_string("blog/_refused.html", {"problem": problem})
    return RenderedText(html, (), (), (), frozenset(), problem=problem)


def text_name(
    text: str,
    figures: Mapping[str, Figure],
    papers: Sequence[CitedPaper],
    show: Show = show_figure,
) -> str:
    """Where a text's HTML is kept: named by every one of its ingredients."""
    shown = [show(figure) for _key, figure in sorted(figures.items())]
    return cache_name("html", text, get_language(), shown, tuple(papers))


def cache_name(kind: str, *ingredients: Any) -> str:
    everything = repr((renderer_version(), *ingredients))
    return f"{kind}:{hashlib.sha256(everything.encode()).hexdigest()}"


@once
def renderer_version() -> str:
    """Changes with everything that turns text into HTML: packages, code, templates."""
    parts = [
        maths_version(),
        citations_version(),
        *(version(package) for package in PACKAGES),
        *(inspect.getsource(module) for module in MODULES),
        *(Engine.get_default().get_template(name).source for name in TEMPLATES),
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
