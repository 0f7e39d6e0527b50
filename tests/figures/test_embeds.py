import re

import pytest
from django.utils.translation import override

from figures.embeds import load_figures, render_figures, show_figure
from figures.markdown import FigureEmbed, FigureReference
from figures.models import Figure
from tests.factories import (
    FigureFactory,
    PaperFactory,
    cut,
    give_vector,
)

pytestmark = pytest.mark.django_db


def embed(key, alt_text="", caption="", css_class=""):
    return FigureEmbed(key, alt_text, caption, css_class)


def refer(key, words=""):
    return FigureReference(key, words)


def render(*mentions):
    """Each mention's HTML, with runs of white space made one space."""
    figures = load_figures(mention.key for mention in mentions)
    return [" ".join(html.split()) for html in render_figures(mentions, figures)]


@pytest.mark.parametrize(
    ("caption", "html"),
    [
        (
            "(a) <One>. (b) Two.",
            "<strong>(a)</strong> &lt;One&gt;. <strong>(b)</strong> Two.",
        ),
        ("Both (A) and (B).", "Both <strong>(A)</strong> and <strong>(B)</strong>."),
        ("As in (a) & eq. (1).", "As in (a) &amp; eq. (1)."),
    ],
)
def test_the_letters_of_panels_stand_out_of_a_caption(caption, html):
    figure = FigureFactory(caption=caption)

    assert f"<p>{html}</p>" in render(embed(figure.key))[0]


def test_a_figure_says_its_number_here_and_its_number_there():
    paper = PaperFactory(title="On <Curves>", doi="10.1/x", licence="cc-by")
    figure = FigureFactory(
        paper=paper, number="7", page_number=15, caption="Loss <by> step."
    )

    (html,) = render(embed(figure.key))

    assert '<figure class="figure" id="fig-1"' in html
    assert "<strong>Figure 1</strong> · Fig. 7 in the paper, p. 15" in html
    assert "<p>Loss &lt;by&gt; step.</p>" in html
    assert 'From “<a href="https://doi.org/10.1/x">On &lt;Curves&gt;</a>”, ' in html
    assert ">CC BY</a>." in html


def test_figures_and_tables_are_counted_apart():
    first, second = FigureFactory(number="5"), FigureFactory(number="2")
    table = FigureFactory(kind="table", number="9")

    htmls = render(embed(second.key), embed(table.key), embed(first.key))

    assert [re.search(r'id="([^"]+)"', html)[1] for html in htmls] == [
        "fig-1",
        "table-1",
        "fig-2",
    ]
    assert "<strong>Table 1</strong> · Table 9 in the paper" in htmls[1]


def test_a_panel_keeps_its_letter():
    whole = FigureFactory(number="3")
    panel = FigureFactory(paper=whole.paper, parent=whole, number="3b")

    (html,) = render(embed(panel.key))

    assert "<strong>Figure 1</strong> · Fig. 3b in the paper" in html


def test_a_figure_without_a_page_says_only_its_number():
    figure = FigureFactory(number="S1", page_number=None)

    (html,) = render(embed(figure.key))

    assert "Fig. S1 in the paper</p>" in html


def test_an_editors_own_image_comes_from_no_paper():
    figure = FigureFactory(own=True, key="images/desk", credit="Photograph: M. Okafor")

    (html,) = render(embed(figure.key))

    assert "in the paper" not in html
    assert "Photograph: M. Okafor." in html


def test_a_paper_without_an_address_is_named_without_a_link():
    figure = FigureFactory(paper__title="Unpublished")

    (html,) = render(embed(figure.key))

    assert "From “Unpublished”." in html
    assert "<a" not in html


def test_an_embeds_own_words_win():
    figure = FigureFactory(caption="The paper's.", alt_text="Stored.")
    cut(figure)

    own, stored = render(embed(figure.key, "Own.", "Mine."), embed(figure.key))

    assert 'alt="Own."' in own
    assert "<p>Mine.</p>" in own
    assert "The paper&#x27;s." not in own
    assert 'alt="Stored."' in stored
    assert "<p>The paper&#x27;s.</p>" in stored


def test_a_decorative_figure_is_silent_unless_the_embed_speaks():
    figure = cut(FigureFactory(alt_text="Noise.", alt_state="decorative"))

    silent, spoken = render(embed(figure.key), embed(figure.key, "Here it matters."))

    assert 'alt=""' in silent
    assert 'alt="Here it matters."' in spoken


def test_the_first_picture_is_eager_and_the_others_lazy():
    figures = [cut(FigureFactory()) for _ in range(3)]

    first, *others = render(*(embed(figure.key) for figure in figures))

    assert 'fetchpriority="high"' in first
    assert "loading" not in first
    assert all('loading="lazy"' in html for html in others)


def test_a_picture_comes_in_all_formats_and_widths():
    figure = cut(FigureFactory(), widths=(640, 1280, 1920))

    (html,) = render(embed(figure.key, css_class="wide"))

    types = re.findall(r'<source type="([^"]+)"', html)
    assert types == ["image/avif", "image/webp"]
    assert re.search(r'srcset="[^"]+\.avif 640w, [^"]+ 1280w, [^"]+\.avif 1920w"', html)
    assert re.search(r'<img src="/media/figures/[^"]+-1280[^"]*\.png"', html)
    assert 'width="1920" height="960"' in html
    assert 'sizes="(min-width: 100rem) 56.6rem' in html
    assert 'class="figure wide"' in html


def test_a_figure_without_pixels_has_a_second_picture_for_paper():
    figure, other = cut(FigureFactory()), cut(FigureFactory())
    vector = give_vector(figure)

    drawn, photographed = render(
        embed(figure.key, alt_text="A <curve>."), embed(other.key)
    )

    (image,) = re.findall(r'<img class="on-paper"[^>]*>', drawn)
    # Of the size of the one on the screen, and loaded by none.
    assert image == (
        f'<img class="on-paper" loading="lazy" src="{vector.file.url}" width="1280" '
        'height="640" alt="A &lt;curve&gt;." decoding="async">'
    )
    assert vector.file.url not in drawn.replace(image, "")
    assert "on-paper" not in photographed


def test_a_master_stands_in_where_there_are_no_copies():
    figure = FigureFactory()
    cut(figure, widths=(640,))
    figure.renditions.filter(role="copy").delete()

    (html,) = render(embed(figure.key))

    assert "<source" not in html
    assert 'width="1280"' in html


def test_a_figure_that_is_not_cut_yet_says_so():
    figure = FigureFactory()

    (html,) = render(embed(figure.key))

    assert "This figure has not been cut out of its paper yet." in html
    assert 'id="fig-1"' in html


def test_a_reference_reads_the_number_and_leads_to_the_figure():
    figure = FigureFactory()

    before, words, _figure, after = render(
        refer(figure.key),
        refer(figure.key, "this one"),
        embed(figure.key),
        refer(figure.key),
    )

    assert before == after == '<a class="reference whole" href="#fig-1">Figure 1</a>'
    assert words == '<a class="reference" href="#fig-1">this one</a>'


def test_a_figure_shown_twice_has_two_numbers_and_references_mean_the_first():
    figure = FigureFactory()

    first, second, reference = render(
        embed(figure.key), embed(figure.key), refer(figure.key)
    )

    assert 'id="fig-1"' in first
    assert 'id="fig-2"' in second
    assert 'href="#fig-1"' in reference


def test_a_reference_to_a_figure_that_is_not_shown_is_marked():
    figure = FigureFactory()

    (html,) = render(refer(figure.key, "see <there>"))

    assert html.startswith('<span class="problem"> see &lt;there&gt;')
    assert f"(the figure “{figure.key}” is not shown here)" in html


def test_unknown_keys_are_marked_and_take_no_number():
    figure = FigureFactory()

    unknown, known, reference = render(
        embed("no/where"), embed(figure.key), refer("no/where")
    )

    assert "There is no figure “no/where”." in unknown
    assert 'class="figure missing"' in unknown
    assert 'id="fig-1"' in known
    assert "(there is no figure “no/where”)" in reference


def test_discarded_figures_are_marked():
    figure = FigureFactory(state=Figure.State.DISCARDED)

    shown, reference = render(embed(figure.key), refer(figure.key))

    assert f"The figure “{figure.key}” was discarded." in shown
    assert f"(the figure “{figure.key}” was discarded)" in reference


@pytest.mark.parametrize("key", ["", "a\0b", "x" * 1000, "<script>", "ключ", "a b"])
def test_what_is_no_key_is_looked_for_nowhere(key, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert load_figures([key]) == {}


@pytest.mark.parametrize("count", [1, 20])
def test_any_number_of_figures_takes_two_queries(count, django_assert_num_queries):
    keys = [cut(FigureFactory(), widths=(640,)).key for _ in range(count)]

    with django_assert_num_queries(2):  # figures with their papers, renditions
        assert len(render(*map(embed, keys))) == count


def test_a_long_description_can_be_opened():
    figure = FigureFactory(long_description="Axis by axis.\n\nAnd more.")

    (html,) = render(embed(figure.key))

    assert "<details>" in html
    assert "<p>And more.</p>" in html


def test_what_is_shown_of_a_figure_is_a_value():
    figure = cut(FigureFactory())

    with override("en"):
        first = show_figure(load_figures([figure.key])[figure.key])
        second = show_figure(load_figures([figure.key])[figure.key])

    assert first == second
    assert repr(first) == repr(second)
