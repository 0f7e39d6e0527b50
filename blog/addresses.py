"""Where readers find what the blog shows but does not own, and what no post may take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from figures.models.paper import OWN_IMAGES

if TYPE_CHECKING:
    from figures.models import Figure, Paper

# What stands below /blog/ beside the posts.
TAKEN_SLUGS = frozenset({"archive", "author", "preview", "series", "tag"})


def address_of_paper(paper: Paper) -> str:
    return reverse("blog:paper", args=[paper.slug])


def address_of_figure(figure: Figure) -> str:
    """The figure's own page, which its key spells out; a picture is from no paper."""
    folder, _slash, name = figure.key.partition("/")
    if folder == OWN_IMAGES:
        return reverse("blog:image", args=[name])
    return reverse("blog:figure", args=[folder, name])


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
