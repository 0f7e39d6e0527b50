"""What the site calls itself: what editors wrote, else what the settings say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from blog.models import SiteIdentity

if TYPE_CHECKING:
    from django.http import HttpRequest

    from figures.models import Figure


@dataclass(frozen=True, slots=True)
class Identity:
    name: str
    tagline: str
    # Empty for the style sheet's own.
    accent: str
    # Markdown.
    footer: str
    about: str
    logo: Figure | None


def find_identity() -> Identity:
    """The site's name and what goes with it; one query."""
    rows = SiteIdentity.objects.select_related("logo")
    row = rows.first() or SiteIdentity()
    return Identity(
        name=row.name or settings.SITE_NAME,
        tagline=row.tagline or settings.SITE_TAGLINE,
        accent=row.accent or settings.SITE_ACCENT,
        footer=row.footer or settings.SITE_FOOTER,
        about=row.about,
        logo=row.logo,
    )


def identity(request: HttpRequest) -> dict[str, object]:
    """For templates; nothing is asked of the database where none speaks of the site."""
    return {"site": SimpleLazyObject(find_identity)}
