"""Which posts use a figure: in their text, or as what they lead with."""

import pytest

from blog.models import FigureUse
from blog.templatetags.figure_uses import posts_by_figure, posts_of, posts_using
from tests.factories import FigureFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db
# A template's context; nothing is stored, so nothing is asked about this user.
SEES_ALL = {"user": UserFactory.build(admin=True)}


def use(post, *figures):
    for figure in figures:
        FigureUse.objects.create(post=post, figure=figure)
    return post


def test_posts_that_show_a_figure_or_lead_with_it_use_it():
    figure, other = FigureFactory(), FigureFactory()
    shows = use(PostFactory(), figure, other)
    leads = use(PostFactory(lead_figure=figure), other)
    both = use(PostFactory(lead_figure=figure), figure)
    use(PostFactory(lead_figure=other), other)

    assert set(posts_using(SEES_ALL, figure)) == {shows, leads, both}
    assert len(posts_using(SEES_ALL, figure)) == 3


def test_many_figures_at_once_give_the_same_in_one_query(django_assert_num_queries):
    figures = FigureFactory.create_batch(3)
    first, second, unused = figures
    use(PostFactory(lead_figure=first), first, second)
    use(PostFactory(lead_figure=second), first)
    use(PostFactory(lead_figure=FigureFactory()), FigureFactory())
    expected = {figure.pk: set(posts_using(SEES_ALL, figure)) for figure in figures}

    with django_assert_num_queries(1):
        uses = posts_by_figure(SEES_ALL, figures)
        titles = [post.title for post in posts_of(uses, first)]

    assert {figure.pk: set(posts_of(uses, figure)) for figure in figures} == expected
    assert len(titles) == 2
    assert posts_of(uses, unused) == []


def test_no_figures_are_used_nowhere():
    PostFactory()

    assert posts_by_figure(SEES_ALL, []) == {}


def test_drafts_are_named_to_those_alone_who_may_see_them(editor, newcomer):
    figure = FigureFactory()
    draft = use(PostFactory(), figure)
    public = use(PostFactory(published=True), figure)

    assert set(posts_using({"user": editor}, figure)) == {draft, public}
    assert posts_using({"user": newcomer}, figure) == [public]
    assert posts_by_figure({"user": newcomer}, [figure]) == {figure.pk: [public]}
