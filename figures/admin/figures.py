"""Figures in the admin: what was detected, and what an editor decides beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.forms.widgets import Script
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from figures.admin.alt_queue import AltQueueAdmin
from figures.admin.columns import (
    ALT_SHAPES,
    FIGURE_SHAPES,
    show_mark,
    show_thumbnail,
)
from figures.models import Figure
from figures.models.figure import READING_ORDER

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.safestring import SafeString

    from figures.models.figure import FigureQuerySet


class FigureForm(forms.ModelForm):
    class Meta:
        widgets = {
            name: AdminTextareaWidget(attrs={"rows": 4})
            for name in ("edited_caption", "edited_alt_text", "long_description")
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.refuse_to_discard_what_is_in_use(cleaned)
        alt_text = cleaned.get("edited_alt_text") or self.instance.detected_alt_text
        caption = cleaned.get("edited_caption") or self.instance.detected_caption
        is_decided = (
            bool(cleaned.get("edited_alt_text"))
            or cleaned.get("alt_state") == Figure.AltState.CONFIRMED
        )
        if not is_decided:
            return cleaned
        if not alt_text:
            self.add_error("edited_alt_text", _("There is no alt text to confirm."))
        elif bare(alt_text) == bare(caption):
            self.add_error(
                "edited_alt_text",
                _(
                    "This is the caption again, and would be read out twice. "
                    "Say what the picture shows."
                ),
            )
        return cleaned

    def refuse_to_discard_what_is_in_use(self, cleaned: dict[str, Any]) -> None:
        is_discarded = cleaned.get("state") == Figure.State.DISCARDED
        if not is_discarded or "state" not in self.changed_data:
            return
        for figure in Figure.objects.filter(pk=self.instance.pk).in_use():
            self.add_error("state", say_in_use(figure))


def say_in_use(figure: Figure) -> str:
    return _("“%s” is used in a post; take it out there first.") % figure


def bare(text: str) -> str:
    """The words alone, to compare texts by."""
    return " ".join(text.split()).casefold().rstrip(".")


@admin.register(Figure)
class FigureAdmin(AltQueueAdmin):
    form = FigureForm
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
    fieldsets = [
        (None, {"fields": ["picture", "origin", "doubts", "panels", "snippet"]}),
        (
            gettext_lazy("Words"),
            {
                "description": gettext_lazy(
                    "Left: yours, empty where what the paper says is right. "
                    "Right: as found in the paper."
                ),
                "fields": [
                    ("edited_caption", "detected_caption"),
                    ("edited_alt_text", "detected_alt_text"),
                    "alt_state",
                    "long_description",
                    ("edited_name", "detected_name"),
                    ("edited_kind", "found_kind"),
                    ("edited_number", "found_number"),
                    "text",
                ],
            },
        ),
        (
            gettext_lazy("Use"),
            {"fields": ["state", "tier", "dark_mode", "credit"]},
        ),
    ]
    readonly_fields = [
        "picture",
        "origin",
        "doubts",
        "panels",
        "snippet",
        "detected_caption",
        "detected_alt_text",
        "detected_name",
        "found_kind",
        "found_number",
        "text",
    ]

    class Media:
        css = {"all": ["figures/figure.css", "figures/admin/figures.css"]}
        js = [Script("figures/admin/copy.js", type="module")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Figure]:
        figures: QuerySet[Figure] = super().get_queryset(request)
        return figures.prefetch_related("renditions")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Figures come out of papers."""
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: Figure | None = None
    ) -> bool:
        """Figures are discarded: another import would bring a deleted one back."""
        return False

    def save_model(
        self, request: HttpRequest, obj: Figure, form: forms.ModelForm, change: bool
    ) -> None:
        # Only what was decided: an import may be writing to the same row.
        obj.save(update_fields=[*form.changed_data, "changed_at"])

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
        if figure.confidence is None:
            return _("drawn by hand")
        percent = f"{figure.confidence:.0%}"
        return show_mark("triangle", percent) if figure.warnings else percent

    @admin.display(description=gettext_lazy("picture"))
    def picture(self, figure: Figure) -> SafeString:
        template = "admin/figures/figure/_picture.html"
        return render_to_string(template, {"figure": figure})

    @admin.display(description=gettext_lazy("from"))
    def origin(self, figure: Figure) -> SafeString:
        template = "admin/figures/figure/_origin.html"
        return render_to_string(template, {"figure": figure})

    @admin.display(description=gettext_lazy("doubts"))
    def doubts(self, figure: Figure) -> SafeString:
        template = "admin/figures/figure/_doubts.html"
        return render_to_string(template, {"figure": figure})

    @admin.display(description=gettext_lazy("panels"))
    def panels(self, figure: Figure) -> SafeString:
        panels = figure.panels.with_renditions()
        template = "admin/figures/figure/_panels.html"
        return render_to_string(template, {"figure": figure, "panels": panels})

    @admin.display(description=gettext_lazy("in posts"))
    def snippet(self, figure: Figure) -> SafeString:
        template = "admin/figures/figure/_snippet.html"
        return render_to_string(template, {"figure": figure})

    @admin.display(description=gettext_lazy("kind as found"))
    def found_kind(self, figure: Figure) -> str:
        return figure.get_detected_kind_display()

    @admin.display(description=gettext_lazy("label as found"))
    def found_number(self, figure: Figure) -> str:
        return figure.detected_label or figure.detected_number

    @admin.action(
        description=gettext_lazy("Confirm selected figures"), permissions=["change"]
    )
    def confirm(self, request: HttpRequest, queryset: QuerySet[Figure]) -> None:
        count = queryset.update(state=Figure.State.CONFIRMED)
        text = ngettext("%d figure confirmed.", "%d figures confirmed.", count)
        self.message_user(request, text % count, messages.SUCCESS)

    @admin.action(
        description=gettext_lazy("Discard selected figures"), permissions=["change"]
    )
    def discard(self, request: HttpRequest, queryset: FigureQuerySet) -> None:
        in_use = list(queryset.kept().in_use())
        for figure in in_use:
            self.message_user(request, say_in_use(figure), messages.ERROR)
        count = queryset.exclude(pk__in=[figure.pk for figure in in_use]).update(
            state=Figure.State.DISCARDED
        )
        if count:
            text = ngettext("%d figure discarded.", "%d figures discarded.", count)
            self.message_user(request, text % count, messages.SUCCESS)
