"""What lists and pages of the admin show alike: states and thumbnails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from figures.models import Figure, Paper

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

# A shape for each state, so that colour is never the only sign.
PAPER_SHAPES = {
    Paper.Status.PENDING: "ring",
    Paper.Status.EXTRACTING: "ring",
    Paper.Status.EXTRACTED: "dot",
    Paper.Status.FAILED: "cross",
}
FIGURE_SHAPES = {
    Figure.State.NEW: "ring",
    Figure.State.CONFIRMED: "dot",
    Figure.State.DISCARDED: "cross",
}
ALT_SHAPES = {
    Figure.AltState.DRAFT: "ring",
    Figure.AltState.CONFIRMED: "dot",
    Figure.AltState.DECORATIVE: "dot",
}


def show_mark(shape: str, words: str) -> SafeString:
    return render_to_string("admin/_mark.html", {"shape": shape, "words": words})


def show_thumbnail(figure: Figure) -> SafeString:
    return render_to_string("admin/figures/_thumbnail.html", {"figure": figure})
