"""The editors' side of posts: write, preview, publish."""

from blog.admin.posts import PostAdmin
from blog.admin.topics import AuthorAdmin, SeriesAdmin, TagAdmin

__all__ = ["AuthorAdmin", "PostAdmin", "SeriesAdmin", "TagAdmin"]
