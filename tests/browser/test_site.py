"""The frame around all public pages: fits a small phone, and keeps nobody out."""

import pytest

from blog.models import SiteIdentity
from blog.search.index import bring_up_to_date
from figures.models import Paper
from tests.browser.conftest import DESK, forgive
from tests.browser.test_accessibility import violations
from tests.factories import (
    AuthorFactory,
    FigureFactory,
    PostFactory,
    SeriesFactory,
    TagFactory,
    cut,
)

pytestmark = pytest.mark.django_db(transaction=True)

SMALL = {"width": 320, "height": 700}


@pytest.fixture
def site():
    """A site with a name that is long, a colour of its own, and something of each."""
    figure = cut(
        FigureFactory(paper__slug="rates", number="2", tier="essential"), widths=(640,)
    )
    whole = cut(FigureFactory(paper=figure.paper, number="3"), widths=(640,))
    for parent, letter in ((figure, "a"), (whole, "a"), (whole, "b"), (whole, "c")):
        panel = FigureFactory(
            paper=figure.paper, parent=parent, number=f"{parent.number}{letter}"
        )
        cut(panel, widths=(640,))
    other = cut(FigureFactory(paper=figure.paper, kind="table"), widths=(640,))
    Paper.objects.update(
        title="INTERNATIONALISATION OF EVERYTHING CONSIDERED",
        authors="Ada Lovelace",
        venue="Journal of Lines",
        licence="cc-by-4.0",
        is_public=True,
    )
    SiteIdentity.objects.create(
        pk=1,
        name="Field Notes on Machine Learning and Statistics",
        accent="#8a1538",
        footer="Kept by us. [Imprint](https://example.org/)",
        about=f"Words.\n\n![](figure:{figure.key})",
    )
    post = PostFactory(
        published=True,
        title="Internationalisation",
        deck="What it is for.",
        lead_figure=figure,
        papers=[figure.paper],
        authors=[AuthorFactory()],
        series=SeriesFactory(slug="lines"),
        tags=[TagFactory(slug="words")],
    )
    post.figure_uses.create(figure=other)
    PostFactory(published=True, language="de", lead_figure=figure)
    bring_up_to_date()


PAGES = (
    *("/", "/blog/", "/blog/tag/words/", "/blog/series/lines/", "/papers/"),
    *("/papers/rates/", "/papers/rates/figure-2/", "/figures/", "/about/", "/nowhere/"),
    "/search/?q=internationalisation",
)


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def test_axe_finds_nothing_on_any_page_and_each_fits_a_small_phone(page, site):
    page.route("**/media/**", lambda route: route.fulfill(status=204))
    page.emulate_media(reduced_motion="reduce")
    found = []
    for address in PAGES:
        page.set_viewport_size(DESK)
        answer = page.goto(address, wait_until="domcontentloaded")
        assert answer.ok or address == "/nowhere/"
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found += [(address, scheme, *each) for each in sorted(violations(page))]
        page.set_viewport_size(SMALL)
        if overflow(page) > 0:
            found.append((address, "is too wide"))

    assert found == []
    # The last of them has found something.
    assert page.locator("mark").count() > 0
    forgive(page, "404")


def test_the_keyboard_goes_to_the_text_and_through_the_head(page, site):
    page.goto("/blog/")

    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the text"
    names = []
    for _ in range(6):
        page.keyboard.press("Tab")
        names.append(page.locator(":focus").inner_text().strip())

    assert names[1:] == ["Posts", "Papers", "Figures", "About", "Search"]
    assert page.locator("nav [aria-current=page]").first.inner_text() == "Posts"
