"""The tags that reference managers and Google Scholar look for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from blog.citing import citable_paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blog.models import Post
    from figures.models import Paper

    Tags = Iterator[tuple[str, str]]


def post_tags(post: Post, site_name: str, address: str) -> Tags:
    yield "citation_title", post.title
    for author in post.byline:
        yield "citation_author", author.name
        if author.affiliation:
            yield "citation_author_institution", author.affiliation
    if post.published_at:
        yield "citation_publication_date", f"{localdate(post.published_at):%Y/%m/%d}"
    yield "citation_publisher", site_name
    yield "citation_language", post.language
    if tags := [tag.name for tag in post.tags.all()]:
        yield "citation_keywords", "; ".join(tags)
    yield "citation_public_url", address
    yield "citation_fulltext_html_url", address
    for paper in post.papers.all():
        # A semicolon in a title would begin another field.
        tags_of_paper = paper_tags(paper)
        parts = (f"{name}={value.replace(';', ',')}" for name, value in tags_of_paper)
        yield "citation_reference", "; ".join(parts)


def paper_tags(paper: Paper) -> Tags:
    """What is known of a paper; nothing of its PDF, which is not ours to hand out."""
    yield "citation_title", str(paper)
    for name in paper.author_list:
        yield "citation_author", name
    if paper.year:
        yield "citation_publication_date", str(paper.year)
    citable = citable_paper(paper)
    if paper.venue and not citable.is_unpublished:
        kind = "conference" if citable.is_conference else "journal"
        yield f"citation_{kind}_title", paper.venue
    if paper.doi:
        yield "citation_doi", paper.doi
    if paper.arxiv_id:
        yield "citation_arxiv_id", paper.arxiv_id
    if paper.address:
        yield "citation_public_url", paper.address
