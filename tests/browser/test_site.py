"""The frame around all public pages: fits a small phone, and keeps nobody out."""

import pytest

from blog.models import SiteIdentity
from tests.browser.conftest import DESK, forgive
from tests.browser.test_accessibility import violations
from tests.factories import FigureFactory, PostFactory, SeriesFactory, TagFactory, cut

pytestmark = pytest.mark.django_db(transaction=True)

SMALL = {"width": 320, "height": 700}


@pytest.fixture
def viewport():
    return DESK


@pytest.fixture
def site():
    """A site with a name that is long, a colour of its own, and something of each."""
    SiteIdentity.objects.create(
        pk=1,
        name="Field Notes on Machine Learning and Statistics",
        accent="#8a1538",
        footer="Kept by us. [Imprint](https://example.org/)",
        about="Words.",
    )
    figure = cut(FigureFactory(), widths=(640,))
    post = PostFactory(
        published=True,
        title="Internationalisation",
        papers=[figure.paper],
        series=SeriesFactory(),
        tags=[TagFactory()],
    )
    post.figure_uses.create(figure=figure)
    PostFactory(published=True)


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


@pytest.mark.parametrize("address", ["/", "/blog/", "/nowhere/"])
def test_a_page_fits_a_small_phone_and_axe_finds_nothing(page, site, address):
    page.route("**/media/**", lambda route: route.fulfill(status=204))
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(address)
    found = violations(page)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(SMALL)
    found |= violations(page)

    assert found == set()
    assert overflow(page) <= 0
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
