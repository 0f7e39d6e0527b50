"""What the search knows of posts, figures and papers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def stale(self) -> SearchEntryQuerySet:
        """What has to be read again, and is not found until then."""
        return self.filter(is_stale=True)


class SearchEntry(models.Model):
    """The words of one post, figure or paper, folded, as the search compares them.

    Derived: triggers in the database add, mark and remove entries with what they are
    of, and what is marked is read again before it is found (``blog.search.index``). Who
    may see what is found is no matter of the index.
    """

    class Kind(models.TextChoices):
        POSTS = "posts"
        FIGURES = "figures"
        PAPERS = "papers"

    # Made of the kind and the id of what it is of, so that there is one of each.
    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=7, choices=Kind)
    object_id = models.BigIntegerField()
    # Something it is made of has changed since.
    is_stale = models.BooleanField(default=True)
    heading = models.TextField(blank=True)
    words = models.TextField(blank=True)
    # Of English words, the stems that differ from them.
    stems = models.TextField(blank=True)
    # As readers see it, where excerpts of it are shown: the beginning of a post.
    text = models.TextField(blank=True)

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        # Nobody is given a right to them: they come and go with what they are of.
        default_permissions = ()
        indexes = [
            models.Index(fields=["id"], condition=Q(is_stale=True), name="search_stale")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.object_id}"
