import re
from datetime import timedelta

import pytest
from django.utils import timezone

from figures.models import Figure
from tests.blog.pages import read
from tests.conftest import count_queries
from tests.factories import FigureFactory, PaperFactory, PostFactory, cut, use

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper():
    return PaperFactory(
        title="On <Curves>",
        authors="Ada Lovelace",
        venue="Journal of Lines",
        year=2025,
        is_public=True,
    )


def test_papers_are_listed_the_last_read_first_with_what_there_is_of_them(
    client, paper
):
    figure = FigureFactory(paper=paper, number="1")
    FigureFactory(paper=paper, parent=figure, number="1a")
    FigureFactory(paper=paper, number="2")
    FigureFactory(paper=paper, number="3", state="new")
    at = timezone.now() - timedelta(9)
    PostFactory(published=True, papers=[paper], published_at=at)
    PostFactory(papers=[paper])
    newest = FigureFactory(paper__title="Read yesterday")
    use(newest, published=True, papers=[newest.paper])
    PaperFactory(title="Never read", is_public=True)
    PaperFactory(title="Not public")

    html = read(client, "/papers/")

    titles = re.findall(r'<h2><a [^>]*dir="auto">(.*?)</a>', html)
    assert titles == ["Read yesterday", "On &lt;Curves&gt;", "Never read"]
    rows = [" ".join(row.split()) for row in html.split("<article")[1:]]
    rows = [re.sub("<[^>]*>", "", row) for row in rows]
    assert "1 figure 1 post, on" in rows[0]
    assert "2 figures 1 post, on" in rows[1]
    assert "0 figures" not in rows[2]
    assert "0 posts" not in rows[2]
    assert "Ada Lovelace" in rows[1]
    assert "Journal of Lines, 2025" in rows[1]


def test_the_list_of_papers_has_pages_and_costs_the_same_with_many(client, paper):
    cut(FigureFactory(paper=paper), widths=(640,))
    few = count_queries(client, "/papers/")
    for number in range(20):
        shown = cut(FigureFactory(paper__title=f"Paper <{number}>"), widths=(640,))
        use(shown, published=True, papers=[shown.paper])

    assert count_queries(client, "/papers/") == few
    assert "On &lt;Curves&gt;" not in read(client, "/papers/")
    assert "On &lt;Curves&gt;" in read(client, "/papers/?page=2")
    assert client.get("/papers/?page=3").status_code == 404


def test_a_paper_is_known_by_the_first_public_figure_that_matters_most(client, paper):
    cut(FigureFactory(paper=paper, number="1", tier="supporting", position=1))
    hidden = cut(FigureFactory(paper=paper, number="2", tier="essential", position=2))
    Figure.objects.filter(pk=hidden.pk).update(state=Figure.State.NEW)
    face = cut(FigureFactory(paper=paper, number="3", tier="essential", position=3))
    cut(FigureFactory(paper=paper, number="4", tier="essential", position=4))

    html = read(client, "/papers/")

    assert html.count("<picture>") == 1
    assert face.renditions.first().file.url in html


def test_a_list_without_papers_says_so(client):
    assert "No papers yet." in read(client, "/papers/")
