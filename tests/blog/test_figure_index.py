import re

import pytest

from tests.blog.pages import read
from tests.conftest import count_queries
from tests.factories import FigureFactory, PaperFactory, cut, use

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper():
    return PaperFactory(slug="curves", title="On Curves", is_public=True)


def test_the_index_lists_what_readers_see_the_latest_paper_first(client, paper):
    add_figures(paper)
    later = PaperFactory(slug="later", is_public=True, title="Later <paper>")
    FigureFactory(paper=later, number="1", page_number=4, name="Newest <one>")

    html = read(client, "/figures/")

    found = re.findall(r'class="plate-link" href="([^"]+)"', html)
    assert found == [
        "/papers/later/figure-1/",
        "/papers/curves/figure-1/",
        "/papers/curves/table-1/",
    ]
    assert "<strong>Fig. 1</strong> · p. 4" in html
    assert "Newest &lt;one&gt;" in html
    assert "Later &lt;paper&gt;" in html


def add_figures(paper):
    whole = FigureFactory(paper=paper, number="1", position=1)
    FigureFactory(paper=paper, number="1", kind="table", position=2)
    FigureFactory(paper=paper, parent=whole, number="1a")
    FigureFactory(paper=paper, number="2", state="new")
    FigureFactory(number="3")


def test_the_index_shows_figures_or_tables_alone(client, paper):
    add_figures(paper)
    sketch = cut(FigureFactory(own=True, key="images/sketch"))
    use(sketch, published=True)

    figures = read(client, "/figures/?kind=figures")
    tables = read(client, "/figures/?kind=tables")

    assert 'href="/papers/curves/figure-1/"' in figures
    assert 'href="/images/sketch/"' in figures
    assert "table-1" not in figures
    assert 'href="/papers/curves/table-1/"' in tables
    assert "figure-1" not in tables
    assert re.search(r'href="\?kind=tables" aria-current="page"', tables)
    assert client.get("/figures/?kind=cats").status_code == 404


def test_a_panel_whose_figure_is_not_public_is_in_the_index(client):
    figure = FigureFactory(number="1")
    use(FigureFactory(paper=figure.paper, parent=figure, number="1a"), published=True)

    assert "figure-1a/" in read(client, "/figures/")


def test_the_index_has_pages_that_keep_the_kind_and_cost_the_same(client, paper):
    FigureFactory(paper=paper)
    few = count_queries(client, "/figures/?kind=figures")
    for _turn in range(24):
        cut(FigureFactory(paper=paper), widths=(640,))

    assert count_queries(client, "/figures/?kind=figures") == few
    assert 'href="?kind=figures&amp;page=2"' in read(client, "/figures/?kind=figures")
    second = read(client, "/figures/?kind=figures&page=2")
    assert second.count('class="plate-link"') == 1


def test_an_empty_index_says_so(client):
    assert "No figures yet." in read(client, "/figures/")
    assert "No tables yet." in read(client, "/figures/?kind=tables")
