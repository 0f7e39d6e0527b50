"""Where readers find what the blog shows but does not own: papers and figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from figures.models.paper import OWN_IMAGES

if TYPE_CHECKING:
    from figures.models import Figure, Paper


def address_of_paper(paper: Paper) -> str:
    return reverse("blog:paper", args=[paper.slug])


def address_of_figure(figure: Figure) -> str:
    """The figure's own page, which its key spells out; a picture is from no paper."""
    folder, _slash, name = figure.key.partition("/")
    if folder == OWN_IMAGES:
        return reverse("blog:image", args=[name])
    return reverse("blog:figure", args=[folder, name])
