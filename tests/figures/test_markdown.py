from markdown import Markdown

from figures.markdown import (
    FigureEmbed,
    FigureExtension,
    FigureReference,
)


def convert(text, extensions=()):
    """The HTML of ``text``, and all that was handed to the one call of ``render``."""
    calls = []

    def render(mentions):
        calls.append(mentions)
        return [
            f"<figure>{number}</figure>"
            if isinstance(mention, FigureEmbed)
            else f"<b>{number}</b>"
            for number, mention in enumerate(mentions)
        ]

    md = Markdown(extensions=[*extensions, FigureExtension(render)])
    html = md.convert(text)
    assert len(calls) == 1
    return html, calls[0]


def test_a_paragraph_with_one_image_of_our_scheme_is_an_embed():
    html, mentions = convert('![A curve](figure:p/figure-3 "Own words"){.wide}')

    assert html == "<figure>0</figure>"
    assert mentions == [
        FigureEmbed("p/figure-3", "A curve", "Own words", css_class="wide")
    ]


def test_a_link_of_our_scheme_is_a_reference():
    html, mentions = convert(
        "As [](figure:p/figure-3) and [*this* `x`](figure:q) show."
    )

    assert html == "<p>As <b>0</b> and <b>1</b> show.</p>"
    assert mentions == [
        FigureReference("p/figure-3", ""),
        FigureReference("q", "this x"),
    ]


def test_a_reference_keeps_its_place_between_other_elements():
    html, _mentions = convert("*One* [](figure:a) **two** [](figure:b)")

    assert html == "<p><em>One</em> <b>0</b> <strong>two</strong> <b>1</b></p>"


def test_all_mentions_come_in_reading_order():
    text = "[](figure:b)\n\n![](figure:a)\n\n> ![](figure:c)\n\n- [](figure:a)"

    _html, mentions = convert(text)

    assert [mention.key for mention in mentions] == ["b", "a", "c", "a"]


def test_other_images_and_links_are_left_alone():
    html, mentions = convert("![x](/y.png) [z](https://example.org)")

    assert mentions == []
    assert '<img alt="x" src="/y.png"' in html


def test_code_and_escapes_do_not_count():
    text = (
        "`![](figure:a)` \\![](figure:b\\) \\[](figure:c)\n\n"
        "    ![](figure:d)\n\n```\n![](figure:e)\n```\n"
    )

    html, mentions = convert(text, ["fenced_code"])

    assert mentions == []
    assert "figure:e" in html


def test_an_embed_within_a_line_stands_between_two_paragraphs():
    html, _mentions = convert("Before\n![](figure:a){.full} after *it*.")

    assert html.replace("\n", "") == (
        "<p>Before</p><figure>0</figure><p>after <em>it</em>.</p>"
    )


def test_embeds_stand_in_lists_and_tables():
    html, _mentions = convert(
        "- ![](figure:a)\n- b\n\n|a|\n|-|\n|![](figure:b)|", ["tables"]
    )

    assert "<li><figure>0</figure></li>" in html
    assert "<td><figure>1</figure></td>" in html


def test_a_link_round_an_embed_is_dropped():
    html, mentions = convert("[![](figure:a)](https://example.org)")

    assert "<a" not in html
    assert mentions == [FigureEmbed("a", "", "", "")]


def test_a_paragraph_keeps_its_neighbours_apart():
    html, _mentions = convert("One\n\n![](figure:a)\n\nTwo")

    assert html == "<p>One</p>\n<figure>0</figure>\n<p>Two</p>"


def test_words_are_plain_text():
    text = '![\\*a\\* &amp; "b"](figure:k "c &lt; d") [e &amp; \\_f\\_](figure:l)'

    _html, mentions = convert(text)

    assert mentions == [
        FigureEmbed("k", '*a* & "b"', "c < d", ""),
        FigureReference("l", "e & _f_"),
    ]


def test_only_the_two_widths_are_read():
    html, mentions = convert("![](figure:a){.huge}")

    assert mentions[0].css_class == ""
    assert "{.huge}" in html


def test_links_defined_elsewhere_count():
    _html, mentions = convert("[it][f]\n\n[f]: figure:p/figure-1")

    assert mentions == [FigureReference("p/figure-1", "it")]


def test_the_scheme_may_be_written_in_capitals():
    _html, mentions = convert("[](FIGURE:p/figure-1)")

    assert mentions == [FigureReference("p/figure-1", "")]


def test_rendered_html_cannot_smuggle_the_parsers_own_marks():
    def render(mentions):
        return ["<figure>\x02wzxhzdk:0\x03</figure>"]

    md = Markdown(extensions=[FigureExtension(render)])

    assert md.convert("![](figure:a)") == "<figure>wzxhzdk:0</figure>"


def mentioned_keys(text, extensions=()):
    keys = []

    def collect(mentions):
        keys.extend(mention.key for mention in mentions)
        return [""] * len(mentions)

    Markdown(extensions=[*extensions, FigureExtension(collect)]).convert(text)
    return keys


def test_keys_come_in_reading_order():
    text = "[](figure:b) `[](figure:no)`\n\n![](figure:a)\n\n![](figure:b)"

    assert mentioned_keys(text) == ["b", "a", "b"]


def test_what_counts_as_code_is_for_the_extensions_to_say():
    text = "```\n\n![](figure:a)\n\n```"

    assert mentioned_keys(text) == ["a"]
    assert mentioned_keys(text, ["fenced_code"]) == []
