"""Figures that nobody reviewed, pictures that are not there, and the doors to both."""

import pytest

from blog.checks import find_blocking, look_at
from blog.models import Post
from figures.models import OwnImage
from tests.factories import FigureFactory, PaperFactory, RenditionFactory

pytestmark = pytest.mark.django_db


def found(*bodies):
    return find_blocking(look_at(Post(title="A title", body="\n\n".join(bodies))))


def embed(figure, alt=""):
    return f"![{alt}](figure:{figure.key})"


def doors(finding):
    return [(door.deed, door.target, door.address) for door in finding.doors]


def own_image(figure, **fields):
    return OwnImage.objects.create(
        figure=figure, sha256=figure.key, original_name="a.png", size=1, **fields
    )


def test_a_figure_that_nobody_reviewed_is_told_with_the_way_to_its_screen():
    figure = FigureFactory(state="new", alt_state="confirmed", number="3b")

    [finding] = found(f"See [](figure:{figure.key})", embed(figure))

    assert finding.sentence == f"The figure “{figure.key}” has not been reviewed."
    assert doors(finding) == [("Review", "Figure 3b", figure.get_admin_url())]
    assert finding.spot.line == 3


def test_review_and_alt_text_of_a_figure_are_one_thing_to_do():
    figure = FigureFactory(state="new", alt_state="draft")
    text = "The figure “%s” has not been reviewed, nor its alt text confirmed."

    [finding] = found(embed(figure), embed(figure))

    assert (finding.sentence, finding.spot.line) == (text % figure.key, 1)


def test_an_alt_text_in_the_text_leaves_the_review_alone():
    figure = FigureFactory(state="new", alt_state="draft")

    [finding] = found(embed(figure, "A curve that falls to 0.1 and stays."))

    assert finding.sentence == f"The figure “{figure.key}” has not been reviewed."


def test_the_first_of_many_unreviewed_figures_leads_to_all_of_the_paper():
    paper, other = PaperFactory(title="On Order"), PaperFactory()
    new = [FigureFactory(paper=paper, state="new") for _ in range(3)]
    known = FigureFactory(paper=other, alt_state="confirmed")
    half = [FigureFactory(paper=other, state="new") for _ in range(2)]

    findings = found(*map(embed, [*new, known, *half]))

    assert len(findings) == 5
    sheet = ("Contact sheet", "On Order", f"/admin/figures/paper/{paper.pk}/figures/")
    assert doors(findings[0])[1:] == [sheet]
    assert all(len(each.doors) == 1 for each in findings[1:])


def test_a_picture_of_one_s_own_has_to_be_prepared():
    figure = FigureFactory(own=True, number="", alt_state="confirmed")
    own = own_image(figure)

    [finding] = found("Words.", embed(figure))
    assert finding.sentence == f"The picture “{figure.key}” is still being prepared."
    assert (finding.spot.line, finding.is_blocking) == (3, True)

    own.failure = "It is larger than 100 megapixels."
    own.save()
    [finding] = found(embed(figure))
    assert finding.sentence == f"The picture “{figure.key}” cannot be shown."
    assert finding.hint == own.failure
    assert doors(finding) == [("Details", "Picture", figure.get_admin_url())]

    RenditionFactory(figure=figure)
    assert found(embed(figure)) == []


def test_the_mark_of_an_upload_is_told_and_like_words_are_not():
    mark = "![Uploading meadow at night.png… (1)]()"

    [finding] = found("Words.", mark, f"`{mark}`", "![Nowhere (1)]()")

    assert "“Uploading meadow at night.png… (1)” stands where" in finding.sentence
    assert (finding.spot.line, finding.spot.length) == (3, len(mark))


def test_pictures_are_looked_at_with_no_query_of_their_own(
    django_assert_num_queries,
):
    pictures = [FigureFactory(own=True, alt_state="confirmed") for _ in range(5)]
    for figure in pictures:
        own_image(figure)
    for shown in (pictures[:1], pictures):
        body = "\n\n".join(map(embed, shown))
        found(body)
        with django_assert_num_queries(4):
            assert len(found(body)) == len(shown)
