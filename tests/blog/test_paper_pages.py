import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from figures.models import Figure
from tests.blog.pages import read, section
from tests.conftest import count_queries
from tests.factories import (
    AuthorFactory,
    FigureFactory,
    PaperFactory,
    PostFactory,
    TagFactory,
    cut,
    use,
)

pytestmark = pytest.mark.django_db

ADDRESS = "/papers/curves/"
Tier = Figure.Tier


@pytest.fixture
def paper():
    return PaperFactory(
        slug="curves",
        title="On <Curves>",
        authors="Ada Lovelace\nEmmy Noether",
        venue="Journal of Lines",
        year=2025,
        doi="10.1/abc",
        arxiv_id="2510.00001",
        licence="cc-by",
        key_contribution="Curves bend.",
        page_count=21,
        is_public=True,
    )


def test_a_paper_says_what_it_is_and_where_it_is_found(client, paper):
    html = read(client, ADDRESS)

    assert "On &lt;Curves&gt;</h1>" in html
    assert "Ada Lovelace, Emmy Noether" in html
    assert "Curves bend." in html
    assert "Journal of Lines, 2025" in html
    assert 'href="https://doi.org/10.1/abc"' in html
    assert 'href="https://arxiv.org/abs/2510.00001"' in html
    assert 'rel="license">CC BY</a>' in html
    assert "<dd>21</dd>" in html
    assert 'href="/papers/curves/cite.bib"' in html
    assert "<title>On &lt;Curves&gt; · " in html
    assert ".pdf" not in html


def test_only_those_who_may_are_led_to_the_pdf(client, editor, paper):
    client.force_login(editor)

    assert 'href="/papers/curves.pdf"' in read(client, ADDRESS)


def test_figures_stand_in_their_tiers_in_reading_order(client, paper):
    for position, tier in enumerate(
        [Tier.OTHER, Tier.ESSENTIAL, Tier.OTHER, Tier.ESSENTIAL]
    ):
        number = str(position + 1)
        FigureFactory(paper=paper, number=number, position=position, tier=tier)

    html = read(client, ADDRESS)

    essential, other = section(html, "essential"), section(html, "other")
    assert essential.index("Fig. 2") < essential.index("Fig. 4")
    assert other.index("Fig. 1") < other.index("Fig. 3")
    assert "Fig. 1" not in essential
    assert "2 figures<" in essential
    assert "Supporting" not in html
    # In the contents beside and above.
    assert html.count("Key figures, 2") == 2
    assert html.count('href="#at-figure-4"') == 2
    assert html.count('id="at-figure-4"') == 1


def test_a_figure_says_its_page_its_name_who_shows_it_and_its_licence(client, paper):
    figure = cut(
        FigureFactory(
            paper=paper,
            number="7",
            page_number=15,
            name="Loss <by> step",
            caption="It <falls>.",
            tier=Tier.ESSENTIAL,
        )
    )
    post = use(figure, published=True, title="What <falls>")
    PostFactory(title="A draft")

    html = section(read(client, ADDRESS), "essential")

    assert "<strong>Fig. 7</strong> · p. 15" in html
    assert 'href="/papers/curves/figure-7/">Loss &lt;by&gt; step</a>' in html
    assert "It &lt;falls&gt;." in html
    assert f'href="{post.get_absolute_url()}" lang="en">What &lt;falls&gt;</a>' in html
    assert re.search(r">2560 . 1280 px", html)
    assert re.search(r'href="[^"]*copy-2560[^"]*\.png" download>', html)
    assert "· CC BY" in html
    assert "A draft" not in html


def test_a_figure_with_a_credit_of_its_own_says_that_instead(client, paper):
    FigureFactory(paper=paper, credit="Redrawn after <Gauss>")

    html = section(read(client, ADDRESS), "supporting")

    assert "Redrawn after &lt;Gauss&gt;." in html
    assert "CC BY" not in html


def test_a_figure_that_is_not_cut_yet_says_so(client, paper):
    FigureFactory(paper=paper)

    assert "has not been cut out of its paper yet" in read(client, ADDRESS)


@pytest.mark.parametrize("tier", Tier)
def test_panels_stand_with_their_figure(client, paper, tier):
    figure = FigureFactory(paper=paper, number="1", tier=tier)
    panel = FigureFactory(paper=paper, parent=figure, number="1b", tier=tier)
    post = use(panel, published=True)

    html = section(read(client, ADDRESS), tier)

    assert html.count('href="/papers/curves/figure-1b/"') == 1
    assert "(b)" in html
    # It shows a part of the figure.
    assert post.title in html
    assert 'id="at-figure-1b"' not in html


def test_a_panel_whose_figure_is_not_public_stands_by_itself(client):
    figure = FigureFactory(paper__slug="curves", number="1")
    panel = FigureFactory(paper=figure.paper, parent=figure, number="1b")
    use(panel, published=True)

    html = read(client, ADDRESS)

    assert 'id="at-figure-1b"' in html
    assert 'href="/papers/curves/figure-1/"' not in html


def test_posts_about_the_paper_are_listed_the_latest_first(client, paper):
    at = timezone.now() - timedelta(9)
    PostFactory(published=True, title="Older", papers=[paper], published_at=at)
    PostFactory(published=True, title="Newer", papers=[paper])
    PostFactory(title="A draft", papers=[paper])

    html = read(client, ADDRESS)

    posts = section(html, "posts")
    assert posts.index("Newer") < posts.index("Older")
    assert "A draft" not in html


def test_a_paper_without_figures_or_posts_says_so(client, paper):
    html = read(client, ADDRESS)

    assert "None of its figures is public." in html
    assert "By number" not in html
    assert 'id="posts"' not in html


def test_a_paper_that_is_not_public_is_not_there(client, newcomer, paper):
    paper.is_public = False
    paper.save()
    FigureFactory(paper=paper)
    client.force_login(newcomer)

    assert client.get("/papers/curves/").status_code == 404
    assert client.get("/papers/nothing/").status_code == 404
    client.logout()
    assert client.get("/papers/curves/").status_code == 404


def test_editors_see_what_a_paper_would_show_and_nobody_keeps_it(client, editor, paper):
    paper.is_public = False
    paper.save()
    FigureFactory(paper=paper, number="1", name="Confirmed one")
    FigureFactory(paper=paper, number="2", name="New one", state="new")
    client.force_login(editor)

    response = client.get("/papers/curves/")

    html = response.content.decode()
    assert "Not public." in html
    assert "Confirmed one" in html
    assert "New one" not in html
    assert "1 figure or panel of this paper is not shown here." in html
    assert 'name="robots" content="noindex, nofollow"' in html
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response.headers["Cache-Control"]
    assert "cite.bib" not in html


def test_editors_see_what_readers_see_and_what_to_write(client, editor, paper):
    figure = FigureFactory(paper=paper, number="1")
    FigureFactory(paper=paper, name="New one", state="new")
    FigureFactory(paper=paper, name="Discarded one", state="discarded")
    as_reader = read(client, ADDRESS)
    client.force_login(editor)

    html = read(client, ADDRESS)

    assert "New one" not in html
    assert "1 figure or panel of this paper is not shown here." in html
    assert "![](figure:curves/figure-1)" in html
    assert figure.get_admin_url() in html
    assert "noindex" not in html
    for private in ("![](figure:", "/admin/figures/", "not shown here"):
        assert private not in as_reader


def test_whoever_may_not_write_posts_is_given_no_markdown(client, newcomer, paper):
    FigureFactory(paper=paper)
    newcomer.user_permissions.add(Permission.objects.get(codename="view_post"))
    client.force_login(newcomer)

    assert "![](figure:" not in read(client, ADDRESS)


def test_a_paper_costs_as_many_queries_with_many_figures_as_with_few(client, paper):
    fill(paper, 1)
    few = count_queries(client, "/papers/curves/")
    fill(paper, 5)

    assert count_queries(client, "/papers/curves/") == few


def fill(paper, count):
    for _turn in range(count):
        for tier in Tier:
            figure = cut(FigureFactory(paper=paper, tier=tier))
            cut(FigureFactory(paper=paper, parent=figure), widths=(640,))
            use(
                figure,
                published=True,
                papers=[paper],
                lead_figure=figure,
                authors=[AuthorFactory()],
                tags=[TagFactory()],
            )
