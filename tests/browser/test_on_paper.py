"""Figures on paper: lines and letters instead of pixels, without a script."""

import pymupdf
import pytest

from figures.models import Figure, Rendition
from tests.factories import PostFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_figures_are_printed_without_pixels_though_no_screen_loads_them(
    open_page, figures
):
    Figure.objects.update(state="confirmed")
    drawn = [figure for figure in figures if is_drawn(figure)][:2]
    embeds = "\n\nWords.\n\n".join(f"![A plot.](figure:{one.key})" for one in drawn)
    post = PostFactory(published=True, body=f"{embeds}\n\n" + "Words. " * 2000)
    page = open_page()
    loaded = []
    page.on("request", lambda request: loaded.append(request.url))

    page.goto(post.get_absolute_url())
    page.wait_for_load_state("networkidle")
    on_screen = loaded.copy()
    paper = pymupdf.open(stream=page.pdf())

    assert len(drawn) == 2
    assert not any("-vector." in address for address in on_screen)
    assert sum("-vector." in address for address in loaded) == 2
    assert not any(sheet.get_images() for sheet in paper)
    # Each has an axis box, a curve and ticks, and the frame around it.
    assert sum(len(sheet.get_drawings()) for sheet in paper) > 10


def is_drawn(figure):
    return figure.renditions.filter(role=Rendition.Role.VECTOR).exists()
