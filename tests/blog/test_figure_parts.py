"""What the pages of posts fetch of a figure: only what that reader may see."""

import pytest
from django.urls import reverse
from django.utils import timezone

from figures.models import Figure, Paper
from tests.factories import (
    FigureFactory,
    PageImageFactory,
    PostFactory,
    UserFactory,
    cut,
    give_vector,
)

pytestmark = pytest.mark.django_db

PIXELS = "data:image/webp;base64,iVBOR"


@pytest.fixture
def figure():
    page = PageImageFactory(
        number=3, version__paper__title="On <Curves>", version__paper__slug="paper"
    )
    Paper.objects.update(
        authors="A. Khatri\nB. Lund\nC. Mora",
        year=2025,
        doi="10.1/x",
        licence="cc-by",
        details_confirmed_at=timezone.now(),
        is_public=True,
    )
    figure = FigureFactory(
        paper=Paper.objects.get(),
        version=page.version,
        number="1",
        page_number=3,
        detected_box=[100, 150.5, 400, 300],
    )
    return cut(figure)


def split(figure, letters):
    for letter in letters:
        panel = FigureFactory(
            paper=figure.paper,
            parent=figure,
            number=f"1{letter}",
            caption=f"Panel <{letter}>.",
        )
        cut(panel, widths=(640,))


def ask(client, figure, name="figure_details"):
    return client.get(reverse(f"blog:{name}", args=figure.key.split("/")))


def read(response):
    return " ".join(response.content.decode().split())


def test_details_say_where_a_figure_is_from(client, figure):
    html = read(ask(client, figure))

    assert (
        '<a href="https://doi.org/10.1/x">On &lt;Curves&gt;</a>, '
        "A. Khatri and others (2025)" in html
    )
    assert "<dd>3</dd>" in html
    assert "<dd>2560 \u00d7 1280 px</dd>" in html
    assert ">CC BY</a>" in html
    assert figure.renditions.get(role="master").file.url in html
    assert "<li>" not in html


def test_a_figure_without_pixels_can_be_downloaded_so(client, figure):
    assert "SVG" not in read(ask(client, figure))
    vector = give_vector(figure)

    assert f'<a href="{vector.file.url}" download>Download SVG</a>' in read(
        ask(client, figure)
    )


def test_panels_that_readers_do_not_see_are_not_told_of(client, figure):
    split(figure, "a")
    figure.panels.update(state="new")

    assert "Panel &lt;a&gt;." not in read(ask(client, figure))


def test_details_bring_the_panels_in_order(client, figure):
    split(figure, "ab")

    html = read(ask(client, figure))

    assert html.index("Panel (a)") < html.index("Panel (b)")
    assert "Fig. 1b in the paper" in html
    assert "Panel &lt;b&gt;." in html
    assert 'data-alt="A curve that rises."' in html


def test_details_lead_to_the_papers_page_where_it_has_no_address(client, figure):
    Paper.objects.update(doi="", arxiv_id="", url="")

    assert '<a href="/papers/paper/">' in read(ask(client, figure))


def test_a_decorative_panel_stays_silent(client, figure):
    split(figure, "a")
    Figure.objects.update(alt_state="decorative")

    assert 'data-alt=""' in read(ask(client, figure))


@pytest.mark.parametrize("letters", ["a", "abcdef"])
def test_details_take_five_queries(client, figure, letters, django_assert_num_queries):
    split(figure, letters)

    # The edition; the figure, its renditions, its panels, theirs.
    with django_assert_num_queries(5):
        ask(client, figure)


def test_the_page_is_an_image_with_the_figure_outlined(client, figure):
    response = ask(client, figure, "cut_page")

    assert response["Content-Type"] == "image/svg+xml"
    assert "sandbox" in response["Content-Security-Policy"]
    svg = read(response)
    assert '<rect x="100" y="150.5" width="300" height="149.5"' in svg
    assert PIXELS in svg


@pytest.mark.parametrize("name", ["figure_details", "cut_page"])
def test_what_is_not_public_does_not_exist_but_for_editors(client, figure, name):
    Paper.objects.update(is_public=False)
    PostFactory(body=f"![](figure:{figure.key})")

    assert ask(client, figure, name).status_code == 404

    client.force_login(UserFactory(admin=True))
    assert ask(client, figure, name).status_code == 200


@pytest.mark.parametrize("name", ["figure_details", "cut_page"])
def test_what_only_editors_see_is_kept_by_nobody(client, figure, name):
    Paper.objects.update(is_public=False)
    client.force_login(UserFactory(admin=True))

    assert "no-store" in ask(client, figure, name).headers["Cache-Control"]


@pytest.mark.parametrize(
    "changes", [{"licence": "arxiv"}, {"licence": ""}, {"details_confirmed_at": None}]
)
def test_no_page_is_shown_that_may_only_be_quoted(client, figure, changes):
    Paper.objects.update(**changes)

    assert ask(client, figure).status_code == 200
    assert ask(client, figure, "cut_page").status_code == 404


def test_a_page_whose_file_is_lost_does_not_exist(client, figure):
    page = figure.version.page_images.get()
    page.image.storage.delete(page.image.name)

    assert ask(client, figure, "cut_page").status_code == 404


def test_a_figure_without_a_place_has_no_page(client, figure):
    figure.detected_box = None
    figure.save()

    assert ask(client, figure, "cut_page").status_code == 404


def test_an_editors_own_image_has_no_paper_to_tell_of(client):
    image = FigureFactory(own=True, key="images/desk")
    PostFactory(published=True, lead_figure=image)

    assert ask(client, image).status_code == 404
