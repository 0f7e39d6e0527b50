"""The shape of each thing in the API. Fields are added, never renamed or taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from blog.full_text import full_text
from blog.metadata.pictures import share_picture
from figures.credits import credit_line
from figures.models import Rendition
from figures.pictures import copies_of, find_rendition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from blog.metadata.pictures import Absolute
    from blog.models import Post, Series
    from figures.models import Figure, Paper

    Shape = dict[str, Any]

VECTOR = Rendition.Role.VECTOR


def post_shape(post: Post, absolute: Absolute) -> Shape:
    """A post as lists have it."""
    return {
        "slug": post.slug,
        "title": post.title,
        "deck": post.deck,
        "summary": post.summary,
        "language": post.language,
        "published": post.published_at,
        "updated": post.changed_at,
        "authors": [
            {
                "name": author.name,
                "slug": author.slug,
                "affiliation": author.affiliation,
                "url": absolute(reverse("blog:author", args=[author.slug])),
            }
            for author in post.byline
        ],
        "tags": [
            {
                "name": tag.name,
                "slug": tag.slug,
                "url": absolute(reverse("blog:tag", args=[tag.slug])),
            }
            for tag in post.tags.all()
        ],
        "series": series_shape(post.series, absolute) if post.series else None,
        "image": image_shape(post.shown_lead_figure, absolute),
        "canonical_url": post.canonical_url or None,
        "url": absolute(post.get_absolute_url()),
        "markdown": absolute(reverse("blog:post_markdown", args=[post.slug])),
        "api": absolute(reverse("blog:api_post", args=[post.slug])),
    }


def whole_post(
    post: Post, papers: Iterable[Paper], figures: Iterable[Figure], absolute: Absolute
) -> Shape:
    """A post with its text, its public papers, and the public figures it shows."""
    return post_shape(post, absolute) | {
        "html": full_text(post, absolute(post.get_absolute_url())),
        "papers": [paper_shape(paper, absolute) for paper in papers],
        "figures": [figure_shape(figure, absolute) for figure in figures],
    }


def series_shape(series: Series, absolute: Absolute) -> Shape:
    return {
        "title": series.title,
        "slug": series.slug,
        "url": absolute(reverse("blog:series", args=[series.slug])),
    }


def image_shape(figure: Figure | None, absolute: Absolute) -> Shape | None:
    picture = share_picture(figure, absolute)
    if picture is None:
        return None
    return {
        "url": picture.address,
        "width": picture.width,
        "height": picture.height,
        "alt": picture.alt,
    }


def paper_shape(paper: Paper, absolute: Absolute) -> Shape:
    return {
        "slug": paper.slug,
        "title": str(paper),
        "authors": paper.author_list,
        "year": paper.year,
        "venue": paper.venue,
        "doi": paper.doi or None,
        "arxiv_id": paper.arxiv_id or None,
        "licence": paper.licence or None,
        "key_contribution": paper.key_contribution,
        "source": paper.address or None,
        "url": absolute(paper.get_absolute_url()),
        "api": absolute(reverse("blog:api_paper", args=[paper.slug])),
    }


def whole_paper(
    paper: Paper, figures: Shape, posts: Iterable[Post], absolute: Absolute
) -> Shape:
    """A paper with a page of its public figures, and the public posts about it."""
    return paper_shape(paper, absolute) | {
        "figures": figures["results"],
        "next": figures["next"],
        "previous": figures["previous"],
        "posts": [
            {
                "slug": post.slug,
                "title": post.title,
                "url": absolute(post.get_absolute_url()),
                "api": absolute(reverse("blog:api_post", args=[post.slug])),
            }
            for post in posts
        ],
    }


def figure_shape(figure: Figure, absolute: Absolute) -> Shape:
    paper = figure.paper
    return {
        "key": figure.key,
        "kind": figure.kind or "picture",
        "label": figure.label,
        "name": figure.name,
        "caption": figure.caption,
        "alt": "" if figure.alt_state == "decorative" else figure.alt_text,
        "is_decorative": figure.alt_state == "decorative",
        "long_description": figure.long_description,
        "page": figure.page_number,
        "tier": figure.tier,
        "panel_of": figure.parent.key if figure.parent else None,
        "paper": paper.slug if paper else None,
        "licence": paper.licence or None if paper else None,
        "credit": credit_line(figure),
        "images": [
            rendition_shape(copy, absolute)
            for copy in (*copies_of(figure), find_rendition(figure, VECTOR))
            if copy
        ],
        "changed": figure.changed_at,
        "url": absolute(figure.get_absolute_url()),
        "api": absolute(reverse("blog:api_figure", args=[figure.key])),
    }


def rendition_shape(copy: Rendition, absolute: Absolute) -> Shape:
    return {
        "url": absolute(copy.file.url),
        "type": copy.media_type,
        "width": copy.width,
        "height": copy.height,
        "bytes": copy.size,
    }
