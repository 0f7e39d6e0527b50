"""Fills a database with as many posts as it is told: `… load_filling 100000`."""

from __future__ import annotations

import sys
from datetime import timedelta
from itertools import batched

import django

AUTHORS, POSTS_A_PAPER, BATCH = 50, 5, 2000
# Enough posts under each for a page of its own list, however few there are.
MOST_TAGS, POSTS_A_TAG, TAGS_A_POST = 200, 20, 2
PARAGRAPH = (
    "The curve bends where the batch grows, and *no* schedule moved it by more than "
    "the width of the line; see [the paper](https://example.org/paper) for the runs "
    "that were left out, and for what their authors make of them.\n\n"
)
# About a thousand words with headings, as posts have.
BODY = "".join(f"## Part {number}\n\n{PARAGRAPH * 6}" for number in range(1, 5))


def fill(count: int) -> None:
    from django.db import connection  # noqa: PLC0415 (once Django is set up)
    from django.utils import timezone  # noqa: PLC0415

    from blog.models import Author, Post, PostAuthor, Tag  # noqa: PLC0415
    from figures.models import Paper  # noqa: PLC0415

    now = timezone.now()
    authors = Author.objects.bulk_create(
        Author(name=f"Author {n}", slug=f"author-{n}") for n in range(AUTHORS)
    )
    tags = Tag.objects.bulk_create(
        Tag(name=f"Tag {n}", slug=f"tag-{n}")
        for n in range(min(MOST_TAGS, count * TAGS_A_POST // POSTS_A_TAG))
    )
    papers = Paper.objects.bulk_create(
        (
            Paper(title=f"Paper {n}", slug=f"paper-{n}", authors="Ada One\nBo Two")
            for n in range(count // POSTS_A_PAPER)
        ),
        batch_size=BATCH,
    )
    tagged, read = Post.tags.through, Post.papers.through
    for numbers in batched(range(count), BATCH):
        posts = Post.objects.bulk_create(
            Post(
                title=f"What post {n} found",
                slug=f"post-{n}",
                deck="In a sentence or two, what was found.",
                body=BODY,
                status=Post.Status.PUBLISHED,
                published_at=now - timedelta(minutes=n + 1),
            )
            for n in numbers
        )
        PostAuthor.objects.bulk_create(
            PostAuthor(post=post, author=authors[n % AUTHORS])
            for n, post in zip(numbers, posts, strict=True)
        )
        tagged.objects.bulk_create(
            tagged(post=post, tag=tags[(n + more) % len(tags)])
            for n, post in zip(numbers, posts, strict=True)
            for more in (0, 7)
        )
        read.objects.bulk_create(
            read(post=post, paper=papers[n // POSTS_A_PAPER])
            for n, post in zip(numbers, posts, strict=True)
            if n // POSTS_A_PAPER < len(papers)
        )
    with connection.cursor() as cursor:
        # PostgreSQL would do so by itself within a minute.
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    django.setup()
    fill(int(sys.argv[1]))
