"""Addresses that were public once, and still lead to what had them."""

from django.db import models

from blog.models.people import Author
from blog.models.post import Post
from blog.models.topics import Series, Tag


class BaseFormerSlug(models.Model):
    slug = models.SlugField(max_length=80, unique=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.slug


class FormerSlug(BaseFormerSlug):
    post = models.ForeignKey(
        Post, on_delete=models.CASCADE, related_name="former_slugs"
    )


class FormerAuthorSlug(BaseFormerSlug):
    author = models.ForeignKey(
        Author, on_delete=models.CASCADE, related_name="former_slugs"
    )


class FormerSeriesSlug(BaseFormerSlug):
    series = models.ForeignKey(
        Series, on_delete=models.CASCADE, related_name="former_slugs"
    )


class FormerTagSlug(BaseFormerSlug):
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="former_slugs")
