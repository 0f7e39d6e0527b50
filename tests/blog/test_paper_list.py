import re
from datetime import timedelta

import pytest
from django.utils import timezone

from blog.models import FigureUse
from tests.conftest import count_queries
from tests.factories import FigureFactory, PaperFactory, PostFactory

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


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def use(figure, **post):
    post = PostFactory(published=True, **post)
    FigureUse.objects.create(post=post, figure=figure)


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
    use(newest, papers=[newest.paper])
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
    few = count_queries(client, "/papers/")
    for number in range(20):
        shown = FigureFactory(paper__title=f"Paper <{number}>")
        use(shown, papers=[shown.paper])

    assert count_queries(client, "/papers/") == few
    assert "On &lt;Curves&gt;" not in read(client, "/papers/")
    assert "On &lt;Curves&gt;" in read(client, "/papers/?page=2")
    assert client.get("/papers/?page=3").status_code == 404


def test_a_list_without_papers_says_so(client):
    assert "No papers yet." in read(client, "/papers/")
