"""Which addresses no post may take."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What stands below /blog/ beside the posts.
TAKEN_SLUGS = frozenset({"archive", "author", "preview", "series", "tag"})


def validate_post_slug(slug: str) -> None:
    """Raises ValidationError for one whose pages other pages would stand in front of."""
    if slug in TAKEN_SLUGS:
        raise ValidationError(
            _(
                "Other addresses of the site begin with “%(slug)s”. Choose a longer "
                "slug, such as “%(slug)s-and-more”."
            ),
            params={"slug": slug},
        )
