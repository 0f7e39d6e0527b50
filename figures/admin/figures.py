"""Figures in the admin: the list of all, over all papers; each has its review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin, messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from figures import reviewing
from figures.admin.alt_queue import AltQueueAdmin
from figures.admin.columns import (
    ALT_SHAPES,
    FIGURE_SHAPES,
    show_mark,
    show_thumbnail,
)
from figures.admin.editors import editor_of
from figures.admin.own_images import OwnImageAdmin
from figures.admin.review import ReviewAdmin
from figures.edits import EditRefusedError
from figures.models import Figure
from figures.models.figure_queries import READING_ORDER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.contrib.auth.models import User
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.safestring import SafeString


@admin.register(Figure)
class FigureAdmin(AltQueueAdmin, OwnImageAdmin, ReviewAdmin):
    list_display = [
        "thumbnail",
        "name_and_label",
        "paper",
        "page",
        "review",
        "alt_review",
        "sureness",
    ]
    list_display_links = ["name_and_label"]
    list_select_related = ["paper", "parent"]
    list_filter = [
        "state",
        "alt_state",
        "tier",
        "kind",
        "is_detected",
        ("paper", admin.RelatedOnlyFieldListFilter),
    ]
    list_per_page = 50
    ordering = ["-paper", *READING_ORDER]
    search_fields = ["caption", "name", "key", "text", "paper__title"]
    actions = ["confirm", "discard"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Figure]:
        figures: QuerySet[Figure] = super().get_queryset(request)
        return figures.select_related(
            "paper", "parent", "version__paper"
        ).prefetch_related("renditions")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Figures come out of papers."""
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: Figure | None = None
    ) -> bool:
        """Figures are discarded: another import would bring a deleted one back."""
        return False

    @admin.display(description=gettext_lazy("picture"))
    def thumbnail(self, figure: Figure) -> SafeString:
        return show_thumbnail(figure)

    @admin.display(description=gettext_lazy("figure"), ordering="position")
    def name_and_label(self, figure: Figure) -> str:
        return str(figure)

    @admin.display(description=gettext_lazy("page"), ordering="page_number")
    def page(self, figure: Figure) -> str:
        return str(figure.page_number or "")

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def review(self, figure: Figure) -> SafeString:
        shape = FIGURE_SHAPES[Figure.State(figure.state)]
        return show_mark(shape, figure.get_state_display())

    @admin.display(description=gettext_lazy("alt text"), ordering="alt_state")
    def alt_review(self, figure: Figure) -> SafeString:
        if not figure.alt_text and figure.alt_state != Figure.AltState.DECORATIVE:
            return show_mark("triangle", _("missing"))
        shape = ALT_SHAPES[Figure.AltState(figure.alt_state)]
        return show_mark(shape, figure.get_alt_state_display())

    @admin.display(description=gettext_lazy("confidence"), ordering="confidence")
    def sureness(self, figure: Figure) -> SafeString | str:
        if figure.paper_id is None:
            return _("uploaded")
        if figure.confidence is None:
            return _("drawn by hand")
        percent = f"{figure.confidence:.0%}"
        return show_mark("triangle", percent) if figure.warnings else percent

    @admin.action(
        description=gettext_lazy("Confirm selected figures"), permissions=["change"]
    )
    def confirm(self, request: HttpRequest, queryset: QuerySet[Figure]) -> None:
        count = self.do_to_all(request, queryset, reviewing.confirm)
        if count:
            text = ngettext("%d figure confirmed.", "%d figures confirmed.", count)
            self.message_user(request, text % count, messages.SUCCESS)

    @admin.action(
        description=gettext_lazy("Discard selected figures"), permissions=["change"]
    )
    def discard(self, request: HttpRequest, queryset: QuerySet[Figure]) -> None:
        count = self.do_to_all(request, queryset, reviewing.discard)
        if count:
            text = ngettext("%d figure discarded.", "%d figures discarded.", count)
            self.message_user(request, text % count, messages.SUCCESS)

    def do_to_all(
        self,
        request: HttpRequest,
        figures: Iterable[Figure],
        deed: Callable[[list[Figure], User], object],
    ) -> int:
        """Each by itself: one that refuses keeps no other from it. How many it was."""
        count = 0
        for figure in figures:
            try:
                deed([figure], editor_of(request))
            except EditRefusedError as error:
                self.message_user(request, str(error), messages.ERROR)
            else:
                count += 1
        return count
