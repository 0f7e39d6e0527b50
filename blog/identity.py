"""What the site calls itself: what editors wrote, else what the settings say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from blog.colours import is_accent
from blog.markdown import render_beside
from blog.models import SiteIdentity
from blog.style_sheet import address_of_style_sheet
from figures.embeds import is_shown
from figures.models import Figure

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.safestring import SafeString


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

    @property
    def purpose(self) -> str:
        """What the site is for, in a sentence."""
        return self.tagline or _(
            "Posts about papers, by people who read them closely. Every figure keeps its "
            "number, its page and its authors."
        )

    @property
    def style_sheet(self) -> str:
        return address_of_style_sheet(self.accent)

    @property
    def footer_html(self) -> SafeString:
        return render_beside(self.footer, "site")

    @property
    def logo_alt(self) -> str:
        """Nothing where it would only say the name that stands beside it."""
        if self.logo is None or self.logo.alt_state == Figure.AltState.DECORATIVE:
            return ""
        words = self.logo.alt_text
        return "" if words.casefold() == self.name.casefold() else words


def find_identity() -> Identity:
    """The site's name and what goes with it; one query, and one for a logo."""
    rows = SiteIdentity.objects.select_related("logo")
    row = rows.prefetch_related("logo__renditions").first() or SiteIdentity()
    accent = row.accent or settings.SITE_ACCENT
    return Identity(
        name=row.name or settings.SITE_NAME,
        tagline=row.tagline or settings.SITE_TAGLINE,
        # Checked where it is written; the environment may say anything.
        accent=accent if is_accent(accent) else "",
        footer=row.footer or settings.SITE_FOOTER,
        about=row.about,
        logo=row.logo if row.logo and can_be_logo(row.logo) else None,
    )


def can_be_logo(figure: Figure) -> bool:
    """Until its copies are there the site's own mark stands in."""
    return is_shown(figure) and bool(figure.renditions.all())


def identity(request: HttpRequest) -> dict[str, object]:
    """For templates; nothing is asked of the database where none speaks of the site."""
    return {"site": SimpleLazyObject(find_identity)}
