"""The contact sheet of a paper: every figure at a glance, and deeds for many at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from figures import reviewing
from figures.admin.columns import ALT_SHAPES, PAPER_SHAPES
from figures.admin.editors import editor_of
from figures.admin.progress import count_found, describe, explain_waiting
from figures.admin.screen import choose_shape, is_doubtful
from figures.edits import EditRefusedError, undo_last
from figures.models import Figure, FigureEdit, Paper
from figures.permissions import can_view_figures

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.contrib.auth.models import User
    from django.http import HttpRequest, HttpResponse, QueryDict
    from django.urls import URLPattern

TEMPLATE = "admin/figures/paper/sheet.html"
# What to show: name in the address, words.
FILTERS = {
    "": gettext_lazy("All"),
    "new": gettext_lazy("To review"),
    "doubtful": gettext_lazy("Doubtful"),
    "alt": gettext_lazy("Alt text to write"),
    "confirmed": gettext_lazy("Confirmed"),
    "discarded": gettext_lazy("Discarded"),
}
ORDERS = {
    "": gettext_lazy("Page order"),
    "doubts": gettext_lazy("Doubtful first"),
}
DONE = {
    "confirm": ngettext_lazy("%d figure confirmed.", "%d figures confirmed."),
    "discard": ngettext_lazy("%d figure discarded.", "%d figures discarded."),
    "reopen": ngettext_lazy(
        "%d figure to be reviewed again.", "%d figures to be reviewed again."
    ),
    "decorative": ngettext_lazy(
        "%d figure is decorative.", "%d figures are decorative."
    ),
    "tier": ngettext_lazy("%d figure has a new tier.", "%d figures have a new tier."),
}


@dataclass(frozen=True, slots=True)
class Card:
    """One figure on the sheet."""

    figure: Figure
    shape: str
    words: str
    alt_shape: str
    alt_words: str

    @property
    def panels(self) -> list[Figure]:
        return kept_panels(self.figure)


@dataclass(frozen=True, slots=True)
class Choice:
    """A link to another view of the sheet."""

    words: str
    address: str
    is_current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the contact sheet shows."""

    # Where the import stands.
    shape: str
    sentence: str
    found: str
    hint: str
    cards: list[Card]
    filters: list[Choice]
    orders: list[Choice]
    reviewed: int
    total: int
    # Figures and panels that wait in the queue of alt texts.
    to_describe: int

    @property
    def figures(self) -> list[Figure]:
        return [card.figure for card in self.cards]


def show_sheet(paper: Paper, query: QueryDict) -> Sheet:
    panels = Prefetch("panels", Figure.objects.with_renditions())
    figures = list(
        paper.figures.whole()
        .with_renditions()
        .prefetch_related(panels)
        .in_reading_order()
    )
    kept = sum(passes(figure, "") for figure in figures)
    chosen = query.get("show", "") if query.get("show", "") in FILTERS else ""
    order = query.get("order", "") if query.get("order", "") in ORDERS else ""
    shown = [figure for figure in figures if passes(figure, chosen)]
    if order:
        shown.sort(key=lambda figure: (figure.confidence is None, figure.confidence))
    return Sheet(
        shape=PAPER_SHAPES[Paper.Status(paper.status)],
        sentence=describe(paper, kept),
        found=count_found(paper, kept),
        hint=explain_waiting(paper),
        cards=[make_card(figure) for figure in shown],
        filters=[
            Choice(
                words=str(words),
                address=f"?show={name}&order={order}",
                is_current=name == chosen,
                count=sum(passes(figure, name) for figure in figures),
            )
            for name, words in FILTERS.items()
        ],
        orders=[
            Choice(str(words), f"?show={chosen}&order={name}", name == order)
            for name, words in ORDERS.items()
        ],
        reviewed=sum(figure.state != Figure.State.NEW for figure in figures),
        total=len(figures),
        to_describe=sum(len(parts_to_describe(figure)) for figure in figures),
    )


def passes(figure: Figure, chosen: str) -> bool:
    """Whether the filter of that name lets the figure through."""
    match chosen:
        case "":
            return figure.state != Figure.State.DISCARDED
        case "doubtful":
            return figure.state == Figure.State.NEW and is_doubtful(figure)
        case "alt":
            return bool(parts_to_describe(figure))
    return figure.state == chosen


def parts_to_describe(figure: Figure) -> list[Figure]:
    """The figure and panels of it whose alt text is nobody's word yet.

    As ``figures_to_describe`` and ``needs_alt_text`` say it, of what is loaded.
    """
    if figure.state == Figure.State.DISCARDED:
        return []
    parts = [figure, *kept_panels(figure)]
    return [part for part in parts if part.alt_state == Figure.AltState.DRAFT]


def kept_panels(figure: Figure) -> list[Figure]:
    """Those that nobody has thrown away."""
    panels = figure.panels.all()
    return [panel for panel in panels if panel.state != Figure.State.DISCARDED]


def make_card(figure: Figure) -> Card:
    is_missing = not figure.alt_text and figure.alt_state == Figure.AltState.DRAFT
    state = Figure.AltState(figure.alt_state)
    shape = choose_shape(figure)
    return Card(
        figure=figure,
        shape=shape,
        words=_("check") if shape == "triangle" else figure.get_state_display(),
        alt_shape="triangle" if is_missing else ALT_SHAPES[state],
        alt_words=_("alt text missing")
        if is_missing
        else _("alt text: %s") % figure.get_alt_state_display(),
    )


class SheetAdmin(admin.ModelAdmin):
    """Adds the contact sheet to the papers' addresses."""

    def get_urls(self) -> list[URLPattern]:
        sheet = path(
            "<int:pk>/figures/",
            self.admin_site.admin_view(self.sheet_view),
            name="figures_paper_sheet",
        )
        return [sheet, *super().get_urls()]

    @method_decorator(never_cache)
    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def sheet_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        paper = get_object_or_404(Paper, pk=pk)
        can_change = request.user.has_perm("figures.change_figure")
        if not can_view_figures(request.user):
            raise PermissionDenied
        if request.method == "POST":
            if not can_change:
                raise PermissionDenied
            self.do_to_many(request, paper)
            return redirect(request.get_full_path())
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": paper,
            "title": _("Review figures"),
            "subtitle": str(paper),
            "paper": paper,
            "sheet": show_sheet(paper, request.GET),
            "tiers": Figure.Tier.choices,
            "can_change": can_change,
            "is_nav_sidebar_enabled": False,
        }
        return TemplateResponse(request, TEMPLATE, context)

    def do_to_many(self, request: HttpRequest, paper: Paper) -> None:
        ticked = set(request.POST.getlist("figure"))
        figures = [each for each in paper.figures.whole() if str(each.pk) in ticked]
        name = request.POST.get("deed", "")
        try:
            if name == "undo":
                undo_last(editor_of(request), paper.figures.all())
                messages.success(request, _("Undone."))
            elif name not in DONE:
                raise EditRefusedError(_("There is no such button here. Look again."))
            elif not figures:
                raise EditRefusedError(_("Tick the figures first."))
            else:
                count = count_changed(deed_for_many(name, request)(figures))
                if count:
                    messages.success(request, DONE[name] % count)
                else:
                    messages.info(request, _("Nothing to do: they are so already."))
        except EditRefusedError as error:
            messages.error(request, str(error))


def deed_for_many(
    name: str, request: HttpRequest
) -> Callable[[list[Figure]], UUID | None]:
    user = editor_of(request)
    tier = request.POST.get("tier", "")
    if name == "tier" and tier not in Figure.Tier.values:
        raise EditRefusedError(_("Choose a tier first."))
    decorative = Figure.AltState.DECORATIVE.value
    deeds: dict[str, Callable[[list[Figure]], UUID | None]] = {
        "confirm": lambda figures: reviewing.confirm(figures, user),
        "discard": lambda figures: discard_all(figures, user),
        "reopen": lambda figures: reviewing.reopen(figures, user),
        "decorative": lambda figures: reviewing.set_column(
            figures, "alt_state", decorative, user
        ),
        "tier": lambda figures: reviewing.set_column(figures, "tier", tier, user),
    }
    return deeds[name]


def count_changed(deed: UUID | None) -> int:
    """How many whole figures it has changed, be it in one of their panels."""
    edits = FigureEdit.objects.filter(deed=deed) if deed else FigureEdit.objects.none()
    whole = Coalesce("figure__parent", "figure")
    return edits.values_list(whole).distinct().count()


def discard_all(figures: list[Figure], user: User) -> UUID | None:
    """All or none: whoever reads why one stays is to know about the others."""
    try:
        return reviewing.discard(figures, user)
    except EditRefusedError as error:
        if len(figures) == 1:
            raise
        raise EditRefusedError(_("%s None was discarded.") % error) from error
