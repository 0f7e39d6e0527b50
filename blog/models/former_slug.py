"""Addresses that were public once."""

from django.db import models

from blog.models.post import Post


class FormerSlug(models.Model):
    """An address that was public once and still leads to the post."""

    slug = models.SlugField(max_length=80, unique=True)
    post = models.ForeignKey(
        Post, on_delete=models.CASCADE, related_name="former_slugs"
    )

    def __str__(self) -> str:
        return self.slug
