"""Where a figure leads: to its own page, to its master, to the page it was cut from."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from figures.embeds import load_figures, render_figures, show_figure
from figures.markdown import FigureEmbed
from tests.factories import FigureFactory, PageImageFactory, cut

pytestmark = pytest.mark.django_db


def render(figure, alt_text=""):
    figures = load_figures([figure.key])
    (html,) = render_figures([FigureEmbed(figure.key, alt_text, "", "")], figures)
    return " ".join(html.split())


@pytest.fixture
def placed():
    """A figure on a page that is drawn, of a paper that everybody may hand on."""
    page = PageImageFactory(
        number=3, version__paper__licence="cc-by", version__paper__slug="paper"
    )
    paper = page.version.paper
    paper.details_confirmed_at = timezone.now()
    paper.save()
    figure = FigureFactory(
        paper=paper,
        version=page.version,
        number="1",
        page_number=3,
        detected_box=[100, 150, 400, 300],
    )
    return cut(figure)


def test_a_picture_is_a_link_to_the_figures_own_page():
    figure = cut(FigureFactory())

    html = render(figure)

    page = reverse("blog:figure", args=figure.key.split("/"))
    assert f'<a class="plate" href="{page}"> <picture>' in html.replace(
        "><picture>", "> <picture>"
    )
    details = reverse("blog:figure_details", args=figure.key.split("/"))
    assert f'data-details="{details}"' in html


def test_what_no_editor_has_confirmed_leads_to_its_master_only():
    figure = cut(FigureFactory(state="new"))

    html = render(figure)

    master = figure.renditions.get(role="master").file.url
    assert f'<a class="plate" href="{master}"' in html
    assert "data-details" not in html


def test_a_link_around_a_silent_picture_has_a_name():
    figure = cut(FigureFactory(alt_state="decorative"))

    assert re.search(r'<a class="plate"[^>]* aria-label="Figure 1">', render(figure))
    assert "aria-label" not in render(figure, "Words.")


def test_a_figure_shows_its_place_in_a_paper_that_may_be_handed_on(placed):
    html = render(placed)

    assert '<details class="cut-page">' in html
    assert 'src="/papers/paper/figure-1/page.svg" width="612" height="792"' in html
    assert "Page 3 of the paper, with an outline around Figure 1." in html


def test_a_page_has_the_same_size_in_every_language(placed):
    with translation.override("de"):
        assert 'width="612" height="792"' in render(placed)


@pytest.mark.parametrize(
    "changes",
    [
        {"licence": "arxiv"},
        {"licence": "reserved"},
        {"licence": ""},
        {"details_confirmed_at": None},
    ],
)
def test_pages_stay_private_unless_a_licence_is_known_to_free_them(placed, changes):
    for name, value in changes.items():
        setattr(placed.paper, name, value)
    placed.paper.save()

    assert "cut-page" not in render(placed)


def test_a_page_that_is_not_drawn_is_not_shown(placed):
    placed.version.page_images.all().delete()

    assert "cut-page" not in render(placed)


def test_pages_take_no_query_more(placed, django_assert_num_queries):
    with django_assert_num_queries(2):  # figures with their pages, renditions
        shown = [show_figure(each) for each in load_figures([placed.key]).values()]

    assert shown[0].whereabouts.cut_page.number == 3
