"""What keeps people out, as far as a machine can tell: nothing, in either light."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from blog.models import Post
from figures.edits import edit_figure
from figures.models import Figure
from tests.browser.conftest import LOOKS, forgive
from tests.factories import FigureFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": [
            "wcag2a",
            "wcag2aa",
            "wcag21a",
            "wcag21aa",
            "wcag22aa",
            "best-practice",
        ],
    },
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}


@pytest.fixture
def page(page, enter, admin):
    return enter(page, admin)


@pytest.fixture
def figure(figures):
    """A figure with all that its screen can show."""
    figure, other, _third = figures
    Figure.objects.filter(pk=figure.pk).update(
        warnings=["The box is doubtful."], confidence=0.4, cut_failure="It failed."
    )
    Figure.objects.filter(pk=other.pk).update(is_detected=False)
    FigureFactory(
        paper=figure.paper,
        version=figure.version,
        parent=figure,
        number="1a",
        page_number=1,
        detected_box=[150, 200, 250, 350],
    )
    FigureFactory(
        paper=figure.paper,
        version=figure.version,
        number="1",
        detected_occurrence=2,
        key="rates/figure-1-2",
        page_number=1,
        detected_box=[150, 480, 450, 600],
    )
    PostFactory(lead_figure=figure)
    edit_figure(figure, {"tier": "essential"}, UserFactory(username="berta"))
    return figure


def violations(page):
    """What axe finds on the page, by rule and selector."""
    return {
        (found["id"], " ".join(map(str, node["target"])))
        for found in Axe().run(page, options=OPTIONS).response["violations"]
        for node in found["nodes"]
    }


def complaints(page):
    """In light and dark, on a desk and a phone; a line each."""
    lines = []
    for viewport, scheme in LOOKS:
        page.set_viewport_size(viewport)
        # Colours that are still on their way would count as they are.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        lines += [
            f"{page.url} ({scheme}, {viewport['width']}): {rule} {selector}"
            for rule, selector in sorted(violations(page))
        ]
    return lines


def addresses(figure):
    paper = figure.paper
    return [
        reverse("admin:figures_paper_sheet", args=[paper.pk]),
        reverse("admin:figures_paper_page", args=[paper.pk, 1]),
        reverse("admin:figures_paper_change", args=[paper.pk]),
        reverse("admin:figures_paper_add"),
        reverse("admin:figures_paper_changelist"),
        reverse("admin:figures_figure_alt_texts"),
        reverse("admin:figures_figure_changelist"),
        reverse("admin:blog_post_delete", args=[Post.objects.get().pk]),
        figure.get_admin_url(),
    ]


def test_axe_finds_nothing_on_any_page_of_the_review(page, figure):
    found = []
    for address in addresses(figure):
        page.goto(address)
        found += complaints(page)

    assert "\n".join(found) == ""


def test_axe_finds_nothing_where_all_is_open_and_something_is_refused(page, figure):
    page.goto(figure.get_admin_url())
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    page.get_by_label("Alt text", exact=True).fill("Figure 1")
    page.get_by_label("Right", exact=True).fill("10")
    page.get_by_label("Right", exact=True).press("Enter")
    page.locator(".errornote").wait_for()

    found = complaints(page)
    page.get_by_role("button", name="Keys").click()
    found += complaints(page)

    assert "\n".join(found) == ""
    forgive(page, "422")
