"""What is searched of posts, figures and papers; Markdown as the words it shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

from blog.mathematics.scanning import replace_formulas
from blog.runaway import MAX_CHARACTERS
from figures.models import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blog.models import Post
    from figures.models import Paper

# Letters of a post's beginning that excerpts may come from: some 3,000 words.
MAX_QUOTED = 20_000
FENCE = re.compile(r"(`{3,}|~{3,})(.*)")
BIBTEX = re.compile(r"[ {.]*bibtex\b", re.IGNORECASE)
# With its words, and the title or caption in its address.
LINK = (
    r"!?\[([^\[\]]*)\](?:\[[^\[\]]*\]|"
    r'\(\s*(?:[^()\s]|\([^()\s]*\))*(?:\s+"([^"]*)")?\s*\))'
)
EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n)+")
# What stands in place of what matches, in this order.
MARKUP = [
    (re.compile(pattern, re.MULTILINE), words)
    for pattern, words in (
        # Addresses and their definitions; of abbreviations, both forms.
        (r"<[a-zA-Z]+:[^<>\s]*>", " "),
        (r"^[ ]{0,3}\*\[([^\[\]\n]*)\]:", r"\1 "),
        (r"^[ ]{0,3}\[[^\[\]^\n][^\[\]\n]*\]:[ \t]+\S.*$", " "),
        # Citations, marks of notes and callouts.
        (r"\[(?:@|\^|!)[^\[\]]{1,2000}\](?:(?<=\w\]):)?", " "),
        # A reference to a figure without words is a number in the post.
        (r"(?<!!)\[\]\(figure:[^()\s]*\)", " … "),
        # Pictures and links, and once more for pictures in links.
        (LINK, r"\1 \2"),
        (LINK, r"\1 \2"),
        (r"\{:?\s*[.#][^{}\n]*\}", " "),
        # Marks at the beginning of lines, lines of tables.
        (r"^[ \t>]*(?:(?:#{1,6}|[-*+:]|\d{1,9}\.)[ \t]+)?", ""),
        (r"^[ \t|:=-]+$", ""),
        (r"\|", " "),
        # Emphasis and code; an underscore within a name is part of it.
        (r"(?<!\\)[*`]+|(?<![\\\w])_+|(?<!\\)_+(?!\w)", ""),
        (r"[ \t]+(?=[.,;:!?](?:\s|$))", ""),
        (r"\\([!-/:-@\[-`{-~])", r"\1"),
    )
]


@dataclass(frozen=True, slots=True)
class SearchedText:
    """The texts of one thing that can be found; in English, also by their stems."""

    heading: str
    words: str
    is_english: bool
    # Out of which excerpts are cut where the thing itself takes long to read.
    quoted: str = ""


def text_of_post(post: Post) -> SearchedText:
    names = [author.name for author in post.byline]
    body = plain_words(post.body)
    return SearchedText(
        post.title,
        " ".join([post.deck, post.summary, *names, body]),
        is_english=post.language.lower().startswith("en"),
        quoted=body[:MAX_QUOTED],
    )


def text_of_figure(figure: Figure) -> SearchedText:
    """Papers are written in English, or in a language that stems do no harm to.

    So are their labels here, whoever's request brings the index up to date.
    """
    with translation.override(settings.LANGUAGE_CODE):
        label = figure.label
    words = " ".join([label, *passages_of(figure)])
    return SearchedText(figure.name, words, is_english=True)


def passages_of(figure: Figure) -> list[str]:
    """What is said about a figure, and the words inside it."""
    is_decorative = figure.alt_state == Figure.AltState.DECORATIVE
    alt_text = "" if is_decorative else figure.alt_text
    return [figure.caption, alt_text, figure.long_description, figure.text]


def text_of_paper(paper: Paper) -> SearchedText:
    words = [
        paper.authors,
        paper.venue,
        str(paper.year or ""),
        paper.arxiv_id,
        paper.doi,
        paper.key_contribution,
    ]
    return SearchedText(paper.title, " ".join(words), is_english=True)


def plain_words(markdown: str) -> str:
    """The words that readers of ``markdown`` see: no marks, keys, formulas, BibTeX."""
    return " ".join(" ".join(read_passages(markdown[:MAX_CHARACTERS])).split())


def read_passages(markdown: str) -> Iterator[str]:
    """Text and code in turn; a fence that nobody closes is text."""
    text: list[str] = []
    code: list[str] = []
    fence = info = ""
    for line in markdown.splitlines():
        if fence and line.rstrip() == fence:
            if not BIBTEX.match(info):
                yield "\n".join(code)
            fence, code = "", []
        elif fence:
            code.append(line)
        elif opened := FENCE.fullmatch(line):
            fence, info = opened[1], opened[2]
            yield strip_markup("\n".join(text))
            text = []
        else:
            text.append(line)
    yield strip_markup("\n".join([*text, *code]))


def strip_markup(text: str) -> str:
    text = EMPTY_LINES.sub("\n\n", text)
    text = replace_formulas(text, lambda formula: " ")
    for pattern, words in MARKUP:
        text = pattern.sub(words, text)
    return text
