"""The queue of figures that still need alt text, over all papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin

if TYPE_CHECKING:
    from django.urls import URLPattern


class AltQueueAdmin(admin.ModelAdmin):
    """Adds the queue to the figures' admin."""

    def get_urls(self) -> list[URLPattern]:
        return super().get_urls()
