"""Slugs change: addresses that were public lead to those that are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from blog.headings import HEADINGS
from blog.models import Post

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.urls import ResolverMatch

    from blog.headings import Heading


def keep_former_slug(row: Post | Heading) -> None:
    """Let an address that was public lead on when the slug of ``row`` is about to change."""
    rows: Any = type(row).objects
    stored = rows.select_for_update().filter(pk=row.pk).first()
    if stored is None or stored.slug == row.slug:
        return
    former: Any = row.former_slugs
    former.filter(slug=row.slug).delete()
    if is_read(stored):
        owner = {former.field.name: row}
        former.model.objects.update_or_create(slug=stored.slug, defaults=owner)


def is_read(row: Post | Heading) -> bool:
    if isinstance(row, Post):
        return row.is_public
    return row.posts.published().exists()


def lead_on(request: HttpRequest, slug: str, *, is_public: bool = True) -> HttpResponse:
    """To the same page, or file, under the slug that leads there now."""
    place = cast("ResolverMatch", request.resolver_match)
    address = reverse(place.view_name, kwargs=place.kwargs | {"slug": slug})
    response = redirect(address, permanent=is_public)
    if not is_public:
        add_never_cache_headers(response)
    return response


def lead_on_from_heading(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """As for the page of a heading, it is known if there are posts to be read under it."""
    model, _field = HEADINGS[kind]
    heading: Any = get_object_or_404(model, former_slugs__slug=slug)
    if not is_read(heading):
        raise Http404
    return lead_on(request, heading.slug)
