import io

import pytest
from PIL import Image

from figures.extraction.drawing import draw_pages
from figures.extraction.errors import ExtractionError
from tests.pdfs import Paper, one_figure_paper


def draw(pdf, *numbers, max_pages=10):
    return list(draw_pages(pdf, numbers, None, max_pages=max_pages))


def image_of(page):
    return Image.open(io.BytesIO(page.image.content)).convert("RGB")


def test_a_page_is_drawn_at_two_pixels_a_point():
    (page,) = draw(one_figure_paper(), 1)

    assert (page.number, page.width, page.height) == (1, 612, 792)
    assert (page.image.format, page.image.role) == ("webp", "copy")
    assert image_of(page).size == (page.image.width, page.image.height) == (1224, 1584)
    assert page.image.content[:4] == b"RIFF"


def test_a_page_of_text_is_crisp_and_small():
    paper = Paper()
    paper.page().paragraph(40, lines=60)

    (page,) = draw(paper.content(), 1)

    assert len(page.image.content) < 150_000
    assert image_of(page).getextrema() == ((0, 255),) * 3


def test_photographs_do_not_make_a_page_heavy():
    noise = Image.effect_noise((600, 400), 90)
    photo = Image.merge("RGB", [noise, noise.rotate(180), noise.transpose(0)])
    stream = io.BytesIO()
    photo.save(stream, "PNG")
    paper = Paper()
    paper.page().page.insert_image((50, 50, 550, 380), stream=stream.getvalue())

    (page,) = draw(paper.content(), 1)

    assert len(page.image.content) < 400_000


def test_pages_come_in_the_order_wanted_without_those_that_are_not_there():
    paper = Paper()
    for number in range(3):
        paper.page().paragraph(72, opening=f"Page{number + 1}")

    pages = draw(paper.content(), 3, 0, 1, 40)

    assert [page.number for page in pages] == [3, 1]
    assert [page.passages[0].text.split()[0] for page in pages] == ["Page3", "Page1"]


def test_a_poster_is_drawn_with_fewer_pixels():
    paper = Paper(size=(3000, 4000))
    paper.page().plot((100, 100, 2900, 3900))

    (page,) = draw(paper.content(), 1)

    assert (page.width, page.height) == (3000, 4000)
    assert 5_500_000 < page.image.width * page.image.height <= 6_010_000


def test_a_very_long_page_is_drawn_at_all():
    paper = Paper(size=(14_400, 20))
    paper.page().page.draw_line((0, 0), (14_400, 20))

    (page,) = draw(paper.content(), 1)

    assert 15_900 < page.image.width < 16_383


def test_a_turned_page_is_drawn_as_it_is_displayed():
    paper = Paper()
    paper.page().page.set_rotation(90)

    (page,) = draw(paper.content(), 1)

    assert (page.width, page.height) == (792, 612)
    assert page.image.width > page.image.height


def test_a_paper_of_too_many_pages_is_refused():
    paper = Paper()
    paper.page()
    paper.page()

    with pytest.raises(ExtractionError, match="2 pages"):
        draw(paper.content(), 1, max_pages=1)
