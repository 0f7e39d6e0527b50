import pytest

from blog.public import public_figures, public_papers
from figures.models import Figure
from tests.factories import FigureFactory, PaperFactory, PostFactory, use

pytestmark = pytest.mark.django_db

State = Figure.State


def is_seen(figure):
    return public_figures().filter(pk=figure.pk).exists()


def is_paper_seen(paper):
    return public_papers().filter(pk=paper.pk).exists()


@pytest.mark.parametrize(
    ("post", "seen"),
    [
        pytest.param({}, False, id="draft"),
        pytest.param({"scheduled": True}, False, id="scheduled"),
        pytest.param({"published": True}, True, id="published"),
    ],
)
def test_a_figure_and_its_paper_are_seen_once_a_post_that_shows_it_is(post, seen):
    figure, other = FigureFactory(), FigureFactory()
    use(figure, **post)

    assert is_seen(figure) is seen
    assert is_paper_seen(figure.paper) is seen
    assert not is_seen(other)
    assert not is_paper_seen(other.paper)


@pytest.mark.parametrize(
    ("post", "seen"),
    [
        pytest.param({}, False, id="draft"),
        pytest.param({"scheduled": True}, False, id="scheduled"),
        pytest.param({"published": True}, True, id="published"),
    ],
)
def test_a_lead_figure_is_seen_once_its_post_is(post, seen):
    figure = FigureFactory()
    panel = FigureFactory(paper=figure.paper, parent=figure)
    PostFactory(lead_figure=figure, **post)

    assert is_seen(figure) is seen
    assert is_seen(panel) is seen
    assert is_paper_seen(figure.paper) is seen


def test_a_draft_takes_nothing_from_what_another_post_shows():
    figure = FigureFactory()
    use(figure, published=True)
    use(figure)

    assert public_figures().get() == figure
    assert public_papers().get() == figure.paper


def test_a_panel_is_seen_where_its_figure_is_but_not_the_other_way_round():
    figure, other = FigureFactory(number="1"), FigureFactory(number="2")
    panel = FigureFactory(paper=figure.paper, parent=figure, number="1a")
    alone = FigureFactory(paper=other.paper, parent=other, number="2a")
    sibling = FigureFactory(paper=other.paper, parent=other, number="2b")
    use(figure, published=True)
    use(alone, published=True)

    assert is_seen(panel)
    assert is_seen(alone)
    assert not is_seen(other)
    assert not is_seen(sibling)


@pytest.mark.parametrize("state", [State.NEW, State.DISCARDED])
def test_what_no_editor_has_confirmed_is_not_seen_whatever_shows_it(state):
    used = FigureFactory(state=state)
    use(used, published=True)
    leading = FigureFactory(state=state)
    PostFactory(published=True, lead_figure=leading)
    of_public_paper = FigureFactory(state=state, paper__is_public=True)
    panel = FigureFactory(
        state=state, paper=used.paper, parent=FigureFactory(paper=used.paper)
    )
    use(panel.parent, published=True)

    for figure in (used, leading, of_public_paper, panel):
        assert not is_seen(figure)
    assert not is_paper_seen(leading.paper)
    assert is_paper_seen(of_public_paper.paper)


def test_all_confirmed_figures_of_a_public_paper_are_seen():
    figure = FigureFactory(paper__is_public=True)
    panel = FigureFactory(paper=figure.paper, parent=figure)

    assert set(public_figures()) == {figure, panel}
    assert is_paper_seen(figure.paper)


def test_a_paper_of_which_posts_speak_without_a_figure_is_not_seen():
    paper = PaperFactory()
    PostFactory(published=True, papers=[paper])

    assert not is_paper_seen(paper)


def test_an_image_of_ones_own_is_seen_where_a_post_shows_it():
    shown, kept = FigureFactory(own=True), FigureFactory(own=True)
    use(shown, published=True)

    assert is_seen(shown)
    assert not is_seen(kept)
