"""Papers of our own that a text cites: which of them bring their details, and when."""

import pytest
from django.utils import timezone

from blog.markdown import render_markdown
from blog.models import FigureUse, Post
from figures.models import Paper
from tests.blog.test_citations import rows_of
from tests.factories import FigureFactory, PaperFactory, PostFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "citation", ["doi:10.48550/arXiv.2510.13786", "arxiv:2510.13786"]
)
@pytest.mark.parametrize("stored", ["2510.13786", "2510.13786v1"])
def test_our_own_papers_bring_their_details(citation, stored):
    PaperFactory(
        title="The <i>Art</i>",
        authors="Ada A\nBo B",
        year=2025,
        venue="ICLR",
        arxiv_id=stored,
        is_public=True,
    )

    html = render_markdown(f"A [@{citation}].")

    assert rows_of(html) == {
        1: "Ada A and Bo B. The &lt;i&gt;Art&lt;/i&gt;. ICLR, 2025. arXiv:2510.13786 ↩"
    }


def test_a_change_of_a_cited_paper_shows(django_assert_num_queries):
    text = "A [@doi:10.1/x] [@doi:10.1234/x] [@arxiv:2510.13786]."
    assert "Later" not in render_markdown(text)

    PaperFactory(title="Later", doi="10.1234/X", is_public=True)
    assert "Later" in render_markdown(text)

    with django_assert_num_queries(1):
        render_markdown(text)


@pytest.mark.parametrize(
    "use",
    [
        lambda paper: Paper.objects.update(is_public=True),
        lambda paper: Paper.objects.update(details_confirmed_at=timezone.now()),
        lambda paper: PostFactory(published=True, papers=[paper]),
        lambda paper: FigureUse.objects.create(
            post=PostFactory(published=True), figure=FigureFactory(paper=paper)
        ),
    ],
    ids=["public", "confirmed", "in a post", "its figure in a post"],
)
def test_details_are_lent_once_a_paper_is_for_readers(use, django_assert_num_queries):
    paper = PaperFactory(title="Confidential", authors="Jane Doe", doi="10.1234/x")
    PostFactory(papers=[paper])
    PostFactory(scheduled=True, papers=[paper])
    FigureUse.objects.create(post=PostFactory(), figure=FigureFactory(paper=paper))
    text = "A [@doi:10.1234/x]."
    assert rows_of(render_markdown(text)) == {1: "doi:10.1234/x ↩"}

    use(paper)

    assert "Jane Doe. Confidential." in rows_of(render_markdown(text))[1]
    with django_assert_num_queries(1):
        render_markdown(text)


def test_details_are_lent_no_longer_once_the_post_is_withdrawn():
    paper = PaperFactory(title="Confidential", doi="10.1234/x")
    PostFactory(published=True, papers=[paper])
    assert "Confidential" in render_markdown("A [@doi:10.1234/x].")

    Post.objects.update(status=Post.Status.DRAFT)

    assert "Confidential" not in render_markdown("A [@doi:10.1234/x].")
