"""The posts that belong to a post: the parts of its series, and its translations."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from blog.languages import name_language, say_also_in
from blog.models import Post

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from blog.models import PostQuerySet

# What `place_in_series` says of public posts, to the database.
SERIES_ORDER = ("series_position", "published_at", "pk")


@dataclass(frozen=True, slots=True)
class Part:
    """Where a post stands in its series, as readers can read it now."""

    number: int
    count: int
    before: Post | None
    after: Post | None


@dataclass(frozen=True, slots=True)
class Translation:
    """A version of a post in a language, the post itself included."""

    post: Post
    is_original: bool
    # Whether it is the one that is read.
    is_shown: bool

    @property
    def language(self) -> str:
        return self.post.language

    @property
    def name(self) -> str:
        return name_language(self.language)

    @property
    def invitation(self) -> str:
        return say_also_in(self.language)


def find_part(post: Post) -> Part | None:
    """None for a post that stands alone; one query.

    Each work is the version in the language of ``post``, where there is one. A draft
    stands where it will stand.
    """
    if post.series_id is None:
        return None
    public = Post.objects.published().filter(series=post.series_id)
    posts = [
        max(
            versions,
            key=lambda each: (each.pk == post.pk, each.language == post.language),
        )
        for versions in works_of_series({*slim(public), post})
    ]
    place = posts.index(post)
    before, after = posts[:place][-1:], posts[place + 1 : place + 2]
    return Part(
        place + 1, len(posts), next(iter(before), None), next(iter(after), None)
    )


def list_parts(posts: PostQuerySet) -> PostQuerySet:
    """Those of a series in order, each work once; one query to find them."""
    listed = [versions[0].pk for versions in works_of_series(slim(posts))]
    return Post.objects.filter(pk__in=listed).order_by(*SERIES_ORDER)


def works_of_series(posts: Iterable[Post]) -> list[list[Post]]:
    """The works among the posts of a series in order, each with all its versions.

    The first version is the original, where it is there: it gives the work its place.
    """
    works: dict[int, list[Post]] = defaultdict(list)
    for each in sorted(posts, key=place_among_versions):
        works[work_of(each)].append(each)
    return sorted(works.values(), key=lambda versions: place_in_series(versions[0]))


def place_among_versions(post: Post) -> tuple[bool, tuple[int, float, int]]:
    return post.translation_of_id is not None, place_in_series(post)


def place_in_series(post: Post) -> tuple[int, float, int]:
    at = post.published_at
    return post.series_position, at.timestamp() if at else float("inf"), post.pk


def find_translations(post: Post) -> list[Translation]:
    """``post`` and its public versions in other languages, the original first.

    Empty where there is only the one; one query.
    """
    return find_all_translations([post])[0]


def find_all_translations(posts: Sequence[Post]) -> list[list[Translation]]:
    """The same for each of ``posts``; one query, however many."""
    works = {work_of(post) for post in posts}
    related = Q(pk__in=works) | Q(translation_of__in=works)
    versions: dict[int, list[Post]] = defaultdict(list)
    for version in slim(Post.objects.filter(related)):
        # Whether they are public is asked last: all other posts are, too.
        if version.is_public:
            versions[work_of(version)].append(version)
    return [arrange_versions(post, versions[work_of(post)]) for post in posts]


def arrange_versions(post: Post, versions: Iterable[Post]) -> list[Translation]:
    others = [
        each
        for each in versions
        if each.pk != post.pk and each.language != post.language
    ]
    if not others:
        return []
    original = work_of(post)
    return [
        Translation(each, each.pk == original, each.pk == post.pk)
        for each in sorted(
            [post, *others], key=lambda each: (each.pk != original, each.language)
        )
    ]


def work_of(post: Post) -> int:
    """The key of the original: what all versions of a text share."""
    return post.translation_of_id or post.pk


def slim(posts: PostQuerySet) -> PostQuerySet:
    """With as much of each as a link needs."""
    return posts.only(
        *("title", "slug", "language", "translation_of"),
        *("series", "series_position", "status", "published_at"),
    )
