import pytest

from blog.markdown import render_markdown, render_text
from tests.factories import FigureFactory, cut

pytestmark = pytest.mark.django_db


def test_standard_markdown_becomes_html():
    html = render_markdown("One *two* **three** `four`.\n\n> five")

    assert "<p>One <em>two</em> <strong>three</strong> <code>four</code>.</p>" in html
    assert "<blockquote>" in html


def test_html_in_a_text_is_text():
    html = render_markdown("<b>bold</b>\n\n<div>x</div>")

    assert "&lt;b&gt;bold&lt;/b&gt;" in html
    assert "&lt;div&gt;" in html


def test_fenced_code_has_classes_and_no_styles():
    html = render_markdown('```python\ndef f(): return "x"\n```')

    assert 'class="code"' in html
    assert 'data-language="Python"' in html
    assert '<pre tabindex="0">' in html
    assert '<span class="k">def</span>' in html
    assert "style" not in html


def test_code_of_no_known_language_is_said_to_be_of_none():
    html = render_markdown("```klingon\nqapla\n```\n\n```\nx\n```")

    assert html.count('<div class="code"><pre tabindex="0">') == 2


def test_tables_are_aligned_by_classes_and_scroll_by_themselves():
    html = render_markdown("|a|b|c|\n|:-|:-:|-:|\n|1|2|3|")

    assert '<td class="align-left">1</td>' in html
    assert '<td class="align-center">2</td>' in html
    assert '<td class="align-right">3</td>' in html
    for part in (
        'class="table"',
        'tabindex="0"',
        'role="region"',
        'aria-label="Table"',
    ):
        assert part in html


def test_footnotes_lead_there_and_back():
    html = render_markdown("A[^n] B[^two words].\n\n[^n]: x\n\n[^two words]: y")

    for anchor in ("fn-1", "fnref-1", "fn-2", "fnref-2"):
        assert f'id="{anchor}"' in html
        assert f'href="#{anchor}"' in html
    assert 'aria-label="Back to where note 1 stands in the text"' in html


def test_definition_lists_abbreviations_and_numbered_lists():
    html = render_markdown(
        "Term\n:   Meaning of HTML\n\n3. three\n\n*[HTML]: Hypertext"
    )

    assert "<dt>Term</dt>" in html
    assert '<abbr title="Hypertext">HTML</abbr>' in html
    assert '<ol start="3">' in html


def test_a_heading_never_takes_the_id_of_a_figure():
    figure = FigureFactory()

    html = render_markdown(f"## Fig 1\n\n## fig-1\n\n![](figure:{figure.key})")

    assert html.count('id="fig-1"') == 1
    assert 'id="h-fig-1"' in html


def test_the_title_of_the_page_stays_the_only_one_of_its_level():
    html = render_markdown("# One\n\n## Two\n\n### Three")

    assert "<h1" not in html
    assert '<h2 id="h-one">One</h2>' in html
    assert '<h3 id="h-three">Three</h3>' in html


def test_headings_are_listed_with_their_plain_words():
    text = render_text("## A & *b* `c`[^1]\n\n### D\n\n#### E\n\n[^1]: x")

    found = [(head.anchor, head.level, head.words) for head in text.headings]

    assert found == [("h-a-b-c", 2, "A & b c"), ("h-d", 3, "D")]


def test_equal_headings_have_ids_of_their_own():
    text = render_text("## Same\n\n## Same")

    assert [heading.anchor for heading in text.headings] == ["h-same", "h-same_1"]


def test_figures_are_listed_as_the_text_numbers_them():
    figure, table = FigureFactory(), FigureFactory(kind="table")

    text = render_text(
        f"[](figure:{table.key})\n\n![](figure:{figure.key})\n\n![](figure:{table.key})"
    )

    assert [(place.anchor, place.short) for place in text.places] == [
        ("fig-1", "1"),
        ("table-1", "T1"),
    ]


def test_a_text_shows_its_figures():
    figure = cut(FigureFactory(caption="Loss <by> step."))

    html = render_markdown(
        f"See [](figure:{figure.key}).\n\n![A curve](figure:{figure.key}){{.wide}}"
    )

    assert (
        '<a class="reference whole" href="#fig-1" rel="noopener">Figure 1</a>' in html
    )
    assert 'class="figure wide"' in html
    assert 'alt="A curve"' in html
    assert "Loss &lt;by&gt; step." in html
    assert "srcset=" in html


def test_a_caption_cannot_bring_html_or_markdown_along():
    figure = FigureFactory(caption="<script>x</script> *not* ![](figure:y) \x02\x03")

    html = render_markdown(f"![](figure:{figure.key})")

    assert "&lt;script&gt;x&lt;/script&gt; *not* ![](figure:y)" in html
    assert "<script" not in html


def test_pictures_from_elsewhere_become_links():
    html = render_markdown("![A plot](https://example.org/x.png) ![](/media/y.png)")

    assert '<a href="https://example.org/x.png" rel="noopener">A plot</a>' in html
    assert '<img alt="" src="/media/y.png">' in html


def test_keys_are_found_where_the_page_would_show_them():
    text = (
        "[^1] `[](figure:code)`\n\n```\n![](figure:fence)\n```\n\n"
        "![](figure:a/b)\n\n[^1]: ![](figure:note)"
    )

    # The note stands beside the words that refer to it.
    assert render_text(text).keys == ("note", "a/b")


def test_an_empty_text_is_an_empty_page():
    assert render_markdown("") == ""


@pytest.mark.parametrize(
    "text", ["\0", "\x02wzxhzdk:0\x03", "\ud800", "[^]", "[]()", "![](figure:)", "*[]:"]
)
def test_odd_texts_do_no_harm(text):
    assert "<script" not in render_markdown(text)
