"""How pages lay out figures: each with its panels, and with the posts that show it."""

from datetime import UTC, datetime

import pytest

from blog.plates import lay_out
from tests.factories import FigureFactory, use

pytestmark = pytest.mark.django_db


def test_the_posts_of_a_figure_and_of_its_panels_come_the_latest_first():
    figure = FigureFactory(number="1")
    panels = [
        FigureFactory(paper=figure.paper, parent=figure, number=number)
        for number in ("1a", "1b")
    ]
    shown_in = [(figure, 2024), (panels[0], 2026), (panels[1], 2025), (figure, 2026)]
    posts = []
    for each, year in shown_in:
        at = datetime(year, 1, 1, tzinfo=UTC)
        posts.append(use(each, published=True, published_at=at))

    (plate,) = lay_out([figure, *panels])

    # Of one moment, the later row.
    assert plate.posts == (posts[3], posts[1], posts[2], posts[0])
