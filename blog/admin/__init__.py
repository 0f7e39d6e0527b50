"""The editors' side of posts: write, preview, publish; and what the site is called."""

from blog.admin.identity import SiteIdentityAdmin
from blog.admin.posts import PostAdmin
from blog.admin.topics import AuthorAdmin, SeriesAdmin, TagAdmin

__all__ = ["AuthorAdmin", "PostAdmin", "SeriesAdmin", "SiteIdentityAdmin", "TagAdmin"]
