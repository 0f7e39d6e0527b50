"""The first page: what leads, what is new, and what it is about."""

from datetime import timedelta

import pytest
from django.test.utils import override_script_prefix
from django.utils import timezone

from tests.blog.pages import read
from tests.blog.test_lists import fill
from tests.factories import FigureFactory, PaperFactory, PostFactory, SeriesFactory, cut

pytestmark = pytest.mark.django_db


def test_the_home_page_leads_with_the_latest_post_and_its_figure(client):
    figure = cut(FigureFactory(number="7", paper__title="On Curves"))
    paper = figure.paper
    PostFactory(
        published=True, title="Older", published_at=timezone.now() - timedelta(9)
    )
    PostFactory(published=True, title="Newest", lead_figure=figure, papers=[paper])

    html = read(client, "/")

    assert html.index("Newest") < html.index("Older")
    assert "Fig. 7 in the paper" in html
    assert 'fetchpriority="high"' in html
    assert "1 post" in html


def test_a_lead_figure_that_nobody_reviewed_leads_nowhere(client):
    figure = cut(FigureFactory(state="new"))
    PostFactory(published=True, lead_figure=figure)

    html = client.get("/").content.decode()

    assert 'class="card"' in html
    assert 'class="plate"' not in html


def test_a_paper_counts_its_public_posts_alone(client):
    paper = PaperFactory(title="On Curves")
    PostFactory(published=True, papers=[paper])
    PostFactory(published=True, papers=[paper])
    PostFactory(papers=[paper])

    html = read(client, "/")

    assert html.count("On Curves") == 1
    assert "2 posts" in html


def test_the_home_page_shows_what_the_latest_posts_show(client):
    paper = PaperFactory(slug="curves")
    figures = [
        cut(FigureFactory(paper=paper, number=str(number), name=f"Curve {number}"))
        for number in range(1, 7)
    ]
    newest = PostFactory(published=True, lead_figure=figures[0])
    draft = PostFactory()
    for post, shown in ((newest, figures[:5]), (draft, figures[5:])):
        for position, figure in enumerate(shown):
            post.figure_uses.create(figure=figure, position=position)

    html = read(client, "/")

    places = [html.index(f"Curve {number}") for number in range(2, 6)]
    assert places == sorted(places)
    assert "Curve 6" not in html
    assert f'href="/papers/curves/{figures[1].key.split("/")[1]}/"' in html


def test_the_home_page_shows_no_panel_beside_its_figure(client):
    whole = cut(FigureFactory(name="All curves", number="1"))
    panels = [
        cut(FigureFactory(paper=whole.paper, parent=parent, number=number, name=name))
        for parent, number, name in (
            (whole, "1a", "First curve"),
            (cut(FigureFactory(paper=whole.paper, number="2")), "2b", "Other curve"),
        )
    ]
    post = PostFactory(published=True)
    for figure in (*panels, whole):
        post.figure_uses.create(figure=figure)

    html = read(client, "/")

    assert "All curves" in html
    assert "Other curve" in html
    assert "First curve" not in html


def test_the_home_page_names_figures_that_may_be_seen_alone(client):
    post = PostFactory(published=True)
    for state in ("new", "discarded", "confirmed"):
        figure = FigureFactory(name=f"Figure {state}", state=state)
        if state != "confirmed":
            cut(figure)
        post.figure_uses.create(figure=figure)

    assert "Newly cut figures" not in read(client, "/")


def test_pictures_from_no_paper_are_no_newly_cut_figures(client):
    picture = cut(FigureFactory(own=True, key="images/dawn", name="Dawn"))
    post = PostFactory(published=True)
    post.figure_uses.create(figure=picture)

    assert "Dawn" not in read(client, "/")


def test_papers_and_series_of_older_posts_make_room(client, monkeypatch):
    monkeypatch.setattr("blog.views.home.RECENT_POSTS", 1)
    for ago, name in ((2, "Older"), (1, "Newer")):
        PostFactory(
            published=True,
            published_at=timezone.now() - timedelta(days=ago),
            papers=[PaperFactory(title=f"{name} paper")],
            series=SeriesFactory(title=f"{name} series"),
        )

    html = read(client, "/")

    for kind in ("paper", "series"):
        assert f"Newer {kind}" in html
        assert f"Older {kind}" not in html


def test_the_home_page_lists_series_with_their_public_posts(client):
    series = SeriesFactory(title="Ceilings")
    first, _second = PostFactory.create_batch(2, published=True, series=series)
    PostFactory(published=True, series=series, translation_of=first, language="de")
    PostFactory(series=series)
    PostFactory(series=SeriesFactory(title="In the making"))

    html = read(client, "/")

    assert "Ceilings" in html
    assert "2 posts, last on" in html
    assert "In the making" not in html


def test_a_paper_leads_to_its_page_only_if_it_has_one(client):
    shown = PaperFactory(title="Shown", slug="shown", is_public=True)
    other = PaperFactory(title="Other", slug="other", url="https://example.org/other")
    PostFactory(published=True, papers=[shown, other])

    html = read(client, "/")

    assert '<a href="/papers/shown/">Shown</a>' in html
    assert '<a href="https://example.org/other">Other</a>' in html


def test_an_empty_site_says_so(client):
    assert "Nothing published yet." in read(client, "/")
    assert "No posts yet." in read(client, "/blog/")


def test_an_empty_site_leads_to_its_admin_wherever_it_is(client):
    with override_script_prefix("/journal/"):
        html = read(client, "/")

    assert '<a href="/journal/admin/">in the admin</a>' in html


def test_papers_of_drafts_are_not_on_the_home_page(client):
    PostFactory(papers=[PaperFactory(title="Secret paper")])
    PostFactory(published=True)

    assert "Secret paper" not in read(client, "/")


@pytest.mark.parametrize("count", [2, 15])
def test_the_home_page_takes_eleven_queries(client, django_assert_num_queries, count):
    fill(count)

    with django_assert_num_queries(11):
        # edition, posts, bylines, tags, renditions; figures and their copies; the posts
        # to find papers and series by, and they; the site's name
        read(client, "/")
