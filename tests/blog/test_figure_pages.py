import re

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from blog.models import FigureUse
from figures.models import Figure, OwnImage, Paper
from tests.blog.pages import read, section
from tests.conftest import count_queries
from tests.factories import (
    FigureFactory,
    PageImageFactory,
    PaperFactory,
    PostFactory,
    cut,
    give_vector,
    use,
)

pytestmark = pytest.mark.django_db

ADDRESS = "/papers/curves/figure-7/"


@pytest.fixture
def paper():
    return PaperFactory(
        slug="curves",
        title="On <Curves>",
        authors="Ada Lovelace",
        year=2025,
        licence="cc-by",
        is_public=True,
    )


@pytest.fixture
def figure(paper):
    return cut(
        FigureFactory(
            paper=paper,
            number="7",
            page_number=15,
            position=7,
            name="Loss <by> step",
            caption="It <falls>.",
            alt_text="A curve that <falls>.",
            long_description="First steep.\n\nThen <flat>.",
        )
    )


def add_own_image(slug="sketch", **fields):
    figure = cut(FigureFactory(own=True, key=f"images/{slug}", **fields))
    OwnImage.objects.create(
        figure=figure,
        sha256=slug.ljust(64, "0"),
        original_name="x.png",
        size=1,
        original=ContentFile(b"x", "x.png"),
    )
    return figure


def test_a_figure_is_shown_large_with_its_words_and_whence_it_is(client, figure):
    html = read(client, ADDRESS)

    assert "<h1>Figure 7: <bdi>Loss &lt;by&gt; step</bdi></h1>" in html
    assert "Figure 7: Loss &lt;by&gt; step · On &lt;Curves&gt; · " in html
    assert "Fig. 7 in the paper, p. 15" in html
    assert "It &lt;falls&gt;.</p>" in html
    assert "<p>A curve that &lt;falls&gt;.</p>" in section(html, "words")
    assert "<p>Then &lt;flat&gt;.</p>" in section(html, "words")
    assert 'fetchpriority="high"' in html
    assert 'type="image/avif"' in html
    assert '<a href="/papers/curves/">On &lt;Curves&gt;</a>' in html
    assert '<link rel="canonical" href="http://testserver' + ADDRESS in html


def test_a_figure_says_how_to_credit_and_cite_it(client, figure):
    html = read(client, ADDRESS)

    assert "From Ada Lovelace, “On &lt;Curves&gt;” (2025), " in html
    cite = section(html, "cite")
    assert "Figure 7 from Ada Lovelace, “On &lt;Curves&gt;” (2025), CC BY." in cite
    assert f">http://testserver{ADDRESS}</a>" in cite
    assert 'href="/papers/curves/cite.bib"' in cite


def test_each_stored_copy_can_be_downloaded_and_says_its_size(client, figure):
    files = section(read(client, ADDRESS), "files")

    assert re.search(r'\.png" download>PNG, 2560 . 1280 px</a> 1000.bytes', files)
    assert files.index("AVIF") < files.index("WebP") < files.index("<dt>PNG</dt>")
    assert len(re.findall(r'href="[^"]+\.(?:avif|webp|png)"', files)) == 7


def test_a_figure_without_pixels_has_a_file_in_points(client, figure):
    vector = give_vector(figure)

    html = read(client, ADDRESS)

    link = f'<a href="{vector.file.url}" download>320 \u00d7 160 pt</a>'
    assert link in section(html, "files")
    assert f'<img class="on-paper" loading="lazy" src="{vector.file.url}"' in html


def test_a_figure_that_is_not_cut_yet_says_so(client, paper):
    FigureFactory(paper=paper, number="7")

    html = read(client, ADDRESS)

    assert "has not been cut out of its paper yet" in html
    assert 'id="files"' not in html


def test_a_decorative_figure_has_no_words_for_those_who_cannot_see_it(client, figure):
    figure.alt_state = Figure.AltState.DECORATIVE
    figure.long_description = ""
    figure.save()

    html = read(client, ADDRESS)

    assert 'id="words"' not in html
    assert 'aria-label="Figure 7"' in html


def test_panels_are_shown_and_lead_to_their_own_pages(client, paper, figure):
    for letter in "ab":
        FigureFactory(paper=paper, parent=figure, number=f"7{letter}", name=letter * 3)
    FigureFactory(paper=paper, parent=figure, number="7c", state="new")

    panels = section(read(client, ADDRESS), "panels")

    assert 'href="/papers/curves/figure-7a/"' in panels
    assert 'href="/papers/curves/figure-7b/"' in panels
    assert "aaa" in panels
    assert "figure-7c" not in panels


def test_a_panel_leads_to_its_figure_and_to_the_panels_beside_it(client, paper, figure):
    for position, letter in enumerate("abc"):
        FigureFactory(
            paper=paper, parent=figure, number=f"7{letter}", position=position
        )

    html = read(client, "/papers/curves/figure-7b/")

    assert 'a panel of <a href="/papers/curves/figure-7/">Figure 7</a>' in html
    assert '<a rel="prev" href="/papers/curves/figure-7a/">' in html
    assert '<a rel="next" href="/papers/curves/figure-7c/">' in html


def test_a_panel_does_not_lead_to_a_figure_that_is_not_public(client, paper, figure):
    paper.is_public = False
    paper.save()
    use(FigureFactory(paper=paper, parent=figure, number="7b"), published=True)

    html = read(client, "/papers/curves/figure-7b/")

    assert ADDRESS not in html
    assert client.get(ADDRESS).status_code == 404


def test_a_figure_leads_to_those_before_and_after_it_that_readers_see(
    client, paper, figure
):
    for number, state in [(5, "confirmed"), (6, "new"), (9, "confirmed")]:
        FigureFactory(paper=paper, number=str(number), position=number, state=state)
    FigureFactory(number="8", position=8)

    html = read(client, ADDRESS)

    assert '<a rel="prev" href="/papers/curves/figure-5/">' in html
    assert '<a rel="next" href="/papers/curves/figure-9/">' in html
    last = read(client, "/papers/curves/figure-9/")
    assert 'rel="prev"' in last
    assert 'rel="next"' not in last


def test_a_figure_names_the_public_posts_that_use_it_or_its_panels(
    client, paper, figure
):
    panel = FigureFactory(paper=paper, parent=figure, number="7a")
    direct, part = (
        use(figure, published=True, title="Whole"),
        use(panel, published=True, title="Part <a>"),
    )
    leading = PostFactory(published=True, title="Led", lead_figure=figure)
    FigureUse.objects.create(post=PostFactory(title="A draft"), figure=figure)
    use(FigureFactory(), published=True, title="Another figure's")

    html = read(client, ADDRESS)

    used = section(html, "posts")
    for post in (direct, part, leading):
        assert used.count(f'href="{post.get_absolute_url()}"') == 1
    assert "Part &lt;a&gt;" in used
    assert "A draft" not in html
    assert "Another figure" not in html
    panel_used = section(read(client, "/papers/curves/figure-7a/"), "posts")
    assert direct.title in panel_used


@pytest.mark.parametrize("state", [Figure.State.NEW, Figure.State.DISCARDED])
def test_what_is_not_confirmed_is_not_there_for_readers(client, editor, figure, state):
    use(figure, published=True)
    figure.state = state
    figure.save()

    assert client.get(ADDRESS).status_code == 404

    client.force_login(editor)
    response = client.get(ADDRESS)
    html = response.content.decode()
    assert "Only editors see this page." in html
    assert ("discarded" in html) == (state == Figure.State.DISCARDED)
    assert 'name="robots" content="noindex, nofollow"' in html
    assert "no-store" in response.headers["Cache-Control"]


def test_what_no_post_shows_is_not_there_for_readers(client, newcomer, figure, paper):
    paper.is_public = False
    paper.save()
    FigureUse.objects.create(post=PostFactory(), figure=figure)
    client.force_login(newcomer)

    assert client.get(ADDRESS).status_code == 404
    assert client.get("/papers/curves/figure-8/").status_code == 404
    assert client.get("/papers/other/figure-7/").status_code == 404


def test_editors_are_given_the_markdown_and_the_way_to_the_review(
    client, editor, figure
):
    as_reader = read(client, ADDRESS)
    client.force_login(editor)

    html = read(client, ADDRESS)

    assert "![](figure:curves/figure-7)" in html
    assert figure.get_admin_url() in html
    assert "![](figure:" not in as_reader
    assert "For editors" not in as_reader.split("<footer class=")[0]


def test_an_image_of_ones_own_has_a_page_without_a_paper(client):
    figure = add_own_image(name="A sketch", credit="Drawn by us")
    FigureFactory(number="1", paper__is_public=True)
    post = use(figure, published=True, title="With a sketch")

    html = read(client, "/images/sketch/")

    assert "<h1><bdi>A sketch</bdi></h1>" in html
    assert "Drawn by us." in html
    assert post.title in html
    assert "The paper" not in html
    assert 'rel="next"' not in html
    assert client.get("/images/nothing/").status_code == 404
    assert client.get("/papers/images/sketch/").status_code == 404


def test_editors_see_the_page_it_is_from_before_readers_do(client, editor, figure):
    page = PageImageFactory(number=15, version__paper=figure.paper)
    Paper.objects.update(is_public=False, details_confirmed_at=timezone.now())
    Figure.objects.update(version=page.version, edited_box=[10, 10, 90, 90])
    client.force_login(editor)

    assert f"{ADDRESS}page.svg" in read(client, ADDRESS)


def test_a_figure_costs_as_many_queries_with_much_around_it_as_with_little(
    client, paper, figure
):
    surround(figure, 1)
    few = count_queries(client, ADDRESS)
    surround(figure, 5)

    assert count_queries(client, ADDRESS) == few


def surround(figure, count):
    for _turn in range(count):
        cut(FigureFactory(paper=figure.paper, parent=figure), widths=(640,))
        FigureFactory(paper=figure.paper)
        use(figure, published=True)
