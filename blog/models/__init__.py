"""Posts, who writes them, what orders them, and what they were before."""

from blog.models.edition import Edition
from blog.models.former_slug import (
    FormerAuthorSlug,
    FormerSeriesSlug,
    FormerSlug,
    FormerTagSlug,
)
from blog.models.identity import SiteIdentity
from blog.models.people import Author
from blog.models.post import FigureUse, Post, PostAuthor, PostQuerySet
from blog.models.revision import WORDS, PostRevision, PreviewLink, name_of
from blog.models.search import SearchEntry
from blog.models.topics import Series, Tag
from blog.models.working_copy import WorkingCopy

__all__ = [
    "WORDS",
    "Author",
    "Edition",
    "FigureUse",
    "FormerAuthorSlug",
    "FormerSeriesSlug",
    "FormerSlug",
    "FormerTagSlug",
    "Post",
    "PostAuthor",
    "PostQuerySet",
    "PostRevision",
    "PreviewLink",
    "SearchEntry",
    "Series",
    "SiteIdentity",
    "Tag",
    "WorkingCopy",
    "name_of",
]
