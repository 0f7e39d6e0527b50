"""The way from a thing in the admin to its page, for those alone who may see the thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.http import Http404
from django.shortcuts import get_object_or_404

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@admin.site.admin_view
def view_on_site(
    request: HttpRequest, content_type_id: int, object_id: int
) -> HttpResponse:
    """Stands before Django's own, which names addresses, and so slugs, to all staff."""
    model = get_object_or_404(ContentType, pk=content_type_id).model_class()
    if model is None or not admin.site.is_registered(model):
        raise Http404
    model_admin = admin.site.get_model_admin(model)
    thing = model_admin.get_object(request, str(object_id))
    if thing is None or not model_admin.has_view_permission(request, thing):
        raise Http404
    return shortcut(request, content_type_id, object_id)
