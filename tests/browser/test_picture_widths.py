"""Browsers choose a picture's copy before they know the page: what we tell them is true."""

import pytest

from tests.factories import FigureFactory, PostFactory, cut

pytestmark = pytest.mark.django_db(transaction=True)

WIDTHS = (390, 800, 1280, 1680)
# The first length whose condition holds, as browsers read `sizes`, and the picture's own.
TOLD_AND_SHOWN = r"""image => {
  const told = image.sizes.split(/,(?![^(]*\))/).map(
    (part) => part.trim().match(/^(?:(\(.*?\)) )?(.*)$/),
  ).find(([, condition]) => !condition || matchMedia(condition).matches)[2];
  const probe = document.createElement("div");
  probe.style.width = told;
  document.body.append(probe);
  const width = probe.getBoundingClientRect().width;
  probe.remove();
  return [width, image.getBoundingClientRect().width];
}"""


@pytest.fixture
def figure():
    figure = FigureFactory(
        paper__slug="wide", paper__is_public=True, key="wide/figure-1", number="1"
    )
    cut(figure, widths=(640, 1280, 1920))
    PostFactory(
        published=True,
        slug="post",
        lead_figure=figure,
        body=f"![](figure:{figure.key})",
    )
    return figure


@pytest.mark.parametrize("address", ["/", "/blog/post/", "/papers/wide/figure-1/"])
def test_the_first_picture_is_as_wide_as_we_tell(open_page, figure, address):
    page = open_page()
    page.goto(address)
    first = page.locator("img[fetchpriority=high]")

    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        told, shown = first.evaluate(TOLD_AND_SHOWN)
        assert told == pytest.approx(shown, rel=0.06), width
