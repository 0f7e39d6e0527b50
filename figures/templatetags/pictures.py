"""Shows a figure's picture wherever a template stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from figures.pictures import picture_of

if TYPE_CHECKING:
    from figures.models import Figure

register = template.Library()


@register.inclusion_tag("figures/_picture.html")
def picture(
    figure: Figure, sizes: str, *, alt: str = "", eager: bool = False
) -> dict[str, Any]:
    """The figure at the width that ``sizes`` says; nothing as long as nothing is cut."""
    return {"picture": picture_of(figure), "sizes": sizes, "alt": alt, "eager": eager}
