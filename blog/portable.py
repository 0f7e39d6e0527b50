"""A post as one Markdown file that other tools read: no scheme of ours is left in it."""

from __future__ import annotations

import json
import re
from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localtime

from blog.checks.source import Source, normalise_lines
from figures.embeds import describe_origin, load_figures, place_embeds, show_figure
from figures.markdown import FigureEmbed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from blog.checks.source import SourceLink
    from blog.markdown import RenderedText
    from blog.models import Post
    from figures.embeds import Place
    from figures.markdown import Mention
    from figures.models import Figure, Paper

    type Absolute = Callable[[str], str]

# Marks that a renderer would take for more than a letter.
MARKS = re.compile(r"([\\`*_\[\]<>$&|~^])")
# What may follow an address: a title, the end, a width.
CLOSING = re.compile(
    r"""(?:\s*(?:(["']).*?\1\s*)?\))?(?:\{:?\s*\.(?:wide|full)\s*\})?""", re.DOTALL
)
# Before a figure that has its line to itself: quotes, and the marks of lists.
LEAD_IN = re.compile(r"(?:\s|>|[-*+]\s|\d+\.\s)*")
# Line breaks and marks that YAML takes for such, where JSON does not.
NOT_IN_YAML = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the figures of a text look like outside of this site."""

    figures: Mapping[str, Figure]
    places: Mapping[str, Place]
    absolute: Absolute

    def write(self, mention: Mention, place: Place | None, lead_in: str | None) -> str:
        if isinstance(mention, FigureEmbed):
            return self.write_embed(mention, place, lead_in)
        figure = self.figures.get(mention.key)
        named = self.places.get(mention.key)
        label = named.label if named else describe_origin(figure) if figure else ""
        if not mention.words or label in mention.words:
            return escape(mention.words or label)
        return f"{escape(mention.words)} ({label})" if label else escape(mention.words)

    def write_embed(
        self, embed: FigureEmbed, place: Place | None, lead_in: str | None
    ) -> str:
        """The picture, and below it its number and caption."""
        figure = self.figures.get(embed.key)
        if figure is None or place is None:
            return ""
        shown = show_figure(figure)
        caption = escape(embed.caption or shown.caption)
        words = f"*{place.label}: {caption}*" if caption else f"*{place.label}*"
        if shown.picture is None:
            return words
        address = self.absolute(shown.picture.address).replace(")", "%29")
        image = f"![{escape(embed.alt_text or shown.alt_text)}]({address})"
        if lead_in is None:
            return f"{image} {words}"
        return f"{image}\n{lead_in.rstrip()}\n{lead_in}{words}"


def write_portable(
    post: Post, text: RenderedText, address: str, absolute: Absolute
) -> str:
    """The whole file; ``absolute`` makes whole addresses of those within the site."""
    body = normalise_lines(post.body)
    if not text.problem:
        body = replace_mentions(body, text.mentions, absolute)
    return f"---\n{write_front_matter(post, address)}---\n\n{body.strip()}\n"


def replace_mentions(body: str, mentions: Sequence[Mention], absolute: Absolute) -> str:
    """``body`` with pictures and numbers in place of what only we can read.

    What is a mention, the parser has said; here it is found again in the source.
    """
    figures = load_figures(mention.key for mention in mentions)
    waiting: dict[tuple[str, bool], deque[tuple[Mention, Place | None]]]
    waiting = defaultdict(deque)
    first: dict[str, Place] = {}
    for mention, place in zip(mentions, place_embeds(mentions, figures), strict=True):
        waiting[mention.key, isinstance(mention, FigureEmbed)].append((mention, place))
        if place:
            first.setdefault(mention.key, place)
    shown = Shown(figures, first, absolute)
    pieces, end = [], 0
    for link in Source(body).links:
        found = waiting[link.key, link.is_image]
        if not link.key or not found or link.start < end:
            continue
        written = shown.write(*found.popleft(), find_lead_in(body, link))
        if written:
            pieces += [body[end : link.start], written]
            end = find_end(body, link)
    return "".join([*pieces, body[end:]])


def find_end(body: str, link: SourceLink) -> int:
    """Behind the bracket that closes it, and the mark of its width."""
    start = link.end - body[: link.end].endswith(")")
    closing = CLOSING.match(body, start)
    return closing.end() if closing else link.end


def find_lead_in(body: str, link: SourceLink) -> str | None:
    """What lines below it begin with; None where it stands within a line."""
    line_start = body.rfind("\n", 0, link.start) + 1
    before = body[line_start : link.start]
    rest = body[find_end(body, link) :].partition("\n")[0]
    if rest.strip() or not LEAD_IN.fullmatch(before):
        return None
    return re.sub(r"[^\s>]", " ", before)


def escape(words: str) -> str:
    return MARKS.sub(r"\\\1", " ".join(words.split()))


def write_front_matter(post: Post, address: str) -> str:
    published, changed = post.published_at, post.words_changed_later
    fields: list[tuple[str, Any]] = [
        ("title", post.title),
        ("subtitle", post.deck),
        ("authors", [author.name for author in post.byline]),
        ("date", localtime(published).isoformat() if published else ""),
        ("updated", localtime(changed).isoformat() if changed else ""),
        ("tags", [tag.name for tag in post.tags.all()]),
        ("series", str(post.series or "")),
        ("lang", post.language),
        ("url", address),
        ("canonical", post.canonical_url),
        ("papers", [fields_of_paper(paper) for paper in post.papers.all()]),
    ]
    return "".join(f"{line}\n" for name, value in fields for line in lines(name, value))


def fields_of_paper(paper: Paper) -> dict[str, str]:
    fields = {
        "title": str(paper),
        "doi": paper.doi,
        "arxiv": paper.arxiv_id,
        "url": paper.address,
    }
    return {name: value for name, value in fields.items() if value}


def lines(name: str, value: Any) -> Iterator[str]:
    """A field as YAML: strings as JSON writes them, which is YAML too."""
    if isinstance(value, list) and value:
        yield f"{name}:"
        yield from (f"  - {quote(each)}" for each in value)
    elif value:
        yield f"{name}: {quote(value)}"


def quote(value: object) -> str:
    written = json.dumps(value, ensure_ascii=False)
    return NOT_IN_YAML.sub(lambda mark: f"\\u{ord(mark[0]):04x}", written)
