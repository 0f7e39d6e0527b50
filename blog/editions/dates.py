"""Dates what readers see, for programs that know of dates and not of ETags.

The date of an edition is the second in which somebody here first asked for it. Two
editions may begin in one second, and the date of a past one would keep it alive. So an
edition has no date until it has lasted for some seconds: of two, one has not. Whatever
the dates of rows say cannot do it: which of them were seen first nobody knows.
"""

from __future__ import annotations

from django.core.cache import caches
from django.utils import timezone
from django.utils.http import http_date

from blog.editions.release import release

CACHE = "answers"
# By less than that clocks of machines may differ, or a request hang.
LASTING_SECONDS = 5


def date_edition(edition: str) -> str:
    """As ``Last-Modified`` has it; empty for an edition that is too new."""
    now = int(timezone.now().timestamp())
    # Forgotten, it gets a later one, which makes nobody keep anything either.
    begun = caches[CACHE].get_or_set(f"begun:{release()}:{edition}", now, None) or now
    return http_date(begun) if now - begun >= LASTING_SECONDS else ""
