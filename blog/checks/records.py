"""What checks look at, and what they find."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects

from blog.checks.source import Source, Spot, normalise_lines
from blog.markdown import render_text
from figures.embeds import load_figures

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from blog.markdown import RenderedText
    from blog.models import Post
    from figures.models import Figure, Paper


@dataclass(frozen=True, slots=True)
class Door:
    """A page of the admin where something is put right, in a tab of its own."""

    address: str
    deed: str
    # What it opens: "Figure 3b".
    target: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about a post, and where to put it right."""

    code: str
    is_blocking: bool
    sentence: str
    # The field of the form; in the body, ``spot`` says where.
    field: str = "body"
    spot: Spot | None = None
    hint: str = ""
    # What it is about, where its sentence says more than that.
    about: str = ""
    doors: tuple[Door, ...] = ()
    # A paper that could be added to the post's.
    paper: Paper | None = None
    # Markdown that could be put into the text.
    insert: str = ""

    @property
    def identity(self) -> tuple[str, str]:
        """The same for what is wrong with the same thing in two versions of a text."""
        return self.code, self.about or self.sentence

    def at(self, spot: Spot | None) -> Finding:
        return replace(self, spot=spot)

    def with_doors(self, *doors: Door) -> Finding:
        return replace(self, doors=(*self.doors, *doors))


def blocking(code: str, sentence: str, field: str = "body", hint: str = "") -> Finding:
    return Finding(code, True, sentence, field, hint=hint)


def advice(code: str, sentence: str, field: str = "body", hint: str = "") -> Finding:
    return Finding(code, False, sentence, field, hint=hint)


@dataclass(frozen=True, slots=True)
class Subject:
    """A post with its text rendered and its figures loaded: read once for all checks."""

    post: Post
    text: RenderedText
    source: Source
    figures: Mapping[str, Figure]

    @property
    def shown(self) -> list[Figure]:
        """The figures that readers see in the text, in its order."""
        return [
            self.figures[key]
            for key in self.text.keys
            if key in self.text.shown_keys and key in self.figures
        ]


def look_at(post: Post, render: Callable[[str], RenderedText] = render_text) -> Subject:
    """Read ``post``, stored or not; four queries more than rendering takes."""
    text = render(post.body)
    figures = load_figures(text.keys)
    # What the names of a figure's files are told by.
    prefetch_related_objects(list(figures.values()), "version")
    # A text that is not rendered may be anything; nobody looks for spots in it.
    source = Source("" if text.problem else normalise_lines(post.body))
    return Subject(post, text, source, figures)
