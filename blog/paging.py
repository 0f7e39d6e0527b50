"""Pages of long lists: counted once an edition, the last about as cheap as the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property

from blog.editions import edition_of
from blog.models import Post

if TYPE_CHECKING:
    from django.http import HttpRequest

    from blog.models import PostQuerySet

KEPT_SECONDS = 24 * 3600


class PostPaginator(Paginator):
    """For a list of public posts, as ``request`` asks for it."""

    object_list: PostQuerySet

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    @cached_property
    def count(self) -> int:
        """Going through a hundred thousand posts takes longer than showing twenty."""
        edition = edition_of(self.request)
        if edition is None:
            return self.object_list.count()
        name = f"count:{edition}:{self.request.path}"
        counted = cache.get_or_set(name, self.object_list.count, KEPT_SECONDS)
        return int(counted or 0)

    def page(self, number: int | str) -> Page:
        """The posts of one page; those before it cost a look into the index, no more."""
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        keys = self.object_list.values_list("pk", flat=True)
        wanted = list(keys[start : start + self.per_page])
        # By their keys alone, or a database would look through the whole list again.
        posts = Post.objects.for_listing().in_bulk(wanted)
        found = [posts[key] for key in wanted if key in posts]
        return Page(found, number, self)
