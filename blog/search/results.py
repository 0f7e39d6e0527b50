"""What a question leads to, with all that a page shows of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery

from blog.models import Post, SearchEntry
from blog.public import with_counts
from blog.search.finding import Wanted, find
from blog.search.marking import Piece, count_answers, excerpt, mark
from blog.search.question import read_question
from blog.search.spelling import find_other_spelling
from blog.search.tasks import read_for_question
from blog.search.texts import passages_of
from blog.search.triggers import PLACES
from blog.search.visibility import visible_to
from figures.models import Figure, Paper

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.contrib.auth.models import AnonymousUser, User

    from blog.search.question import Question

Kind = SearchEntry.Kind

# Of each kind, where all kinds are shown, and on a page of its own.
FIRST = 8
PAGE_SIZE = 24
# Words of an excerpt.
OF_FIGURE = 18
OF_POST = 40


@dataclass(frozen=True, slots=True)
class FoundFigure:
    figure: Figure
    caption: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class FoundPost:
    post: Post
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class FoundPaper:
    paper: Paper
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class SearchResults:
    """Results of all kinds, or one page of those of one kind."""

    question: Question
    # Of each kind, shown or not.
    counts: Mapping[str, int]
    figures: Sequence[FoundFigure] = ()
    posts: Sequence[FoundPost] = ()
    papers: Sequence[FoundPaper] = ()
    # Another question that leads to results, where this one leads to none.
    other_spelling: str = ""

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def search(
    text: str, *, user: User | AnonymousUser, kind: str = "", page: int = 1
) -> SearchResults:
    """Find ``text``, whatever it says, in what ``user`` may see at this moment.

    Without ``kind``, the first few of each.
    """
    question = read_question(text)
    visible = visible_to(user)
    if question.words:
        read_for_question()
    first = (page - 1) * PAGE_SIZE
    wanted = (
        Wanted(kind, first + 1, first + PAGE_SIZE) if kind else Wanted("", 1, FIRST)
    )
    found = find(question, visible, wanted)
    other = "" if any(found.counts.values()) else find_other_spelling(question, visible)
    return SearchResults(
        question=question,
        counts=found.counts,
        figures=load_figures(found.ids[Kind.FIGURES], question),
        posts=load_posts(found.ids[Kind.POSTS], question),
        papers=load_papers(found.ids[Kind.PAPERS], question),
        other_spelling=other,
    )


def load_figures(ids: list[int], question: Question) -> list[FoundFigure]:
    figures = Figure.objects.with_renditions().in_bulk(ids)
    return [
        FoundFigure(
            figure, excerpt(telling_passage(figure, question), question, OF_FIGURE)
        )
        for figure in in_order(ids, figures)
    ]


def telling_passage(figure: Figure, question: Question) -> str:
    """Of what is said about a figure, what answers most; the caption where all do."""
    passages = [passage for passage in (figure.name, *passages_of(figure)) if passage]
    passages.sort(key=lambda passage: passage != figure.caption)
    return max(
        passages, key=lambda passage: count_answers(passage, question), default=""
    )


def load_posts(ids: list[int], question: Question) -> list[FoundPost]:
    # Without bodies, which may be long: what is quoted of them is in the index.
    number = OuterRef("pk") * 4 + PLACES[Kind.POSTS]
    text = SearchEntry.objects.filter(pk=number)
    posts = (
        Post.objects.with_byline()
        .defer("body")
        .annotate(quoted=Subquery(text.values("text")))
        .in_bulk(ids)
    )
    return [
        FoundPost(
            post,
            mark(post.title, question),
            quote_post(post, post.quoted or "", question),
        )
        for post in in_order(ids, posts)
    ]


def quote_post(post: Post, body: str, question: Question) -> tuple[Piece, ...]:
    """Where its text answers, else what lists say of it."""
    introduction = post.summary or post.deck
    told = count_answers(introduction, question)
    if introduction and count_answers(body, question) <= told:
        return excerpt(introduction, question, OF_POST)
    return excerpt(body, question, OF_POST)


def load_papers(ids: list[int], question: Question) -> list[FoundPaper]:
    papers = with_counts(Paper.objects.all()).in_bulk(ids)
    return [
        FoundPaper(
            paper,
            mark(str(paper), question),
            excerpt(paper.key_contribution, question, OF_POST),
        )
        for paper in in_order(ids, papers)
    ]


def in_order[T](ids: list[int], found: Mapping[int, T]) -> list[T]:
    """Without what somebody removed between two queries."""
    return [found[number] for number in ids if number in found]
