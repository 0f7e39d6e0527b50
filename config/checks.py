"""What the environment says of the site, looked at before the site starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ValidationError

from blog.colours import validate_accent
from blog.runaway import RunawayTextError, check_length

if TYPE_CHECKING:
    from collections.abc import Iterator

# As much as the admin takes.
MOST_CHARACTERS = {"NAME": 60, "TAGLINE": 160}


@register("identity")
def check_identity(**kwargs: Any) -> list[CheckMessage]:
    return [
        Error(f"OFFPRINT_{name}: {problem}", id=f"offprint.{name.lower()}")
        for name, problem in find_problems()
    ]


def find_problems() -> Iterator[tuple[str, str]]:
    """What is wrong with a variable, with the variable's name."""
    if not settings.SITE_NAME.strip():
        yield "NAME", "The site needs a name. Leave the variable out for “Offprint”."
    for name, most in MOST_CHARACTERS.items():
        value: str = getattr(settings, f"SITE_{name}")
        if len(value) > most:
            yield name, f"{len(value)} characters are too many. Use up to {most}."
        if not value.isprintable():
            yield name, "It has to be one line of plain text."
    if settings.SITE_ACCENT:
        try:
            validate_accent(settings.SITE_ACCENT)
        except ValidationError as error:
            yield "ACCENT", error.messages[0]
    try:
        check_length(settings.SITE_FOOTER)
    except RunawayTextError as error:
        yield "FOOTER", str(error)
